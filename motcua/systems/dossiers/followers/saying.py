"""A dossier and its steps in the words of the national portal: what it asks for, of what the house holds.

The words are those of both its exchanges (the older `DongBoHoSoMC`, and `NoiHoSo` of the six steps); a gateway takes the ones
its exchange has. What the house does not hold is left out, never guessed. Who asks, and what officers wrote, is in the message
alone: the ledger keeps a salted digest of it (decision 0005).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from motcua.base import clock
from motcua.spine import dossier, event
from motcua.spine.procedure import Audience, Channel, Definition
from motcua.systems.dossiers import models
from motcua.systems.identity import queries as identity
from motcua.systems.organisation import queries as organisation
from motcua.systems.procedures import queries as procedures

Said = dict[str, object]

SAID: Mapping[str, str] = {kind.name: kind.vi for kind in dossier.FACTS}
CHANNELS: Mapping[str, str] = {Channel.COUNTER: "1", Channel.ONLINE: "2", Channel.POST: "3"}
"""`KenhThucHien`: in person, online, by the public postal service."""
RETURNS: Mapping[str, str] = {Channel.COUNTER: "0", Channel.POST: "1"}
"""`HinhThuc`, how the result is wanted: at the counter, by post; the portal has no word for the third way."""
AUDIENCE: Mapping[str, str] = {
    Audience.CITIZEN: "0",
    Audience.ENTERPRISE: "1",
    Audience.HOUSEHOLD_BUSINESS: "2",
}
"""`LoaiDoiTuong`: said where the procedure is for one of these alone; who else asks is not known."""
FEE = "Phí, lệ phí"
AT_RECEIPT, ON_THE_WAY = "1", "2"
"""`HinhThucThu`: a fee asked for when the dossier is taken on, or later."""
NO, YES = "0", "1"


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """A dossier's facts up to one of them, and the state before and after each."""

    facts: tuple[event.Fact, ...]
    states: tuple[dossier.State, ...]

    @property
    def state(self) -> dossier.State:
        """How the dossier stands after the last fact."""
        return self.states[-1]

    @property
    def last(self) -> event.Fact:
        """The fact that is the cause."""
        return self.facts[-1]

    def of(self, kind: str) -> list[tuple[dossier.State, event.Fact, dossier.State]]:
        """Give the facts of a kind, each between the states before and after it."""
        told = zip(self.states, self.facts[1:], self.states[1:], strict=False)
        return [(before, fact, after) for before, fact, after in told if fact.kind == f"dossier.{kind}"]


def story(facts: Iterable[event.Fact]) -> Story | None:
    """Fold a dossier's facts; None where there are none."""
    read = tuple(facts)
    states: list[dossier.State] = []
    for fact in read:
        states.append(dossier.apply(states[-1] if states else None, fact))
    return Story(facts=read, states=tuple(states)) if read else None


def dossier_of(told: Story) -> Said:
    """Say a dossier as it now is."""
    state = told.state
    definition = procedures.definition(code=state.procedure, version=state.version)
    labels = {paper.key: paper.label.vi for paper in definition.papers}
    papers = _papers(state, labels)
    return _known(
        {
            "MaHoSo": state.code,
            "MaTTHC": state.procedure,
            "TenTTHC": definition.name.vi,
            "MaLinhVuc": definition.field,
            "TenLinhVuc": definition.field_name.vi,
            "SoBienNhan": state.code,
            **_applicant(state, definition),
            "NgayNop": moment(state.filed_at),
            "NgayTiepNhan": moment(state.received_at),
            "NgayHenTra": moment(state.due_at),
            "TrangThaiHoSo": str(int(state.stage)),
            "NgayTra": moment(state.returned_at),
            "HinhThuc": RETURNS.get(state.return_channel),
            "NgayKetThucXuLy": moment(state.finished_at),
            "KenhThucHien": CHANNELS[state.channel],
            "MaDonViTiepNhan": state.receiving_unit,
            "DonViXuLy": organisation.unit(code=state.unit).name,
            "HoSoCoThanhPhanSoHoa": YES if papers else NO,
            "TaiLieuNop": papers,
            "DanhSachLePhi": _fees(told, definition),
            "DanhSachHoSoBoSung": _supplements(told, labels),
            "DanhSachGiayToKetQua": _results(state, definition),
            "ThoiDiemXuLy": moment(told.last.at),
        }
    )


def step_of(told: Story) -> Said:
    """Say one step, and what goes with the state it leads to."""
    state, fact = told.state, told.last
    definition = procedures.definition(code=state.procedure, version=state.version)
    began = [each for kind in ("received", "handed_over") for each in told.of(kind)]
    return _known(
        {
            "MaHoSo": state.code,
            "NguoiXuLy": identity.names(ids={fact.by}).get(fact.by, ""),
            "ThoiDiemXuLy": moment(fact.at),
            "PhongBanXuLy": organisation.unit(code=state.unit).name,
            "NoiDungXuLy": SAID[fact.kind],
            "TrangThai": str(int(state.stage)),
            "NgayBatDau": moment(max((each.at for _before, each, _after in began), default=None)),
            "NgayKetThucTheoQuyDinh": moment(state.step_due_at),
            "DanhSachLePhi": _fees(told, definition),
            "DanhSachGiayToKetQua": _results(state, definition),
        }
    )


def moment(at: datetime | None) -> str:
    """Write a moment as the portal does: the fourteen digits of Vietnam's clock; nothing where there is none."""
    return f"{at.astimezone(clock.VN):%Y%m%d%H%M%S}" if at else ""


def _known(said: Said) -> Said:
    return {name: value for name, value in said.items() if value}


def _applicant(state: dossier.State, definition: Definition) -> Said:
    """Say who asks, as far as it was not erased since."""
    found = models.Applicant.objects.filter(dossier_id=state.id).first()
    kinds = {AUDIENCE.get(each, "") for each in definition.audience}
    said: Said = {"LoaiDoiTuong": kinds.pop() if len(kinds) == 1 else ""}
    if found:
        said |= {
            "ChuHoSo": found.name,
            "MaDoiTuong": found.id_number,
            "SoDienThoai": found.phone,
            "Email": found.email,
            "DiaChi": found.address,
        }
    return said


def _papers(state: dossier.State, labels: Mapping[str, str]) -> list[Said]:
    """Say the files of a dossier; `HashTepTin` is the SHA-256 by which a gateway finds the bytes."""
    return [
        _known(
            {
                "TepDinhKemId": str(one.id),
                "TenTepDinhKem": one.name,
                "IsDeleted": NO,
                "MaThanhPhanHoSo": one.paper,
                "TenThanhPhanHoSo": labels.get(one.paper, one.paper),
                "DuocSoHoa": YES,
                "HashTepTin": one.digest,
            }
        )
        for one in models.Attachment.objects.filter(dossier_id=state.id).order_by("added_at", "id")
    ]


def _fees(told: Story, definition: Definition) -> list[Said]:
    """Say each fee that was asked for, and whether it was paid since."""
    paid = len(told.of("paid"))
    said = []
    for nth, (before, fact, _after) in enumerate(told.of("payment_required")):
        named = [fee for fee in definition.fees if fee.amount == fact.data["amount"]]
        fee = named[0] if len(named) == 1 else None
        said.append(
            _known(
                {
                    "TenPhiLePhi": fee.label.vi if fee else FEE,
                    "MaPhiLePhi": fee.case if fee else "",
                    "HinhThucThu": AT_RECEIPT if before.stage is dossier.Stage.RECEIVED else ON_THE_WAY,
                    "Gia": str(fact.data["amount"]),
                    "TrangThaiThanhToan": YES if nth < paid else NO,
                }
            )
        )
    return said


def _supplements(told: Story, labels: Mapping[str, str]) -> list[Said]:
    """Say each request for papers, in the officer's words, and what came of it."""
    asked, brought = told.of("supplement_asked"), told.of("supplemented")
    if not asked:
        return []
    names = identity.names(ids={fact.by for _before, fact, _after in (*asked, *brought)})
    words = dict(models.Note.objects.filter(dossier=told.state.id).values_list("digest", "text"))
    said = []
    for nth, (before, fact, _after) in enumerate(asked):
        came = brought[nth] if nth < len(brought) else None
        said.append(
            _known(
                {
                    "HoSoBoSungId": str(nth + 1),
                    "NguoiYeuCauBoSung": names.get(fact.by),
                    "NoiDungBoSung": words.get(str(fact.data["reason"])),
                    "NgayBoSung": moment(fact.at),
                    "DanhSachGiayToBoSung": [{"TenGiayTo": each} for each in _asked(fact, labels)],
                    "NgayTiepNhanBoSung": moment(came[1].at) if came else "",
                    "TrangThaiBoSung": YES if came else NO,
                    "NgayHenTraTruoc": moment(before.due_at),
                    "NgayHenTraMoi": moment(came[2].due_at) if came else "",
                }
            )
        )
    return said


def _results(state: dossier.State, definition: Definition) -> list[Said]:
    """Say what was granted: the results of the procedure, once it is decided so."""
    if state.outcome != "approved":
        return []
    return [_known({"TenGiayTo": each.label.vi, "MaKetQua": each.code}) for each in definition.results]


def _asked(fact: event.Fact, labels: Mapping[str, str]) -> list[str]:
    """Name the papers that were asked for, which an officer says in words or by their keys."""
    papers = fact.data["papers"]
    return [labels.get(str(each), str(each)) for each in papers] if isinstance(papers, list) else []
