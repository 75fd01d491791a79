"""The receiving side: the gate of this house, behind mutual TLS."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from motcua.base import web
from motcua.spine import refusal
from motcua.systems.exchange.ports import Gate, Parcel

MOST = 1000  # messages in one batch
FILE = re.compile(r"/files/([0-9a-f]{64})")


@dataclass(frozen=True, kw_only=True, slots=True)
class Server:
    """The door that `web.serving` opens; nobody without a certificate comes in."""

    gate: Gate
    clock: Callable[[], datetime]

    def __call__(self, request: web.Request) -> web.Answer:
        """Answer one request; what cannot be read is told, and nothing of it kept."""
        if not request.holder:
            return _no(403, "exchange.no-certificate")
        try:
            return self._answered(request)
        except (msgspec.MsgspecError, UnicodeError, ValueError, RecursionError):
            return _no(400, "exchange.body-malformed")
        except refusal.Refusal as no:
            return _no(422, no.code)

    def _answered(self, request: web.Request) -> web.Answer:
        match request.method, request.path:
            case "POST", "/messages":
                if request.length > web.LARGEST:
                    return _no(413, "exchange.batch-too-large")
                parcels = msgspec.json.decode(request.body(), type=list[Parcel])
                if len(parcels) > MOST:
                    return _no(413, "exchange.batch-too-large")
                verdicts = self.gate.hand_in(parcels, sender=request.holder, now=self.clock())
                return web.Answer(status=200, body=msgspec.json.encode(verdicts))
            case "POST", "/files/lacking":
                digests = msgspec.json.decode(request.body(), type=list[str])
                return web.Answer(status=200, body=msgspec.json.encode(self.gate.lacks(digests)))
            case "PUT", path if found := FILE.fullmatch(path):
                self.gate.keep(digest=found[1], name=request.query.get("name", ""), file=request.stream)
                return web.Answer(status=204)
        return _no(404, "exchange.no-such-door")


def _no(status: int, code: str) -> web.Answer:
    return web.Answer(status=status, body=msgspec.json.encode({"code": code}))
