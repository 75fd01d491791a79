"""What agencies tell each other of a document: told by us through the outbox, heard from others through the inbox."""

from datetime import datetime

from django.db import transaction

from motcua.spine import access
from motcua.spine.refusal import gettext_noop as _
from motcua.systems.exchange import models, ports
from motcua.systems.exchange.actions.post import Post, post
from motcua.systems.exchange.rules import codes, refusals
from motcua.systems.exchange.rules.statuses import Status


def tell(*, note: ports.Note, to: str, by: access.Actor, at: datetime, channel: str = "") -> None:
    """Tell another agency what became of its document, in the caller's transaction; told twice it goes once.

    Raises Refusal `exchange.status-unknown`, and `exchange.receiver-unknown`.
    """
    _known(note)
    document = note.document
    sent = post(
        [
            Post(
                id=f"status:{document}:{codes.in_force(note.agency)}:{note.status}",
                sender=note.agency,
                receiver=to,
                lane=f"status:{document}",
                kind=ports.STATUS,
                body=ports.to_json(note),
                channel=channel,
            )
        ],
        by=by,
        at=at,
    )
    if sent:
        _keep(note, at=at, ours=True)


def hear(parcel: ports.Parcel, now: datetime) -> None:
    """Keep what an agency told of a document; it is kept as it came, also when it moves nothing.

    Raises Refusal `exchange.body-malformed` and `exchange.status-unknown`.
    """
    note = ports.note(parcel.body)
    _known(note)
    _keep(note, at=now, ours=False)


def _known(note: ports.Note) -> None:
    if note.status not in set(Status):
        raise refusals.Refusal(
            "exchange.status-unknown",
            _("Mã trạng thái “%(code)s” không có trong quy chuẩn."),
            article="QCVN 102:2016/BTTTT",
            params={"code": note.status},
        )


def _keep(note: ports.Note, *, at: datetime, ours: bool) -> None:
    with transaction.atomic():
        models.Told.objects.create(
            document=note.document,
            agency=codes.in_force(note.agency),
            status=note.status,
            description=note.description,
            by_name=note.by,
            at=note.at,
            received_at=at,
            ours=ours,
        )
