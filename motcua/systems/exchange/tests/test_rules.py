"""Codes of agencies in both forms, statuses and patience: the room's own law."""

from datetime import timedelta

import pytest
from hypothesis import given, strategies as st

from motcua.systems.exchange.rules import codes, patience
from motcua.systems.exchange.rules.statuses import LABELS, NEXT, Status, standing
from motcua.systems.exchange.tests.conftest import MORNING

groups = st.integers(1, 99).map(str)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("000.00.00.H31", "H31"),
        ("000.00.12.H31", "H31.12"),
        ("000.00.01.H31", "H31.1"),
        ("005.03.12.H31", "H31.12.3.5"),
    ],
)
def test_the_old_form_and_the_form_in_force_name_the_same_agency(old: str, new: str) -> None:
    assert codes.in_force(old) == new
    assert codes.of_2016(new) == old
    assert codes.same(old.lower(), new)


@given(levels=st.lists(groups, max_size=3))
def test_every_code_of_four_levels_goes_to_the_old_form_and_back(levels: list[str]) -> None:
    code = ".".join(["H31", *levels])
    old = codes.of_2016(code)
    assert old is not None
    assert codes.in_force(old) == code


def test_what_has_no_old_form_says_so_and_what_is_no_code_stays_as_it_is() -> None:
    assert codes.of_2016("H31.1.2.3.4") is None
    assert codes.of_2016("H31.123") is None
    assert codes.of_2016("Sở Nội vụ") is None
    assert codes.in_force(" Sở Nội vụ ") == "Sở Nội vụ"
    assert not codes.is_code("../etc")


def test_each_status_has_its_word_and_its_line() -> None:
    assert set(LABELS) == set(Status)
    assert set(NEXT) == {None, *Status}


@given(told=st.lists(st.sampled_from(Status)))
def test_a_status_that_comes_again_changes_nothing(told: list[Status]) -> None:
    assert standing([each for one in told for each in (one, one)]) == standing(told)


def test_a_refused_document_stays_refused() -> None:
    assert standing([Status.ARRIVED, Status.REFUSED, Status.ACCEPTED]) is Status.REFUSED
    assert standing([Status.ACCEPTED, Status.TAKING_BACK, Status.AGREED, Status.DONE]) is Status.AGREED


def test_patience_doubles_and_has_an_end() -> None:
    assert [patience.wait(nth).total_seconds() for nth in (0, 1, 2, 3, 10, 11, 500)] == [
        1,
        1,
        2,
        4,
        512,
        900,
        900,
    ]
    assert patience.strays(said=MORNING, now=MORNING + timedelta(days=1))
