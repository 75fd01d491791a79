from django.apps import AppConfig


class Room(AppConfig):
    """The room `exchange`."""

    name = "motcua.systems.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"
