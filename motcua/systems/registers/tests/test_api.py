"""A program of the Department of Home Affairs hands in tables: rehearsed, taken once, and told row by row what was not."""

from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.base import clock
from motcua.spine import access
from motcua.spine.worktime import VN
from motcua.systems.identity import actions as identity
from motcua.systems.ledger import queries as ledger
from motcua.systems.organisation import actions as organisation
from motcua.systems.registers import models
from motcua.systems.registers.tests import books

NOW = datetime(2023, 6, 15, 9, tzinfo=VN)
SINCE = datetime(2023, 1, 2, tzinfo=VN)
DOOR = "/api/registers/index_scores/imports"
QUOTAS = "/api/registers/staff_quotas/imports"
BY = access.system("test")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    text = "valid_from: 2019-05-01\nunits:\n  - {code: H31, name: Tỉnh Hưng Yên}\n"
    organisation.load(text=text, at=SINCE, by=BY.id)


def program(username: str, role: access.Role) -> Client:
    """Give a program with the key of somebody in a role."""
    account = identity.open_account(by=BY, at=SINCE, username=username, name=username, kind="staff")
    identity.give(by=BY, at=SINCE, account_id=account, grant=access.Grant(role=role, unit="H31"))
    token = identity.make_token(by=BY, at=SINCE, account_id=account, label="test")
    return Client(headers={"authorization": f"Bearer {token}", "accept-language": "vi"})


@pytest.fixture
def ha() -> Client:
    return program("ha", access.Role.PLAN_KEEPER)


def send(client: Client, content: bytes, door: str = DOOR, *, status: int = 200, **typed: Any) -> Any:
    with clock.at(NOW):
        answer = client.post(door, {"file": SimpleUploadedFile("bang.xlsx", content), **typed})
    assert answer.status_code == status, answer.content
    return answer.json()


def told(answer: Any) -> tuple[int, int, int, int, int]:
    names = ("added", "changed", "unchanged", "ended", "refused")
    added, changed, unchanged, ended, refused = (answer[name] for name in names)
    return added, changed, unchanged, ended, refused


def test_a_table_is_taken_and_read_back(ha: Client) -> None:
    answer = send(ha, books.scores(books.PAPI, books.PCI), status=201)
    assert told(answer) == (2, 0, 0, 0, 0)
    assert (answer["number"], answer["dry_run"], answer["repeated"]) == (1, False, False)
    read = ha.get(f"{DOOR}/1").json()
    assert (read["digest"], read["added"], read["file_name"]) == (answer["digest"], 2, "bang.xlsx")
    (entry,) = ledger.read(stream="register:index_scores")
    assert entry.fact.data["digest"] == answer["digest"]


def test_a_rehearsal_says_the_same_and_writes_nothing(ha: Client) -> None:
    answer = send(ha, books.scores(books.PAPI), f"{DOOR}?dry_run=true")
    assert (told(answer), answer["number"], answer["dry_run"]) == ((1, 0, 0, 0, 0), None, True)
    assert not models.Import.objects.exists()
    assert not ledger.read(stream="register:index_scores")


def test_the_line_drops_and_the_same_file_again_is_the_same_import(ha: Client) -> None:
    """Another table has changed the row meanwhile: the repeated call does not bring the old figure back."""
    table = books.scores(books.PAPI)
    first = send(ha, table, status=201)
    newer = books.scores((*books.PAPI[:3], 9, *books.PAPI[4:]))
    assert told(send(ha, newer, status=201)) == (0, 1, 0, 0, 0)
    again = send(ha, table)
    assert (again["number"], again["repeated"], again["digest"]) == (first["number"], True, first["digest"])
    assert told(again)[:2] == (0, 0)
    assert models.Entry.objects.get().body["rank"] == 9
    assert len(ledger.read(stream="register:index_scores")) == 2
    meant = send(ha, table, f"{DOOR}?again=true", status=201)
    assert (meant["number"], meant["repeated"]) == (3, False)
    assert models.Entry.objects.get().body["rank"] == 5


def test_the_whole_register_ends_what_the_table_does_not_have(ha: Client) -> None:
    send(ha, books.scores(books.PAPI, books.PCI), status=201)
    answer = send(ha, books.scores(books.PAPI), f"{DOOR}?complete=true", status=201)
    assert told(answer) == (0, 0, 1, 1, 0)


def test_refused_rows_come_back_with_their_reasons(ha: Client) -> None:
    wrong = (*books.PAPI[:3], "năm", *books.PAPI[4:])
    answer = send(ha, books.scores(wrong, books.PCI), status=201)
    assert told(answer) == (1, 0, 0, 0, 1)
    (reason,) = answer["reasons"]
    assert (reason["row"], reason["column"], reason["code"]) == (2, "thứ hạng", "cell-not-a-figure")
    assert "không phải là số" in reason["reason"]


def test_a_code_in_no_list_is_taken_and_doubted(ha: Client) -> None:
    heading = ("unit", "year", "kind", "assigned")
    table = books.book(heading, ("H31", 2023, "civil", 10), ("H31.77", 2023, "civil", 3))
    answer = send(ha, table, QUOTAS, status=201)
    assert told(answer) == (2, 0, 0, 0, 0)
    assert answer["doubted"] == 1
    (doubt,) = answer["doubts"]
    assert (doubt["row"], doubt["code"]) == (3, "code-not-listed")
    assert "H31.77" in doubt["reason"]


def test_a_unit_of_the_other_book_is_known_there(ha: Client) -> None:
    units = books.book(
        ("code", "name", "managed_by", "level", "sector", "founded_on"),
        ("TH-01", "Trường", "H31", "province", "education", "1/1/2010"),
    )
    send(ha, units, "/api/registers/service_units/imports", status=201)
    quotas = books.book(("unit", "year", "kind", "assigned"), ("th-01", 2023, "service", 10))
    assert send(ha, quotas, QUOTAS, status=201)["doubted"] == 0


def test_a_table_that_cannot_be_read_is_a_problem_with_every_cell(ha: Client) -> None:
    content = books.book((*books.HEADING[:-1], "Cột lạ"), books.PAPI)
    answer = send(ha, content, status=422)
    assert answer["code"] == "registers.table-has-faults"
    assert {(one["field"], one["code"]) for one in answer["errors"]} == {
        ("file.G1", "unknown-heading"),
        ("file.A1", "missing-heading"),
    }
    assert not models.Entry.objects.exists()


@pytest.mark.parametrize(
    ("door", "content", "status", "code"),
    [
        ("/api/registers/index_score/imports", None, 404, "registers.no-such-register"),
        (f"{DOOR}?since=2024-01-01", None, 422, "registers.since-to-come"),
        (f"{DOOR}?since=hom-qua", None, 422, "api.input-not-valid"),
        (DOOR, b"%PDF-1.7 no table", 415, "file.wrong-kind"),
    ],
)
def test_what_is_wrong_is_told_as_a_problem(
    ha: Client, door: str, content: bytes | None, status: int, code: str
) -> None:
    answer = send(ha, content or books.scores(books.PAPI), door, status=status)
    assert answer["code"] == code


def test_without_a_file_nothing_happens(ha: Client) -> None:
    answer = ha.post(DOOR, {})
    assert (answer.status_code, answer.json()["code"]) == (422, "api.input-not-valid")
    assert answer.json()["errors"][0]["field"].endswith("file")


def test_chau_may_not_and_a_guest_is_asked_who_it_is() -> None:
    chau = program("chau", access.Role.CASE_OFFICER)
    assert send(chau, books.scores(books.PAPI), status=403)["code"] == "access.not-allowed"
    assert chau.get(f"{DOOR}/1").status_code == HTTPStatus.FORBIDDEN
    assert send(Client(), books.scores(books.PAPI), status=401)["code"] == "access.sign-in-needed"
    assert not models.Import.objects.exists()
