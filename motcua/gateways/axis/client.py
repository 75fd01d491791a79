"""The axis over HTTP."""

import base64
import binascii
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.base import web
from motcua.gateways.axis import refusal, wire
from motcua.gateways.json_http import asking
from motcua.systems.exchange.ports import Edoc, Unreachable

log = logging.getLogger(__name__)

REFUSALS = asking.Refusals(
    known={
        "axis.receiver-unknown": refusal.receiver_unknown,
        "axis.sender-not-holder": refusal.sender_not_holder,
        "axis.no-such-message": refusal.no_such_message,
    },
    otherwise=refusal.otherwise,
)


@dataclass(kw_only=True)
class Client:
    """Speaks to the axis as one agency's system; an answer that cannot be understood is none (Unreachable)."""

    caller: web.Caller

    def agencies(self) -> Mapping[str, str]:
        """Give the agencies on the axis."""
        return {str(each["code"]): str(each["name"]) for each in self._asked("getAgenciesList", wire.Asked())}

    def send(self, *, sender: str, receiver: str, kind: str, message: bytes) -> str:
        """Hand in a message."""
        asked = wire.Asked(
            sender=sender, receiver=receiver, serviceType=wire.SERVICE, messageType=kind, content=message
        )
        return self._first("sendEdoc", asked, "docId")

    def waiting(self, *, receiver: str, limit: int) -> Sequence[Edoc]:
        """List what waits for an agency."""
        return self._listed("getReceivedEdocList", wire.Asked(receiver=receiver, limit=limit))

    def fetch(self, *, receiver: str, doc_id: str) -> bytes:
        """Give a message's bytes."""
        content = self._first("getEdoc", wire.Asked(receiver=receiver, docId=doc_id), "content")
        try:
            return base64.b64decode(content, validate=True)
        except binascii.Error as error:
            raise Unreachable(str(error)) from error

    def update(self, *, receiver: str, doc_id: str, status: str) -> None:
        """Say what became of a message."""
        self._asked("updateStatus", wire.Asked(receiver=receiver, docId=doc_id, status=status))

    def sent(self, *, sender: str, limit: int) -> Sequence[Edoc]:
        """List what an agency sent."""
        return self._listed("getSentEdocList", wire.Asked(sender=sender, limit=limit))

    def _listed(self, operation: str, asked: wire.Asked) -> list[Edoc]:
        """List what can be read: a line that cannot stays where it is, and keeps none of the others waiting."""
        lines = self._asked(operation, asked)
        if not isinstance(lines, list):
            raise Unreachable(f"{operation}: no list")
        found = []
        for each in lines:
            try:
                found.append(wire.line(each))
            except (KeyError, TypeError, ValueError) as error:
                log.warning("%s: a line cannot be read, %r: %s", operation, error, each)
        return found

    def _first(self, operation: str, asked: wire.Asked, name: str) -> str:
        try:
            return str(self._asked(operation, asked)[0][name])
        except (KeyError, TypeError, IndexError) as error:
            raise Unreachable(f"{operation}: {error}") from error

    def _asked(self, operation: str, asked: wire.Asked) -> Any:
        status, said = asking.asked(self.caller, "POST", f"/{operation}", kind=wire.Answered, body=asked)
        if said.status == "OK":
            return said.data or []
        if status >= 500:  # noqa: PLR2004 - HTTP's own line between their fault and ours
            raise Unreachable(f"HTTP {status}")
        raise REFUSALS.of(said.ErrorCode, said.ErrorDesc)
