"""A portal in memory: it publishes procedures, and keeps the dossiers and the steps it is brought, by either exchange."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from motcua.gateways.national_portal import refusal

DOSSIER = ("MaHoSo", "MaTTHC", "NgayTiepNhan", "TrangThaiHoSo")
NOT_TAKEN_ON = ("1", "3", "5", "7")
"""The states in which a dossier may not have been received yet, or never: registered, not taken, incomplete, withdrawn."""
LINKED = ("MaHoSo", "MaTTHC", "ChuHoSo", "MaDonViTiepNhan", "NgayNop")
STEP = ("MaHoSo", "ThoiDiemXuLy", "NoiDungXuLy", "TrangThai")


@dataclass(kw_only=True)
class Twin:
    """Answers as the portal does; what it is told again changes nothing."""

    catalogue: Mapping[str, Mapping[str, object]]
    _dossiers: dict[str, dict[str, object]] = field(default_factory=dict)
    _steps: list[Mapping[str, object]] = field(default_factory=list)
    _numbers: list[str] = field(default_factory=list)
    _files: dict[str, str] = field(default_factory=dict)
    _told: list[str] = field(default_factory=list)

    def procedures(self) -> Sequence[Mapping[str, str]]:
        """List what it publishes."""
        return [{"MaTTHC": code, "TenTTHC": _name(each)} for code, each in self.catalogue.items()]

    def procedure(self, code: str) -> Mapping[str, object]:
        """Give one procedure."""
        if code not in self.catalogue:
            raise refusal.unknown_procedure(code)
        return self.catalogue[code]

    def dossier(self, data: Mapping[str, object], *, is_there: bool = False) -> str:  # noqa: ARG002 - it is told again just so
        """Keep a dossier as it now is, under the number it came with."""
        waits = data.get("TrangThaiHoSo") in NOT_TAKEN_ON
        _refuse_missing(data, [name for name in DOSSIER if name != "NgayTiepNhan" or not waits])
        self.procedure(str(data["MaTTHC"]))
        self._dossiers[str(data["MaHoSo"])] = dict(data)
        return str(data["MaHoSo"])

    def progress(self, data: Mapping[str, object]) -> None:
        """Keep a step, and the state it leads to."""
        _refuse_missing(data, STEP)
        known = self._known(data)
        if dict(data) not in self._steps:
            self._steps.append(dict(data))
            known["TrangThaiHoSo"] = data["TrangThai"]

    def status(self, code: str) -> str | None:
        """Say how it has a dossier."""
        known = self._dossiers.get(code)
        return None if known is None else str(known["TrangThaiHoSo"])

    def next_number(self, unit: str, *, day: date) -> str:
        """Give a unit the next number for a dossier; whoever asks again gets another."""
        if not unit:
            raise refusal.incomplete("code")
        self._numbers.append(f"{unit}-{day:%Y%m%d}-{len(self._numbers) + 1:07}")
        return self._numbers[-1]

    def upload(self, content: bytes) -> tuple[str, str]:
        """Keep a file; gives its name here, another each time, and its digest."""
        name = f"tep-{len(self._files) + 1}"
        self._files[name] = hashlib.sha256(content).hexdigest()
        return name, self._files[name]

    def link(self, data: Mapping[str, object]) -> None:
        """Keep a dossier that is linked (again): its number was given here, or it came by the older exchange."""
        _refuse_missing(data, LINKED)
        code = str(data["MaHoSo"])
        if code not in self._numbers and code not in self._dossiers:
            raise refusal.number_not_given(code)
        self.procedure(str(data["MaTTHC"]))
        for name, digest in _attached(data):
            if self._files.get(name) != digest:
                raise refusal.unknown_file(name)
        before = self._dossiers.get(code, {}).get("TrangThaiHoSo", "1")
        self._dossiers[code] = {**data, "TrangThaiHoSo": before}

    def move(self, data: Mapping[str, object]) -> None:
        """Keep a step; one that is told twice under two names stands there twice."""
        _refuse_missing(data, STEP)
        self._known(data)
        self._steps.append(dict(data))

    def set_state(self, data: Mapping[str, object]) -> None:
        """Keep a dossier's state, with the fees and results told with it."""
        _refuse_missing(data, ("MaHoSo", "TrangThai"))
        known, state = self._known(data), str(data["TrangThai"])
        if state not in NOT_TAKEN_ON:
            _refuse_missing(known, ["NgayTiepNhan"])
        lists = {name: value for name, value in data.items() if isinstance(value, list)}
        known.update({**lists, "TrangThaiHoSo": state})

    def is_new(self, key: str) -> bool:
        """Say whether nothing was told under a key yet; without one, everything is new."""
        return not key or key not in self._told

    def note(self, key: str) -> None:
        """Keep the key of what was told."""
        if key:
            self._told.append(key)

    def numbers(self) -> list[str]:
        """Give the numbers that were given, also those that nothing was linked under."""
        return list(self._numbers)

    def files(self) -> list[str]:
        """Give the digests of the files that were brought up."""
        return list(self._files.values())

    def kept(self, code: str) -> Mapping[str, object]:
        """Give a dossier as it was brought up last."""
        return self._dossiers[code]

    def steps(self, code: str) -> list[Mapping[str, object]]:
        """Give the steps of a dossier in the order they came."""
        return [each for each in self._steps if each["MaHoSo"] == code]

    def _known(self, data: Mapping[str, object]) -> dict[str, object]:
        found = self._dossiers.get(str(data["MaHoSo"]))
        if found is None:
            raise refusal.unknown_dossier(str(data["MaHoSo"]))
        return found


def _attached(data: Mapping[str, object]) -> Iterable[tuple[str, str]]:
    parts = data.get("ThanhPhanHoSo")
    for part in parts if isinstance(parts, list) else []:
        for paper in part.get("GiayToDinhKem", []):
            yield str(paper.get("IdGiayTo", "")), str(paper.get("HashTepTin", ""))


def _refuse_missing(data: Mapping[str, object], names: Sequence[str]) -> None:
    for name in names:
        if data.get(name) in (None, ""):
            raise refusal.incomplete(name)


def _name(procedure: Mapping[str, object]) -> str:
    return next((str(value) for key, value in procedure.items() if key.upper() == "TENTTHC"), "")
