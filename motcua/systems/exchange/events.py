"""The facts of the room: what went out, what came in, and what a person decided about what could not."""

from datetime import datetime

from motcua.spine import event

OUT = "outgoing:<message id>"
IN = "incoming:<sender>:<message id>"
POSTED = "exchange.posted"
DELIVERED = "exchange.delivered"
STUCK = "exchange.stuck"
TRIED_AGAIN = "exchange.tried-again"
DROPPED = "exchange.dropped"
RECEIVED = "exchange.received"
HANDLED = "exchange.handled"
NOT_HANDLED = "exchange.not-handled"
ERASED = "exchange.erased"
AGENCY = "exchange.agency-entered"

KINDS: tuple[event.Kind, ...] = (
    event.Kind(
        name=POSTED,
        stream=OUT,
        vi="Một thông điệp được đưa vào hàng gửi đi, cùng lúc với việc sinh ra nó.",
        en="A message was put in the outbox, together with what caused it.",
        fields={
            "receiver": "the agency or system it is for",
            "kind": "what it is",
            "digest": "SHA-256 of its words",
        },
    ),
    event.Kind(
        name=DELIVERED,
        stream=OUT,
        vi="Bên nhận xác nhận đã có thông điệp.",
        en="The other side said that it has the message.",
        fields={"receipt": "the other side's own number for it", "attempts": "how often it was tried"},
    ),
    event.Kind(
        name=STUCK,
        stream=OUT,
        vi="Thông điệp không gửi được, chờ người quyết định.",
        en="A message could not be delivered and waits for a person's decision.",
        fields={"reason": "the stable word of why", "attempts": "how often it was tried"},
    ),
    event.Kind(
        name=TRIED_AGAIN,
        stream="outgoing:<message id> or incoming:<sender>:<message id>",
        vi="Có người quyết định thử lại thông điệp bị vướng.",
        en="Somebody decided that a stuck message is tried again.",
        fields={},
    ),
    event.Kind(
        name=DROPPED,
        stream="outgoing:<message id> or incoming:<sender>:<message id>",
        vi="Có người quyết định bỏ thông điệp bị vướng, có lý do.",
        en="Somebody decided, with a reason, that a stuck message is dropped.",
        fields={"digest": "SHA-256 of the reason's words"},
    ),
    event.Kind(
        name=RECEIVED,
        stream=IN,
        vi="Một thông điệp từ bên ngoài được giữ lại, lần đầu và duy nhất.",
        en="A message from outside was kept, for the first and only time.",
        fields={
            "kind": "what it is",
            "digest": "SHA-256 of its words",
            "clock": "whether the sender's clock is to be believed",
        },
    ),
    event.Kind(
        name=HANDLED,
        stream=IN,
        vi="Thông điệp đến đã được xử lý.",
        en="What a message from outside asks for was done.",
        fields={},
    ),
    event.Kind(
        name=NOT_HANDLED,
        stream=IN,
        vi="Thông điệp đến không xử lý được, chờ người quyết định.",
        en="A message from outside could not be handled and waits for a person's decision.",
        fields={"reason": "the stable word of why"},
    ),
    event.Kind(
        name=ERASED,
        stream="outgoing:<message id> or incoming:<sender>:<message id>",
        vi="Nội dung thông điệp đã xóa vì hết thời hạn lưu; mã băm của nội dung vẫn còn ở sự kiện đầu.",
        en="The words of a message were erased once they were no longer needed; their digest stays in its first fact.",
        fields={},
    ),
    event.Kind(
        name=AGENCY,
        stream="agency:<code>",
        vi="Một cơ quan được ghi vào sổ địa chỉ trao đổi, hoặc được sửa.",
        en="An agency was entered into the address book, or changed there.",
        fields={"code": "its identification code", "channel": "the road to it"},
    ),
)


def outgoing(message_id: str) -> str:
    """Name the stream of a message that goes out."""
    return f"outgoing:{message_id}"


def incoming(sender: str, message_id: str) -> str:
    """Name the stream of a message that came in."""
    return f"incoming:{sender}:{message_id}"


def agency(code: str) -> str:
    """Name the stream of an agency in the address book."""
    return f"agency:{code}"


def posted(*, receiver: str, kind: str, digest: str, by: str, at: datetime) -> event.Fact:
    """Say that a message was put in the outbox."""
    return event.Fact(kind=POSTED, at=at, by=by, data={"receiver": receiver, "kind": kind, "digest": digest})


def delivered(*, receipt: str, attempts: int, by: str, at: datetime) -> event.Fact:
    """Say that the other side has it."""
    return event.Fact(kind=DELIVERED, at=at, by=by, data={"receipt": receipt, "attempts": attempts})


def stuck(*, reason: str, attempts: int, by: str, at: datetime) -> event.Fact:
    """Say that a person must decide."""
    return event.Fact(kind=STUCK, at=at, by=by, data={"reason": reason, "attempts": attempts})


def tried_again(*, by: str, at: datetime) -> event.Fact:
    """Say that somebody sent it on its way again."""
    return event.Fact(kind=TRIED_AGAIN, at=at, by=by, data={})


def dropped(*, reason: str, by: str, at: datetime) -> event.Fact:
    """Say that somebody dropped it; the reason's words stay in the row."""
    return event.Fact(kind=DROPPED, at=at, by=by, data={"digest": event.digest(reason.encode())})


def received(*, kind: str, digest: str, clock: bool, by: str, at: datetime) -> event.Fact:
    """Say that a message came in."""
    return event.Fact(kind=RECEIVED, at=at, by=by, data={"kind": kind, "digest": digest, "clock": clock})


def handled(*, by: str, at: datetime) -> event.Fact:
    """Say that what it asks for was done."""
    return event.Fact(kind=HANDLED, at=at, by=by, data={})


def not_handled(*, reason: str, by: str, at: datetime) -> event.Fact:
    """Say that it could not be done as it stands."""
    return event.Fact(kind=NOT_HANDLED, at=at, by=by, data={"reason": reason})


def erased(*, by: str, at: datetime) -> event.Fact:
    """Say that its words are kept no longer."""
    return event.Fact(kind=ERASED, at=at, by=by, data={})


def agency_entered(*, code: str, channel: str, by: str, at: datetime) -> event.Fact:
    """Say that the address book knows an agency, and the road to it."""
    return event.Fact(kind=AGENCY, at=at, by=by, data={"code": code, "channel": channel})
