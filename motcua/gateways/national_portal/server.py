"""The portal's adapter behind HTTP, after its older exchange: a session is opened, then services are called by name."""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from motcua.base import web
from motcua.gateways.json_http.answering import said, words
from motcua.spine import refusal
from motcua.systems.exchange.ports import NationalPortal

OK, NO_SESSION, NO_SERVICE = "0", "-1", "-2"
Asked = dict[str, Any]


def _synchronise(portal: NationalPortal, asked: Asked) -> object:
    for each in asked.get("data") or []:
        portal.dossier(each)
    return []


def _progress(portal: NationalPortal, asked: Asked) -> object:
    for each in asked.get("data") or []:
        portal.progress(each)
    return []


SERVICES: dict[str, Callable[[NationalPortal, Asked], object]] = {
    "LayDanhSachTTHC": lambda portal, _asked: list(portal.procedures()),
    "LayThuTuc": lambda portal, asked: [portal.procedure(str(asked.get("maTTHC")))],
    "TraCuuHoSo": lambda portal, asked: [{"TrangThaiHoSo": portal.status(str(asked.get("MaHoSo")))}],
    "DongBoHoSoMC": _synchronise,
    "CapNhatTienDoHoSoMC": _progress,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Server:
    """The door that `web.serving` opens; `password` opens a session."""

    portal: NationalPortal
    username: str
    password: str
    sessions: set[str] = field(default_factory=set)
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, request: web.Request) -> web.Answer:
        """Open a session, or do one service."""
        try:
            asked = msgspec.json.decode(request.body(), type=Asked)
        except (msgspec.MsgspecError, UnicodeError) as error:
            return said({"error_code": "request", "message": str(error)}, status=400)
        match request.method, request.path:
            case "POST", "/auth":
                return self._opened(asked)
            case "POST", "/integration":
                return self._served(asked)
        return said({"error_code": "operation"}, status=404)

    def _opened(self, asked: Asked) -> web.Answer:
        if (asked.get("username"), asked.get("password")) != (self.username, self.password):
            return said({"error_code": NO_SESSION, "message": "sign-in"})
        session = secrets.token_hex(16)
        self.sessions.add(session)
        return said({"error_code": OK, "session": session})

    def _served(self, asked: Asked) -> web.Answer:
        if asked.get("session") not in self.sessions:
            return said({"error_code": NO_SESSION, "message": "session"})
        does = SERVICES.get(str(asked.get("service")))
        if does is None:
            return said({"error_code": NO_SERVICE, "message": "service"})
        try:
            with self._one_at_a_time:
                return said({"error_code": OK, "result": does(self.portal, asked)})
        except refusal.Refusal as no:
            return said({"error_code": no.code, "message": words(no)})
