"""The examples of docs/howto/api.md do what the page says, in its order."""

import json
import re
import shlex
import typing
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client

from motcua.base import clock
from motcua.spine import access
from motcua.systems.dossiers.api.acts import ActIn
from motcua.systems.identity import actions as identity, queries as accounts
from motcua.systems.organisation import actions as organisation
from motcua.systems.plans import actions as plans
from motcua.systems.procedures import actions as procedures

PAGE = (settings.HOUSE / "docs" / "howto" / "api.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(sh|json)\n(.*?)```", PAGE, re.DOTALL)
FRIDAY = datetime.fromisoformat("2023-12-15T08:30:00+07:00")
BY = access.system("test")


@pytest.fixture
def key(db: None) -> str:
    """The house as the demonstration has it on that Friday, and the key of who stands at the counter of H31.33.111."""
    accounts.forget_tokens()
    law = settings.LAW
    units = (law / "organisation" / "hung-yen-2023.yaml").read_text(encoding="utf-8")
    organisation.load(text=units, at=FRIDAY, by=BY.id)
    procedures.load_law(folder=law / "procedures", by=BY, at=FRIDAY)
    plans.load_plan(text=(law / "plans" / "hung-yen-2023.yaml").read_text(encoding="utf-8"), by=BY, at=FRIDAY)
    account = identity.open_account(by=BY, at=FRIDAY, username="motcua-xa", name="Bình", kind="staff")
    counter = access.Grant(role=access.Role.COUNTER_OFFICER, unit="H31.33.111", from_=FRIDAY)
    identity.give(by=BY, at=FRIDAY, account_id=account, grant=counter)
    return identity.make_token(by=BY, at=FRIDAY, account_id=account, label="quầy 3")


class Terminal:
    """A shell that knows `export` and `curl`, and speaks to the house without a network."""

    def __init__(self, **known: str) -> None:
        self.known = known

    def run(self, line: str) -> Any:
        words = shlex.split(re.sub(r"\$(\w+)", lambda name: self.known.get(name[1], name[0]), line))
        if words[0] == "export":
            given = dict(word.split("=", 1) for word in words[1:])
            self.known |= {name: value for name, value in given.items() if name not in self.known}
            return None
        assert words[0] == "curl"
        return self.curl(words[1:])

    def curl(self, words: list[str]) -> Any:
        method, body, url = "GET", b"", ""
        headers: dict[str, str] = {}
        query: list[tuple[str, str]] = []
        given = iter(words)
        for word in given:
            if word == "-X":
                method = next(given)
            elif word == "-H":
                name, _, value = next(given).partition(": ")
                headers[name.lower()] = value
            elif word == "-d":
                body = next(given).encode()
            elif word == "--data-urlencode":
                name, _, value = next(given).partition("=")
                query.append((name, value))
            elif word != "-G":
                url = word
        kind = headers.pop("content-type", "application/octet-stream")
        path = url.removeprefix(self.known["MOTCUA"]) + (f"?{urlencode(query)}" if query else "")
        with clock.at(FRIDAY):
            answer = Client().generic(method, path, data=body, content_type=kind, headers=headers)
        return json.loads(answer.content)


def fits(told: Any, got: Any) -> bool:
    """Say whether an answer is as the page tells it: what it names is there; `…` stands for anything."""
    if isinstance(told, dict):
        return isinstance(got, dict) and all(name in got and fits(told[name], got[name]) for name in told)
    if isinstance(told, list):
        return (
            isinstance(got, list)
            and len(told) == len(got)
            and all(fits(*pair) for pair in zip(told, got, strict=True))
        )
    if isinstance(told, str) and "…" in told:
        start, _, end = told.partition("…")
        return isinstance(got, str) and got.startswith(start) and got.endswith(end)
    return bool(told == got)


def test_every_example_of_the_page_works_and_answers_what_it_says(key: str) -> None:
    terminal = Terminal(MOTCUA="http://testserver", KEY=key)
    last: Any = None
    ran = 0
    for kind, text in BLOCKS:
        if kind == "json":
            assert fits(json.loads(text), last), f"the page tells {text}, the house answers {last}"
            continue
        for line in text.replace("\\\n", " ").strip().split("\ncurl"):
            last = terminal.run(line if line.startswith(("curl", "export")) else f"curl{line}")
            ran += last is not None
            assert not (isinstance(last, dict) and last.get("status", 200) >= 500), last
    assert ran == 9
    assert last["count"] == 0


def test_the_page_names_every_act_with_just_what_it_takes() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \|[^|]*\|([^|]*)\|$", PAGE, re.MULTILINE))
    told = {act: set(re.findall(r"`(\w+)`", takes)) for act, takes in rows.items()}
    shapes = typing.get_args(ActIn.model_fields["root"].annotation)
    taken = {
        typing.get_args(shape.model_fields["act"].annotation)[0]: set(shape.model_fields) - {"act", "seen"}
        for shape in shapes
    }
    assert told == taken


def test_the_page_names_for_every_act_just_who_may_do_it() -> None:
    names = {
        access.Role.CITIZEN: "the citizen",
        access.Role.COUNTER_OFFICER: "counter",
        access.Role.CASE_OFFICER: "case officer",
        access.Role.UNIT_HEAD: "head",
    }
    for act, who in re.findall(r"^\| `(\w+)` \| ([^|]*) \|[^|]*\|$", PAGE, re.MULTILINE):
        told = {name for name in names.values() if re.search(rf"\b{name}\b", who)}
        may = {name for role, name in names.items() if access.TABLE[role][access.Act(f"dossier.{act}")]}
        assert told == may, act
