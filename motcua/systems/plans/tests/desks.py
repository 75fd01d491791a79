"""People before the plan's pages: Hà leads the province, the others have no part in its signs."""

import html
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.test import Client

from motcua.base import clock
from motcua.spine import access
from motcua.systems.identity import actions as identity, queries as accounts

BY = access.system("test")
STAFF = {
    "binh": (access.Role.COUNTER_OFFICER, "H31.26.103"),
    "em": (access.Role.UNIT_HEAD, "H31.26.103"),
    "phuc": (access.Role.SUPERVISOR, "H31"),
    "ha": (access.Role.LEADER, "H31"),
    "khanh": (access.Role.CATALOGUE_EDITOR, "H31.01"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """Somebody at a browser."""

    client: Client

    def get(self, path: str, *, at: datetime, **asked: str) -> Any:
        """Open a page."""
        with clock.at(at):
            return self.client.get(f"{path}?{urlencode(asked)}" if asked else path)


def everybody(at: datetime) -> dict[str, Reader]:
    """Open the accounts of those who work here, and of Lan; a guest has none."""
    accounts.forget_tokens()
    found = {"guest": Reader(client=Client())}
    for name in ("lan", *STAFF):
        kind = "staff" if name in STAFF else "citizen"
        account = identity.open_account(by=BY, at=at, username=name, name=name.title(), kind=kind)
        if name in STAFF:
            role, unit = STAFF[name]
            identity.give(
                by=BY, at=at, account_id=account, grant=access.Grant(role=role, unit=unit, from_=at)
            )
        client = Client()
        client.force_login(
            get_user_model().objects.get(pk=account), "allauth.account.auth_backends.AuthenticationBackend"
        )
        found[name] = Reader(client=client)
    return found


def text(page: Any) -> str:
    """Give what a page says, without its tags."""
    said = re.sub(r"<(script|style|title)\b.*?</\1>", "", page.content.decode(), flags=re.DOTALL)
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", said).split()))
