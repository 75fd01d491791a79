"""What other rooms and pages see of documents: frozen records."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.spine import event
from motcua.systems.documents import rules


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A document in a list; `party` is its sender, or its receivers in one line."""

    id: str
    outgoing: bool
    stage: rules.Stage
    unit: str
    kind: str
    urgency: int
    secrecy: str
    subject: str
    symbol: str
    number: int | None
    party: str
    dated: date | None
    began_at: datetime
    acted_at: datetime
    due_at: datetime | None
    verdict: rules.Verdict | None
    file: str


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """A file of a document; `id` finds its bytes. The main paper's versions count from 1; one attached has 0."""

    id: str
    role: str
    version: int
    made_by: str
    name: str
    digest: str
    size: int
    media_type: str
    added_at: datetime
    added_by: str
    of: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What a check of the signatures found; `signatures` as `actions.checking.plain` keeps them."""

    id: int
    at: datetime
    digest: str
    verdict: rules.Verdict
    reason: rules.Reason
    problem: str
    signatures: tuple[Mapping[str, Any], ...]
    evidence: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Copy:
    """A certified copy of a document; `file` finds its bytes among the document's, `sent_as` is the document it became."""

    file: str
    kind: str
    symbol: str
    pages: str
    made_at: datetime
    by_name: str
    sent_as: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """A fact of a document's history, with the words behind its digest where they still stand."""

    fact: event.Fact
    by_name: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A document whole: its state, its words, its files, who gets it (`removed`: who no longer does).

    `files` has every version; `main` and `attached` what stands now: signed ones in the place of what they were made of.
    """

    state: rules.State
    subject: str
    sender_name: str
    dated: date | None
    signer_name: str
    signer_position: str
    copies: int
    pages: int
    note: str
    receivers: tuple[tuple[str, str], ...]
    removed: tuple[tuple[str, str], ...]
    files: tuple[File, ...]

    @property
    def main(self) -> File | None:
        """Give the main paper as it stands."""
        mains = [one for one in self.files if one.role == rules.MAIN and one.version == self.state.version]
        return mains[0] if mains and self.state.file else None

    @property
    def attached(self) -> tuple[File, ...]:
        """Give the appendices as they stand."""
        signed = {one.of for one in self.files}
        return tuple(one for one in self.files if one.role == rules.ATTACHED and one.id not in signed)
