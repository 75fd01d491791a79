from django.apps import AppConfig


class Room(AppConfig):
    """The room `ledger`."""

    name = "motcua.systems.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
