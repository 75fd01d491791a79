"""Joining the room `exchange` with the world: which road leads where, who brings what, and the rounds of its worker.

Settings: EXCHANGE_PEERS (`H26=https://host:port …`), EXCHANGE_AXIS (an address), EXCHANGE_PAPERS (a folder with
`own.crt`, `own.key`, `own.roots`), EXCHANGE_REVOKED (lists of revoked certificates), EXCHANGE_GATE (the port of our own gate), EXCHANGE_PORTAL, EXCHANGE_PORTAL_STEPS,
EXCHANGE_LAW, EXCHANGE_REPORTING (addresses of the national systems), EXCHANGE_KEPT_DAYS (how long messages keep their words).
"""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from motcua.base import clock, store, web
from motcua.gateways.axis import carrier as axis, client as axis_client
from motcua.gateways.legal_database import carrier as law_carrier, client as law_client
from motcua.gateways.national_portal import carrier as portal_carrier, client as portal_client
from motcua.gateways.national_portal.six_steps import client as six_steps
from motcua.gateways.peer import client as peer, server as peer_server
from motcua.gateways.reporting import carrier as reporting_carrier, client as reporting_client
from motcua.spine import access
from motcua.spine.refusal import gettext_noop as _
from motcua.systems.dossiers import followers as dossiers
from motcua.systems.exchange import actions, followers, ports, queries
from motcua.systems.exchange.ports import Answer, Carrier, File, Parcel, Source, Unreachable, Verdict
from motcua.systems.plans import actions as plans

log = logging.getLogger(__name__)
BY = access.system("exchange")
HANDLERS: Mapping[str, actions.Handler] = {ports.DOCUMENT: actions.take, ports.STATUS: actions.hear}
LIMIT = 250
REST = 1.0  # seconds between rounds that found nothing to do
FIRST_REST, LONGEST_REST = timedelta(seconds=2), timedelta(minutes=5)  # of a work that failed


class Shelf:
    """The house's store of files, as carriers and the gate use it."""

    def open(self, digest: str) -> IO[bytes]:
        """Open a kept file."""
        return store.get(digest)

    def keep_chunks(self, name: str, chunks: Iterable[bytes]) -> File:
        """Keep a file that came with a message."""
        kept = store.put(chunks=chunks, name=name)
        return File(digest=kept.digest, name=name, media_type=kept.media_type, size=kept.size)


@dataclass(frozen=True, kw_only=True, slots=True)
class Memory:
    """What the counterpart at the end of a channel gave us halfway, kept in the room's table at once."""

    channel: str

    def recall(self, name: str) -> str:
        """Give what was kept."""
        return queries.kept(channel=self.channel, name=name)

    def keep(self, name: str, value: str) -> str:
        """Keep it, and give what is kept."""
        return actions.keep(channel=self.channel, name=name, value=value, at=clock.now())

    def forget(self, name: str) -> None:
        """Keep it no longer."""
        actions.forget(channel=self.channel, name=name)


class House:
    """The road between agencies of this very house: from the outbox straight to the inbox."""

    def deliver(self, parcels: Sequence[Parcel]) -> Sequence[Verdict]:
        """Hand in each for its own sender."""
        verdicts: list[Verdict] = []
        for each in parcels:
            verdicts += actions.take_in([each], holder=each.sender, channel=queries.HOUSE, now=clock.now())
        return verdicts


class Nowhere:
    """Where no road leads: a person is told at once."""

    def deliver(self, parcels: Sequence[Parcel]) -> Sequence[Verdict]:
        """Refuse each."""
        said = _("không có cơ quan nhận trong sổ địa chỉ trao đổi")
        return [
            Verdict(id=each.id, answer=Answer.REFUSED, code="exchange.receiver-unknown", said=said)
            for each in parcels
        ]


class Gate:
    """The gate of this house."""

    def hand_in(self, parcels: Sequence[Parcel], *, sender: str, now: datetime) -> Sequence[Verdict]:
        """Keep messages, each once."""
        return actions.take_in(parcels, holder=sender, channel=f"peer:{sender}", now=now)

    def lacks(self, digests: Iterable[str]) -> Sequence[str]:
        """Say which files are not here."""
        return [digest for digest in digests if not _is_here(digest)]

    def keep(self, *, digest: str, name: str, file: IO[bytes]) -> None:
        """Keep a file; one whose bytes are others stays, but under its own digest, where nothing refers to it."""
        kept = store.put(chunks=iter(lambda: file.read(1 << 18), b""), name=name)
        if kept.digest != digest:
            raise store.Refusal(
                "exchange.file-differs",
                _("Tệp nhận được không đúng với mã băm đã khai; hãy gửi lại."),
            )


def papers() -> web.Papers | None:
    """Give what this house shows of itself; None where none is set."""
    if not settings.EXCHANGE_PAPERS:
        return None
    folder = Path(settings.EXCHANGE_PAPERS)
    return web.Papers(
        certificate=folder / "own.crt",
        key=folder / "own.key",
        roots=folder / "own.roots",
        revoked=Path(settings.EXCHANGE_REVOKED) if settings.EXCHANGE_REVOKED else None,
    )


@dataclass(kw_only=True)
class Joined:
    """Every road out of this house and every source of what comes in."""

    carriers: dict[str, Carrier] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    axis: ports.Axis | None = None
    _learned: date | None = None
    _tidied: date | None = None
    _resting: dict[str, tuple[timedelta, datetime]] = field(default_factory=dict)

    @classmethod
    def of_settings(cls) -> "Joined":
        """Join what the settings name."""
        made = cls(carriers={queries.HOUSE: House(), queries.NO_ROAD: Nowhere()})
        for word in settings.EXCHANGE_PEERS:
            code, _equals, url = word.partition("=")
            caller = web.Caller(url=url, papers=papers(), expects=code)
            made.carriers[f"peer:{code}"] = peer.Client(caller=caller, files=Shelf())
        if settings.EXCHANGE_AXIS:
            client = axis_client.Client(caller=web.Caller(url=settings.EXCHANGE_AXIS, papers=papers()))
            made.axis = client
            made.carriers["axis"] = axis.Carrier(axis=client, files=Shelf())
            on = clock.now().date()
            both = sorted(
                {*queries.own_codes(on=on), *queries.ours(on=on)}
            )  # an agency may be there in either form
            made.sources["axis"] = axis.Source(axis=client, receivers=both, keep=Shelf().keep_chunks)
        made.carriers |= _national()
        return made

    def round(self) -> bool:
        """Do one round of everything; says whether there was anything to do. What fails is said, the rest goes on."""
        work: list[tuple[str, Callable[[], bool]]] = [("agencies", self._learn), *FOLLOWED]
        work += [(f"to {road}", partial(_delivered, road, each)) for road, each in self.carriers.items()]
        work += [(f"from {road}", partial(_fetched, road, each)) for road, each in self.sources.items()]
        work += [("inbox", _handled), ("what is past", self._tidy)]
        busy = [self._tried(name, each) for name, each in work]
        return any(busy)

    def _tried(self, name: str, work: Callable[[], bool]) -> bool:
        """Do one work of the round. One that fails rests, ever longer, so that neither the log nor the others suffer."""
        pause, until = self._resting.get(name, (timedelta(0), clock.now()))
        if clock.now() < until:
            return False
        try:
            busy = work()
        except Unreachable as error:
            log.info("exchange %s: %s", name, error)
            return False
        except Exception:
            # Whatever the fault, it is one work's own: what other rooms and systems ask for must go on meanwhile.
            log.exception("exchange %s", name)
            connection.close()
            pause = min(max(FIRST_REST, 2 * pause), LONGEST_REST)
            self._resting[name] = (pause, clock.now() + pause)
            return False
        self._resting.pop(name, None)
        return busy

    def _learn(self) -> bool:
        """Enter the agencies of the axis that the address book does not know, once a day; our own need no road."""
        today = clock.now().date()
        if self.axis is None or self._learned == today:
            return False
        known = {each.code for each in queries.agencies()} | queries.ours(on=today)
        fresh = {
            code: name for code, name in self.axis.agencies().items() if queries.in_force(code) not in known
        }
        self._learned = today
        return bool(actions.enter(agencies=fresh, channel="axis", by=BY, at=clock.now()))

    def _tidy(self) -> bool:
        """Erase the words of messages that are kept long enough, once a day; in small steps, so that nobody waits."""
        now = clock.now()
        if self._tidied == now.date():
            return False
        if actions.erase(before=now - timedelta(days=settings.EXCHANGE_KEPT_DAYS), at=now):
            return True
        self._tidied = now.date()
        return False


def run(stop: threading.Event, *, once: bool = False) -> None:
    """Do rounds until told to stop; `once`: until there is nothing left to do."""
    joined = Joined.of_settings()
    while not stop.is_set():
        busy = joined.round()
        if once and not busy:
            return
        if not busy:
            stop.wait(REST)


@contextmanager
def gate() -> Iterator[int | None]:
    """Keep the house's gate open within the block, where one is set; gives its port."""
    shown = papers()
    if not settings.EXCHANGE_GATE or shown is None:
        yield None
        return
    door = peer_server.Server(gate=Gate(), clock=clock.now)
    with web.serving(_closing(door), port=int(settings.EXCHANGE_GATE), papers=shown) as port:
        yield port


def _closing(door: web.Door) -> web.Door:
    """Give the connection to the database back after each request: the server's threads come and go."""

    def answered(request: web.Request) -> web.Answer:
        try:
            return door(request)
        finally:
            connection.close()

    return answered


def portal() -> portal_client.Client | None:
    """Give the national portal by its older exchange, as the settings name it; None where they name none."""
    if not settings.EXCHANGE_PORTAL:
        if settings.EXCHANGE_PORTAL_STEPS:
            message = "MOTCUA_EXCHANGE_PORTAL_STEPS needs MOTCUA_EXCHANGE_PORTAL besides: the catalogue comes down by it"
            raise ImproperlyConfigured(message)
        return None
    return portal_client.Client(
        caller=web.Caller(url=settings.EXCHANGE_PORTAL),
        unit=settings.EXCHANGE_PORTAL_UNIT,
        username=settings.EXCHANGE_PORTAL_USER,
        password=settings.EXCHANGE_PORTAL_PASSWORD,
    )


def _upward(older: portal_client.Client) -> ports.NationalPortal:
    """Give the exchange by which dossiers go up: the six steps where the settings name their address."""
    if not settings.EXCHANGE_PORTAL_STEPS:
        return older
    return six_steps.Client(
        caller=web.Caller(url=settings.EXCHANGE_PORTAL_STEPS),
        client_id=settings.EXCHANGE_PORTAL_CLIENT,
        secret=settings.EXCHANGE_PORTAL_SECRET,
        older=older,
        files=Shelf(),
        memory=Memory(channel=ports.PORTAL),
    )


def _national() -> dict[str, Carrier]:
    """Give the roads to the national systems that the settings name."""
    made: dict[str, Carrier] = {}
    if found := portal():
        made[ports.PORTAL] = portal_carrier.Carrier(portal=_upward(found))
    if settings.EXCHANGE_LAW:
        database = law_client.Client(caller=web.Caller(url=settings.EXCHANGE_LAW))
        made[ports.LAW_DATABASE] = law_carrier.Carrier(database=database)
    if settings.EXCHANGE_REPORTING:
        system = reporting_client.Client(caller=web.Caller(url=settings.EXCHANGE_REPORTING))
        made[ports.REPORTING] = reporting_carrier.Carrier(system=system)
    return made


FOLLOWED: tuple[tuple[str, Callable[[], bool]], ...] = (
    ("documents", lambda: bool(followers.follow(at=clock.now()))),
    ("legal documents", lambda: bool(followers.follow_laws(at=clock.now()))),
    ("dossiers", lambda: bool(dossiers.follow(at=clock.now()))),
    ("indicators", lambda: bool(plans.bring_up_indicators(at=clock.now()))),
    ("months", lambda: bool(plans.tell_months(at=clock.now()))),
)
"""What makes messages and news of what happened here, each by itself: one that fails keeps none of the others waiting."""


def _delivered(channel: str, by: Carrier) -> bool:
    return actions.deliver(channel=channel, by=by, clock=clock.now).any


def _handled() -> bool:
    return bool(actions.handle(HANDLERS, now=clock.now()))


def _fetched(channel: str, source: Source) -> bool:
    found = source.waiting(limit=LIMIT)
    now = clock.now()
    kept: list[str] = []
    refused: list[str] = []
    for each in found:
        for one in actions.take_in([each], holder=each.sender, channel=channel, now=now):
            if one.answer is Answer.REFUSED:
                log.warning(
                    "%s: %s of %s is not kept: %s, %s", channel, one.id, each.sender, one.code, one.said
                )
                refused.append(one.id)
            else:
                kept.append(one.id)
    source.taken(kept)
    source.refused(refused)
    return bool(kept)


def _is_here(digest: str) -> bool:
    try:
        store.get(digest).close()
    except OSError:
        return False
    return True
