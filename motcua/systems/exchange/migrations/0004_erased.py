from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """When a message's words were erased; only of what is settled for good."""

    dependencies = [("exchange", "0003_memos")]

    operations = [
        migrations.AddField(
            "outgoing", "erased_at", models.DateTimeField(null=True, help_text="when its words were erased")
        ),
        migrations.AddField(
            "incoming", "erased_at", models.DateTimeField(null=True, help_text="when its words were erased")
        ),
        migrations.AddConstraint(
            "outgoing",
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(state__in=["delivered", "dropped"]),
                name="exchange_outgoing_erased_once_settled",
            ),
        ),
        migrations.AddConstraint(
            "incoming",
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(state__in=["handled", "dropped"]),
                name="exchange_incoming_erased_once_settled",
            ),
        ),
        migrations.AddIndex(
            "outgoing",
            models.Index(
                fields=["id"], name="exchange_outgoing_with_words", condition=Q(erased_at__isnull=True)
            ),
        ),
        migrations.AddIndex(
            "incoming",
            models.Index(
                fields=["id"], name="exchange_incoming_with_words", condition=Q(erased_at__isnull=True)
            ),
        ),
    ]
