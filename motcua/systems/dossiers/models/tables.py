"""What the room keeps: the row of each dossier, its past versions, and the personal matter beside it."""

from django.db import models
from django.db.models import Q


class Standing(models.Model):
    """The columns of a dossier that can be counted; the row of today and each past version share them."""

    code = models.TextField()
    stage = models.SmallIntegerField()
    procedure = models.TextField()
    service_level = models.TextField()
    channel = models.TextField()
    return_channel = models.TextField()
    receiving_unit = models.TextField()
    unit = models.TextField()
    level = models.TextField(help_text="of the unit that handles it now")
    district = models.TextField(null=True)  # noqa: DJ001 - null: the unit is a province's
    field = models.TextField(help_text="the procedure's field of administration")
    filed_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    due_original = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    due_session_start = models.DateTimeField(null=True)
    appointed_at = models.DateTimeField(null=True)
    supplements = models.SmallIntegerField(default=0)
    handed_on_paper = models.BooleanField(default=False)
    outcome = models.TextField(null=True)  # noqa: DJ001 - absent is not empty
    finished_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    returned_by = models.TextField(null=True)  # noqa: DJ001 - absent is not empty
    score = models.SmallIntegerField(null=True)
    supplement_asked_at = models.DateTimeField(null=True)
    supplement_left = models.IntegerField(
        null=True, help_text="working minutes left when papers were asked for"
    )
    supplement_of = models.IntegerField(null=True, help_text="working minutes there were")
    rated_desk_days = models.IntegerField(
        null=True, help_text="days since an officer of its units worked from the rating's network address"
    )
    closed_before = models.IntegerField(
        null=True, help_text="dossiers its unit closed within the hour before; written by PostgreSQL"
    )

    class Meta:
        abstract = True


class Dossier(Standing):
    """A dossier as it stands today: the fold of its facts, and where it belongs."""

    id = models.UUIDField(primary_key=True)
    seq = models.PositiveIntegerField(help_text="the last fact's place in the dossier's stream")
    version = models.PositiveIntegerField(help_text="of the procedure, as it was when the dossier began")
    case = models.TextField(blank=True)
    owner = models.TextField(null=True)  # noqa: DJ001 - absent is not empty
    filed_by = models.TextField()
    acted_at = models.DateTimeField(help_text="when the last fact happened")
    since = models.DateTimeField(help_text="since when its counted columns read as they do")
    allowed_amount = models.IntegerField(null=True)
    allowed_unit = models.TextField(null=True)  # noqa: DJ001 - absent is not empty
    step = models.TextField(null=True)  # noqa: DJ001 - absent is not empty
    step_due_at = models.DateTimeField(null=True)
    officer = models.TextField(null=True)  # noqa: DJ001 - absent is not empty
    resumes_to = models.SmallIntegerField(null=True)
    paused_at = models.DateTimeField(null=True)
    fee_asked = models.BigIntegerField(default=0)
    fee_paid = models.BigIntegerField(default=0)
    consultations = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="dossiers_dossier_code_once"),
            models.CheckConstraint(condition=Q(stage__range=(1, 10)), name="dossiers_dossier_stage_known"),
            models.CheckConstraint(
                condition=Q(recorded_at__gte=models.F("filed_at")),
                name="dossiers_dossier_filed_before_recorded",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=False) | Q(stage__in=[1, 2, 4, 5, 6]),
                name="dossiers_dossier_over_means_finished",
            ),
            models.CheckConstraint(
                condition=Q(score__range=(1, 5)), name="dossiers_dossier_score_one_to_five"
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "due_at"],
                name="dossiers_open_by_unit",
                condition=Q(stage__in=[1, 2, 4, 5, 6, 9]),
            ),
            models.Index(
                fields=["officer", "due_at"],
                name="dossiers_open_by_officer",
                condition=Q(stage__in=[1, 2, 4, 5, 6, 9]),
            ),
            models.Index(
                fields=["owner", "-filed_at"], name="dossiers_by_owner", condition=Q(owner__isnull=False)
            ),
            models.Index(fields=["unit", "-recorded_at", "-id"], name="dossiers_by_unit_newest"),
            models.Index(fields=["-recorded_at", "-id"], name="dossiers_newest"),
            models.Index(fields=["procedure", "-recorded_at", "-id"], name="dossiers_by_procedure_newest"),
            # without the last stage, where most of them are: those are among the newest anyway
            models.Index(
                fields=["stage", "-recorded_at", "-id"],
                name="dossiers_by_stage_newest",
                condition=Q(stage__lt=10),
            ),
            models.Index(
                fields=["receiving_unit", "-recorded_at", "-id"], name="dossiers_by_receiving_newest"
            ),
            models.Index(
                fields=["unit", "finished_at"],
                name="dossiers_closed_by_unit",
                condition=Q(finished_at__isnull=False),
            ),
        ]


class Past(Standing):
    """A dossier as it once stood, from `since` until `until`; written by PostgreSQL when the row changes."""

    id = models.BigAutoField(primary_key=True)
    dossier = models.UUIDField()
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["dossier", "since"], name="dossiers_past_of_dossier")]


class Applicant(models.Model):
    """Who asks: personal data, apart from the dossier so that it can be erased."""

    dossier = models.OneToOneField(Dossier, primary_key=True, on_delete=models.PROTECT, db_constraint=True)
    name = models.TextField()
    folded = models.TextField(help_text="the name without accents, for searching")
    id_number = models.TextField(blank=True)
    phone = models.TextField(blank=True)
    email = models.TextField(blank=True)
    address = models.TextField(blank=True)
    answers = models.JSONField(default=dict, help_text="what was filled in on the form")


class Note(models.Model):
    """Words an officer or citizen wrote; the ledger holds only their salted digest."""

    digest = models.TextField(primary_key=True)
    salt = models.TextField()
    text = models.TextField()
    dossier = models.UUIDField(db_index=True)


class Draft(models.Model):
    """An application being written: kept as typed, until it is filed or thrown away."""

    id = models.UUIDField(primary_key=True)
    account = models.TextField()
    procedure = models.TextField()
    version = models.PositiveIntegerField()
    answers = models.JSONField(default=dict)
    touched_at = models.DateTimeField()
    filed_as = models.ForeignKey(Dossier, null=True, on_delete=models.PROTECT)

    class Meta:
        indexes = [models.Index(fields=["account", "-touched_at"], name="dossiers_draft_of_account")]


class Attachment(models.Model):
    """A file given with a dossier or a draft: its name, kind and digest; the bytes lie in the store."""

    id = models.UUIDField(primary_key=True)
    dossier = models.ForeignKey(Dossier, null=True, on_delete=models.PROTECT)
    draft = models.ForeignKey(Draft, null=True, on_delete=models.CASCADE)
    paper = models.TextField(
        help_text="key of the paper in the procedure; empty for a result or another paper"
    )
    name = models.TextField()
    media_type = models.TextField()
    size = models.BigIntegerField()
    digest = models.TextField()
    added_at = models.DateTimeField()
    added_by = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(dossier__isnull=False) | Q(draft__isnull=False),
                name="dossiers_attachment_belongs",
            ),
        ]


class Counter(models.Model):
    """The last number given by a unit on a day; it goes up with the dossier or not at all."""

    pk = models.CompositePrimaryKey("unit", "day")
    unit = models.TextField()
    day = models.DateField()
    last = models.IntegerField()


class RequestKey(models.Model):
    """A request that was already carried out, so that a second click or a repeated call does it once."""

    pk = models.CompositePrimaryKey("account", "key")
    account = models.TextField()
    key = models.TextField()
    digest = models.TextField(help_text="of the request's body: the same key for another request is refused")
    dossier = models.UUIDField()
    code = models.TextField()
    at = models.DateTimeField()


class Outside(models.Model):
    """A dossier known from a sector's own system: the independent measure of whether ours holds them all."""

    id = models.BigAutoField(primary_key=True)
    source = models.TextField()
    number = models.TextField()
    procedure = models.TextField()
    unit = models.TextField()
    level = models.TextField()
    district = models.TextField(null=True)  # noqa: DJ001 - absent is not empty
    field = models.TextField()
    filed_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    dossier = models.ForeignKey(Dossier, null=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="dossiers_outside_once")]


class Desk(models.Model):
    """From where a unit's officers work: a keyed digest of a network address, and when it was last used.

    It answers one question, whether a rating came from the desk it rates, and cannot be read backwards.
    """

    pk = models.CompositePrimaryKey("digest", "unit")
    digest = models.TextField()
    unit = models.TextField()
    seen_at = models.DateTimeField()
