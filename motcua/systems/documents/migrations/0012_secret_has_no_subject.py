from typing import Any

from django.db import migrations, models

from motcua.base import fold


def forget(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 - as Django calls it
    """Take away what secret documents are about, and the words by which it was found."""
    for row in apps.get_model("documents", "Document").objects.exclude(secrecy="none").exclude(subject=""):
        row.said.filter(text=row.subject).delete()
        row.subject = ""
        row.searched = " ".join(fold.words(" ".join((row.symbol or "", row.sender_name, row.note))))
        row.save(update_fields=["subject", "searched"])


class Migration(migrations.Migration):
    """Of a secret document the house keeps its number and its days, and nothing of what it is about."""

    dependencies = [("documents", "0011_drafts_of_programs")]
    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(("secrecy", "none"), ("subject", ""), _connector="OR"),
                name="documents_document_secret_has_no_subject",
            ),
        ),
    ]
