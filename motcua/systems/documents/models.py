"""The tables of the room. Rows are written only by `actions`; files, findings and numbers are never taken away."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL


class Document(models.Model):
    """A document as it stands today: the fold of its facts, and beside it the words that facts do not hold."""

    id = models.UUIDField(primary_key=True)
    seq = models.PositiveIntegerField(help_text="the last fact's place in the document's stream")
    stage = models.SmallIntegerField()
    unit = models.TextField(help_text="code of our agency")
    kind = models.TextField()
    urgency = models.SmallIntegerField()
    secrecy = models.TextField()
    legal = models.BooleanField(default=False)
    began_by = models.TextField()
    began_at = models.DateTimeField()
    acted_at = models.DateTimeField()
    origin = models.TextField(null=True)  # noqa: DJ001 - absent is not empty: we write it
    sender = models.TextField(null=True)  # noqa: DJ001 - absent is not empty
    key = models.TextField(null=True)  # noqa: DJ001 - absent is not empty
    replies_to = models.TextField(null=True)  # noqa: DJ001 - absent is not empty
    file = models.TextField(null=True, help_text="digest of the main file")  # noqa: DJ001 - absent is not empty
    version = models.PositiveIntegerField(default=0)
    submitted_to = models.TextField(null=True)  # noqa: DJ001 - absent is not empty
    signed_by = models.TextField(null=True)  # noqa: DJ001 - absent is not empty
    signed_at = models.DateTimeField(null=True)
    sealed_at = models.DateTimeField(null=True)
    series = models.TextField(null=True)  # noqa: DJ001 - absent is not empty
    year = models.IntegerField(null=True)
    number = models.IntegerField(null=True)
    symbol = models.TextField(null=True)  # noqa: DJ001 - absent is not empty
    numbered_at = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)
    electronic = models.BooleanField(null=True)
    effective_on = models.DateField(null=True, help_text="the day a legal document comes into force")
    registered_at = models.DateTimeField(null=True)
    officer = models.TextField(null=True)  # noqa: DJ001 - absent is not empty
    assigned_by = models.TextField(null=True)  # noqa: DJ001 - absent is not empty
    assigned_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    handled_at = models.DateTimeField(null=True)
    work_file = models.TextField(null=True)  # noqa: DJ001 - absent is not empty
    copied = models.TextField(null=True, help_text="the file of the certified copy that it is")  # noqa: DJ001 - absent is not empty
    copies_unsent = models.PositiveIntegerField(default=0, db_default=0)
    # words
    subject = models.TextField()
    sender_name = models.TextField(blank=True, default="")
    dated = models.DateField(null=True, help_text="the date on the document")
    signer_name = models.TextField(blank=True, default="", help_text="who signed, as an incoming one says")
    signer_position = models.TextField(blank=True, default="")
    copies = models.PositiveIntegerField(default=1, help_text="on paper")
    pages = models.PositiveIntegerField(default=0)
    note = models.TextField(blank=True, default="")
    searched = models.TextField(blank=True, default="", help_text="all its words, folded")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "series", "year", "number"],
                condition=Q(number__isnull=False),
                name="documents_document_number_once",
            ),
            models.UniqueConstraint(
                fields=["unit", "sender", "key"],
                condition=Q(key__isnull=False),
                name="documents_document_came_once",
            ),
            models.UniqueConstraint(
                fields=["copied"], condition=Q(copied__isnull=False), name="documents_document_copy_sent_once"
            ),
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(origin__isnull=True, key__isnull=False),
                name="documents_document_begun_once",
            ),
            models.CheckConstraint(
                condition=Q(urgency__range=(0, 4)), name="documents_document_urgency_known"
            ),
            models.CheckConstraint(
                condition=Q(secrecy="none") | Q(electronic__isnull=True) | Q(electronic=False),
                name="documents_document_secret_never_sent",
            ),
            models.CheckConstraint(
                condition=Q(secrecy="none") | Q(file__isnull=True),
                name="documents_document_secret_has_no_file",
            ),
            models.CheckConstraint(
                condition=Q(secrecy="none") | Q(subject=""), name="documents_document_secret_has_no_subject"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "stage", "-acted_at"], name="documents_by_unit_and_stage"),
            models.Index(fields=["officer", "stage"], name="documents_by_officer"),
            models.Index(fields=["-began_at", "-id"], name="documents_by_beginning"),
            models.Index(fields=["key"], condition=Q(key__isnull=False), name="documents_by_key"),
            models.Index(fields=["unit", "year", "series", "number"], name="documents_by_book"),
            GinIndex(
                RawSQL("to_tsvector('simple'::regconfig, searched)", ()),
                name="documents_searched",
            ),
        ]


class File(models.Model):
    """A file of a document: a version of its main paper, or one attached; the bytes lie in the store, never changed."""

    id = models.UUIDField(primary_key=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="files")
    role = models.TextField()
    version = models.PositiveIntegerField(help_text="of the main paper; 0 of one attached")
    made_by = models.TextField(help_text="`written`, `signed`, `numbered`, `sealed`, `received` or `copied`")
    of = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, help_text="what a signed one was made of"
    )
    name = models.TextField()
    digest = models.TextField(db_index=True)
    size = models.BigIntegerField()
    media_type = models.TextField()
    added_at = models.DateTimeField()
    added_by = models.TextField()
    words = models.TextField(blank=True, default="", help_text="what stands in it, folded, for searching")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "version"], condition=Q(role="main"), name="documents_file_one_a_version"
            ),
            models.CheckConstraint(
                condition=Q(role__in=["main", "attached", "copy"]), name="documents_file_role_known"
            ),
        ]
        indexes = [
            GinIndex(
                RawSQL("to_tsvector('simple'::regconfig, words)", ()),
                name="documents_file_searched",
            ),
        ]


class Copy(models.Model):
    """A certified copy of a document: its kind, its number in the agency's book of copies, and the file it is."""

    file = models.OneToOneField(File, primary_key=True, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="copies_made")
    unit = models.TextField(help_text="code of the agency that copies")
    kind = models.TextField()
    pages = models.TextField(blank=True, help_text="of an extract")
    year = models.IntegerField()
    number = models.IntegerField()
    symbol = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "number"], name="documents_copy_number_once")
        ]


class Words(models.Model):
    """Words that an official wrote about a document; the ledger holds only their salted digest."""

    digest = models.TextField(primary_key=True)
    salt = models.TextField()
    text = models.TextField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="said")


class Receiver(models.Model):
    """An agency to which a document was issued, and one of these is one exchange between agencies (target E1)."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="receivers")
    place = models.PositiveIntegerField()
    code = models.TextField()
    name = models.TextField()
    removed_at = models.DateTimeField(null=True, help_text="when an update took it off the list")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "code"], name="documents_receiver_once"),
        ]


class Exchanged(models.Model):
    """One document from one agency to another, as it can be counted; each past version is kept in `Past`."""

    id = models.TextField(primary_key=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    sender = models.TextField()
    receiver = models.TextField()
    number = models.TextField()
    sent_on = models.DateField()
    secret = models.BooleanField()
    electronic = models.BooleanField()
    signed_by_person = models.BooleanField()
    signed_by_agency = models.BooleanField()
    signatures_valid = models.BooleanField(null=True)
    verdict = models.TextField()
    certified_copy = models.BooleanField(default=False, db_default=False)
    since = models.DateTimeField()
    acted_at = models.DateTimeField()


class Past(models.Model):
    """An exchange as it once stood, from `since` until `until`; written by PostgreSQL when the row changes."""

    exchanged = models.TextField()
    sender = models.TextField()
    receiver = models.TextField()
    number = models.TextField()
    sent_on = models.DateField()
    secret = models.BooleanField()
    electronic = models.BooleanField()
    signed_by_person = models.BooleanField()
    signed_by_agency = models.BooleanField()
    signatures_valid = models.BooleanField(null=True)
    verdict = models.TextField()
    certified_copy = models.BooleanField(default=False, db_default=False)
    since = models.DateTimeField()
    until = models.DateTimeField()


class Finding(models.Model):
    """What a check of a document's signatures found, at a time; a new check is a new finding, the old one stays."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="findings")
    digest = models.TextField(help_text="of the file that was checked")
    at = models.DateTimeField()
    by = models.TextField()
    verdict = models.TextField()
    reason = models.TextField(blank=True)
    problem = models.TextField(blank=True)
    person = models.BooleanField()
    agency = models.BooleanField()
    signatures = models.JSONField(
        default=list, help_text="each signature: who, when, and why it does not hold"
    )

    class Meta:
        indexes = [models.Index(fields=["document", "-at"], name="documents_finding_latest")]


class Evidence(models.Model):
    """An answer of an authority about a certificate (OCSP, CRL), as it came; findings rest on it."""

    digest = models.TextField(primary_key=True)
    content = models.BinaryField()


class Ground(models.Model):
    """That a finding rests on an answer."""

    pk = models.CompositePrimaryKey("finding_id", "evidence_id")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="grounds")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="+")


class Counter(models.Model):
    """The last number given in a book of a unit in a year; it goes up with the document or not at all."""

    pk = models.CompositePrimaryKey("unit", "series", "year")
    unit = models.TextField()
    series = models.TextField()
    year = models.IntegerField()
    last = models.IntegerField()


class SigningKey(models.Model):
    """Where the key of a person (account) or an agency (unit code) lies; the key itself and its password never do here.

    `opening` is the password of a trial key, which is no secret: it opens a trial authority's key and nothing else.
    """

    holder = models.TextField()
    agency = models.BooleanField(help_text="the holder is a unit's code, not an account")
    name = models.TextField()
    certificate = models.TextField(help_text="SHA-256")
    until = models.DateTimeField(help_text="the certificate's last moment")
    place = models.TextField(help_text="`file` (PKCS #12) or `token` (PKCS #11)")
    file = models.TextField(blank=True, default="", help_text="name of the .p12 in the folder of keys")
    token = models.TextField(blank=True, default="", help_text="label of the token")
    label = models.TextField(blank=True, default="", help_text="label of the key in the token")
    picture = models.TextField(blank=True, default="", help_text="digest of the hand's or the seal's picture")
    trial = models.BooleanField(default=False)
    opening = models.TextField(blank=True, default="")
    enrolled_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "documents_signing_key"
        constraints = [
            models.UniqueConstraint(
                fields=["holder", "agency"],
                condition=Q(ended_at__isnull=True),
                name="documents_signing_key_one_in_use",
            ),
            models.CheckConstraint(
                condition=Q(place="file") & ~Q(file="") | Q(place="token") & ~Q(token="") & ~Q(label=""),
                name="documents_signing_key_placed",
            ),
            models.CheckConstraint(
                condition=Q(opening="") | Q(trial=True),
                name="documents_signing_key_real_ones_keep_no_password",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("enrolled_at")),
                name="documents_signing_key_ends_after_it_begins",
            ),
        ]
