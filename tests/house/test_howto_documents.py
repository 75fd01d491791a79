"""The examples of docs/howto/documents-api.md do what the page says, in its order."""

import json
import re
import shlex
import typing
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.base import clock
from motcua.spine import access
from motcua.systems.documents.api.acts import ActIn
from motcua.systems.documents.tests.office import paper
from motcua.systems.identity import actions as identity, queries as accounts
from motcua.systems.organisation import actions as organisation
from tests.house.test_howto_api import BY, FRIDAY, Terminal, fits

PAGE = (settings.HOUSE / "docs" / "howto" / "documents-api.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(sh|json)\n(.*?)```", PAGE, re.DOTALL)


class Sender(Terminal):
    """A terminal that sends forms as well."""

    def run(self, line: str) -> Any:
        words = shlex.split(re.sub(r"\$(\w+)", lambda name: self.known.get(name[1], name[0]), line))
        if "-F" not in words:
            return super().run(line)
        places = [place for place, word in enumerate(words) if word == "-F"]
        said = [words[place + 1].split("=", 1) for place in places]
        form = {
            name: SimpleUploadedFile(value[1:], paper()) if value.startswith("@") else value
            for name, value in said
        }
        heads = [words[place + 1] for place, word in enumerate(words) if word == "-H"]
        headers = {name.lower(): value for name, value in (head.split(": ", 1) for head in heads)}
        path = words[3].removeprefix(self.known["MOTCUA"])
        with clock.at(FRIDAY):
            return json.loads(Client().post(path, data=form, headers=headers).content)


@pytest.fixture
def keys(db: None) -> dict[str, str]:
    """The house as the demonstration has it on that Friday, and the keys of two who work at H31.33.111."""
    accounts.forget_tokens()
    units = (settings.LAW / "organisation" / "hung-yen-2023.yaml").read_text(encoding="utf-8")
    organisation.load(text=units, at=FRIDAY, by=BY.id)
    made = {}
    for word, name, role in (("KEY", "Dung", access.Role.CLERK), ("WRITER", "Lan", access.Role.CASE_OFFICER)):
        account = identity.open_account(by=BY, at=FRIDAY, username=name, name=name, kind="staff")
        grant = access.Grant(role=role, unit="H31.33.111", from_=FRIDAY)
        identity.give(by=BY, at=FRIDAY, account_id=account, grant=grant)
        made[word] = identity.make_token(by=BY, at=FRIDAY, account_id=account, label="bưu điện")
    return made


def test_every_example_of_the_page_works_and_answers_what_it_says(keys: dict[str, str]) -> None:
    terminal = Sender(MOTCUA="http://testserver", **keys)
    last: Any = None
    ran = 0
    for kind, text in BLOCKS:
        if kind == "json":
            assert fits(json.loads(text), last), f"the page tells {text}, the house answers {last}"
            continue
        for line in text.replace("\\\n", " ").strip().splitlines():
            last = terminal.run(line)
            ran += last is not None
        if isinstance(last, dict) and "id" in last:
            terminal.known["ID"] = last["id"]
    assert ran == 7


def test_the_page_names_every_act_with_just_what_it_takes() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \|([^|]*)\|$", PAGE, re.MULTILINE))
    told = {act: set(re.findall(r"`(\w+)`", takes)) for act, takes in rows.items()}
    shapes = typing.get_args(ActIn.model_fields["root"].annotation)
    taken = {
        typing.get_args(shape.model_fields["act"].annotation)[0]: set(shape.model_fields) - {"act", "seen"}
        for shape in shapes
    }
    assert told == taken
