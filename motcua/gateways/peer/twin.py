"""A house that exists in memory: a gate that keeps what is handed in, and a carrier straight to it."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO

from motcua.spine import refusal
from motcua.systems.exchange.ports import Answer, Files, Parcel, Verdict


class Refusal(refusal.Refusal):
    """The gate does not take a file."""


@dataclass(kw_only=True)
class Gatehouse:
    """Keeps messages once each, as a real gate does; `agencies` are those that live here."""

    agencies: frozenset[str]
    kept: dict[tuple[str, str], Parcel] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def hand_in(self, parcels: Sequence[Parcel], *, sender: str, now: datetime) -> Sequence[Verdict]:  # noqa: ARG002 - it has no clock to compare
        """Keep messages and say what became of each."""
        return [self._handed_in(each, sender) for each in parcels]

    def lacks(self, digests: Iterable[str]) -> Sequence[str]:
        """Say which files are not here."""
        return [digest for digest in digests if digest not in self.files]

    def keep(self, *, digest: str, name: str, file: IO[bytes]) -> None:  # noqa: ARG002 - a twin needs no name
        """Keep a file whose bytes are those of its digest."""
        data = file.read()
        if hashlib.sha256(data).hexdigest() != digest:
            raise Refusal(
                "exchange.file-differs",
                refusal.gettext_noop("Tệp nhận được không đúng với mã băm đã khai; hãy gửi lại."),
            )
        self.files[digest] = data

    def _handed_in(self, parcel: Parcel, sender: str) -> Verdict:
        if parcel.sender != sender and not parcel.sender.startswith(f"{sender}."):
            return Verdict(id=parcel.id, answer=Answer.REFUSED, code="exchange.sender-not-holder")
        if parcel.receiver not in self.agencies:
            return Verdict(id=parcel.id, answer=Answer.REFUSED, code="exchange.receiver-unknown")
        key = (parcel.sender, parcel.id)
        answer = Answer.HAD_IT if key in self.kept else Answer.TAKEN
        if self.kept.setdefault(key, parcel).body != parcel.body:
            return Verdict(id=parcel.id, answer=Answer.REFUSED, code="exchange.id-used-otherwise")
        return Verdict(id=parcel.id, answer=answer, receipt=str(list(self.kept).index(key) + 1))


@dataclass(kw_only=True)
class Twin:
    """Carries straight to a gate, without a wire."""

    gate: Gatehouse
    sender: str
    files: Files
    clock: Callable[[], datetime]

    def deliver(self, parcels: Sequence[Parcel]) -> Sequence[Verdict]:
        """Bring files and messages."""
        verdicts = []
        for each in parcels:
            try:
                for file in each.files:
                    if self.gate.lacks([file.digest]):
                        with self.files.open(file.digest) as stream:
                            self.gate.keep(digest=file.digest, name=file.name, file=stream)
            except FileNotFoundError:
                verdicts.append(Verdict(id=each.id, answer=Answer.REFUSED, code="exchange.file-missing"))
            else:
                verdicts += self.gate.hand_in([each], sender=self.sender, now=self.clock())
        return verdicts
