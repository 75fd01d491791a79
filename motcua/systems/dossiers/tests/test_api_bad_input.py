"""Whatever a program sends, it gets a clear answer with a code that never changes, and nothing is lost or broken."""

import json
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client, override_settings

from motcua.systems.dossiers import models
from motcua.systems.dossiers.tests.programs import Program, application

Keys = dict[str, Program]
DEEP = "[" * 100_000

BODIES: dict[str, tuple[str | bytes, int, str]] = {
    "nothing": ("", 422, "api.input-not-valid"),
    "half a sentence": ('{"procedure": ', 400, "api.body-not-readable"),
    "no UTF-8": (b'{"procedure": "\xff\xfe"}', 400, "api.body-not-readable"),
    "very deep": (DEEP, 400, "api.body-not-readable"),
    "a list": ("[]", 422, "api.input-not-valid"),
    "null": ("null", 422, "api.input-not-valid"),
    "a number": ("3", 422, "api.input-not-valid"),
    "a form": ("procedure=1.004873&unit=H31", 400, "api.body-not-readable"),
    "a number without end": ('{"seen": ' + "9" * 5_000 + "}", 400, "api.body-not-readable"),
    "a strange name": ('{"\\ud800": 1}', 422, "api.input-not-valid"),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_is_no_application_is_refused_by_name(keys: Keys, name: str) -> None:
    body, status, code = BODIES[name]
    refused = keys["lan"].post("/api/dossiers", body)
    assert (refused.status, refused.code) == (status, code)
    assert models.Dossier.objects.count() == 0


def lans(**changes: Any) -> dict[str, Any]:
    return {**application()["applicant"], **changes}


FIELDS: dict[str, tuple[dict[str, Any], str, str]] = {
    "an extra field": ({"ghost": 1}, "body.ghost", "extra_forbidden"),
    "an extra field within": ({"applicant": lans(ghost=1)}, "body.applicant.ghost", "extra_forbidden"),
    "an over-long name": ({"applicant": lans(name="x" * 201)}, "body.applicant.name", "string_too_long"),
    "a null byte": ({"applicant": lans(name="Lan\x00")}, "body.applicant.name", "string_pattern_mismatch"),
    "a line break": ({"unit": "H31\n"}, "body.unit", "string_pattern_mismatch"),
    "half a letter": ({"applicant": lans(name="\ud800")}, "body.applicant.name", "string_unicode"),
    "no name": ({"applicant": {}}, "body.applicant.name", "missing"),
    "no applicant": ({"applicant": None}, "body.applicant", "model_attributes_type"),
    "a strange channel": ({"channel": "fax"}, "body.channel", "literal_error"),
    "a date without zone": ({"filed_at": "2023-03-01T08:00:00"}, "body.filed_at", "timezone_aware"),
    "a date without time": ({"filed_at": "2023-03-01"}, "body.filed_at", "datetime_parsing"),
    "a bare number": ({"filed_at": 1677632400}, "body.filed_at", "datetime_parsing"),
    "a day that is none": ({"filed_at": "2023-02-30T08:00:00Z"}, "body.filed_at", "datetime_from_date_parsing"),
    "year one": ({"filed_at": "0001-01-01T00:00:00+14:00"}, "body.filed_at", "moment_out_of_reach"),
    "year 9999": ({"filed_at": "9999-12-31T23:59:59-12:00"}, "body.filed_at", "moment_out_of_reach"),
    "perhaps": ({"receive": "perhaps"}, "body.receive", "bool_parsing"),
    "a question with a null byte": (
        {"applicant": lans(answers={"a\x00": "b"})},
        "body.applicant.answers.a\x00.[key]",
        "string_pattern_mismatch",
    ),
    "an answer with a null byte": (
        {"applicant": lans(answers={"a": "b\x00"})},
        "body.applicant.answers.a",
        "string_pattern_mismatch",
    ),
    "a thousand answers": (
        {"applicant": lans(answers={str(n): "x" for n in range(1_000)})},
        "body.applicant.answers",
        "too_long",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_that_is_not_right_is_named(keys: Keys, name: str) -> None:
    changes, field, fault = FIELDS[name]
    refused = keys["lan"].file(**changes)
    assert (refused.status, refused.code) == (422, "api.input-not-valid")
    assert [(one["field"], one["code"]) for one in refused.body["errors"]] == [(field, fault)]
    assert refused.body["errors"][0]["detail"] != "Giá trị không đúng."
    assert models.Dossier.objects.count() == 0


ACTS: dict[str, tuple[dict[str, Any], str, str]] = {
    "nothing": ({}, "body", "union_tag_not_found"),
    "an act that is none": ({"act": "lose"}, "body", "union_tag_invalid"),
    "filing, which is no act on a dossier": ({"act": "apply"}, "body", "union_tag_invalid"),
    "another act's field": ({"act": "receive", "amount": 1}, "body.receive.amount", "extra_forbidden"),
    "no decision": ({"act": "decide", "reason": "a", "article": "b"}, "body.decide.approve", "missing"),
    "half a dong": ({"act": "pay", "amount": 0.5}, "body.pay.amount", "int_from_float"),
    "no money": ({"act": "pay", "amount": 0}, "body.pay.amount", "greater_than_equal"),
    "all the money": ({"act": "pay", "amount": 10**13}, "body.pay.amount", "less_than_equal"),
    "not a number": ({"act": "pay", "amount": float("nan")}, "body.pay.amount", "finite_number"),
    "papers as words": (
        {"act": "supplement", "papers": "giấy khai sinh"}, "body.supplement.papers", "list_type"
    ),
    "too many papers": (
        {"act": "supplement", "papers": ["x"] * 101}, "body.supplement.papers", "too_long"
    ),
    "no question": (
        {"act": "consult", "unit": "H31", "hours": 8, "text": ""}, "body.consult.text", "string_too_short"
    ),
    "returned by fax": (
        {"act": "return_result", "channel": "fax"}, "body.return_result.channel", "literal_error"
    ),
    "appointed without zone": (
        {"act": "apologise", "appointed_at": "2023-03-09T08:00:00", "reason": "a", "article": "b"},
        "body.apologise.appointed_at",
        "timezone_aware",
    ),
    "a novel": (
        {"act": "withdraw", "reason": "x" * 4_001}, "body.withdraw.reason", "string_too_long"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ACTS)
def test_an_act_that_is_not_right_names_its_field(keys: Keys, name: str) -> None:
    body, field, fault = ACTS[name]
    code = keys["lan"].file().body["code"]
    refused = keys["binh"].post(f"/api/dossiers/{code}/acts", body)
    assert (refused.status, refused.code) == (422, "api.input-not-valid")
    assert [(one["field"], one["code"]) for one in refused.body["errors"]] == [(field, fault)]
    assert refused.body["errors"][0]["detail"] != "Giá trị không đúng."


def test_a_body_too_large_is_refused_before_it_is_read(keys: Keys) -> None:
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1_000):
        refused = keys["lan"].post("/api/dossiers", " " * 2_000)
    assert (refused.status, refused.code) == (413, "api.too-large")


def test_more_questions_than_anybody_has_are_refused(keys: Keys) -> None:
    refused = keys["lan"].get("/api/dossiers?" + "&".join(["stage=1"] * 2_000))
    assert (refused.status, refused.code) == (400, "api.body-not-readable")


@pytest.mark.parametrize(("method", "path"), [("DELETE", ""), ("PUT", "/x"), ("GET", "/x/acts")])
def test_a_wrong_method_says_which_are_right(keys: Keys, method: str, path: str) -> None:
    refused = keys["lan"].ask(method, f"/api/dossiers{path}")
    assert (refused.status, refused.code) == (405, "page.method-not-allowed")
    assert refused.headers["Allow"]


def test_a_path_that_leads_nowhere_is_a_problem_too(keys: Keys) -> None:
    refused = keys["lan"].get("/api/dossiers/a/b/c")
    assert (refused.status, refused.code) == (404, "page.not-found")


def test_a_refusal_is_vietnamese_and_english_where_it_is_asked_for(keys: Keys) -> None:
    def said(language: str) -> Any:
        return Program(token=keys["ha"].token, language=language).get("/api/dossiers/khong-phai-ma").body

    for language in ("", "vi", "fr", "vi-VN,vi;q=0.9,en;q=0.8"):
        assert said(language)["title"] == "Thông tin chưa hợp lệ"
        assert said(language)["detail"].startswith("Mã hồ sơ không đúng.")
    for language in ("en", "en-GB,en;q=0.9"):
        assert said(language)["title"] != "Thông tin chưa hợp lệ"
        assert "H31.41.5-231215-0007" in said(language)["detail"]
        assert not said(language)["detail"].startswith("Mã hồ sơ")


def test_a_problem_has_the_members_of_rfc_9457_and_says_nothing_of_our_insides(keys: Keys) -> None:
    refused = keys["lan"].file(channel="fax")
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert set(refused.body) == {"type", "status", "title", "detail", "code", "instance", "errors"}
    assert refused.body["type"] == "urn:motcua:problem:api.input-not-valid"
    assert refused.body["instance"] == "/api/dossiers"
    assert "pydantic" not in json.dumps(refused.body)
    assert "given" not in json.dumps(refused.body)


def test_a_browsers_session_changes_nothing_without_its_proof_of_origin(keys: Keys) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(get_user_model().objects.get(pk=keys["lan"].account))
    answer = browser.post("/api/dossiers", application(), content_type="application/json")
    assert (answer.status_code, json.loads(answer.content)["code"]) == (403, "page.form-expired")
    assert models.Dossier.objects.count() == 0
