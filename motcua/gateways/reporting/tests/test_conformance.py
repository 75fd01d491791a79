"""What the Government's reporting system promises, kept by the twin and by the client over a real server."""

from collections.abc import Iterator
from typing import Any

import pytest

from motcua.base import web
from motcua.gateways.reporting import client, refusal, server, twin
from motcua.systems.exchange.ports import ReportingSystem, Unreachable

REPORT = {
    "regime": "TT 01/2020/TT-VPCP, II.06a",
    "unit": "H31",
    "period": "2023-Q2",
    "values": [{"indicator": "received", "value": "9803"}, {"indicator": "on_time", "value": "9412"}],
}


@pytest.fixture(params=["twin", "wire"])
def system(request: Any) -> Iterator[ReportingSystem]:
    made = twin.Twin()
    if request.param == "twin":
        yield made
        return
    with web.serving(server.door(system=made)) as port:
        caller = web.Caller(url=f"http://127.0.0.1:{port}", timeout=5)
        yield client.Client(caller=caller)
        caller.close()


def test_a_report_is_kept_under_its_receipt(system: ReportingSystem) -> None:
    assert system.receipt("BC-0") is None
    assert system.receipt(system.push(REPORT)) == REPORT


def test_handed_in_again_it_has_the_same_receipt_and_corrected_its_own(system: ReportingSystem) -> None:
    first = system.push(REPORT)
    assert system.push(dict(reversed(REPORT.items()))) == first
    corrected = REPORT | {"values": [{"indicator": "received", "value": "9804"}]}
    assert system.push(corrected) != first
    assert system.receipt(first) == REPORT


@pytest.mark.parametrize("name", sorted(twin.NEEDED))
def test_what_a_report_lacks_is_said(system: ReportingSystem, name: str) -> None:
    with pytest.raises(refusal.Refusal) as no:
        system.push({key: value for key, value in REPORT.items() if key != name})
    assert (no.value.code, no.value.params) == ("reporting.value-missing", {"name": name})


def test_a_system_that_is_down_or_talks_nonsense_is_unreachable() -> None:
    with pytest.raises(Unreachable):
        client.Client(caller=web.Caller(url="http://127.0.0.1:9", timeout=2)).receipt("BC-1")
    with web.serving(lambda _request: web.Answer(status=200, body=b"[]")) as port:
        caller = web.Caller(url=f"http://127.0.0.1:{port}", timeout=5)
        with pytest.raises(Unreachable):
            client.Client(caller=caller).push(REPORT)
        caller.close()
