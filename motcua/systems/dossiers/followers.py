"""The facts of dossiers, read in order: where the national portal is to know of them, each goes up as it happens.

The words are those of its older exchange (`DongBoHoSoMC`, `CapNhatTienDoHoSoMC`); the states are its own numbers already.
Of the applicant only the name goes: the portal asks for it, and for nothing else, to keep a dossier.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from django.conf import settings

from motcua.base import clock
from motcua.spine import dossier, event
from motcua.spine.procedure import Channel
from motcua.systems.dossiers import models
from motcua.systems.dossiers.queries import bearings
from motcua.systems.exchange import actions as exchange, ports
from motcua.systems.identity import queries as identity
from motcua.systems.ledger import actions as ledger, queries as facts
from motcua.systems.organisation import queries as organisation
from motcua.systems.procedures import queries as procedures

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
SAID: Mapping[str, str] = {kind.name: kind.vi for kind in dossier.FACTS}
CHANNELS: Mapping[str, str] = {Channel.COUNTER: "1", Channel.ONLINE: "2", Channel.POST: "3"}
"""`KenhThucHien`: in person, online, by the public postal service."""


def follow(*, at: datetime, limit: int = LIMIT) -> int:
    """Post what the latest facts of dossiers say; gives how many were read, none where no portal is set."""
    if not settings.EXCHANGE_PORTAL:
        return 0
    return ledger.follow(follower=NAME, limit=limit, act=partial(_act, at=at))


def _act(entry: facts.Entry, *, at: datetime) -> None:
    kind = entry.fact.kind
    if (
        kind not in STEPS | WHOLE
        or f"{entry.fact.at.astimezone(clock.VN):%Y-%m-%d}" < settings.EXCHANGE_PORTAL_SINCE
    ):
        return  # what happened before that day belongs to a dossier that was entered before it
    state = dossier.replay(each.fact for each in facts.read(stream=entry.stream) if each.seq <= entry.seq)
    if state is None or not _is_sent(state, on=entry.fact.at):  # its unit may be no more by now
        return
    if kind in WHOLE:
        _bring(state, ports.DOSSIER, _dossier(state), at=at)
    if kind in STEPS:
        _bring(state, ports.PROGRESS, _step(state, entry.fact), at=at)


def _bring(state: dossier.State, kind: str, data: Mapping[str, object], *, at: datetime) -> None:
    exchange.bring_up(
        message_id=f"{kind}:{state.id}:{state.seq}",
        sender=state.receiving_unit,
        to=ports.PORTAL,
        lane=state.code,
        kind=kind,
        data={name: value for name, value in data.items() if value},
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


def _dossier(state: dossier.State) -> dict[str, object]:
    definition = procedures.definition(code=state.procedure, version=state.version)
    name = models.Applicant.objects.filter(dossier_id=state.id).values_list("name", flat=True).first()
    return {
        "MaHoSo": state.code,
        "MaTTHC": state.procedure,
        "TenTTHC": definition.name.vi,
        "TenLinhVuc": definition.field_name.vi,
        "SoBienNhan": state.code,
        "ChuHoSo": name,
        "NgayNop": _moment(state.filed_at),
        "NgayTiepNhan": _moment(state.received_at),
        "NgayHenTra": _moment(state.due_at),
        "TrangThaiHoSo": str(int(state.stage)),
        "NgayTra": _moment(state.returned_at),
        "NgayKetThucXuLy": _moment(state.finished_at),
        "KenhThucHien": CHANNELS[state.channel],
        "DonViXuLy": organisation.unit(code=state.unit).name,
    }


def _step(state: dossier.State, fact: event.Fact) -> dict[str, object]:
    return {
        "MaHoSo": state.code,
        "NguoiXuLy": identity.names(ids={fact.by}).get(fact.by, ""),
        "ThoiDiemXuLy": _moment(fact.at),
        "PhongBanXuLy": organisation.unit(code=state.unit).name,
        "NoiDungXuLy": SAID[fact.kind],
        "TrangThai": str(int(state.stage)),
        "NgayKetThucTheoQuyDinh": _moment(state.step_due_at),
    }


def _moment(at: datetime | None) -> str:
    """Write a moment as the portal does: the fourteen digits of Vietnam's clock; nothing where there is none."""
    return f"{at.astimezone(clock.VN):%Y%m%d%H%M%S}" if at else ""
