from django.apps import AppConfig


class Room(AppConfig):
    """The room `identity`."""

    name = "motcua.systems.identity"
    label = "identity"
    default_auto_field = "django.db.models.BigAutoField"
