"""A program files: once, whatever is sent twice; by whom it may; and what comes back."""

from typing import Any

import pytest

from motcua.systems.dossiers import models, queries
from motcua.systems.dossiers.tests.people import AFTERNOON, COMMUNE, ELSEWHERE, MORNING
from motcua.systems.dossiers.tests.programs import Program, application
from motcua.systems.identity import queries as accounts

Keys = dict[str, Program]
KEY = "quay-3-0001"


def test_lan_files_and_is_told_where_her_dossier_stands(keys: Keys) -> None:
    filed = keys["lan"].file()
    assert filed.status == 201
    assert filed.body["code"] == f"{COMMUNE}-230301-0001"
    assert (filed.body["seq"], filed.body["stage"]) == (1, 1)
    assert filed.headers["Location"] == f"/api/dossiers/{filed.body['code']}"
    read = keys["lan"].get(filed.headers["Location"])
    assert (read.status, read.body["id"]) == (200, filed.body["id"])


def test_binh_files_and_receives_in_one_act(keys: Keys) -> None:
    filed = keys["binh"].file(channel="counter", receive=True)
    assert (filed.status, filed.body["seq"], filed.body["stage"]) == (201, 2, 2)
    assert keys["binh"].get(filed.headers["Location"]).body["due_at"] == "2023-03-06T17:00:00+07:00"


def test_the_same_key_and_application_is_the_same_dossier(keys: Keys) -> None:
    first = keys["lan"].file(key=KEY)
    again = keys["lan"].file(key=KEY, at=AFTERNOON)
    assert (again.status, again.body) == (201, first.body)
    assert models.Dossier.objects.count() == 1


def test_the_same_key_answers_with_how_the_dossier_stands_by_then(keys: Keys) -> None:
    first = keys["lan"].file(key=KEY)
    keys["binh"].act(first.body["code"], "receive")
    again = keys["lan"].file(key=KEY, at=AFTERNOON)
    assert again.body == {**first.body, "seq": 2, "stage": 2}


@pytest.mark.parametrize(
    "other",
    [
        {"case": "xac-minh", "channel": "counter"},
        {"applicant": {"name": "Nguyễn Thị Lan", "phone": "0912345679"}},
        {"return_channel": "post"},
    ],
)
def test_the_same_key_for_another_application_is_refused(keys: Keys, other: dict[str, Any]) -> None:
    keys["lan"].file(key=KEY)
    refused = keys["lan"].file(key=KEY, **other)
    assert (refused.status, refused.code) == (409, "dossier.key-reused")
    assert models.Dossier.objects.count() == 1


def test_a_key_belongs_to_whoever_used_it(keys: Keys) -> None:
    lans = keys["lan"].file(key=KEY)
    minhs = keys["minh"].file(key=KEY)
    assert minhs.status == 201
    assert minhs.body["code"] != lans.body["code"]


def test_a_refused_application_does_not_use_up_its_key(keys: Keys) -> None:
    assert keys["lan"].file(key=KEY, case="khong-co").code == "dossier.no-such-case"
    assert keys["lan"].file(key=KEY).status == 201


def test_without_a_key_each_call_is_an_application_of_its_own(keys: Keys) -> None:
    assert keys["lan"].file().body["code"] != keys["lan"].file().body["code"]


@pytest.mark.parametrize("key", ["ngan", "có dấu tiếng Việt".encode().decode("latin-1"), "x" * 101])
def test_a_key_of_another_form_is_refused(keys: Keys, key: str) -> None:
    refused = keys["lan"].file(key=key)
    assert (refused.status, refused.code) == (422, "api.input-not-valid")
    assert refused.body["errors"][0]["field"] == "header.Idempotency-Key"


def test_a_guest_is_asked_to_sign_in(keys: Keys) -> None:
    refused = keys["guest"].file()
    assert (refused.status, refused.code) == (401, "access.sign-in-needed")


def test_a_key_that_was_taken_back_opens_nothing(keys: Keys) -> None:
    accounts.forget_tokens()
    wrong = Program(token="mct_khong-con-dung")
    refused = wrong.file()
    assert (refused.status, refused.code) == (401, "access.token-not-valid")


def test_chau_may_not_file_at_binhs_counter_nor_dung_at_any(keys: Keys) -> None:
    assert keys["chau"].file(channel="counter").code == "access.outside-unit"
    refused = keys["dung"].file(channel="counter")
    assert (refused.status, refused.code) == (403, "access.not-allowed")


def test_lan_may_not_receive_what_she_files(keys: Keys) -> None:
    refused = keys["lan"].file(receive=True)
    assert (refused.status, refused.code) == (403, "access.not-allowed")
    assert models.Dossier.objects.count() == 0


def test_binh_files_for_lan_who_has_an_account_and_lan_finds_it(keys: Keys) -> None:
    filed = keys["binh"].file(channel="counter", owner=keys["lan"].account)
    assert filed.status == 201
    assert keys["lan"].get(filed.headers["Location"]).status == 200
    assert keys["minh"].get(filed.headers["Location"]).code == "access.not-yours"


@pytest.mark.parametrize("owner", ["lan", "0", "9" * 40, "-1", "binh"])
def test_a_dossier_is_given_to_nobody_who_is_no_citizen(keys: Keys, owner: str) -> None:
    owner = keys["binh"].account if owner == "binh" else owner
    refused = keys["binh"].file(channel="counter", owner=owner)
    assert (refused.status, refused.code) == (422, "dossier.owner-not-known")


def test_lan_cannot_file_in_the_name_of_minh(keys: Keys) -> None:
    filed = keys["lan"].file(owner=keys["minh"].account)
    assert queries.standing(dossier_id=filed.body["id"]).owner == keys["lan"].account


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"procedure": "9.999999"}, 404, "procedures.no-such-procedure"),
        ({"unit": "H99"}, 422, "organisation.unit-not-known"),
        ({"unit": "H31"}, 422, "dossier.wrong-level"),
        ({"channel": "post"}, 422, "dossier.channel-not-offered"),
        ({"case": "khong-co"}, 422, "dossier.no-such-case"),
        ({"applicant": {"name": "  "}}, 422, "dossier.name-missing"),
        ({"filed_at": "2023-03-02T08:00:00+07:00"}, 422, "dossier.filed-in-future"),
        ({"filed_at": "1923-03-01T08:00:00+07:00"}, 422, "dossier.filed-too-long-ago"),
    ],
)
def test_what_the_law_does_not_allow_is_refused_by_name(
    keys: Keys, changes: dict[str, Any], status: int, code: str
) -> None:
    refused = keys["lan"].file(**changes)
    assert (refused.status, refused.code) == (status, code)
    assert refused.body["detail"]
    assert models.Dossier.objects.count() == 0


def test_a_paper_of_last_week_keeps_its_day_of_filing(keys: Keys) -> None:
    filed = keys["binh"].file(channel="counter", filed_at="2023-02-22T08:00:00Z")
    read = keys["binh"].get(filed.headers["Location"]).body
    assert read["filed_at"] == "2023-02-22T15:00:00+07:00"
    assert read["recorded_at"] == MORNING.isoformat()


def test_a_procedure_no_longer_in_force_takes_no_application(keys: Keys) -> None:
    refused = keys["lan"].file(at=MORNING.replace(year=2024))
    assert (refused.status, refused.code) == (422, "procedures.not-in-force")


def test_the_application_given_as_example_is_one_that_works(keys: Keys) -> None:
    filed = keys["binh"].post(
        "/api/dossiers", {**application(channel="counter"), "return_channel": "counter", "receive": True}
    )
    assert filed.status == 201
    assert ELSEWHERE not in filed.body["code"]
