"""What others tell of documents: kept as it came, and done where its sender asks for a document back."""

from datetime import datetime

from motcua.systems.exchange import ports
from motcua.systems.exchange.actions import papers, statuses
from motcua.systems.exchange.rules.statuses import Status


def hear(parcel: ports.Parcel, now: datetime) -> None:
    """Keep what an agency told of a document; it is kept as it came, also when it moves nothing.

    A sender that asks for its document back (13) is answered. Raises Refusal `exchange.body-malformed`,
    `exchange.status-unknown`, `exchange.receiver-unknown`.
    """
    note = ports.note(parcel.body)
    statuses.known(note)
    asks = note.status == Status.TAKING_BACK
    statuses.keep(note, at=now, ours=False, agency=parcel.receiver if asks else "")
    if asks:
        papers.take_back(note, parcel, now)
