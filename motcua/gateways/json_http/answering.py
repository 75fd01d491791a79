"""Answering in JSON: what the runnable twins of all counterparts do alike."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from motcua.base import web
from motcua.gateways.json_http import wire
from motcua.spine import refusal


def said(value: object, *, status: int = 200) -> web.Answer:
    """Say a value."""
    return web.Answer(status=status, body=msgspec.json.encode(value))


def words(no: refusal.Refusal) -> str:
    """Give the particulars of a refusal, as they travel: the sentence is the asker's own."""
    return ",".join(map(str, no.params.values()))


@dataclass(frozen=True, kw_only=True, slots=True)
class Intake:
    """The door of an intake, one at a time."""

    at: wire.Intake
    hand_in: Callable[[Mapping[str, object]], str]
    find: Callable[[str], Mapping[str, object] | None]
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, request: web.Request) -> web.Answer:
        """Answer one request; what cannot be read is refused with 400, what is not taken with 422."""
        try:
            with self._turn:
                return self._answered(request)
        except (msgspec.MsgspecError, UnicodeError) as error:
            return said({"code": "request", "said": str(error)}, status=400)
        except refusal.Refusal as no:
            return said({"code": no.code, "said": words(no)}, status=422)

    def _answered(self, request: web.Request) -> web.Answer:
        if request.path == self.at.path and request.method == "POST":
            data: dict[str, Any] = msgspec.json.decode(request.body(), type=dict[str, Any])
            return said({self.at.gives: self.hand_in(data)})
        if request.path == self.at.path and request.method == "GET":
            found = self.find(request.query.get(self.at.asks, ""))
            return said({}, status=404) if found is None else said(found)
        return said({"code": "operation", "said": "no such operation"}, status=404)
