"""What the axis promises, kept by the twin and by the client over a real server."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from motcua.base import clock, web
from motcua.gateways.axis import client, refusal, server, twin, wire
from motcua.systems.exchange.ports import Axis, Unreachable

NOW = datetime(2023, 6, 15, 8, tzinfo=UTC)
NAMES = {"H31.9": "Sở Nội vụ", "H31.12": "Sở Xây dựng"}


@pytest.fixture(params=["twin", "wire"])
def axis(request: Any) -> Iterator[Axis]:
    made = twin.Twin(names=NAMES, clock=lambda: NOW)
    if request.param == "twin":
        yield made
        return
    with web.serving(server.Server(axis=made)) as port:
        caller = web.Caller(url=f"http://127.0.0.1:{port}", timeout=5)
        yield client.Client(caller=caller)
        caller.close()


def send(axis: Axis, message: bytes = b"<edXML/>", receiver: str = "H31.12") -> str:
    return axis.send(sender="H31.9", receiver=receiver, kind="edoc", message=message)


def test_it_tells_who_is_there(axis: Axis) -> None:
    assert axis.agencies() == NAMES


def test_a_message_waits_for_its_receiver_until_it_is_taken(axis: Axis) -> None:
    first, second = send(axis), send(axis, b"<other/>")
    waiting = axis.waiting(receiver="H31.12", limit=10)
    assert [(each.doc_id, each.sender, each.kind, each.created_at) for each in waiting] == [
        (first, "H31.9", "edoc", NOW),
        (second, "H31.9", "edoc", NOW),
    ]
    assert axis.waiting(receiver="H31.12", limit=1)[0].doc_id == first
    assert axis.waiting(receiver="H31.9", limit=10) == []
    assert axis.fetch(receiver="H31.12", doc_id=first) == b"<edXML/>"
    axis.update(receiver="H31.12", doc_id=first, status="done")
    assert [each.doc_id for each in axis.waiting(receiver="H31.12", limit=10)] == [second]
    assert [(each.doc_id, each.status) for each in axis.sent(sender="H31.9", limit=10)] == [
        (second, "initial"),
        (first, "done"),
    ]


def test_the_same_bytes_are_one_message(axis: Axis) -> None:
    assert send(axis) == send(axis)
    assert len(axis.waiting(receiver="H31.12", limit=10)) == 1


def test_any_bytes_come_through(axis: Axis) -> None:
    message = bytes(range(256)) * 100
    assert axis.fetch(receiver="H31.12", doc_id=send(axis, message)) == message


def test_it_says_no_to_what_is_not_there(axis: Axis) -> None:
    with pytest.raises(refusal.Refusal) as no:
        send(axis, receiver="H99")
    assert (no.value.code, no.value.params) == ("axis.receiver-unknown", {"code": "H99"})
    for doc_id, receiver in (("7", "H31.12"), (send(axis), "H31.9")):
        with pytest.raises(refusal.Refusal) as no:
            axis.fetch(receiver=receiver, doc_id=doc_id)
        assert no.value.code == "axis.no-such-message"
    with pytest.raises(refusal.Refusal) as no:
        axis.update(receiver="H31.12", doc_id=send(axis), status="lost")
    assert no.value.code == "axis.refused"


def test_an_axis_that_is_down_or_talks_nonsense_is_unreachable() -> None:
    with pytest.raises(Unreachable):
        client.Client(caller=web.Caller(url="http://127.0.0.1:9", timeout=2)).agencies()
    with web.serving(lambda _request: web.Answer(status=200, body=b"<html>")) as port:
        caller = web.Caller(url=f"http://127.0.0.1:{port}", timeout=5)
        with pytest.raises(Unreachable):
            client.Client(caller=caller).agencies()
        caller.close()


def test_a_line_that_cannot_be_read_keeps_none_of_the_others_waiting() -> None:
    line = {"docId": "2", "from": "G15", "to": "H31.9", "messageType": "edoc", "status": "initial"}
    lines = [
        {"docId": "1"},
        "?",
        line | {"created_time": "hôm qua"},
        line | {"created_time": "2023-06-15 08:00:00"},
    ]
    said = json.dumps({"status": "OK", "data": lines}).encode()
    with web.serving(lambda _request: web.Answer(status=200, body=said)) as port:
        caller = web.Caller(url=f"http://127.0.0.1:{port}", timeout=5)
        (read,) = client.Client(caller=caller).waiting(receiver="H31.9", limit=10)
        caller.close()
    assert read.doc_id == "2"


@pytest.mark.parametrize("said", ["2023-06-15 08:00:00", "2023-06-15T08:00:00+07:00", "2023-06-15T01:00:00Z"])
def test_a_moment_without_its_zone_is_by_the_clocks_of_viet_nam(said: str) -> None:
    line = {"docId": "1", "from": "G15", "to": "H31.9", "messageType": "edoc", "status": "initial"}
    assert wire.line(line | {"created_time": said}).created_at == datetime(2023, 6, 15, 8, tzinfo=clock.VN)
