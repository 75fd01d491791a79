"""The portal over HTTP, by the older exchange of its adapter: the catalogue down, dossiers asked after and brought up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from motcua.base import web
from motcua.gateways.json_http import asking
from motcua.gateways.national_portal import members, refusal
from motcua.systems.exchange.ports import Unreachable

OK, NO_SESSION = "0", "-1"
ROUTE: Mapping[str, str] = {"dstcode": "VN:GOV:DVCQG"}
"""Whom the adapter hands the call on to."""


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

    def dossier(self, data: Mapping[str, object], *, is_there: bool = False) -> str:  # noqa: ARG002 - it is told again just so
        """Bring a dossier up, under our own number; this exchange names its files and takes none."""
        self._asked("DongBoHoSoMC", isUpdating=True, data=[members.chosen(data, members.DOSSIER)])
        return str(data.get("MaHoSo", ""))

    def progress(self, data: Mapping[str, object]) -> None:
        """Bring up one step."""
        self._asked("CapNhatTienDoHoSoMC", data=[members.chosen(data, members.STEP)])

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
                raise refusal.KNOWN.of(code, str(said.get("message", "")))
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
