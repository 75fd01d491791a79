"""The facts of documents, read in order: what is issued or recalled leaves, and senders hear how theirs stand here.

Legal documents go to the national database besides, by a follower of its own: it begins with the first of them whenever
the database is set.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.conf import settings

from motcua.systems.exchange import actions
from motcua.systems.exchange.rules.statuses import Status
from motcua.systems.ledger import actions as ledger, queries as facts

NAME = "exchange.documents"
LAWS = "exchange.legal-documents"
LIMIT = 500

ANSWERS: Mapping[str, Status] = {
    "document.registered": Status.ACCEPTED,
    "document.refused": Status.REFUSED,
    "document.assigned": Status.ASSIGNED,
    "document.started": Status.IN_HAND,
    "document.handled": Status.DONE,
}


def follow(*, at: datetime, limit: int = LIMIT) -> int:
    """Post what the latest facts of documents ask for; gives how many facts were read."""
    return ledger.follow(follower=NAME, limit=limit, act=_acting(at))


def follow_laws(*, at: datetime, limit: int = LIMIT) -> int:
    """Post the legal documents among the latest issued; gives how many facts were read, none where no database is set."""
    if not settings.EXCHANGE_LAW:
        return 0

    def act(entry: facts.Entry) -> None:
        if entry.fact.kind == "document.issued":
            actions.publish(document_id=entry.stream.partition(":")[2], issued_at=entry.fact.at, at=at)

    return ledger.follow(follower=LAWS, limit=limit, act=act)


def _acting(at: datetime) -> Callable[[facts.Entry], None]:
    def act(entry: facts.Entry) -> None:
        document_id = entry.stream.partition(":")[2]
        kind, data = entry.fact.kind, entry.fact.data
        if kind == "document.issued" and data.get("electronic"):
            actions.send(document_id=document_id, at=at)
        elif kind == "document.recalled":
            actions.send(document_id=document_id, does="recall", nth=entry.seq, at=at)
        elif kind == "document.updated":
            actions.send(document_id=document_id, does="update", nth=entry.seq, at=at)
            actions.send(document_id=document_id, at=at)  # to those who were added: the others have it
        elif kind == "document.replaced":
            actions.send(document_id=document_id, does="replace", nth=entry.seq, at=at)
        elif kind == "document.asked_back":
            actions.ask_back(document_id=document_id, nth=entry.seq, at=at)
        elif kind in ANSWERS:
            actions.answer(document_id=document_id, status=ANSWERS[kind], nth=entry.seq, at=at)

    return act
