"""The tables of the room: procedures, their published versions, and the national list beside them.

Rows are written only by `actions`.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q

CODE = r"^[1-9]\.[0-9]{6}(\.([0-9]{3}\.[0-9]{2}\.[0-9]{2}\.)?[GH][0-9]{2})?$"


class Procedure(models.Model):
    """A procedure as it is found: its words folded for searching; `source` is the province's law or the national list.

    `field` is the field's Vietnamese name without accents (`dat-dai`), the same for both sources. `levels` is empty
    where the list does not say.
    """

    code = models.TextField(unique=True)
    root = models.TextField(
        help_text="the code without a province's end: the same procedure across provinces"
    )
    name = models.TextField()
    name_en = models.TextField(blank=True)
    folded_name = models.TextField(help_text="the words of the name, folded")
    searched = models.TextField(help_text="the words of code, names and field, folded")
    field = models.TextField(blank=True)
    field_name = models.TextField(blank=True)
    field_name_en = models.TextField(blank=True)
    levels = ArrayField(models.TextField(), default=list)
    service_level = models.TextField(blank=True)
    source = models.TextField(choices=[("law", "Tỉnh công bố"), ("national", "Danh mục quốc gia")])

    class Meta:
        db_table = "procedures_procedure"
        indexes: ClassVar = [
            GinIndex(SearchVector("searched", config="simple"), name="procedures_searched"),
            models.Index(fields=["root"], name="procedures_root"),
            models.Index(fields=["field"], name="procedures_field"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(name="procedures_code_shape", condition=Q(code__regex=CODE)),
            models.CheckConstraint(name="procedures_named", condition=~Q(name="")),
            models.CheckConstraint(
                name="procedures_source_known", condition=Q(source__in=["law", "national"])
            ),
        ]


class ProcedureVersion(models.Model):
    """One published version, never changed: dossiers keep the version they began under.

    `body` is the canonical JSON of the definition, `digest` its SHA-256; `content` the digest of the same words
    without their version number, by which a file loaded again is known.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    body = models.BinaryField()
    digest = models.TextField()
    content = models.TextField()

    class Meta:
        db_table = "procedures_version"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["procedure", "version"], name="procedures_version_once"),
            models.UniqueConstraint(fields=["procedure", "content"], name="procedures_content_once"),
            models.CheckConstraint(name="procedures_version_from_one", condition=Q(version__gte=1)),
            models.CheckConstraint(
                name="procedures_version_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            ),
        ]


class CatalogueEntry(models.Model):
    """A row of the national list: read as far as it could be, its own words, and what an editor must decide."""

    code = models.TextField()
    kind = models.TextField(choices=[("detail", "Nội dung đầy đủ"), ("list", "Danh sách")])
    root = models.TextField()
    name = models.TextField()
    digest = models.TextField()
    body = models.BinaryField(help_text="the canonical JSON of the entry, its verbatim row in it")
    unparsed = models.JSONField(default=list)
    imported_at = models.DateTimeField()

    class Meta:
        db_table = "procedures_catalogue_entry"
        indexes: ClassVar = [
            models.Index(fields=["root"], name="procedures_entry_root"),
            models.Index(fields=["code"], condition=~Q(unparsed=[]), name="procedures_entry_unparsed"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "kind"], name="procedures_entry_once"),
            models.CheckConstraint(name="procedures_entry_code_shape", condition=Q(code__regex=CODE)),
            models.CheckConstraint(
                name="procedures_entry_kind_known", condition=Q(kind__in=["detail", "list"])
            ),
        ]


class Answered(models.Model):
    """What is counted of an answer; the row of today and each past version share it."""

    online = models.BooleanField(help_text="whether the procedure is offered online")
    integrated_on = models.DateField(null=True)
    standardised_on = models.DateField(null=True)
    matches = models.BooleanField(null=True)
    differs = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    source = models.TextField(choices=[("portal", "Cổng Dịch vụ công quốc gia"), ("table", "Bảng")])
    since = models.DateTimeField()

    class Meta:
        abstract = True


class PortalAnswer(Answered):
    """What the national portal has of one procedure, as it answered last, or as a table says."""

    code = models.TextField(unique=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "procedures_portal_answer"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(source__in=["portal", "table"]), name="procedures_portal_answer_source_known"
            ),
        ]


class PortalAnswerPast(Answered):
    """An answer as it stood from `since` to `until`; written by PostgreSQL alone."""

    code = models.TextField()
    until = models.DateTimeField()

    class Meta:
        db_table = "procedures_portal_answer_past"
