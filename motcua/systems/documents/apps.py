from django.apps import AppConfig


class Room(AppConfig):
    """The room `documents`."""

    name = "motcua.systems.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
