"""The places of provinces in the national table: by what each has done, and nobody by what is not known."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from motcua.systems.plans.queries.nation import places

FIGURES = st.dictionaries(
    st.text("HABC", min_size=1, max_size=3), st.none() | st.fractions(0, 1, max_denominator=4), max_size=12
)


@pytest.mark.parametrize(
    ("less_is_better", "expected"),
    [
        (False, {"H31": 1, "H32": 1, "H33": 3, "H34": None, "H35": 4}),
        (True, {"H31": 3, "H32": 3, "H33": 2, "H34": None, "H35": 1}),
    ],
)
def test_two_firsts_are_followed_by_a_third_and_a_province_without_data_has_no_place(
    *, less_is_better: bool, expected: Mapping[str, int | None]
) -> None:
    figures = {
        "H31": Fraction(95),
        "H32": Fraction(190, 2),
        "H33": Fraction(949999999, 10000000),
        "H34": None,
        "H35": Fraction(0),
    }
    assert places(figures, less_is_better=less_is_better) == expected


@given(figures=FIGURES, less_is_better=st.booleans())
def test_whoever_did_better_stands_before_and_equals_stand_together(
    *, figures: Mapping[str, Fraction | None], less_is_better: bool
) -> None:
    every = places(figures, less_is_better=less_is_better)
    known = {province: figure for province, figure in figures.items() if figure is not None}
    placed = {province: place for province, place in every.items() if place is not None}
    assert every.keys() == figures.keys()
    assert placed.keys() == known.keys()
    for one, other in ((one, other) for one in known for other in known):
        better = known[one] < known[other] if less_is_better else known[one] > known[other]
        assert (placed[one] < placed[other]) == better
    assert not known or min(placed.values()) == 1
    for place in placed.values():
        assert place == 1 + sum(other < place for other in placed.values()), (
            "nobody is skipped or counted twice"
        )
