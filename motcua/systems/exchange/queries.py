"""What may be asked of the room; answers are frozen records, never rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, Min, Q

from motcua.systems.exchange import models, ports
from motcua.systems.exchange.rules import codes
from motcua.systems.exchange.rules.statuses import Status, standing
from motcua.systems.organisation import queries as organisation

MOST = 200
HOUSE = "house"
"""The road between agencies that this very house keeps."""
NO_ROAD = "none"
"""Where a message goes that nobody has a road for: a person is told."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stuck:
    """A message that waits for a person: which way it went (`out`, `in`), and why it is stuck."""

    way: str
    row: int
    other: str
    kind: str
    subject: str
    since: datetime
    attempts: int
    reason: str
    said: str
    behind: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Road:
    """How one channel stands: what waits, since when, what is stuck, and how much went through."""

    channel: str
    waiting: int
    oldest: datetime | None
    stuck: int
    delivered: int
    said: str


@dataclass(frozen=True, kw_only=True, slots=True)
class BroughtUp:
    """A message to a national system: what it is about, where it stands (a state of the outbox), and the receipt it got."""

    channel: str
    kind: str
    subject: str
    posted_at: datetime
    state: str
    settled_at: datetime | None
    receipt: str
    said: str
    erased_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """One status of a document as an agency told it."""

    agency: str
    status: Status
    description: str
    by: str
    at: datetime
    ours: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Chain:
    """What one agency told of a document, in order, and where the document stands there."""

    agency: str
    name: str
    told: tuple[Heard, ...]
    stands: Status | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """An agency of the address book: its code in the form in force and in the old one (None: it has none)."""

    code: str
    old_code: str | None
    name: str
    channel: str


def in_force(code: str) -> str:
    """Write an agency's code in the form in force, in which the address book keeps it."""
    return codes.in_force(code)


def ours(*, on: date) -> frozenset[str]:
    """Give the codes for which this house takes messages: EXCHANGE_CODES of the settings, or every unit in force."""
    return frozenset(codes.in_force(each) for each in own_codes(on=on))


def own_codes(*, on: date) -> list[str]:
    """Give the same codes as they are registered."""
    said: Sequence[str] = settings.EXCHANGE_CODES
    return list(said) or [unit.code for unit in organisation.units(on=on)]


def unit_of(code: str, *, on: date) -> str | None:
    """Give our own unit of a code, as it is registered; None where it is none of ours."""
    wanted = codes.in_force(code)
    return next((each for each in own_codes(on=on) if codes.in_force(each) == wanted), None)


def roads_to(receivers: Sequence[str], *, on: date) -> dict[str, str]:
    """Give the road to each receiver that has one, by its code in the form in force; the address book comes first."""
    wanted = {codes.in_force(each) for each in receivers}
    here = dict.fromkeys(wanted & ours(on=on), HOUSE)
    known = models.Agency.objects.filter(code__in=wanted, open=True).exclude(channel=NO_ROAD)
    return here | dict(known.values_list("code", "channel"))


def roads() -> list[Road]:
    """Tell how every channel stands that anything was ever posted on."""
    waiting, stuck = Q(state=models.OutState.WAITING), Q(state=models.OutState.STUCK)
    rows = (
        models.Outgoing.objects.values("channel")
        .annotate(
            waiting=Count("id", filter=waiting),
            oldest=Min("posted_at", filter=waiting),
            stuck=Count("id", filter=stuck),
            delivered=Count("id", filter=Q(state=models.OutState.DELIVERED)),
        )
        .order_by("channel")
    )
    return [Road(**row, said=_why_waiting(row["channel"])) for row in rows]


def _why_waiting(channel: str) -> str:
    latest = models.Outgoing.objects.filter(
        channel=channel, state=models.OutState.WAITING, attempts__gt=0
    ).order_by("-due_at")
    return latest.values_list("said", flat=True).first() or ""


def stuck() -> list[Stuck]:
    """List what waits for a person, oldest first, both ways."""
    out = models.Outgoing.objects.filter(state=models.OutState.STUCK).order_by("id")[:MOST]
    came = models.Incoming.objects.filter(state=models.InState.STUCK).order_by("id")[:MOST]
    found = [
        Stuck(
            way="out",
            row=row.pk,
            other=row.receiver,
            kind=row.kind,
            subject=row.lane,
            since=row.posted_at,
            attempts=row.attempts,
            reason=row.reason,
            said=row.said,
            behind=models.Outgoing.objects.filter(
                receiver=row.receiver, lane=row.lane, place__gt=row.place, state=models.OutState.WAITING
            ).count(),
        )
        for row in out
    ]
    found += [
        Stuck(
            way="in",
            row=row.pk,
            other=row.sender,
            kind=row.kind,
            subject=row.lane,
            since=row.received_at,
            attempts=1,
            reason=row.reason,
            said=row.said,
            behind=models.Incoming.objects.filter(
                sender=row.sender, lane=row.lane, pk__gt=row.pk, state=models.InState.WAITING
            ).count(),
        )
        for row in came
    ]
    return sorted(found, key=lambda each: each.since)


def is_posted(message_id: str) -> bool:
    """Say whether a message of this id was ever put in the outbox."""
    return models.Outgoing.objects.filter(message_id=message_id).exists()


def kept(*, channel: str, name: str) -> str:
    """Give what a counterpart gave us under a name, halfway through a message; empty where it gave nothing."""
    found = models.Memo.objects.filter(channel=channel, name=name)
    return found.values_list("value", flat=True).first() or ""


def brought_up(*, channel: str = "", limit: int = MOST) -> list[BroughtUp]:
    """List what went, or is to go, to the national systems, the latest first; of one of them where its channel is said."""
    wanted = [channel] if channel else list(ports.NATIONAL)
    rows = models.Outgoing.objects.filter(channel__in=wanted).order_by("-id")[:limit]
    return [
        BroughtUp(
            channel=row.channel,
            kind=row.kind,
            subject=_about(row),
            posted_at=row.posted_at,
            state=row.state,
            settled_at=row.settled_at,
            receipt=row.receipt,
            said=row.said,
            erased_at=row.erased_at,
        )
        for row in rows
    ]


def _about(row: models.Outgoing) -> str:
    """Name what a message to a national system is about: of a plan's figures, the plan and the month."""
    return row.message_id.removeprefix(f"{row.kind}:") if row.kind == ports.INDICATORS else row.lane


def chains(*, document: str) -> list[Chain]:
    """Tell what each agency said of a document, in the order it came, and where it stands there."""
    told: dict[str, list[Heard]] = {}
    for row in models.Told.objects.filter(document=document).order_by("at", "id"):
        heard = Heard(
            agency=row.agency,
            status=Status(row.status),
            description=row.description,
            by=row.by_name,
            at=row.at,
            ours=row.ours,
        )
        told.setdefault(row.agency, []).append(heard)
    names = called(told)
    return [
        Chain(
            agency=agency,
            name=names[agency],
            told=tuple(each),
            stands=standing(one.status for one in each),
        )
        for agency, each in told.items()
    ]


def on_the_way(*, document: str, receivers: Sequence[str]) -> dict[str, str]:
    """Tell how the latest message about a document stands for each receiver it went to, by code: a state of the outbox."""
    wanted = [codes.in_force(each) for each in receivers]
    rows = models.Outgoing.objects.filter(receiver__in=wanted, lane=document, kind=ports.DOCUMENT)
    return dict(rows.order_by("receiver", "place").values_list("receiver", "state"))


def called(agencies: Iterable[str]) -> dict[str, str]:
    """Name agencies by code: as the address book does, our own units by their short names; a code nobody bears stays one."""
    names = {code: code for code in agencies}
    names |= {
        code: unit.short_name for unit in organisation.units() if (code := codes.in_force(unit.code)) in names
    }
    return names | dict(models.Agency.objects.filter(code__in=names).values_list("code", "name"))


def agencies() -> list[Entry]:
    """Give the address book, by code."""
    rows = models.Agency.objects.filter(open=True).order_by("code")
    return [
        Entry(code=row.code, old_code=codes.of_2016(row.code), name=row.name, channel=row.channel)
        for row in rows
    ]


def agency(code: str) -> Entry | None:
    """Find an agency by its code in either form."""
    wanted = codes.in_force(code)
    return next((each for each in agencies() if each.code == wanted), None)
