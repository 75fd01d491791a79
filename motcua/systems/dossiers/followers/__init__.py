"""The facts of dossiers: where the national portal is to know of them, each goes up as it happens.

A message is posted in the transaction of its cause; reading all facts in order finds what was there before a portal was set.
What is said of a dossier, and in which words, stands in `saying`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.conf import settings

from motcua.base import clock
from motcua.spine import dossier, event
from motcua.systems.dossiers.followers import saying
from motcua.systems.dossiers.models import rows
from motcua.systems.dossiers.queries import bearings
from motcua.systems.exchange import actions as exchange, ports, queries as sent
from motcua.systems.ledger import actions as ledger, queries as facts

NAME = "dossiers.national-portal"
LIMIT = 500

# What tells of a step, and after what the dossier itself reads otherwise: its dates, its outcome, its state for good.
STEPS = frozenset(
    f"dossier.{name}"
    for name in (
        "received",
        "receipt_refused",
        "supplement_asked",
        "supplemented",
        "payment_required",
        "paid",
        "handed_over",
        "decided",
        "withdrawn",
        "stopped",
        "result_returned",
        "apologised",
    )
)
WHOLE = frozenset(
    f"dossier.{name}"
    for name in (
        "applied",
        "received",
        "receipt_refused",
        "supplemented",
        "paid",
        "decided",
        "withdrawn",
        "stopped",
        "result_returned",
        "corrected",
    )
)
FILES = frozenset({"dossier.file_added", "dossier.file_taken_back"})
"""After these the dossier has other papers; they stand in streams of their own."""


def follow(*, at: datetime, limit: int = LIMIT) -> int:
    """Post what the latest facts of dossiers say; gives how many were read, none where no portal is set."""
    if not settings.EXCHANGE_PORTAL:
        return 0
    return ledger.follow(follower=NAME, limit=limit, act=partial(_act, at=at))


def follow_at_once(*, stream: str) -> None:
    """Post what a dossier's facts say in the transaction that writes them, where a portal is set.

    Those before them that nobody posted yet, as when a portal was set just now, go first.
    """
    if settings.EXCHANGE_PORTAL:
        entries = facts.unread(follower=NAME, stream=stream)
        for entry in entries:
            _act(entry, at=entries[-1].fact.at)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Message:
    """One message to be posted: its name, which its cause gives it, and what it says of."""

    id: str
    kind: str
    of: saying.Story


def _act(entry: facts.Entry, *, at: datetime) -> None:
    kind, fact = entry.fact.kind, entry.fact
    if kind not in STEPS | WHOLE | FILES or not _is_after_beginning(fact):
        return
    if kind in FILES:
        dossier_id = str(fact.data["dossier"])
        read = [each.fact for each in facts.read(stream=rows.stream(dossier_id)) if each.fact.at <= fact.at]
        wanted = _after_files(read, fact)
    else:
        read = [each.fact for each in facts.read(stream=entry.stream) if each.seq <= entry.seq]
        wanted = _after(read)
    for each in wanted:
        _bring(each, at=at)


def _is_after_beginning(fact: event.Fact) -> bool:
    """Tell whether a fact is of the days from which dossiers go up: what was before belongs to one entered before."""
    return f"{fact.at.astimezone(clock.VN):%Y-%m-%d}" >= settings.EXCHANGE_PORTAL_SINCE


def _after(read: Sequence[event.Fact]) -> Iterator[_Message]:
    """Give what the last of a dossier's facts asks to be said: the dossier as it now is, and the step."""
    story = saying.story(read)
    if story is None or not _is_sent(story.state, on=story.last.at):  # its unit may be no more by now
        return
    for kind, facts_of in ((ports.DOSSIER, WHOLE), (ports.PROGRESS, STEPS)):
        if story.last.kind in facts_of:
            yield _Message(id=f"{kind}:{story.state.id}:{story.state.seq}", kind=kind, of=story)


def _after_files(read: Sequence[event.Fact], fact: event.Fact) -> Iterator[_Message]:
    """Give the dossier as it is with the files that came or went; those of one moment are said once."""
    story = saying.story(read)
    if story is not None and _is_sent(story.state, on=fact.at):
        name = f"{ports.DOSSIER}:{story.state.id}:files:{event.moment(fact.at)}"
        yield _Message(id=name, kind=ports.DOSSIER, of=story)


def _bring(message: _Message, *, at: datetime) -> None:
    if sent.is_posted(message.id):
        return
    story, state = message.of, message.of.state
    data = saying.dossier_of(story) if message.kind == ports.DOSSIER else saying.step_of(story)
    exchange.bring_up(
        message_id=message.id,
        sender=state.receiving_unit,
        to=ports.PORTAL,
        lane=state.code,
        kind=message.kind,
        data=data,
        at=at,
    )


def _is_sent(state: dossier.State, *, on: datetime) -> bool:
    """Tell whether the settings send a dossier up: by its day, its procedure, and where it was handed in."""
    since, only, units = (
        settings.EXCHANGE_PORTAL_SINCE,
        settings.EXCHANGE_PORTAL_PROCEDURES,
        settings.EXCHANGE_PORTAL_UNITS,
    )
    if since and f"{state.recorded_at.astimezone(clock.VN):%Y-%m-%d}" < since:
        return False
    if only and state.procedure not in only:
        return False
    return not units or bool(set(units) & set(bearings.path(state.receiving_unit, on)))
