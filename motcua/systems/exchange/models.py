"""The tables of the room: outbox, inbox, what was told of documents, what counterparts gave, and the address book. Written only by `actions`."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.systems.exchange import ports


class OutState(models.TextChoices):
    """Where a message stands on its way out."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    STUCK = "stuck"
    DROPPED = "dropped"


class InState(models.TextChoices):
    """Where a message stands that came in."""

    WAITING = "waiting"
    HANDLED = "handled"
    STUCK = "stuck"
    DROPPED = "dropped"


class Outgoing(models.Model):
    """A message that leaves. `place` is its place in its lane, from 1; `place_in_ledger` of its last fact in its stream."""

    message_id = models.TextField(unique=True)
    channel = models.TextField()
    sender = models.TextField()
    receiver = models.TextField()
    lane = models.TextField()
    place = models.PositiveIntegerField()
    kind = models.TextField()
    body = models.TextField()
    files = models.JSONField(default=list)
    posted_at = models.DateTimeField()
    state = models.TextField(choices=OutState.choices, default=OutState.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    receipt = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    said = models.TextField(blank=True)
    place_in_ledger = models.PositiveIntegerField(default=1)
    erased_at = models.DateTimeField(null=True, help_text="when its words were erased")

    class Meta:
        db_table = "exchange_outgoing"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["receiver", "lane", "place"], name="exchange_outgoing_one_per_place"
            ),
            models.CheckConstraint(
                condition=Q(state__in=OutState.values), name="exchange_outgoing_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=OutState.DROPPED) | ~Q(said=""), name="exchange_outgoing_dropped_why"
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(state__in=[OutState.DELIVERED, OutState.DROPPED]),
                name="exchange_outgoing_erased_once_settled",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["channel", "due_at"],
                name="exchange_outgoing_due",
                condition=Q(state=OutState.WAITING),
            ),
            models.Index(
                fields=["receiver", "lane", "place"],
                name="exchange_outgoing_open",
                condition=Q(state__in=[OutState.WAITING, OutState.STUCK]),
            ),
            models.Index(
                fields=["-id"], name="exchange_outgoing_national", condition=Q(channel__in=ports.NATIONAL)
            ),
            models.Index(
                fields=["id"], name="exchange_outgoing_with_words", condition=Q(erased_at__isnull=True)
            ),
        ]


class Incoming(models.Model):
    """A message that came in, kept once by who sent it and its id; `after` is the one of its lane to be handled before."""

    sender = models.TextField()
    message_id = models.TextField()
    channel = models.TextField()
    receiver = models.TextField()
    lane = models.TextField()
    after = models.TextField(blank=True)
    kind = models.TextField()
    body = models.TextField()
    digest = models.TextField()
    said_at = models.DateTimeField()
    received_at = models.DateTimeField()
    clock_strays = models.BooleanField(default=False)
    state = models.TextField(choices=InState.choices, default=InState.WAITING)
    settled_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    said = models.TextField(blank=True)
    place_in_ledger = models.PositiveIntegerField(default=1)
    erased_at = models.DateTimeField(null=True, help_text="when its words were erased")

    class Meta:
        db_table = "exchange_incoming"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sender", "message_id"], name="exchange_incoming_once"),
            models.CheckConstraint(
                condition=Q(state__in=InState.values), name="exchange_incoming_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=InState.DROPPED) | ~Q(said=""), name="exchange_incoming_dropped_why"
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(state__in=[InState.HANDLED, InState.DROPPED]),
                name="exchange_incoming_erased_once_settled",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["id"], name="exchange_incoming_open", condition=Q(state=InState.WAITING)),
            models.Index(
                fields=["id"], name="exchange_incoming_with_words", condition=Q(erased_at__isnull=True)
            ),
        ]


class Told(models.Model):
    """One status that an agency told of a document; kept as it came, also when it moves nothing."""

    document = models.TextField()
    agency = models.TextField()
    status = models.TextField()
    description = models.TextField(blank=True)
    by_name = models.TextField(blank=True)
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    ours = models.BooleanField(help_text="whether we told it, or were told")

    class Meta:
        db_table = "exchange_told"
        indexes: ClassVar = [models.Index(fields=["document", "id"], name="exchange_told_of")]


class Memo(models.Model):
    """What a counterpart gave us halfway through a message: its number for a dossier, its name for a file."""

    channel = models.TextField()
    name = models.TextField()
    value = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = "exchange_memo"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "name"], name="exchange_memo_once"),
        ]


class Agency(models.Model):
    """An agency that can be written to: its code in the form in force, and the road to it."""

    code = models.TextField(unique=True)
    name = models.TextField()
    channel = models.TextField()
    address = models.TextField(blank=True)
    open = models.BooleanField(default=True)

    class Meta:
        db_table = "exchange_agency"
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name=""), name="exchange_agency_named"),
        ]
