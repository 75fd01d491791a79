import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("base", "0001_application_role")]

    operations = [
        migrations.CreateModel(
            name="CatalogueEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.TextField()),
                ("kind", models.TextField(choices=[("detail", "Nội dung đầy đủ"), ("list", "Danh sách")])),
                ("root", models.TextField()),
                ("name", models.TextField()),
                ("digest", models.TextField()),
                (
                    "body",
                    models.BinaryField(help_text="the canonical JSON of the entry, its verbatim row in it"),
                ),
                ("unparsed", models.JSONField(default=list)),
                ("imported_at", models.DateTimeField()),
            ],
            options={
                "db_table": "procedures_catalogue_entry",
                "indexes": [
                    models.Index(fields=["root"], name="procedures_entry_root"),
                    models.Index(
                        condition=models.Q(("unparsed", []), _negated=True),
                        fields=["code"],
                        name="procedures_entry_unparsed",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("code", "kind"), name="procedures_entry_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "code__regex",
                                "^[1-9]\\.[0-9]{6}(\\.([0-9]{3}\\.[0-9]{2}\\.[0-9]{2}\\.)?[GH][0-9]{2})?$",
                            )
                        ),
                        name="procedures_entry_code_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["detail", "list"])),
                        name="procedures_entry_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Procedure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.TextField(unique=True)),
                (
                    "root",
                    models.TextField(
                        help_text="the code without a province's end: the same procedure across provinces"
                    ),
                ),
                ("name", models.TextField()),
                ("name_en", models.TextField(blank=True)),
                ("folded_name", models.TextField(help_text="the words of the name, folded")),
                ("searched", models.TextField(help_text="the words of code, names and field, folded")),
                ("field", models.TextField(blank=True)),
                ("field_name", models.TextField(blank=True)),
                ("field_name_en", models.TextField(blank=True)),
                (
                    "levels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                ("service_level", models.TextField(blank=True)),
                (
                    "source",
                    models.TextField(choices=[("law", "Tỉnh công bố"), ("national", "Danh mục quốc gia")]),
                ),
                ("asked", models.PositiveIntegerField(default=0)),
            ],
            options={
                "db_table": "procedures_procedure",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.search.SearchVector("searched", config="simple"),
                        name="procedures_searched",
                    ),
                    models.Index(fields=["root"], name="procedures_root"),
                    models.Index(fields=["field"], name="procedures_field"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "code__regex",
                                "^[1-9]\\.[0-9]{6}(\\.([0-9]{3}\\.[0-9]{2}\\.[0-9]{2}\\.)?[GH][0-9]{2})?$",
                            )
                        ),
                        name="procedures_code_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="procedures_named"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["law", "national"])),
                        name="procedures_source_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcedureVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("body", models.BinaryField()),
                ("digest", models.TextField()),
                ("content", models.TextField()),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="procedures.procedure",
                    ),
                ),
            ],
            options={
                "db_table": "procedures_version",
                "constraints": [
                    models.UniqueConstraint(fields=("procedure", "version"), name="procedures_version_once"),
                    models.UniqueConstraint(fields=("procedure", "content"), name="procedures_content_once"),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="procedures_version_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="procedures_version_ends_after_it_begins",
                    ),
                ],
            },
        ),
    ]
