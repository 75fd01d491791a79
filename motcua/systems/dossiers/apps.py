from django.apps import AppConfig


class Room(AppConfig):
    """The room `dossiers`."""

    name = "motcua.systems.dossiers"
    label = "dossiers"
    default_auto_field = "django.db.models.BigAutoField"
