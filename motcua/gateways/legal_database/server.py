"""The database behind HTTP: the twin, served."""

import threading
from dataclasses import dataclass, field

import msgspec

from motcua.base import web
from motcua.spine import refusal
from motcua.systems.exchange.ports import LegalDatabase


@dataclass(frozen=True, kw_only=True, slots=True)
class Server:
    """The door that `web.serving` opens."""

    database: LegalDatabase
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, request: web.Request) -> web.Answer:
        """Answer one request."""
        try:
            with self._one_at_a_time:
                return self._answered(request)
        except (msgspec.MsgspecError, UnicodeError) as error:
            return _said(400, {"code": "request", "said": str(error)})
        except refusal.Refusal as no:
            return _said(422, {"code": no.code, "said": ",".join(map(str, no.params.values()))})

    def _answered(self, request: web.Request) -> web.Answer:
        match request.method, request.path:
            case "POST", "/documents":
                data = msgspec.json.decode(request.body(), type=dict[str, object])
                return _said(200, {"number": self.database.publish(data)})
            case "GET", "/documents":
                found = self.database.find(request.query.get("symbol", ""))
                return _said(404, {}) if found is None else _said(200, found)
        return _said(404, {"code": "operation", "said": "no such operation"})


def _said(status: int, value: object) -> web.Answer:
    return web.Answer(status=status, body=msgspec.json.encode(value))
