"""The month whose figures are closed, and a figure as it is written: true for every day and every fraction."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, strategies as st

from motcua.systems.plans.actions import indicators

CLOSES = st.integers(1, 28)


@given(day=st.dates(date(2011, 1, 1), date(2100, 1, 1)), closes=CLOSES)
def test_the_last_closing_day_is_over_and_no_later_one_is(day: date, closes: int) -> None:
    closed = indicators.last_closed(day, closes=closes)
    assert (closed.day, closed < day) == (closes, True)
    assert day - closed <= timedelta(days=31)
    following = (closed.replace(day=1) + timedelta(days=32)).replace(day=closes)
    assert following >= day


@given(value=st.fractions(min_value=-(10**9), max_value=10**9))
def test_a_figure_is_written_to_four_decimals_and_never_further_off(value: Fraction) -> None:
    written = indicators._decimal(value)
    assert abs(Fraction(written) - value) <= Fraction(1, 2 * 10**4)
    assert Decimal(written).as_tuple().exponent == -4
    assert indicators._decimal(Fraction(written)) == written.replace("-0.0000", "0.0000")
