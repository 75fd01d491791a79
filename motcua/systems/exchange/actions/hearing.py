"""What others tell of documents: kept as it came, and done where its sender asks for a document back."""

from datetime import datetime

from motcua.spine.refusal import gettext_noop as _
from motcua.systems.exchange import ports
from motcua.systems.exchange.actions import papers, statuses
from motcua.systems.exchange.rules import codes, patience, refusals
from motcua.systems.exchange.rules.statuses import Status


def hear(parcel: ports.Parcel, now: datetime) -> None:
    """Keep what an agency told of a document; it is kept as it came, also when it moves nothing.

    A sender that asks for its document back (13) is answered. Raises Refusal `exchange.body-malformed`,
    `exchange.status-unknown`, `exchange.receiver-unknown`, `exchange.sender-not-holder`.
    """
    note = ports.note(parcel.body)
    statuses.known(note)
    if not codes.speaks_for(parcel.sender, note.agency):
        raise refusals.Refusal(
            "exchange.sender-not-holder",
            _("Trạng thái mang tên một cơ quan khác cơ quan gửi."),
        )
    if not patience.is_moment(note.at):
        raise refusals.Refusal(
            "exchange.body-malformed", _("Trạng thái ghi thời điểm không có múi giờ hoặc không có thật.")
        )
    asks = note.status == Status.TAKING_BACK
    statuses.keep(note, at=now, ours=False, agency=parcel.receiver if asks else "")
    if asks:
        papers.take_back(note, parcel, now)
