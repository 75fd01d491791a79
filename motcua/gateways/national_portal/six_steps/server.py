"""The portal's adapter behind HTTP, in six steps: a token is given for a while, and every step asks for it."""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import msgspec

from motcua.base import web
from motcua.gateways.json_http.answering import said, words
from motcua.gateways.national_portal import twin
from motcua.gateways.national_portal.six_steps import wire
from motcua.spine import refusal

LIFETIME = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True, slots=True)
class Server:
    """The door that `web.serving` opens; `client_id` and `secret` are good for tokens, each for `LIFETIME` of the clock."""

    portal: twin.Twin
    client_id: str
    secret: str
    clock: Callable[[], datetime]
    tokens: dict[str, datetime] = field(default_factory=dict)
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, request: web.Request) -> web.Answer:
        """Give a token, or make one step."""
        try:
            with self._one_at_a_time:
                if (request.method, request.path) == ("POST", wire.TOKEN):
                    return self._token(msgspec.json.decode(request.body(), type=dict[str, str]))
                if not self._lets_in(request.headers.get("authorization", "")):
                    return said({"code": 401, "message": "token"}, status=401)
                return self._made(request)
        except (msgspec.MsgspecError, UnicodeError) as error:
            return said({"code": 400, "message": str(error)}, status=400)
        except refusal.Refusal as no:
            return said({"code": 400, "message": words(no), "error_code": no.code}, status=400)

    def _token(self, asked: dict[str, str]) -> web.Answer:
        if (asked.get("client_id"), asked.get("client_secret")) != (self.client_id, self.secret):
            return said({"code": 401, "message": "client"}, status=401)
        token = secrets.token_hex(16)
        self.tokens[token] = self.clock() + LIFETIME
        seconds = int(LIFETIME.total_seconds())
        return said({"access_token": token, "token_type": "Bearer", "expires_in": seconds})

    def _lets_in(self, shown: str) -> bool:
        until = self.tokens.get(shown.removeprefix("Bearer "))
        return until is not None and self.clock() < until

    def _made(self, request: web.Request) -> web.Answer:
        match request.method, request.path:
            case "GET", wire.NEXT:
                unit = request.query.get("code", "")
                return said({"value": self.portal.next_number(unit, day=self.clock().date())})
            case "POST", wire.UPLOAD:
                content = wire.file_in(request.body(), content_type=request.headers.get("content-type", ""))
                if content is None:
                    return said({"code": 400, "message": "file"}, status=400)
                id_, digest = self.portal.upload(content)
                return _done([{"IdTepTin": id_, "HashTepTin": digest}])
            case "POST", wire.LINK | wire.PROGRESS | wire.STATE:
                if not self.portal.is_new(request.headers.get(wire.KEY.lower(), "")):
                    return _done([])
                return self._told(request)
        return said({"code": 404, "message": "operation"}, status=404)

    def _told(self, request: web.Request) -> web.Answer:
        if request.path == wire.LINK:
            found = msgspec.json.decode(request.body(), type=dict[str, Any])
            self.portal.link(found)
            self.portal.note(request.headers.get(wire.KEY.lower(), ""))
            return _done({"idHoSo": found["MaHoSo"], "maHoSo": found["MaHoSo"]})
        tells = self.portal.move if request.path == wire.PROGRESS else self.portal.set_state
        for each in msgspec.json.decode(request.body(), type=list[dict[str, Any]]):
            tells(each)
        self.portal.note(request.headers.get(wire.KEY.lower(), ""))
        return _done([])


def _done(data: object) -> web.Answer:
    return said({"code": 200, "message": "", "data": data})
