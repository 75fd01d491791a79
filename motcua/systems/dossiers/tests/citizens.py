"""People at the citizen's doors: they sign in, and turn the pages of an application."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.base import clock
from motcua.spine import access
from motcua.systems.dossiers import queries
from motcua.systems.dossiers.tests import people
from motcua.systems.identity import actions as identity, queries as accounts

CODE = "1.004873"
PASSWORD = "mot-cua-2023"
APPLY = f"/nop-ho-so/{CODE}/"
PDF = b"%PDF-1.7 to khai"
ANSWERS = {
    "noi-nop": {"place": people.COMMUNE},
    "nop-cho-ai": {"whom": "self"},
    "thong-tin": {
        "name": "Nguyễn Thị Lan",
        "id_number": "033 190 001 234",
        "phone": "0912 345 678",
        "email": "",
        "address": "Thôn 3",
    },
    "nhan-ket-qua": {"return_channel": "counter", "return_address": "", "exemption": "ho-ngheo"},
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody at a browser, signed in."""

    browser: Client
    actor: access.Actor


@contextmanager
def at_home() -> Iterator[Person]:
    """Let Lan sit down at a browser on the morning of the tests."""
    with clock.at(people.MORNING):
        yield sign_in("lan", "Nguyễn Thị Lan")


def sign_in(username: str, name: str, *, password: str | None = None) -> Person:
    account = identity.open_account(
        by=access.system("test"),
        at=people.MORNING,
        username=username,
        name=name,
        kind="citizen",
        password=password,
        phone={"lan": "0912345678"}.get(username, ""),
    )
    browser = Client()
    browser.force_login(get_user_model().objects.get(pk=account))
    return Person(browser=browser, actor=accounts.actor(account_id=account, at=people.MORNING))


def pdf(name: str = "to khai.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def draft(person: Person) -> queries.DraftRecord:
    return queries.drafts(by=person.actor)[0]


def begin(person: Person) -> queries.DraftRecord:
    person.browser.post(f"{APPLY}bat-dau/")
    return draft(person)


def write(person: Person) -> queries.DraftRecord:
    """Fill in every page, and upload the paper that must be there."""
    begin(person)
    for step, answers in ANSWERS.items():
        answer = person.browser.post(f"{APPLY}{step}/", answers)
        assert answer.status_code == 302, step
    person.browser.post(f"{APPLY}giay-to/", {"paper-to-khai": pdf(), "tiep": "1"})
    return draft(person)


def file(person: Person) -> str:
    """Apply, and give the number."""
    written = write(person)
    answer = person.browser.post(f"{APPLY}kiem-tra/", {"draft": written.id})
    assert answer.status_code == 302
    return answer.headers["Location"].split("/")[2]
