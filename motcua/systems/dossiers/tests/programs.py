"""Programs at the API's door, each with somebody's key: what they send, and what they get."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from motcua.base import clock
from motcua.spine import access
from motcua.systems.dossiers import queries
from motcua.systems.dossiers.tests import people
from motcua.systems.identity import actions as identity, queries as accounts

JUSTICE = "H31.15"
WHY: dict[str, Any] = {"reason": "Thiếu trích lục ly hôn", "article": "Khoản 2 Điều 22 NĐ 123/2015/NĐ-CP"}
STAFF = {
    "binh": (access.Role.COUNTER_OFFICER, people.COMMUNE),
    "dung": (access.Role.CASE_OFFICER, people.COMMUNE),
    "em": (access.Role.UNIT_HEAD, people.COMMUNE),
    "chau": (access.Role.COUNTER_OFFICER, people.ELSEWHERE),
    "giang": (access.Role.CASE_OFFICER, JUSTICE),
    "ha": (access.Role.LEADER, "H31"),
}
BY = access.system("test")


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What came back."""

    status: int
    body: Any
    headers: dict[str, str]

    @property
    def code(self) -> str:
        """The code of a problem, empty where there is none."""
        return str(self.body.get("code", "")) if self.headers["Content-Type"].endswith("problem+json") else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Program:
    """A program with the key of one account; a guest has none."""

    account: str = "guest"
    token: str = ""
    language: str = ""

    def ask(self, method: str, path: str, *, at: datetime = people.AFTERNOON, **words: Any) -> Answer:
        """Send one request at a moment."""
        headers = dict(words.pop("headers", {}))
        if self.token:
            headers["authorization"] = f"Bearer {self.token}"
        if self.language:
            headers["accept-language"] = self.language
        with clock.at(at):
            response = Client().generic(method, path, headers=headers, **words)
        body = json.loads(response.content) if response.content else None
        return Answer(status=response.status_code, body=body, headers=dict(response.headers))

    def get(self, path: str, **words: Any) -> Answer:
        """Read."""
        return self.ask("GET", path, **words)

    def post(self, path: str, body: Any, *, key: str = "", **words: Any) -> Answer:
        """Send JSON; a text is sent as it is."""
        data = body if isinstance(body, (str, bytes)) else json.dumps(body)
        headers = {"idempotency-key": key} if key else {}
        return self.ask("POST", path, data=data, content_type="application/json", headers=headers, **words)

    def file(self, *, key: str = "", at: datetime = people.MORNING, **changes: Any) -> Answer:
        """File an application."""
        return self.post("/api/dossiers", application(**changes), key=key, at=at)

    def act(self, code: str, act: str, *, at: datetime = people.AFTERNOON, **words: Any) -> Answer:
        """Do one act."""
        return self.post(f"/api/dossiers/{code}/acts", {"act": act, **words}, at=at)


def application(**changes: Any) -> dict[str, Any]:
    """Give Lan's application as a program sends it."""
    return {
        "procedure": "1.004873",
        "unit": people.COMMUNE,
        "channel": "online",
        "applicant": {
            "name": "Nguyễn Thị Lan",
            "id_number": "033190000001",
            "phone": "0912345678",
            "email": "lan@example.vn",
            "address": "Hồng Châu",
            "answers": {"muc_dich": "Kết hôn với người ở Kim Động"},
        },
        **changes,
    }


def everybody(at: datetime) -> dict[str, Program]:
    """Open the accounts of those who come and go, and give each a program with a key; `guest` has none."""
    accounts.forget_tokens()
    since = at - timedelta(days=30)
    found = {"guest": Program()}
    for name in ("lan", "minh", *STAFF):
        kind = "staff" if name in STAFF else "citizen"
        account = identity.open_account(by=BY, at=since, username=name, name=name.title(), kind=kind)
        if name in STAFF:
            role, unit = STAFF[name]
            identity.give(
                by=BY, at=since, account_id=account, grant=access.Grant(role=role, unit=unit, from_=since)
            )
        token = identity.make_token(by=BY, at=since, account_id=account, label="test")
        found[name] = Program(account=account, token=token)
    return found


def stands(code: str) -> int:
    """Say in which stage a dossier stands."""
    return int(queries.standing(dossier_id=queries.identify(code=code)).stage)
