"""The API does what its contract says, and no input breaks it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from django.conf import settings as house
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings, strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from motcua.base import clock
from motcua.spine import access
from motcua.spine.tests.procedure_texts import FAULTLESS
from motcua.systems.documents import actions as documents
from motcua.systems.dossiers.tests import people, programs
from motcua.systems.identity import actions as identity
from motcua.systems.organisation import actions as organisation
from motcua.systems.procedures import actions as procedures

load_all_checks()
BOUNDED = settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
CHECKED: Any = CHECKS.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
    ]
)


@pytest.fixture
def contract(db: None) -> Iterator[Any]:
    """Give the contract, spoken to over WSGI on the test's own connection, which stays open between requests."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def lans(keys: dict[str, programs.Program]) -> str:
    """The code of a dossier that Lan filed, before the contract is spoken to: the test client opens signals again."""
    return str(keys["lan"].file().body["code"])


@pytest.fixture
def keys(db: None, tmp_path: Path) -> dict[str, programs.Program]:
    """Hưng Yên with one procedure, and people whose programs have keys."""
    text = (house.LAW / "organisation" / "hung-yen-2023.yaml").read_text(encoding="utf-8")
    organisation.load(text=text, at=people.MORNING, by="test")
    (tmp_path / "1.004873.yaml").write_text(FAULTLESS, encoding="utf-8")
    procedures.load_law(folder=tmp_path, by=access.system("importer"), at=people.MORNING)
    return programs.everybody(people.MORNING)


@pytest.fixture
def clerk(keys: dict[str, programs.Program]) -> tuple[str, str]:
    """The key of a commune's clerk and a document that she took in."""
    by, at = access.system("test"), people.MORNING
    account = identity.open_account(by=by, at=at, username="van-thu", name="Phạm Thị Dung", kind="staff")
    grant = access.Grant(role=access.Role.CLERK, unit=people.COMMUNE, from_=at)
    identity.give(by=by, at=at, account_id=account, grant=grant)
    receiving = documents.Receiving(
        unit=people.COMMUNE,
        origin="counter",
        sender="G15",
        sender_name="Bộ Tư pháp",
        symbol="12/BTP-VP",
        subject="Về việc rà soát văn bản",
    )
    came = documents.receive(receiving=receiving, by=by, at=at)
    return identity.make_token(by=by, at=at, account_id=account, label="máy"), came.id


@pytest.mark.slow
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_no_input_breaks_the_contract(contract: Any, mode: GenerationMode) -> None:
    asked = [found.ok() for found in contract.get_all_operations()]
    assert len(asked) >= len(contract.raw_schema["paths"])
    for operation in asked:

        @BOUNDED
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            case.call_and_validate(checks=CHECKED)

        ask()


@pytest.mark.slow
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("who", ["binh", "lan"])
def test_no_input_breaks_the_dossiers_for_whoever_has_a_key(
    lans: str, keys: dict[str, programs.Program], contract: Any, who: str, mode: GenerationMode
) -> None:
    key = {"Authorization": f"Bearer {keys[who].token}"}
    asked = [
        found.ok() for found in contract.get_all_operations() if found.ok().path.startswith("/api/dossiers")
    ]
    assert len(asked) == 4
    for operation in asked:

        @BOUNDED
        @given(case=operation.as_strategy(generation_mode=mode), real=st.booleans())
        def ask(case: Any, *, real: bool) -> None:
            if real and "code" in (case.path_parameters or {}):
                case.path_parameters["code"] = lans
            with clock.at(people.AFTERNOON):
                case.call_and_validate(checks=CHECKED, headers=key)

        ask()


@pytest.mark.slow
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_no_input_breaks_the_documents_for_a_clerk(
    clerk: tuple[str, str], contract: Any, mode: GenerationMode
) -> None:
    token, document = clerk
    asked = [
        found.ok() for found in contract.get_all_operations() if found.ok().path.startswith("/api/documents")
    ]
    assert len(asked) == 7
    for operation in asked:

        @BOUNDED
        @given(case=operation.as_strategy(generation_mode=mode), real=st.booleans())
        def ask(case: Any, *, real: bool) -> None:
            if real and "document_id" in (case.path_parameters or {}):
                case.path_parameters["document_id"] = document
            with clock.at(people.AFTERNOON):
                case.call_and_validate(checks=CHECKED, headers={"Authorization": f"Bearer {token}"})

        ask()


def operations(raw: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in raw["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def test_every_operation_says_what_it_is_and_what_its_words_mean(contract: Any) -> None:
    silent = []
    for name, operation in operations(contract.raw_schema):
        silent += [f"{name}: {word}" for word in ("summary", "description") if not operation.get(word)]
        silent += [
            f"{name}: {given['name']}" for given in operation["parameters"] if not given.get("description")
        ]
        silent += [
            f"{name}: {status}"
            for status, answer in operation["responses"].items()
            if not answer["description"]
        ]
    assert silent == []


def test_a_program_may_file_with_a_key_of_its_own_or_without(contract: Any) -> None:
    (key,) = contract.raw_schema["paths"]["/api/dossiers"]["post"]["parameters"]
    assert (key["in"], key["name"], key["required"]) == ("header", "Idempotency-Key", False)
    assert "safe to repeat" in key["description"]


def test_the_examples_are_what_the_contract_describes(contract: Any) -> None:
    raw = contract.raw_schema
    seen = 0
    for name, operation in operations(raw):
        for answer in operation["responses"].values():
            for content in answer.get("content", {}).values():
                if "example" in content:
                    check(raw, content["schema"], content["example"])
                    seen += 1
        for kind, content in operation.get("requestBody", {}).get("content", {}).items():
            if kind != "application/json":
                continue  # a form with files has no example that could be written down
            shape = raw["components"]["schemas"][content["schema"]["$ref"].rpartition("/")[2]]
            assert shape["examples"], name
            for example in shape["examples"]:
                check(raw, content["schema"], example)
                seen += 1
    assert seen >= 7


def check(raw: Any, schema: Any, example: Any) -> None:
    whole = {**schema, "components": raw["components"]}
    assert jsonschema_rs.Draft202012Validator(whole).is_valid(example), (schema, example)


def test_the_refusals_that_the_contract_foretells_are_refusals_of_the_house(contract: Any) -> None:
    told = {
        code
        for _, operation in operations(contract.raw_schema)
        for answer in operation["responses"].values()
        for code in re.findall(r"`([a-z]+\.[a-z-]+)`", answer["description"])
    }
    known = (house.HOUSE / "docs" / "reference" / "problems.md").read_text(encoding="utf-8")
    assert len(told) > 30
    assert {code for code in told if f"| `{code}` |" not in known} == set()


def test_an_open_door_asks_for_no_key(contract: Any) -> None:
    asking = {
        name: {} in operation["security"]
        for name, operation in operations(contract.raw_schema)
        if {} not in operation["security"]
    }
    assert set(asking) == {
        "POST /api/documents",
        "POST /api/documents/incoming",
        "POST /api/documents/{document_id}/files",
        "GET /api/documents",
        "GET /api/documents/{document_id}",
        "GET /api/documents/{document_id}/files/{file_id}",
        "POST /api/documents/{document_id}/acts",
        "POST /api/dossiers",
        "GET /api/dossiers",
        "GET /api/dossiers/{code}",
        "POST /api/dossiers/{code}/acts",
        "POST /api/registers/{name}/imports",
        "GET /api/registers/{name}/imports/{number}",
    }


def test_the_contract_is_openapi_3_1_and_names_both_ways_in(contract: Any) -> None:
    raw = contract.raw_schema
    assert raw["openapi"].startswith("3.1")
    assert set(raw["components"]["securitySchemes"]) == {"Bearer", "Session"}
    assert "/api/procedures/{code}" in raw["paths"]


def test_every_reference_of_the_contract_leads_somewhere(contract: Any) -> None:
    raw = contract.raw_schema
    lost = [
        found
        for found in references(raw)
        if found.removeprefix("#/components/schemas/") not in raw["components"]["schemas"]
    ]
    assert lost == []


def references(part: Any) -> list[str]:
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        own += part.get("discriminator", {}).get("mapping", {}).values()
        return own + [found for inner in part.values() for found in references(inner)]
    return [found for inner in part for found in references(inner)] if isinstance(part, list) else []
