"""Points come from a share by the rule the decision gives, and from nowhere else."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from motcua.spine import plan as plans
from motcua.spine.plan import Nothing, Points, Rule

SHARES = st.fractions(min_value=0, max_value=100)
LIMITS = st.fractions(min_value=Fraction(1, 2), max_value=100)


@pytest.mark.parametrize(
    ("points", "value", "won"),
    [
        (Points(rule=Rule.RATIO, limit=Fraction(20)), 95, 19),
        (Points(rule=Rule.FULL_AT, limit=Fraction(2), figure=Fraction(80)), 40, 1),
        (Points(rule=Rule.FULL_AT, limit=Fraction(2), figure=Fraction(80)), 90, 2),
        (Points(rule=Rule.TIMES, limit=Fraction(2), figure=Fraction(5, 2)), 40, 1),
        (Points(rule=Rule.TIMES, limit=Fraction(2), figure=Fraction(5, 2)), 100, 2),
        (Points(rule=Rule.BY_HAND, limit=Fraction(2)), 100, None),
        (Points(rule=Rule.RATIO, limit=None), 100, None),
    ],
)
def test_the_rules_of_decision_766(points: Points, value: int, won: int | None) -> None:
    assert points.of(Fraction(value)) == won


@given(
    value=SHARES, limit=LIMITS, rule=st.sampled_from([Rule.RATIO, Rule.FULL_AT, Rule.TIMES]), figure=LIMITS
)
def test_no_rule_gives_less_than_nothing_or_more_than_all(
    value: Fraction, limit: Fraction, rule: Rule, figure: Fraction
) -> None:
    won = Points(rule=rule, limit=limit, figure=figure).of(value)
    assert won is not None
    assert 0 <= won <= limit


def test_nothing_arisen_gives_what_the_decision_says() -> None:
    limit = Fraction(6)
    assert Points(rule=Rule.RATIO, limit=limit).of_nothing() is None
    assert Points(rule=Rule.RATIO, limit=limit, nothing=Nothing.FULL).of_nothing() == 6
    assert Points(rule=Rule.RATIO, limit=limit, nothing=Nothing.ZERO).of_nothing() == 0


def test_a_group_gives_no_more_than_its_own_limit() -> None:
    won: list[tuple[Points, Fraction | None]] = [
        (Points(rule=Rule.RATIO, limit=Fraction(limit)), Fraction(limit)) for limit in (6, 2)
    ]
    parts = [*won, (Points(rule=Rule.RATIO, limit=Fraction(5, 2)), None)]
    assert plans.total(parts) == plans.Score(won=Fraction(8), measured=Fraction(8), open=Fraction(5, 2))
    capped = plans.total(parts, limit=Fraction(10))
    assert [capped.won, capped.measured, capped.limit] == [8, 8, 10]
    assert plans.sum_of([capped, capped]).limit == 20


def test_points_that_were_not_found_stay_open_in_their_group() -> None:
    parts = [(Points(rule=Rule.FULL_AT, limit=None, figure=Fraction(80)), None)]
    assert plans.total(parts, limit=Fraction(12)) == plans.Score(
        won=Fraction(0), measured=Fraction(0), open=Fraction(12), unknown=1
    )
    assert plans.total(parts).limit == 0
