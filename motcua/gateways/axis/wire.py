"""What client and server say to each other, as JSON."""

from datetime import datetime
from typing import Any

import msgspec

from motcua.base import clock
from motcua.systems.exchange.ports import Edoc

SERVICE = "eDoc"


class Asked(msgspec.Struct, kw_only=True, omit_defaults=True):
    """The particulars of any request; each operation needs its own."""

    sender: str = msgspec.field(default="", name="from")
    receiver: str = msgspec.field(default="", name="to")
    serviceType: str = ""  # noqa: N815 - the axis's own names
    messageType: str = ""  # noqa: N815 - the same
    docId: str = ""  # noqa: N815 - the same
    status: str = ""
    limit: int = 100
    content: bytes = b""


class Answered(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Every answer."""

    status: str = "OK"
    ErrorCode: str = ""
    ErrorDesc: str = ""
    data: Any = None


def listed(edoc: Edoc) -> dict[str, str]:
    """Write one line of a list."""
    return {
        "docId": edoc.doc_id,
        "from": edoc.sender,
        "to": edoc.receiver,
        "serviceType": SERVICE,
        "messageType": edoc.kind,
        "created_time": edoc.created_at.isoformat(),
        "status": edoc.status,
    }


def line(said: dict[str, Any]) -> Edoc:
    """Read one line of a list; KeyError or ValueError where it is none."""
    return Edoc(
        doc_id=str(said["docId"]),
        sender=str(said["from"]),
        receiver=str(said["to"]),
        kind=str(said["messageType"]),
        status=str(said["status"]),
        created_at=_moment(str(said["created_time"])),
    )


def _moment(text: str) -> datetime:
    """Read a moment; one that says no zone is by the clocks of Viet Nam."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=clock.VN)
