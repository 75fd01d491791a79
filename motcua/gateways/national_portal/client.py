"""The portal over HTTP, by the older exchange of its adapter (the newer six-step flow is not spoken yet)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from motcua.base import web
from motcua.gateways.json_http import asking
from motcua.gateways.national_portal import refusal
from motcua.systems.exchange.ports import Unreachable

OK, NO_SESSION = "0", "-1"
ROUTE: Mapping[str, str] = {"dstcode": "VN:GOV:DVCQG"}
"""Whom the adapter hands the call on to."""
REFUSALS = asking.Refusals(
    known={
        "national-portal.procedure-unknown": refusal.unknown_procedure,
        "national-portal.dossier-unknown": refusal.unknown_dossier,
        "national-portal.value-missing": refusal.incomplete,
    },
    otherwise=refusal.otherwise,
)


@dataclass(kw_only=True)
class Client:
    """Speaks to the portal for one unit; a session that has ended is opened again, once."""

    caller: web.Caller
    unit: str
    username: str
    password: str = field(repr=False)
    _session: str = field(default="", repr=False)

    def procedures(self) -> Sequence[Mapping[str, str]]:
        """List the procedures the portal publishes."""
        return list(self._asked("LayDanhSachTTHC"))

    def procedure(self, code: str) -> Mapping[str, object]:
        """Give one procedure in the portal's own words."""
        return self._first("LayThuTuc", maTTHC=code)

    def dossier(self, data: Mapping[str, object]) -> None:
        """Bring a dossier up."""
        self._asked("DongBoHoSoMC", isUpdating=True, data=[data])

    def progress(self, data: Mapping[str, object]) -> None:
        """Bring up one step."""
        self._asked("CapNhatTienDoHoSoMC", data=[data])

    def status(self, code: str) -> str | None:
        """Ask how the portal has a dossier."""
        found = self._first("TraCuuHoSo", MaHoSo=code).get("TrangThaiHoSo")
        return None if found is None else str(found)

    def _first(self, service: str, **more: object) -> Mapping[str, object]:
        found = self._asked(service, **more)
        if not isinstance(found, list) or not found or not isinstance(found[0], dict):
            raise Unreachable(service)
        return found[0]

    def _asked(self, service: str, **more: object) -> Any:
        for opened_now in (False, True):
            if opened_now or not self._session:
                self._open()
            said = self._said(
                "/integration", {"session": self._session, "madonvi": self.unit, "service": service, **more}
            )
            code = str(said.get("error_code"))
            if code == OK:
                return said.get("result")
            if code != NO_SESSION:
                raise REFUSALS.of(code, str(said.get("message", "")))
        raise Unreachable("session")

    def _open(self) -> None:
        said = self._said("/auth", {"username": self.username, "password": self.password})
        if str(said.get("error_code")) != OK:
            raise Unreachable("sign-in")
        self._session = str(said.get("session"))

    def _said(self, path: str, asked: Mapping[str, object]) -> dict[str, Any]:
        _status, said = asking.asked(
            self.caller, "POST", path, kind=dict[str, Any], body=asked, headers=ROUTE
        )
        return said
