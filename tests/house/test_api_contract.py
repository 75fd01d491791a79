"""The API does what its contract says, and no input breaks it."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

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
