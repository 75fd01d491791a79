from django.apps import AppConfig


class Room(AppConfig):
    """The room `office`."""

    name = "motcua.systems.office"
    label = "office"
    default_auto_field = "django.db.models.BigAutoField"
