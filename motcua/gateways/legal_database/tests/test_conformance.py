"""What the national legal database promises, kept by the twin and by the client over a real server."""

from collections.abc import Iterator
from typing import Any

import pytest

from motcua.base import web
from motcua.gateways.legal_database import client, refusal, server, twin
from motcua.systems.exchange.ports import LegalDatabase, Unreachable

DECISION = {
    "symbol": "12/2023/QĐ-UBND",
    "title": "Quyết định ban hành quy định phối hợp",
    "issuer": "Ủy ban nhân dân tỉnh Hưng Yên",
    "issued_on": "2023-05-04",
    "in_force_on": "2023-05-15",
}


@pytest.fixture(params=["twin", "wire"])
def database(request: Any) -> Iterator[LegalDatabase]:
    made = twin.Twin()
    if request.param == "twin":
        yield made
        return
    with web.serving(server.door(database=made)) as port:
        caller = web.Caller(url=f"http://127.0.0.1:{port}", timeout=5)
        yield client.Client(caller=caller)
        caller.close()


def test_a_document_is_found_as_it_was_handed_in(database: LegalDatabase) -> None:
    assert database.find("12/2023/QĐ-UBND") is None
    number = database.publish(DECISION)
    assert database.find("12/2023/QĐ-UBND") == DECISION
    assert database.publish(DECISION | {"symbol": "13/2023/QĐ-UBND"}) != number


def test_handed_in_again_it_keeps_its_number_and_takes_the_new_words(database: LegalDatabase) -> None:
    number = database.publish(DECISION)
    changed = DECISION | {"in_force_on": "2023-06-01"}
    assert database.publish(changed) == number
    assert database.find("12/2023/QĐ-UBND") == changed


@pytest.mark.parametrize("name", sorted(twin.NEEDED))
def test_what_a_document_lacks_is_said(database: LegalDatabase, name: str) -> None:
    with pytest.raises(refusal.Refusal) as no:
        database.publish(DECISION | {name: ""})
    assert (no.value.code, no.value.params) == ("legal-database.value-missing", {"name": name})


def test_a_database_that_is_down_or_talks_nonsense_is_unreachable() -> None:
    with pytest.raises(Unreachable):
        client.Client(caller=web.Caller(url="http://127.0.0.1:9", timeout=2)).find("1/2023/QĐ-UBND")
    with web.serving(lambda _request: web.Answer(status=200, body=b"[]")) as port:
        caller = web.Caller(url=f"http://127.0.0.1:{port}", timeout=5)
        with pytest.raises(Unreachable):
            client.Client(caller=caller).publish(DECISION)
        caller.close()
