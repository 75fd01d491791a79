"""The documents' own office in a browser: whoever works there signs in without the page for it."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Page


def signed_in(page: Page, account: str) -> Page:
    """Give the window the session of somebody who signed in."""
    client = Client()
    client.force_login(get_user_model().objects.get(pk=account))
    name = settings.SESSION_COOKIE_NAME
    page.goto("/tro-giup/")
    session = client.cookies[name].value
    page.context.add_cookies([{"name": name, "value": session, "domain": "localhost", "path": "/"}])
    return page
