"""The API does what its contract says, and no input breaks it."""

from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings
from schemathesis.checks import CHECKS, load_all_checks

load_all_checks()
BOUNDED = settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
CHECKED = CHECKS.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
    ]
)


@pytest.fixture
def contract(db: None) -> Any:
    return schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())


schema = schemathesis.pytest.from_fixture("contract")


@pytest.mark.slow
@pytest.mark.django_db
@schema.parametrize()
@BOUNDED
def test_no_input_breaks_the_contract(case: schemathesis.Case) -> None:
    case.call_and_validate(checks=CHECKED)


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
        return own + [found for inner in part.values() for found in references(inner)]
    return [found for inner in part for found in references(inner)] if isinstance(part, list) else []
