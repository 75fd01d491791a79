from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_versions")]
    operations = [
        migrations.CreateModel(
            name="SigningKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("holder", models.TextField()),
                ("agency", models.BooleanField(help_text="the holder is a unit's code, not an account")),
                ("name", models.TextField()),
                ("certificate", models.TextField(help_text="SHA-256")),
                ("until", models.DateTimeField(help_text="the certificate's last moment")),
                ("place", models.TextField(help_text="`file` (PKCS #12) or `token` (PKCS #11)")),
                (
                    "file",
                    models.TextField(
                        blank=True, default="", help_text="name of the .p12 in the folder of keys"
                    ),
                ),
                ("token", models.TextField(blank=True, default="", help_text="label of the token")),
                (
                    "label",
                    models.TextField(blank=True, default="", help_text="label of the key in the token"),
                ),
                (
                    "picture",
                    models.TextField(
                        blank=True, default="", help_text="digest of the hand's or the seal's picture"
                    ),
                ),
                ("trial", models.BooleanField(default=False)),
                ("opening", models.TextField(blank=True, default="")),
                ("enrolled_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "documents_signing_key",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("holder", "agency"),
                        name="documents_signing_key_one_in_use",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("place", "file"), models.Q(("file", ""), _negated=True)),
                            models.Q(
                                ("place", "token"),
                                models.Q(("token", ""), _negated=True),
                                models.Q(("label", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="documents_signing_key_placed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("opening", ""), ("trial", True), _connector="OR"),
                        name="documents_signing_key_real_ones_keep_no_password",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            ("ended_at__gte", models.F("enrolled_at")),
                            _connector="OR",
                        ),
                        name="documents_signing_key_ends_after_it_begins",
                    ),
                ],
            },
        ),
    ]
