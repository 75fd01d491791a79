"""What a system's answer means: taken with a number, refused for good, or to be tried again later."""

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
import pytest

from motcua.base import web
from motcua.gateways.json_http import answering, asking, wire
from motcua.spine import refusal
from motcua.systems.exchange.ports import Unreachable

AT = wire.Intake(path="/things", gives="number", asks="name")


def too_late(name: str) -> refusal.Refusal:
    return refusal.Refusal("thing.too-late", "Muộn: %(name)s", params={"name": name})


def otherwise(code: str, said: str) -> refusal.Refusal:
    return refusal.Refusal("thing.refused", "%(code)s %(said)s", params={"code": code, "said": said})


@contextmanager
def asking_of(door: web.Door) -> Iterator[asking.Intake]:
    refusals = asking.Refusals(known={"thing.too-late": too_late}, otherwise=otherwise)
    with web.serving(door) as port:
        caller = web.Caller(url=f"http://127.0.0.1:{port}", timeout=5)
        yield asking.Intake(caller=caller, at=AT, refusals=refusals)
        caller.close()


def answers(status: int, value: object) -> web.Door:
    return lambda _request: web.Answer(status=status, body=msgspec.json.encode(value))


def test_what_is_handed_in_has_a_number_and_is_found_by_its_name() -> None:
    kept: dict[str, dict[str, object]] = {}

    def hand_in(data: object) -> str:
        assert isinstance(data, dict)
        kept[str(data["name"])] = data
        return f"N-{len(kept)}"

    with asking_of(answering.Intake(at=AT, hand_in=hand_in, find=kept.get)) as intake:
        assert intake.find("một & hai") is None
        assert intake.hand_in({"name": "một & hai"}) == "N-1"
        assert intake.find("một & hai") == {"name": "một & hai"}


def test_a_no_is_said_in_our_words_where_we_know_it_and_in_theirs_where_we_do_not() -> None:
    def hand_in(data: object) -> str:
        raise too_late("a") if data == {"name": "a"} else refusal.Refusal("x.y", "…", params={"why": "b"})

    with asking_of(answering.Intake(at=AT, hand_in=hand_in, find=lambda _name: None)) as intake:
        with pytest.raises(refusal.Refusal) as known:
            intake.hand_in({"name": "a"})
        assert (known.value.code, known.value.params) == ("thing.too-late", {"name": "a"})
        with pytest.raises(refusal.Refusal) as other:
            intake.hand_in({"name": "b"})
        assert (other.value.code, other.value.params) == ("thing.refused", {"code": "x.y", "said": "b"})


@pytest.mark.parametrize("status", sorted(asking.FOR_GOOD))
def test_these_statuses_with_a_reason_are_a_no_for_good(status: int) -> None:
    with asking_of(answers(status, {"code": "c", "said": "s"})) as intake, pytest.raises(refusal.Refusal):
        intake.hand_in({})


@pytest.mark.parametrize("status", [401, 403, 404, 408, 429, 500, 502, 503])
def test_an_account_a_wrong_address_and_trouble_over_there_are_tried_again(status: int) -> None:
    with asking_of(answers(status, {"code": "c", "said": "s"})) as intake:
        with pytest.raises(Unreachable):
            intake.hand_in({})
        with pytest.raises(Unreachable):
            intake.find("a")


@pytest.mark.parametrize("value", [{}, {"number": 7}, {"number": ""}, [], "no"])
def test_a_yes_without_a_number_is_no_yes(value: object) -> None:
    with asking_of(answers(200, value)) as intake, pytest.raises(Unreachable):
        intake.hand_in({})
