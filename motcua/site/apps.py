from django.apps import AppConfig


class Site(AppConfig):
    """Where rooms and gateways are joined; it has no tables of its own."""

    name = "motcua.site"
    label = "site"
