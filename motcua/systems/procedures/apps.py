from django.apps import AppConfig


class Room(AppConfig):
    """The room `procedures`."""

    name = "motcua.systems.procedures"
    label = "procedures"
    default_auto_field = "django.db.models.BigAutoField"
