from django.apps import AppConfig


class Room(AppConfig):
    """The room `portal`."""

    name = "motcua.systems.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"
