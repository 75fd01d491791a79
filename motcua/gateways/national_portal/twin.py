"""A portal in memory: it publishes procedures, and keeps the dossiers and the steps it is brought."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from motcua.gateways.national_portal import refusal

DOSSIER = ("MaHoSo", "MaTTHC", "NgayTiepNhan", "TrangThaiHoSo")
STEP = ("MaHoSo", "ThoiDiemXuLy", "NoiDungXuLy", "TrangThai")


@dataclass(kw_only=True)
class Twin:
    """Answers as the portal does; what it is told again changes nothing."""

    catalogue: Mapping[str, Mapping[str, object]]
    _dossiers: dict[str, dict[str, object]] = field(default_factory=dict)
    _steps: list[Mapping[str, object]] = field(default_factory=list)

    def procedures(self) -> Sequence[Mapping[str, str]]:
        """List what it publishes."""
        return [{"MaTTHC": code, "TenTTHC": str(each["TenTTHC"])} for code, each in self.catalogue.items()]

    def procedure(self, code: str) -> Mapping[str, object]:
        """Give one procedure."""
        if code not in self.catalogue:
            raise refusal.unknown_procedure(code)
        return self.catalogue[code]

    def dossier(self, data: Mapping[str, object]) -> None:
        """Keep a dossier as it now is."""
        _refuse_missing(data, DOSSIER)
        self.procedure(str(data["MaTTHC"]))
        self._dossiers[str(data["MaHoSo"])] = dict(data)

    def progress(self, data: Mapping[str, object]) -> None:
        """Keep a step, and the state it leads to."""
        _refuse_missing(data, STEP)
        known = self._dossiers.get(str(data["MaHoSo"]))
        if known is None:
            raise refusal.unknown_dossier(str(data["MaHoSo"]))
        if dict(data) not in self._steps:
            self._steps.append(dict(data))
            known["TrangThaiHoSo"] = data["TrangThai"]

    def status(self, code: str) -> str | None:
        """Say how it has a dossier."""
        known = self._dossiers.get(code)
        return None if known is None else str(known["TrangThaiHoSo"])


def _refuse_missing(data: Mapping[str, object], names: Sequence[str]) -> None:
    for name in names:
        if data.get(name) in (None, ""):
            raise refusal.incomplete(name)
