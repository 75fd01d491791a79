from django.apps import AppConfig


class Room(AppConfig):
    """The room `plans`."""

    name = "motcua.systems.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"
