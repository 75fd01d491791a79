from django.apps import AppConfig


class Room(AppConfig):
    """The room `workfiles`."""

    name = "motcua.systems.workfiles"
    label = "workfiles"
    default_auto_field = "django.db.models.BigAutoField"
