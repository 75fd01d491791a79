"""Officers at their desks: each signs in with a browser, opens pages and sends forms."""

import html
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.test import Client

from motcua.base import clock
from motcua.spine import access
from motcua.systems.dossiers import actions, queries
from motcua.systems.dossiers.tests import people
from motcua.systems.identity import actions as identity, queries as accounts

JUSTICE = "H31.15"
WORK, LIST, COUNTER = "/van-phong/viec-hom-nay/", "/van-phong/ho-so/", "/van-phong/tiep-nhan/"
STAFF = {
    "binh": (access.Role.COUNTER_OFFICER, people.COMMUNE),
    "dung": (access.Role.CASE_OFFICER, people.COMMUNE),
    "duyen": (access.Role.CASE_OFFICER, people.COMMUNE),
    "em": (access.Role.UNIT_HEAD, people.COMMUNE),
    "chau": (access.Role.COUNTER_OFFICER, people.ELSEWHERE),
    "giang": (access.Role.CASE_OFFICER, JUSTICE),
    "phuc": (access.Role.SUPERVISOR, "H31"),
    "ha": (access.Role.LEADER, "H31"),
    "khanh": (access.Role.CATALOGUE_EDITOR, "H31.01"),
}
BY = access.system("test")
WHY: dict[str, Any] = {"reason": "Thiếu trích lục ly hôn", "article": "Khoản 2 Điều 22 NĐ 123/2015/NĐ-CP"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Officer:
    """Somebody at a browser; citizens come here too, to be turned away."""

    client: Client
    account: str

    def get(self, path: str, *, at: datetime = people.AFTERNOON, into: str = "", **asked: Any) -> Any:
        """Open a page, or the part of one that the page's script puts `into` a place."""
        headers = {"hx-request": "true", "hx-target": into} if into else {}
        if asked:
            path = f"{path}?{urlencode(asked)}"
        with clock.at(at):
            return self.client.get(path, headers=headers)

    def post(self, path: str, data: dict[str, Any] | None = None, *, at: datetime = people.AFTERNOON) -> Any:
        """Send a form."""
        with clock.at(at):
            return self.client.post(path, data or {})

    def act(self, code: str, slug: str, *, at: datetime = people.AFTERNOON, **fields: Any) -> Any:
        """Open an act's form and send it, as it was filled in and with `fields` besides."""
        page = self.get(act_path(code, slug), at=at)
        if page.status_code != 200:
            return page
        return self.post(act_path(code, slug), {**filled(page), **fields}, at=at)

    @property
    def actor(self) -> access.Actor:
        """The same person, as actions know them."""
        return accounts.actor(account_id=self.account, at=people.AFTERNOON)


def act_path(code: str, slug: str) -> str:
    return f"{LIST}{code}/viec/{slug}/"


def filled(page: Any) -> dict[str, Any]:
    """Give what the form of an act holds when it is opened."""
    form = page.context["acting"].form
    return {
        name: field.value() for name in form.fields if (field := form[name]).value() not in (None, "", False)
    }


def text(page: Any) -> str:
    """Give what a page says, without its tags."""
    said = re.sub(r"<(script|style|title)\b.*?</\1>", "", page.content.decode(), flags=re.DOTALL)
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", said).split()))


def hired(at: datetime) -> dict[str, str]:
    """Open the accounts of those who work here, and of Lan."""
    since = at - timedelta(days=90)
    found = {}
    for name in ("lan", *STAFF):
        kind = "staff" if name in STAFF else "citizen"
        account = identity.open_account(by=BY, at=since, username=name, name=name.title(), kind=kind)
        if name in STAFF:
            role, unit = STAFF[name]
            identity.give(
                by=BY, at=since, account_id=account, grant=access.Grant(role=role, unit=unit, from_=since)
            )
        found[name] = account
    return found


def at_desks(staff: dict[str, str]) -> dict[str, Officer]:
    """Let everybody sit down at a browser of their own; `guest` is nobody."""
    accounts.forget_tokens()
    found = {"guest": Officer(client=Client(), account="")}
    for name, account in staff.items():
        client = Client()
        client.force_login(
            get_user_model().objects.get(pk=account), "allauth.account.auth_backends.AuthenticationBackend"
        )
        found[name] = Officer(client=client, account=account)
    return found


def received(desks: dict[str, Officer], *, at: datetime = people.MORNING, **changes: Any) -> actions.Moved:
    """Let Bình take in a dossier at the counter."""
    return actions.receive_at_counter(filing=people.at_counter(**changes), by=desks["binh"].actor, at=at)


def handed(
    desks: dict[str, Officer], *, step: str = "tham-tra", to: str = "dung", **changes: Any
) -> actions.Moved:
    """Let Bình take in a dossier and hand it on."""
    one = received(desks, **changes)
    return actions.hand_over(
        dossier_id=one.id,
        step=step,
        to_officer=desks[to].account,
        by=desks["binh"].actor,
        at=people.MORNING + timedelta(minutes=30),
    )


def stage(code: str) -> int:
    """Say in which stage a dossier stands."""
    return int(queries.standing(dossier_id=queries.identify(code=code)).stage)
