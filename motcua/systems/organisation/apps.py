from django.apps import AppConfig


class Room(AppConfig):
    """The room `organisation`."""

    name = "motcua.systems.organisation"
    label = "organisation"
    default_auto_field = "django.db.models.BigAutoField"
