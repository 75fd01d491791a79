"""What a leader asks in October: is a month out of the ordinary, where will the year end, and what does it still take."""

from fractions import Fraction
from math import comb

from hypothesis import given, strategies as st

from motcua.spine import measure
from motcua.spine.measure import Judged, Outlook, Reach, Share, goal, interval, verdict

JUDGED = st.sampled_from(Judged)
SIGNS = st.sampled_from([">", ">=", "=", "<=", "<"])


@st.composite
def shares(draw: st.DrawFn, *, least: int = 0, most: int = 300) -> Share:
    of = draw(st.integers(least, most))
    return Share(numerator=draw(st.integers(0, of)), denominator=of)


def share(that: int, of: int) -> Share:
    return Share(numerator=that, denominator=of)


def still(that: int, of: int, open_: int, asked: str) -> measure.Need:
    return measure.still_takes(settled=share(that, of), open_=open_, goals=[goal.read(asked)])


def test_it_takes_the_very_number() -> None:
    found = still(9_400, 10_000, 520, "> 95 %")
    assert found.reach is Reach.BEYOND
    assert found.least > found.open == 520
    found = still(9_500, 10_000, 520, "> 95 %")
    assert (found.reach, found.least) == (Reach.TAKES, 495), (
        "95 % of 10.520 is 9.994; one more is more than that"
    )
    assert still(9_500, 10_000, 520, ">= 95 %").least == 494


def test_safe_whatever_comes_and_lost_whatever_is_done() -> None:
    assert still(9_990, 10_000, 500, "> 95 %").reach is Reach.SAFE
    assert still(99, 100, 40, "= 100 %").reach is Reach.BEYOND
    assert still(100, 100, 40, "= 100 %").least == 40
    assert still(100, 100, 0, "= 100 %").reach is Reach.SAFE
    assert still(0, 0, 0, "> 95 %").reach is Reach.SAFE, "nothing arisen takes nothing"


def test_of_a_survey_nine_of_ten_to_come_may_not_do() -> None:
    """80 of 89 are satisfied, eleven more will be asked: 90 % would be enough, yet its lower end lies far below."""
    aim = [goal.read(">= 90 %")]
    assert measure.still_takes(settled=share(80, 89), open_=11, goals=aim).least == 10
    surely = measure.still_takes(settled=share(80, 89), open_=11, goals=aim, judged=Judged.LOWER_BOUND)
    assert surely.reach is Reach.BEYOND
    found = measure.foresee(settled=share(920, 1000), coming=30)
    assert found is not None
    assert found.outlook(aim) is Outlook.REACHES
    assert found.outlook(aim, judged=Judged.LOWER_BOUND) is Outlook.OPEN
    assert found.bound(aim[0]) < found.likely


@given(settled=shares(), open_=st.integers(0, 60), sign=SIGNS, asked=st.integers(0, 200), judged=JUDGED)
def test_what_it_takes_is_what_trying_every_number_finds(
    settled: Share, open_: int, sign: str, asked: int, judged: Judged
) -> None:
    aim = goal.read(f"{sign} {asked / 2} %")
    total = settled.denominator + open_
    enough = [
        more
        for more in range(open_ + 1)
        if total
        and (figure := verdict.judged_figure(share(settled.numerator + more, total), aim, judged=judged))
        is not None
        and aim.reached(figure)
    ]
    found = measure.still_takes(settled=settled, open_=open_, goals=[aim], judged=judged)
    if not total:
        assert found.reach is Reach.SAFE
    elif not enough:
        assert found.reach is Reach.BEYOND
    else:
        assert (found.least, found.most) == (enough[0], enough[-1])
        assert (found.reach is Reach.SAFE) == (len(enough) == open_ + 1)


@given(settled=shares(least=1), coming=st.integers(0, 500), spread=st.fractions(1, 9, max_denominator=20))
def test_a_forecast_stays_within_what_arithmetic_allows(
    settled: Share, coming: int, spread: Fraction
) -> None:
    found = measure.foresee(settled=settled, coming=coming, spread=spread)
    assert found is not None
    total = settled.denominator + coming
    assert Fraction(settled.numerator * 100, total) <= found.low <= found.likely <= found.high
    assert found.high <= Fraction((settled.numerator + coming) * 100, total)
    if not coming:
        assert found.low == found.high == settled.figure(measure.Unit.PERCENT)


@given(settled=shares(least=1), coming=st.integers(0, 200), judged=JUDGED)
def test_a_goal_that_is_safe_or_lost_is_never_forecast_otherwise(
    settled: Share, coming: int, judged: Judged
) -> None:
    aims = [goal.read("> 95 %")]
    found = measure.foresee(settled=settled, coming=coming)
    assert found is not None
    reach = measure.still_takes(settled=settled, open_=coming, goals=aims, judged=judged).reach
    assert reach is not Reach.SAFE or found.outlook(aims, judged=judged) is Outlook.REACHES
    assert reach is not Reach.BEYOND or found.outlook(aims, judged=judged) is Outlook.FAILS


def test_the_interval_holds_nineteen_of_twenty_years() -> None:
    """Every possible year of 60 settled and 40 to come, each with its own chance: no drawing of lots."""
    for chance in (0.5, 0.8, 0.9):
        held = sum(
            _binomial(that, 60, chance) * _binomial(more, 40, chance)
            for that in range(61)
            if (found := measure.foresee(settled=share(that, 60), coming=40)) is not None
            for more in range(41)
            if found.low <= that + more <= found.high  # of a hundred in all, the percentage is the number
        )
        assert 0.93 <= held <= 0.995


def _binomial(that: int, of: int, chance: float) -> float:
    return float(comb(of, that) * chance**that * (1 - chance) ** (of - that))


def test_nothing_settled_foretells_nothing() -> None:
    assert measure.foresee(settled=share(0, 0), coming=10) is None


def test_what_is_to_come_follows_the_pace_so_far() -> None:
    assert measure.to_come(counted=900, elapsed=300, remaining=65, open_=100) == 95
    assert measure.to_come(counted=900, elapsed=300, remaining=10, open_=100) == 0, (
        "the open ones are the coming"
    )
    assert measure.to_come(counted=900, elapsed=365, remaining=-3, open_=0) == 0
    assert measure.to_come(counted=0, elapsed=0, remaining=365, open_=0) == 0


def test_one_bad_month_is_seen_among_eleven_like_the_others() -> None:
    months = [share(960, 1000)] * 11 + [share(880, 1000)]
    chart = measure.p_chart(months)
    assert chart is not None
    assert [limits.beyond for limits in chart.months if limits] == [0] * 11 + [-1]
    assert chart.spread > 1


def test_months_that_vary_by_chance_alone_are_left_in_peace() -> None:
    chart = measure.p_chart([share(96, 100), share(47, 50), share(0, 0), share(290, 300)])
    assert chart is not None
    assert chart.months[2] is None
    assert [limits.beyond for limits in chart.months if limits] == [0, 0, 0]
    assert chart.spread == 1


@given(months=st.lists(shares(), max_size=12))
def test_limits_are_wider_for_a_smaller_month_and_agree_with_the_exact_test(months: list[Share]) -> None:
    chart = measure.p_chart(months)
    assert (chart is None) == (sum(month.denominator > 0 for month in months) <= 1)
    if chart is None:
        return
    for month, limits in zip(months, chart.months, strict=True):
        assert (limits is None) == (month.denominator == 0)
        figure = month.figure(measure.Unit.PERCENT)
        if limits is None or figure is None:
            continue
        assert 0 <= limits.low <= chart.centre <= limits.high <= 100
        slack = Fraction(1, 10**9)
        assert limits.beyond != 1 or figure > limits.high - slack
        assert limits.beyond != -1 or figure < limits.low + slack
        assert limits.beyond != 0 or limits.low - slack <= figure <= limits.high + slack
    assert interval.root(Fraction(0)) == (Fraction(0), Fraction(0))
