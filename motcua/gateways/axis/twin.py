"""An axis in memory: it knows its agencies, keeps what is sent, and forgets nothing."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from motcua.gateways.axis import refusal
from motcua.systems.exchange.ports import Edoc

WAITING = "initial"
SETTLED = ("done", "fail")


@dataclass(kw_only=True)
class Twin:
    """Answers as the axis does; for one thread at a time."""

    names: Mapping[str, str]
    clock: Callable[[], datetime]
    _edocs: list[Edoc] = field(default_factory=list)
    _messages: dict[str, bytes] = field(default_factory=dict)
    _known: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def agencies(self) -> Mapping[str, str]:
        """Give the agencies on the axis."""
        return dict(self.names)

    def send(self, *, sender: str, receiver: str, kind: str, message: bytes) -> str:
        """Keep a message for its receiver."""
        for code in (sender, receiver):
            if code not in self.names:
                raise refusal.receiver_unknown(code)
        key = (sender, receiver, hashlib.sha256(message).hexdigest())
        if key not in self._known:
            doc_id = self._known[key] = str(len(self._edocs) + 1)
            self._messages[doc_id] = message
            self._edocs.append(
                Edoc(
                    doc_id=doc_id,
                    sender=sender,
                    receiver=receiver,
                    kind=kind,
                    status=WAITING,
                    created_at=self.clock(),
                )
            )
        return self._known[key]

    def waiting(self, *, receiver: str, limit: int) -> Sequence[Edoc]:
        """List what waits for an agency."""
        return [each for each in self._edocs if (each.receiver, each.status) == (receiver, WAITING)][:limit]

    def fetch(self, *, receiver: str, doc_id: str) -> bytes:
        """Give a message's bytes to its receiver."""
        self._place(receiver, doc_id)
        return self._messages[doc_id]

    def update(self, *, receiver: str, doc_id: str, status: str) -> None:
        """Note what the receiver's system said."""
        place = self._place(receiver, doc_id)
        if status not in SETTLED:
            raise refusal.otherwise("status", status)
        self._edocs[place] = replace(self._edocs[place], status=status)

    def sent(self, *, sender: str, limit: int) -> Sequence[Edoc]:
        """List what an agency sent."""
        return [each for each in reversed(self._edocs) if each.sender == sender][:limit]

    def _place(self, receiver: str, doc_id: str) -> int:
        for place, each in enumerate(self._edocs):
            if (each.receiver, each.doc_id) == (receiver, doc_id):
                return place
        raise refusal.no_such_message(doc_id)
