"""Legal documents going to the national database of laws."""

from datetime import datetime

from django.conf import settings

from motcua.base import clock
from motcua.spine import access
from motcua.systems.documents import queries as papers
from motcua.systems.exchange import ports
from motcua.systems.exchange.actions.upward import bring_up
from motcua.systems.organisation import queries as organisation

BY = access.system("exchange")


def publish(*, document_id: str, issued_at: datetime, at: datetime) -> bool:
    """Post an issued legal document to the national legal database, in the caller's transaction; posted again it goes once.

    It is read as of `issued_at`: a database that is set years later is told of agencies that are no more by then, too.
    Gives whether it went: not where no database is set, nor what does not count as a legal document by the settings
    (EXCHANGE_LAW_KINDS of those that bear the year in their number; Decree 52/2015/NĐ-CP).
    """
    if not settings.EXCHANGE_LAW:
        return False
    paper = papers.document(document_id=document_id, by=BY, at=issued_at)
    state = paper.state
    if not state.legal or state.kind not in settings.EXCHANGE_LAW_KINDS or state.effective_on is None:
        return False
    issued = paper.dated or (state.numbered_at or state.acted_at).astimezone(clock.VN).date()
    return bring_up(
        message_id=f"law:{document_id}",
        sender=state.unit,
        to=ports.LAW_DATABASE,
        lane=f"{state.unit} {state.symbol}",
        kind=ports.LAW,
        data={
            "symbol": state.symbol,
            "title": paper.subject,
            "kind": papers.KINDS[state.kind].name.vi,
            "issuer": organisation.unit(code=state.unit).name,
            "issued_on": issued.isoformat(),
            "in_force_on": state.effective_on.isoformat(),
            "file": state.file,
        },
        at=at,
    )
