from django.apps import AppConfig


class Base(AppConfig):
    """The technical floor: no province in it."""

    name = "motcua.base"
    label = "base"
    default_auto_field = "django.db.models.BigAutoField"
