"""Twelve answers are not a province: what only some were asked is judged by what it surely is."""

from datetime import datetime
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from motcua.spine import measure
from motcua.spine.measure import Judged, Share, Verdict, goal, interval
from motcua.spine.worktime import VN

END = datetime(2024, 1, 1, tzinfo=VN)


@st.composite
def shares(draw: st.DrawFn, *, most: int = 5_000) -> Share:
    of = draw(st.integers(1, most))
    return Share(numerator=draw(st.integers(0, of)), denominator=of)


def judge(that: int, of: int, asked: str, judged: Judged = Judged.LOWER_BOUND) -> Verdict:
    share = Share(numerator=that, denominator=of)
    return measure.judge(value=share, goals=[goal.read(asked)], as_of=END, end=END, judged=judged)


def test_ninety_percent_satisfied_of_ten_or_twelve_answers_is_not_met() -> None:
    assert judge(9, 10, ">= 90 %", Judged.POINT) is Verdict.MET
    assert judge(9, 10, ">= 90 %") is Verdict.MISSED
    assert judge(12, 12, ">= 90 %") is Verdict.MISSED, "even twelve of twelve leave room for 75.8 %"
    assert judge(35, 35, ">= 90 %") is Verdict.MET
    assert judge(34, 34, ">= 90 %") is Verdict.MISSED


def test_at_most_is_judged_by_the_upper_bound() -> None:
    assert judge(0, 12, "<= 5 %", Judged.POINT) is Verdict.MET
    assert judge(0, 12, "<= 5 %") is Verdict.MISSED
    assert judge(0, 100, "<= 5 %") is Verdict.MET


def test_exactly_is_asked_of_the_figure_itself_and_nothing_arisen_stays_so() -> None:
    assert judge(12, 12, "= 100 %") is Verdict.MET
    assert judge(11, 12, "= 100 %") is Verdict.MISSED
    assert judge(0, 0, ">= 90 %") is Verdict.NOTHING_ARISEN


@pytest.mark.parametrize(
    ("that", "of", "low", "high"),
    # R. G. Newcombe, Statistics in Medicine 17 (1998), p. 857-872, table I, method 3, to four decimals of one.
    [
        (81, 263, "25.53", "36.62"),
        (15, 148, "6.24", "16.05"),
        (0, 20, "0", "16.11"),
        (1, 29, "0.61", "17.18"),
    ],
)
def test_the_interval_is_the_one_of_the_books(that: int, of: int, low: str, high: str) -> None:
    found = measure.wilson(Share(numerator=that, denominator=of))
    assert found is not None
    assert abs(found.low - Fraction(low)) <= Fraction(1, 200)
    assert abs(found.high - Fraction(high)) <= Fraction(1, 200)


@given(share=shares(), asked=st.decimals(0, "99.99", places=2))
def test_the_lower_bound_decides_as_the_exact_score_test_does(share: Share, asked: object) -> None:
    """The bound is at or above p < 1 exactly when (x - np)² ≥ z² n p(1-p) and x ≥ np: no root needed.

    At p = 1 the score test has no variance to go by, and nothing asked of some proves it of all.
    """
    found = measure.wilson(share)
    assert found is not None
    part = Fraction(str(asked)) / 100
    off = share.numerator - share.denominator * part
    exact = off >= 0 and off**2 >= interval.Z**2 * share.denominator * part * (1 - part)
    assert (found.low >= part * 100) == exact


@given(share=shares())
def test_the_interval_holds_its_share_and_turns_over_with_it(share: Share) -> None:
    found = measure.wilson(share)
    other = measure.wilson(
        Share(numerator=share.denominator - share.numerator, denominator=share.denominator)
    )
    figure = share.figure(measure.Unit.PERCENT)
    assert found is not None
    assert other is not None
    assert figure is not None
    assert 0 <= found.low <= figure <= found.high <= 100
    assert (found.low, found.high) == (100 - other.high, 100 - other.low)


@given(share=shares(most=500), times=st.integers(2, 9))
def test_more_answers_of_the_same_kind_make_it_narrower(share: Share, times: int) -> None:
    few = measure.wilson(share)
    many = measure.wilson(Share(numerator=share.numerator * times, denominator=share.denominator * times))
    assert few is not None
    assert many is not None
    assert many.high - many.low < few.high - few.low


@given(value=st.fractions(min_value=0, max_value=10**6))
def test_a_root_is_held_from_both_sides(value: Fraction) -> None:
    below, above = interval.root(value)
    assert below**2 <= value <= above**2
    assert above - below <= Fraction(1, 10**12)
