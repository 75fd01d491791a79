"""Opening pages as somebody, and reading them back as whoever looks at them does."""

import html
import re
from typing import Any

from django.contrib.auth import get_user_model
from django.test import Client


def signed_in(account: str) -> Client:
    """Let the owner of an account sign in, in Vietnamese."""
    client = Client(headers={"accept-language": "vi"})
    client.force_login(get_user_model().objects.get(pk=account))
    return client


def text(answer: Any) -> str:
    """Give what a page says, without its tags, on single spaces."""
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split()))
