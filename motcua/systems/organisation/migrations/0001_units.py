import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.TextField(unique=True)),
                ("name", models.TextField()),
                ("short_name", models.TextField()),
                ("level", models.TextField()),
                ("kind", models.TextField()),
                ("path", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                (
                    "serves",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                ("receives", models.BooleanField(default=False)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                (
                    "parent",
                    models.ForeignKey(
                        db_column="parent_code",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="organisation.unit",
                        to_field="code",
                    ),
                ),
                (
                    "succeeded_by",
                    models.ForeignKey(
                        db_column="succeeded_by_code",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        to_field="code",
                    ),
                ),
            ],
            options={
                "db_table": "organisation_unit",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["path"], name="organisation_unit_path")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[GH][0-9]{2}(\\.[0-9A-Z]{1,3}){0,5}$")),
                        name="organisation_unit_code_shape",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.expressions.RawSQL(
                            "path[cardinality(path)] = code", (), output_field=models.BooleanField()
                        ),
                        name="organisation_unit_path_ends_with_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["province", "district", "commune"])),
                        name="organisation_unit_level_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="organisation_unit_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            models.Q(("short_name", ""), _negated=True),
                            models.Q(("kind", ""), _negated=True),
                        ),
                        name="organisation_unit_named",
                    ),
                ],
            },
        ),
    ]
