"""What agencies tell each other of a document: told by us through the outbox, heard from others through the inbox."""

from datetime import datetime

from django.db import transaction

from motcua.spine import access
from motcua.spine.refusal import gettext_noop as _
from motcua.systems.exchange import models, ports
from motcua.systems.exchange.actions.post import Post, post
from motcua.systems.exchange.rules import codes, refusals
from motcua.systems.exchange.rules.statuses import Status


def tell(
    *, note: ports.Note, to: str, by: access.Actor, at: datetime, channel: str = "", once: str = ""
) -> None:
    """Tell another agency what became of its document, in the caller's transaction; told twice it goes once.

    `once` names the occasion of a status that may be told of one document more than once (an answer to each update). What a
    sender says of its own document (13) is told to each receiver, after the document, and kept with that receiver's answers.

    Raises Refusal `exchange.status-unknown`, and `exchange.receiver-unknown`.
    """
    known(note)
    document = note.document
    own = codes.same(note.agency, note.issuer)
    parts = [document, codes.in_force(note.agency), note.status, *filter(None, [once, own and to])]
    sent = post(
        [
            Post(
                id=":".join(["status", *map(str, parts)]),
                sender=note.agency,
                receiver=to,
                lane=document if own else f"status:{document}",
                kind=ports.STATUS,
                body=ports.to_json(note),
                channel=channel,
            )
        ],
        by=by,
        at=at,
    )
    if sent:
        keep(note, at=at, ours=True, agency=to if own else "")


def known(note: ports.Note) -> None:
    """Refuse a status that the standard does not have: `exchange.status-unknown`."""
    if note.status not in set(Status):
        raise refusals.Refusal(
            "exchange.status-unknown",
            _("Mã trạng thái “%(code)s” không có trong quy chuẩn."),
            article="QCVN 102:2016/BTTTT",
            params={"code": note.status},
        )


def keep(note: ports.Note, *, at: datetime, ours: bool, agency: str = "") -> None:
    """Keep a status as it was told, with what `agency` (empty: who told it) said of the document."""
    with transaction.atomic():
        models.Told.objects.create(
            document=note.document,
            agency=codes.in_force(agency or note.agency),
            status=note.status,
            description=note.description,
            by_name=note.by,
            at=note.at,
            received_at=at,
            ours=ours,
        )
