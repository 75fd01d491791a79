"""A portal in memory: it publishes procedures, and keeps the dossiers and the steps it is brought."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from motcua.gateways.national_portal import refusal

DOSSIER = ("MaHoSo", "MaTTHC", "NgayTiepNhan", "TrangThaiHoSo")
NOT_TAKEN_ON = ("1", "3", "5", "7")
"""The states in which a dossier may not have been received yet, or never: registered, not taken, incomplete, withdrawn."""
STEP = ("MaHoSo", "ThoiDiemXuLy", "NoiDungXuLy", "TrangThai")


@dataclass(kw_only=True)
class Twin:
    """Answers as the portal does; what it is told again changes nothing."""

    catalogue: Mapping[str, Mapping[str, object]]
    _dossiers: dict[str, dict[str, object]] = field(default_factory=dict)
    _steps: list[Mapping[str, object]] = field(default_factory=list)

    def procedures(self) -> Sequence[Mapping[str, str]]:
        """List what it publishes."""
        return [{"MaTTHC": code, "TenTTHC": _name(each)} for code, each in self.catalogue.items()]

    def procedure(self, code: str) -> Mapping[str, object]:
        """Give one procedure."""
        if code not in self.catalogue:
            raise refusal.unknown_procedure(code)
        return self.catalogue[code]

    def dossier(self, data: Mapping[str, object]) -> None:
        """Keep a dossier as it now is."""
        waits = data.get("TrangThaiHoSo") in NOT_TAKEN_ON
        _refuse_missing(data, [name for name in DOSSIER if name != "NgayTiepNhan" or not waits])
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

    def kept(self, code: str) -> Mapping[str, object]:
        """Give a dossier as it was brought up last."""
        return self._dossiers[code]

    def steps(self, code: str) -> list[Mapping[str, object]]:
        """Give the steps of a dossier in the order they came."""
        return [each for each in self._steps if each["MaHoSo"] == code]


def _refuse_missing(data: Mapping[str, object], names: Sequence[str]) -> None:
    for name in names:
        if data.get(name) in (None, ""):
            raise refusal.incomplete(name)


def _name(procedure: Mapping[str, object]) -> str:
    return next((str(value) for key, value in procedure.items() if key.upper() == "TENTTHC"), "")
