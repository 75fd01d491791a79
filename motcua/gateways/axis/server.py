"""An axis behind HTTP: the twin, served, with or without certificates."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from motcua.base import web
from motcua.gateways.axis import refusal, wire
from motcua.gateways.json_http.answering import said, words
from motcua.spine import refusal as refusals
from motcua.systems.exchange.ports import Axis


@dataclass(frozen=True, kw_only=True, slots=True)
class Server:
    """The door that `web.serving` opens; where certificates are shown, an agency speaks for itself alone."""

    axis: Axis
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, request: web.Request) -> web.Answer:
        """Answer one operation."""
        does = OPERATIONS.get(request.path)
        if does is None or request.method != "POST":
            return said(_no("operation", "no such operation"), status=404)
        try:
            asked = msgspec.json.decode(request.body() or b"{}", type=wire.Asked)
            self._refuse_others(request.holder, asked.sender or asked.receiver)
            with self._one_at_a_time:
                found = does(self.axis, asked)
        except (msgspec.MsgspecError, UnicodeError) as error:
            return said(_no("request", str(error)), status=400)
        except refusals.Refusal as no:
            return said(_no(no.code, words(no)))
        return said(wire.Answered(data=found))

    def _refuse_others(self, holder: str, named: str) -> None:
        if holder and named and holder != named and not named.startswith(f"{holder}."):
            raise refusal.sender_not_holder(named)


def _send(axis: Axis, asked: wire.Asked) -> Any:
    doc_id = axis.send(
        sender=asked.sender, receiver=asked.receiver, kind=asked.messageType, message=asked.content
    )
    return [{"docId": doc_id}]


def _update(axis: Axis, asked: wire.Asked) -> Any:
    axis.update(receiver=asked.receiver, doc_id=asked.docId, status=asked.status)


OPERATIONS: dict[str, Callable[[Axis, wire.Asked], Any]] = {
    "/getAgenciesList": lambda axis, _asked: [
        {"code": code, "name": name} for code, name in axis.agencies().items()
    ],
    "/sendEdoc": _send,
    "/getReceivedEdocList": lambda axis, asked: [
        wire.listed(each) for each in axis.waiting(receiver=asked.receiver, limit=asked.limit)
    ],
    "/getEdoc": lambda axis, asked: [{"content": axis.fetch(receiver=asked.receiver, doc_id=asked.docId)}],
    "/updateStatus": _update,
    "/getSentEdocList": lambda axis, asked: [
        wire.listed(each) for each in axis.sent(sender=asked.sender, limit=asked.limit)
    ],
}


def _no(code: str, why: str) -> wire.Answered:
    return wire.Answered(status="FAIL", ErrorCode=code, ErrorDesc=why)
