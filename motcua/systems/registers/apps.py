from django.apps import AppConfig


class Room(AppConfig):
    """The room `registers`."""

    name = "motcua.systems.registers"
    label = "registers"
    default_auto_field = "django.db.models.BigAutoField"
