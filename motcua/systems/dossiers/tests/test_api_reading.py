"""A program reads: one dossier, and long lists page by page; never anybody's name."""

import json
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.systems.dossiers import actions, queries
from motcua.systems.dossiers.tests.people import AFTERNOON, BINH, COMMUNE, ELSEWHERE, MORNING
from motcua.systems.dossiers.tests.programs import WHY, Program, application

Keys = dict[str, Program]
PERSONAL = ("Nguyễn Thị", "033190000001", "0912345678", "lan@example.vn", "Hồng Châu", "Kim Động")


def filed(keys: Keys, by: str = "lan", **changes: Any) -> str:
    return str(keys[by].file(**changes).body["code"])


def test_lan_reads_her_dossier_masked_and_what_may_follow(keys: Keys) -> None:
    read = keys["lan"].get(f"/api/dossiers/{filed(keys)}")
    assert (read.status, read.body["stage_name"], read.body["applicant"]) == (
        200,
        "Mới đăng ký",
        "N••• T••• Lan",
    )
    assert read.body["acts"] == ["ask_supplement", "correct", "receive", "refuse_receipt", "withdraw"]
    assert {read.body[name] for name in ("history", "files", "procedure_detail")} == {None}


def test_a_number_is_read_as_people_type_it(keys: Keys) -> None:
    code = filed(keys)
    assert keys["lan"].get(f"/api/dossiers/%20{code.lower().replace('-', '%E2%80%93')}").body["code"] == code


def test_expand_brings_the_history_the_files_and_the_procedure(keys: Keys) -> None:
    code = filed(keys)
    keys["binh"].act(code, "refuse_receipt", **WHY)
    scanned(code)
    read = keys["lan"].get(f"/api/dossiers/{code}?expand=history,%20files,procedure,ghost").body
    assert [told["kind"] for told in read["history"]] == ["dossier.applied", "dossier.receipt_refused"]
    assert read["history"][1]["text"] == WHY["reason"]
    assert read["history"][1]["by"] == keys["binh"].account
    assert [(one["paper"], one["media_type"], one["size"]) for one in read["files"]] == [
        ("to-khai", "application/pdf", 10)
    ]
    assert read["procedure_detail"]["code"] == "1.004873"
    assert "procedure" not in read["procedure_detail"]


def scanned(code: str) -> None:
    """Let Bình scan a paper whose file bears Lan's name."""
    actions.attach(
        dossier_id=queries.identify(code=code),
        paper="to-khai",
        name="CCCD Nguyễn Thị Lan 033190000001.pdf",
        chunks=[b"%PDF-1.7 x"],
        by=BINH,
        at=AFTERNOON,
    )


@pytest.mark.parametrize("who", ["lan", "binh", "ha"])
def test_nothing_personal_stands_in_a_list_or_in_a_masked_dossier(keys: Keys, who: str) -> None:
    code = filed(keys)
    scanned(code)
    said = json.dumps(
        [
            keys[who].get(f"/api/dossiers/{code}?expand=history,files,procedure").body,
            keys[who].get("/api/dossiers").body,
        ],
        ensure_ascii=False,
    )
    assert [personal for personal in PERSONAL if personal in said] == []


@pytest.mark.parametrize(
    ("who", "status", "code"),
    [
        ("guest", 401, "access.sign-in-needed"),
        ("minh", 403, "access.not-yours"),
        ("chau", 403, "access.outside-unit"),
        ("giang", 403, "access.outside-unit"),
        ("lan", 200, ""),
        ("binh", 200, ""),
        ("dung", 200, ""),
        ("ha", 200, ""),
    ],
)
def test_a_dossier_is_read_by_whom_it_concerns(keys: Keys, who: str, status: int, code: str) -> None:
    read = keys[who].get(f"/api/dossiers/{filed(keys)}")
    assert (read.status, read.code) == (status, code)


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        (f"{COMMUNE}-230301-9999", 404, "dossier.no-such-dossier"),
        ("khong-phai-ma", 422, "dossier.number-malformed"),
        ("H31%00-230301-0001", 422, "dossier.number-malformed"),
        ("%FF%FE", 422, "dossier.number-malformed"),
        ("x" * 61, 422, "api.input-not-valid"),
        (f"{COMMUNE}-230301-٠٠٠١", 404, "dossier.no-such-dossier"),
    ],
)
def test_a_number_that_leads_nowhere_says_why(keys: Keys, asked: str, status: int, code: str) -> None:
    for answer in (
        keys["ha"].get(f"/api/dossiers/{quote(asked, safe='%')}"),
        keys["binh"].act(quote(asked, safe="%"), "receive"),
    ):
        assert (answer.status, answer.code) == (status, code)


def test_each_sees_in_a_list_what_is_theirs(keys: Keys) -> None:
    lans, minhs = filed(keys), filed(keys, by="minh")
    chaus = filed(keys, by="chau", channel="counter", unit=ELSEWHERE)
    seen = {
        who: {item["code"] for item in keys[who].get("/api/dossiers").body["items"]}
        for who in ("lan", "minh", "binh", "chau", "giang", "ha")
    }
    assert seen == {
        "lan": {lans},
        "minh": {minhs},
        "binh": {lans, minhs},
        "chau": {chaus},
        "giang": set(),
        "ha": {lans, minhs, chaus},
    }
    assert keys["guest"].get("/api/dossiers").code == "access.sign-in-needed"


def test_a_list_names_procedure_and_unit_where_asked(keys: Keys) -> None:
    filed(keys)
    bare = keys["binh"].get("/api/dossiers").body["items"][0]
    named = keys["binh"].get("/api/dossiers?expand=procedure,unit").body["items"][0]
    assert "procedure_name" not in bare
    assert named["procedure_name"]["en"] == "Certificate of marital status"
    assert named["unit_name"] == "Phường Hồng Châu"


def test_a_list_is_narrowed_by_stage_and_procedure(keys: Keys) -> None:
    waiting, received = filed(keys), filed(keys)
    keys["binh"].act(received, "receive")
    ask = keys["binh"].get

    def codes(query: str) -> set[str]:
        return {item["code"] for item in ask(f"/api/dossiers?{query}").body["items"]}

    assert codes("stage=1") == {waiting}
    assert codes("stage=1&stage=2&procedure=1.004873") == {waiting, received}
    assert codes("stage=10") == codes("procedure=9.999999") == set()


def test_a_moment_is_the_same_in_a_list_as_on_the_dossier(keys: Keys) -> None:
    code = filed(keys, at=MORNING + timedelta(microseconds=120_000))
    keys["binh"].act(code, "receive")
    alone = keys["binh"].get(f"/api/dossiers/{code}").body
    (listed,) = keys["binh"].get("/api/dossiers").body["items"]
    for name in ("filed_at", "received_at", "due_at"):
        assert datetime.fromisoformat(listed[name]) == datetime.fromisoformat(alone[name])
        assert listed[name].endswith("+07:00")
    assert listed["finished_at"] is None


def test_pages_repeat_and_skip_nothing_while_others_file(keys: Keys) -> None:
    before = [filed(keys, at=MORNING + timedelta(seconds=place // 3)) for place in range(11)]
    seen: list[str] = []
    after = ""
    while True:
        page = keys["ha"].get(f"/api/dossiers?limit=3&after={quote(after)}").body
        seen += [item["code"] for item in page["items"]]
        filed(keys, by="minh", at=AFTERNOON + timedelta(seconds=len(seen)))
        if page["next"] is None:
            break
        after = page["next"]
    assert sorted(seen) == sorted(before)


def test_the_last_page_is_told_as_the_last_even_when_it_is_full(keys: Keys) -> None:
    for _ in range(4):
        filed(keys)
    first = keys["ha"].get("/api/dossiers?limit=2").body
    second = keys["ha"].get(f"/api/dossiers?limit=2&after={quote(first['next'])}").body
    assert (len(first["items"]), len(second["items"]), second["next"]) == (2, 2, None)


@pytest.mark.parametrize(
    "after",
    [
        "xyz",
        "2023-03-01T08:00:00+07:00~" + "-" * 36,
        "2023-03-01T08:00:00+07:00~" + "g" * 36,
        "2023-03-01T08:00:00~0186-9ba0",
        "~",
        "\x00",
        "9999-12-31T23:59:59-23:59~01869ba0-8a80-7c3e-9f3a-5d1c5f4f9a61 ",
    ],
)
def test_a_place_we_did_not_write_is_refused(keys: Keys, after: str) -> None:
    refused = keys["ha"].get(f"/api/dossiers?after={quote(after)}")
    assert (refused.status, refused.code) == (422, "dossier.bad-page")


@pytest.mark.parametrize(
    "after",
    [
        "9999-12-31T23:59:59-23:59~01869ba0-8a80-7c3e-9f3a-5d1c5f4f9a61",
        "0001-01-01T00:00:00+23:59~01869ba0-8a80-7c3e-9f3a-5d1c5f4f9a61",
    ],
)
def test_a_place_at_the_end_of_time_is_a_place(keys: Keys, after: str) -> None:
    assert keys["ha"].get(f"/api/dossiers?after={quote(after)}").status == 200


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "query.limit"),
        ("limit=101", "query.limit"),
        ("limit=nhieu", "query.limit"),
        ("stage=11", "query.stage.0"),
        ("stage=1&stage=x", "query.stage.1"),
        (f"procedure={'x' * 201}", "query.procedure"),
        ("procedure=%00", "query.procedure"),
        (f"after={'x' * 91}", "query.after"),
    ],
)
def test_a_question_that_is_not_one_names_its_field(keys: Keys, query: str, field: str) -> None:
    refused = keys["ha"].get(f"/api/dossiers?{query}")
    assert (refused.status, refused.code) == (422, "api.input-not-valid")
    assert [fault["field"] for fault in refused.body["errors"]] == [field]


def test_a_list_is_one_statement_however_long(keys: Keys) -> None:
    for _ in range(5):
        filed(keys)
    keys["ha"].get("/api/dossiers")
    with CaptureQueriesContext(connection) as asked:
        assert len(keys["ha"].get("/api/dossiers").body["items"]) == 5
    assert len(asked) <= 2


def test_the_application_of_the_tests_is_full_of_personal_words() -> None:
    said = json.dumps(application(), ensure_ascii=False)
    assert all(personal in said for personal in PERSONAL)
