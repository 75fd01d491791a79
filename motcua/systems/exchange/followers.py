"""The facts of documents, read in order: what is issued or recalled leaves, and senders hear how theirs stand here.

A message is posted in the transaction of its cause; reading all facts in order finds what was there before a road was set.
Legal documents go to the national database besides, by a follower of its own: it begins with the first of them whenever
the database is set.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

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
    return ledger.follow(follower=NAME, limit=limit, act=partial(_act, at=at))


def follow_at_once(*, stream: str) -> None:
    """Post what a document's facts ask for in the transaction that writes them, and before it what was not posted yet."""
    entries = facts.unread(follower=NAME, stream=stream)
    for entry in entries:
        _act(entry, at=entries[-1].fact.at)


def follow_laws(*, at: datetime, limit: int = LIMIT) -> int:
    """Post the legal documents among the latest issued; gives how many facts were read, none where no database is set."""
    if not settings.EXCHANGE_LAW:
        return 0
    return ledger.follow(follower=LAWS, limit=limit, act=partial(_publish, at=at))


def follow_laws_at_once(*, stream: str) -> None:
    """Post a legal document in the transaction that issues it, where a database is set."""
    if settings.EXCHANGE_LAW:
        for entry in facts.unread(follower=LAWS, stream=stream):
            _publish(entry, at=entry.fact.at)


def _publish(entry: facts.Entry, *, at: datetime) -> None:
    if entry.fact.kind == "document.issued":
        actions.publish(document_id=entry.stream.partition(":")[2], issued_at=entry.fact.at, at=at)


def _act(entry: facts.Entry, *, at: datetime) -> None:
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
