"""The tables of the room: units, each valid in time. Rows are written only by `actions`."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL


class Unit(models.Model):
    """An agency or unit under its national identification code (Decision 20/2020/QĐ-TTg), for as long as it exists.

    A code never comes back: what a merger founds is another unit, and `succeeded_by` points to it.
    """

    code = models.TextField(unique=True)
    name = models.TextField()
    short_name = models.TextField()
    level = models.TextField()
    kind = models.TextField()
    parent = models.ForeignKey(
        "self",
        to_field="code",
        db_column="parent_code",
        null=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    path = ArrayField(models.TextField())
    fields = ArrayField(models.TextField(), default=list)
    serves = ArrayField(models.TextField(), default=list)
    receives = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    succeeded_by = models.ForeignKey(
        "self",
        to_field="code",
        db_column="succeeded_by_code",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        db_table = "organisation_unit"
        indexes = [GinIndex(fields=["path"], name="organisation_unit_path")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="organisation_unit_code_shape",
                condition=Q(code__regex=r"^[GH][0-9]{2}(\.[0-9A-Z]{1,3}){0,5}$"),
            ),
            models.CheckConstraint(
                name="organisation_unit_path_ends_with_itself",
                condition=RawSQL("path[cardinality(path)] = code", (), output_field=models.BooleanField()),
            ),
            models.CheckConstraint(
                name="organisation_unit_level_known",
                condition=Q(level__in=["province", "district", "commune"]),
            ),
            models.CheckConstraint(
                name="organisation_unit_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="organisation_unit_named",
                condition=~Q(name="") & ~Q(short_name="") & ~Q(kind=""),
            ),
        ]
