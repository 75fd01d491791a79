"""A verdict is exact: the comparator means what it says, and nothing arisen is neither 0 % nor 100 %."""

from datetime import datetime, timedelta
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given, strategies as st

from motcua.spine import measure
from motcua.spine.measure import Verdict, figures, goal
from motcua.spine.procedure import Words
from motcua.spine.worktime import VN

END = datetime(2024, 1, 1, tzinfo=VN)
DURING = END - timedelta(days=30)
COUNTS = st.integers(0, 100_000)


def judge(that: int, of: int, asked: str, *, at: datetime = END) -> Verdict:
    share = measure.Share(numerator=that, denominator=of)
    return measure.judge(value=share, goals=[goal.read(asked)], as_of=at, end=END)


def test_exactly_95_percent_is_not_more_than_95_percent() -> None:
    assert judge(95, 100, "> 95 %") is Verdict.MISSED
    assert judge(95, 100, ">= 95 %") is Verdict.MET
    assert judge(950_001, 1_000_000, "> 95 %") is Verdict.MET


def test_one_dossier_short_of_all_is_not_all() -> None:
    assert judge(9_999_999, 10_000_000, "= 100 %") is Verdict.MISSED
    assert judge(10_000_000, 10_000_000, "= 100 %") is Verdict.MET


def test_a_third_is_a_third() -> None:
    assert judge(1, 3, "> 33.333333 %") is Verdict.MET
    assert judge(1, 3, ">= 33.333334 %") is Verdict.MISSED


def test_nothing_arisen_and_no_data_are_answers_of_their_own() -> None:
    assert judge(0, 0, "> 95 %") is Verdict.NOTHING_ARISEN
    assert judge(0, 0, "<= 5 %") is Verdict.NOTHING_ARISEN
    assert measure.judge(value=None, goals=[goal.read("> 95 %")], as_of=END, end=END) is Verdict.NO_DATA


def test_before_the_end_a_share_is_on_course_or_behind() -> None:
    assert judge(96, 100, "> 95 %", at=DURING) is Verdict.ON_COURSE
    assert judge(94, 100, "> 95 %", at=DURING) is Verdict.BEHIND


def test_the_table_of_verdicts_leaves_nothing_out() -> None:
    assert set(measure.TABLE) == set(product(measure.Shape, measure.Phase, (True, False)))
    assert set(measure.WORDS) == set(Verdict)


def test_units_must_fall_by_the_percentage_and_by_the_number() -> None:
    goals = [goal.read("<= -2,5 %"), goal.read("<= -15 units")]
    for now, verdict in ((585, Verdict.MET), (586, Verdict.MISSED), (600, Verdict.MISSED)):
        value = measure.Change(baseline=Fraction(600), now=Fraction(now))
        assert measure.judge(value=value, goals=goals, as_of=END, end=END) is verdict


def test_a_rank_without_the_score_it_is_compared_with_is_no_data() -> None:
    goals = [goal.read("<= 20 rank"), goal.read("> 0 points")]
    known = measure.Rank(place=12, gain=Fraction(1, 100))
    assert measure.judge(value=known, goals=goals, as_of=DURING, end=END) is Verdict.MET
    assert measure.judge(value=measure.Rank(place=12), goals=goals, as_of=DURING, end=END) is Verdict.NO_DATA
    late = measure.Rank(place=21, gain=Fraction(1))
    assert measure.judge(value=late, goals=goals, as_of=DURING, end=END) is Verdict.MISSED


@given(that=COUNTS, of=COUNTS, figure=st.decimals(0, 100, places=2), at=st.sampled_from([DURING, END]))
def test_more_that_satisfy_never_worsen_a_verdict(that: int, of: int, figure: object, at: datetime) -> None:
    assume(that < of)
    good = (Verdict.MET, Verdict.ON_COURSE)
    before, after = judge(that, of, f">= {figure} %", at=at), judge(that + 1, of, f">= {figure} %", at=at)
    assert not (before in good and after not in good)


@given(that=COUNTS, of=COUNTS, figure=st.decimals(0, 100, places=1))
def test_more_than_at_least_and_less_agree(that: int, of: int, figure: object) -> None:
    assume(of > 0 and that <= of)
    met = {sign: judge(that, of, f"{sign} {figure} %") is Verdict.MET for sign in (">", ">=", "=", "<=", "<")}
    assert met[">="] == (met[">"] or met["="])
    assert met["<="] == (not met[">"])
    assert met["<"] == (not met[">="])


@given(that=COUNTS, of=COUNTS, asked=st.sampled_from(["> 95 %", ">= 80 %", "= 100 %", "<= 2,5 %"]))
def test_what_is_shown_stands_on_the_same_side_of_the_goal(that: int, of: int, asked: str) -> None:
    assume(of > 0 and that <= of)
    aim, value = goal.read(asked), Fraction(that * 100, of)
    shown = figures.percent(value, language="vi", reached=aim.reached)
    assert aim.reached(Fraction(shown.removesuffix(" %").replace(",", "."))) == aim.reached(value)


def test_figures_read_as_in_vietnam() -> None:
    assert figures.percent(Fraction(96_014, 1000), language="vi") == "96,0 %"
    assert (
        figures.percent(Fraction(94_999, 1000), language="vi", reached=goal.read(">= 95 %").reached)
        == "94,999 %"
    )
    assert figures.percent(Fraction(96_014, 1000), language="en") == "96.0 %"
    assert figures.whole(1_234_567, language="vi") == "1.234.567"
    assert figures.exact(Fraction(-138, 100), language="vi") == "-1,38"
    assert goal.read("<= -2.5 %").said("vi") == "≤ -2,5 %"


@pytest.mark.parametrize("text", ["95 %", "> %", "> 95", "> 95 apples", ">> 95 %", ""])
def test_a_goal_that_says_nothing_exact_is_refused(text: str) -> None:
    with pytest.raises(goal.Refusal) as refused:
        goal.read(text)
    assert refused.value.code == "measure.goal-not-read"


def test_each_part_of_a_share_must_reach_the_goal_and_one_in_which_nothing_arose_denies_none() -> None:
    def judged(*parts: tuple[int, int]) -> Verdict:
        value = measure.Share(
            numerator=95,
            denominator=100,
            parts=tuple(
                measure.Part(value=str(number), share=measure.Share(numerator=that, denominator=of))
                for number, (that, of) in enumerate(parts)
            ),
        )
        return measure.judge(value=value, goals=(goal.read(">= 85 %"),), as_of=END, end=END)

    assert judged((90, 100), (5, 5)) is Verdict.MET
    assert judged((90, 100), (4, 5)) is Verdict.MISSED
    assert judged((90, 100), (0, 0)) is Verdict.MET


def test_what_is_missing_is_no_data_whatever_is_asked() -> None:
    missing = measure.Missing(why=Words(vi="chưa có", en="not there"))
    assert measure.judge(value=missing, goals=(goal.read(">= 0 %"),), as_of=END, end=END) is Verdict.NO_DATA
