"""Programs at the documents' door: a post office's program takes letters in, others list, read, fetch and act."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from motcua.base import clock
from motcua.systems.documents import actions, models, queries, rules
from motcua.systems.documents.actions import papers
from motcua.systems.documents.tests.office import HEALTH, HOME, NOW, Office, drafted, paper, sealed, submitted
from motcua.systems.documents.tests.programs import API, LETTER, program
from motcua.systems.identity import queries as accounts


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    accounts.forget_tokens()
    with clock.at(NOW):
        yield


def test_a_letter_is_taken_in_registered_and_read(office: Office) -> None:
    hue = program(office, "hue")
    came = hue.take_in(paper(), b"%PDF-1.7 phu luc", register="true")
    assert came.status_code == 201
    assert (came.said["new"], came.said["number"], came.said["stage"]) == (True, 1, 12)
    read = hue.ask(
        "get", came.headers["Location"].removeprefix(API), query_params={"expand": "files,history,findings"}
    )
    assert read.said["subject"] == LETTER["subject"]
    assert read.said["verdict"] == "unsigned"
    assert [one["role"] for one in read.said["files"]] == ["main", "attached"]
    assert [one["kind"] for one in read.said["history"]] == ["document.received", "document.registered"]
    assert read.said["findings"][0]["reason"] == "no_signature"
    assert read.said["acts"] == ["add_file", "comment", "copy", "take_back"]


def test_the_same_key_again_is_the_same_letter_and_another_letter_is_refused(office: Office) -> None:
    hue = program(office, "hue")
    first = hue.take_in(paper(), key="buu-dien-0001")
    again = hue.take_in(paper(), key="buu-dien-0001")
    assert (again.said["id"], again.said["new"]) == (first.said["id"], False)
    assert models.Document.objects.count() == 1
    others = [
        hue.take_in(paper(), key="buu-dien-0001", subject="Về việc khác"),
        hue.take_in(paper(), key="buu-dien-0001", sender="G10"),
        hue.take_in(paper("Bản khác"), key="buu-dien-0001"),
        hue.take_in(key="buu-dien-0001"),
    ]
    assert [(one.status_code, one.said["code"]) for one in others] == [(409, "documents.key-reused")] * 4


def test_a_key_is_its_owners_own(office: Office) -> None:
    assert program(office, "hue").take_in(key="buu-dien-0001").said["new"]
    other = program(office, "dung").take_in(key="buu-dien-0001", unit=HOME)
    assert (other.status_code, other.said["new"]) == (201, True)


def test_what_cannot_be_registered_is_not_taken_in_either(office: Office) -> None:
    hue = program(office, "hue")
    answer = hue.take_in(paper(), secrecy="secret", register="true")
    assert answer.said["code"] == "documents.secret-not-here"
    assert not models.Document.objects.exists()


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"subject": ""}, 422, "api.input-not-valid"),
        ({"dated": "hôm qua"}, 422, "api.input-not-valid"),
        ({"urgency": "9"}, 422, "api.input-not-valid"),
        ({"kind": "tho"}, 404, "documents.no-such-kind"),
        ({"unit": "H99.99"}, 422, "organisation.unit-not-known"),
    ],
)
def test_what_is_not_of_its_shape_is_refused(
    office: Office, changes: dict[str, str], status: int, code: str
) -> None:
    answer = program(office, "hue").take_in(**changes)
    assert (answer.status_code, answer.said["code"]) == (status, code)


def test_who_may_not_is_told_and_sees_nothing(office: Office) -> None:
    state = drafted(office)
    chau, lan = program(office, "chau"), program(office, "lan")
    assert chau.get(f"/{state.id}").said["code"] == "access.outside-unit"
    assert chau.get().said["items"] == []
    assert chau.act(state.id, "comment", words="x").said["code"] == "access.outside-unit"
    assert lan.take_in(unit=HOME).said["code"] == "access.not-allowed"
    assert Client().get(API).status_code == 401
    assert lan.get(f"/{uuid.uuid4()}").status_code == 404
    assert lan.get("/khong-phai-ma").said["code"] == "documents.no-such-document"


def test_pages_neither_repeat_nor_skip_while_documents_are_acted_on(office: Office) -> None:
    states = [drafted(office, subject=f"Văn bản {number}") for number in range(7)]
    lan = program(office, "lan")
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        page = lan.get(limit=3, after=after)
        seen += [one["id"] for one in page.said["items"]]
        actions.comment(document_id=states[0].id, words="Đã xem", by=office.actor("lan"), at=NOW)
        after = page.said["next"]
    assert sorted(seen) == sorted(state.id for state in states)
    assert lan.get(after="hôm qua").said["code"] == "documents.bad-page"


def test_a_list_is_narrowed(office: Office) -> None:
    state = sealed(office, subject="Kế hoạch tập huấn")
    drafted(office, kind="bao-cao")
    lan = program(office, "lan")

    def found(**asked: Any) -> list[str]:
        return [one["id"] for one in lan.get(**asked).said["items"]]

    assert found(q="tap huan") == found(stage=5) == found(kind="quyet-dinh") == [state.id]
    assert len(found(way="out")) == 2
    assert found(way="in") == found(officer=office.accounts["lan"]) == found(unit=HEALTH) == []


def test_a_file_is_fetched_byte_for_byte(office: Office) -> None:
    state = sealed(office)
    lan = program(office, "lan")
    files = lan.get(f"/{state.id}", expand="files").said["files"]
    (last,) = (one for one in files if one["made_by"] == "sealed")
    answer = lan.get(f"/{state.id}/files/{last['id']}")
    assert b"".join(answer.streaming_content) == papers.content(state.file or "")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert last["digest"] == state.file
    assert program(office, "chau").get(f"/{state.id}/files/{last['id']}").status_code == 403
    assert lan.get(f"/{state.id}/files/{uuid.uuid4()}").said["code"] == "documents.no-such-file"


def test_a_document_goes_its_whole_way_by_programs(office: Office) -> None:
    state = drafted(office)
    lan, binh, dung = (program(office, who) for who in ("lan", "binh", "dung"))
    moved = lan.act(state.id, "submit", to=office.accounts["binh"], seen=2)
    assert moved.said["stage"] == 2
    moved = binh.act(state.id, "sign", shown=moved.said["file"])
    moved = dung.act(state.id, "number")
    assert moved.said["symbol"] == "01/QĐ-SNV"
    moved = dung.act(state.id, "seal", shown=moved.said["file"])
    moved = dung.act(state.id, "issue", receivers=[{"code": HEALTH}])
    assert moved.said["stage"] == int(rules.Stage.ISSUED)
    moved = dung.act(state.id, "copy", kind="sao-y", shown=moved.said["file"])
    assert [one.symbol for one in queries.copies(document_id=state.id)] == ["01/SY-SNV"]
    assert lan.get(f"/{state.id}").said["verdict"] == "full"


@pytest.mark.parametrize(
    ("act", "takes", "status", "code"),
    [
        ("sign", {"shown": "0" * 64}, 422, "documents.seen-other"),
        ("sign", {"shown": "xyz"}, 422, "api.input-not-valid"),
        ("handle", {}, 409, "documents.act-not-allowed"),
        ("send_back", {"words": " "}, 422, "documents.words-missing"),
        ("comment", {"words": "Đã xem", "seen": 1}, 409, "ledger.stale"),
        ("dance", {}, 422, "api.input-not-valid"),
        ("send_back", {"words": "x", "more": 1}, 422, "api.input-not-valid"),
    ],
)
def test_an_act_that_is_not_due_is_refused_with_its_code(
    office: Office, act: str, takes: dict[str, Any], status: int, code: str
) -> None:
    state = submitted(office)
    answer = program(office, "binh").act(state.id, act, **takes)
    assert (answer.status_code, answer.said["code"]) == (status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"
