"""A plan's file says its targets as any province numbers them, or every fault by its line."""

from fractions import Fraction

import pytest

from motcua.spine import plan as plans
from motcua.spine.collection import Collection, Column, Type
from motcua.spine.plan import blocks
from motcua.spine.procedure import Words

HEAD = """\
plan: cao-son-2026
name: {vi: "Kế hoạch", en: "Plan"}
number: "12/KH-UBND"
issued: 2025-12-20
issuer: {vi: "Ủy ban", en: "Committee"}
from: 2026-01-01
until: 2026-12-31
pillars:
  - {key: "1", name: {vi: "Một", en: "One"}, max: 10}
  - {key: "2.1", name: {vi: "Hai", en: "Two"}}
  - {key: TC, name: {vi: "Tài chính", en: "Finance"}}
targets:
"""
TARGET = """\
  - id: {id}
    statement: {{vi: "a", en: "a"}}
    shape: {shape}
    goals: ["{goal}"]
    owner: {{vi: "Sở", en: "Department"}}
    evidence: recorded
    source: {{vi: "a", en: "a"}}
    why: {{vi: "a", en: "a"}}
"""


def one(*more: str, id: str = '"1.2"', shape: str = "share", goal: str = "> 1 %") -> str:  # noqa: A002 - a target's id is what the plan calls it
    added = "".join(f"    {line}\n" for line in more)
    return HEAD + TARGET.format(id=id, shape=shape, goal=goal) + added


@pytest.mark.parametrize(
    ("id", "pillar"), [('"1.2"', "1"), ('"2.1.3a"', "2.1"), ("TC4", "TC"), ('"1"', "1"), ("TC1.2", "TC")]
)
def test_a_province_numbers_its_targets_in_its_own_way(id: str, pillar: str) -> None:  # noqa: A002 - as above
    plan = plans.read(one(id=id), collections={})
    assert plan.targets[0].pillar == pillar


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("    shape: share", "\tshape: share", "tab", 15),
        ("  - id: ", "\t- id: ", "tab", 13),
        ("statement: {vi", "statement: \a{vi", "bad-character", 14),
        ("statement: {vi: ", "statement: {vi: a: ", "not-yaml", 14),
        ('"Kế hoạch"', "[" * 200_000, "too-deep", 2),
        ('"Kế hoạch"', "{a: " * 200_000, "too-deep", 2),
        ("plan: cao-son-2026", "- " * 200_000, "too-deep", 1),
    ],
)
def test_a_text_that_is_no_yaml_is_said_with_its_place_and_ends_nothing(
    old: str, new: str, code: str, line: int
) -> None:
    text = one().replace(old, new, 1)
    (fault,) = plans.faults(text, collections={})
    assert (fault.code, fault.line) == (code, line)
    assert not blocks.blocks(text)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    statement:", "    statment:", "có phải ý là “statement”"),
        ("    source:", "    title:", "các khóa dùng được: id, statement"),
        ("    shape: share", "    shape: shore", "có phải ý là “share”"),
    ],
)
def test_a_word_is_suggested_only_where_it_is_really_near(old: str, new: str, said: str) -> None:
    found = [
        fault for fault in plans.faults(one().replace(old, new, 1), collections={}) if "unknown" in fault.code
    ]
    assert said in found[0].said()
    assert ("có phải ý là" in said) == ("có phải ý là" in found[0].said())


def test_a_plan_says_by_which_names_its_sentences_call_its_own_province() -> None:
    text = one().replace("pillars:", "home: {code: H99, key: cao-son}\npillars:", 1)
    assert plans.read(text, collections={}).home == plans.Home(code="H99", key="cao-son")
    assert plans.read(one(), collections={}).home is None
    (fault,) = plans.faults(text.replace("code: H99, ", ""), collections={})
    assert (fault.code, fault.line) == ("missing-key", 8)


def test_a_target_may_look_a_year_back_and_give_points() -> None:
    text = one(
        "period: {from: 2025-01-01, until: 2025-12-31}",
        'points: {max: 6, rule: full-at, figure: "80", nothing: zero}',
        "pillar: TC",
    )
    plan = plans.read(text, collections={})
    target = plan.targets[0]
    assert plan.period_of(target).begins.isoformat() == "2025-01-01T00:00:00+07:00"
    assert plan.period_of(target).ends.isoformat() == "2026-01-01T00:00:00+07:00"
    assert target.pillar == "TC"
    assert target.points == plans.Points(
        rule=plans.Rule.FULL_AT, limit=Fraction(6), figure=Fraction(80), nothing=plans.Nothing.ZERO
    )
    assert plan.scored
    assert plan.pillars[0].limit == 10


@pytest.mark.parametrize(
    ("text", "code", "marked"),
    [
        (one(id="3.1"), "not-text", "3.1"),
        (one(id='"3.1"'), "unknown-word", '"3.1"'),
        (one(id="12x3"), "bad-pattern", "12x3"),
        (one(goal="> 1 units"), "goal-unit", '"> 1 units"'),
        (one(goal=">= 150 %"), "goal-out-of-reach", '">= 150 %"'),
        (one(goal="> 100 %"), "goal-out-of-reach", '"> 100 %"'),
        (one(goal="<= -2 %"), "goal-out-of-reach", '"<= -2 %"'),
        (one("judged: lower-bound", shape="change"), "judged-not-of-shape", "lower-bound"),
        (one("period: {from: 2025-02-01, until: 2025-01-01}"), "period-backwards", "2025-01-01"),
        (one("period: {from: 0001-01-01, until: 2025-01-01}"), "period-too-long", "2025-01-01"),
        (one("period: {from: 2025-01-01, until: 2025-02-30}"), "not-a-day", "2025-02-30"),
        (one('baseline: {what: {vi: "a", en: "a"}, day: 2025-12-31, figure: 3}'), "figure-and-source", "{what"),
        (one("points: {max: 6, rule: full-at}"), "points-figure", "full-at"),
        (one("points: {max: 6, figure: 3}"), "points-figure", "{max"),
        (one("points: {max: sáu}"), "not-a-figure", "sáu"),
        (one("points: {max: 0}"), "figure-too-small", "0"),
        (one("pillar: TX"), "unknown-word", "TX"),
        (one("readings: []").replace('    why: {vi: "a", en: "a"}\n', ""), "empty-list", "[]"),
    ],
)  # fmt: skip
def test_a_wrong_word_of_a_target_is_named_at_its_place(text: str, code: str, marked: str) -> None:
    found = plans.faults(text, collections={})
    assert [fault.code for fault in found] == [code], [fault.said() for fault in found]
    line = text.split("\n")[found[0].line - 1]
    assert line[found[0].column - 1 :].startswith(marked)
    assert "%(" not in found[0].said()


def test_a_goal_of_another_shapes_unit_is_told_with_the_word_of_the_office() -> None:
    (fault,) = plans.faults(one(goal=">= 50 units"), collections={})
    assert fault.said() == "Mức “>= 50 units” không hỏi được ở một tỷ lệ (share); hãy dùng đơn vị: %."


@pytest.mark.parametrize("goal", [">= 100 %", "= 0 %", "< 100 %", "<= 2,5 %"])
def test_a_share_may_be_asked_for_all_it_can_be(goal: str) -> None:
    assert not plans.faults(one(goal=goal), collections={})


def test_a_plan_in_force_is_read_although_nobody_could_write_its_goal_today() -> None:
    text = one(goal=">= 150 %")
    assert plans.read(text, collections={}).targets[0].goals[0].figure == 150
    with pytest.raises(plans.Refusal, match="1 lỗi"):
        plans.read(text, collections={}, new=True)


def test_a_unit_that_never_was_is_named_where_the_units_are_known() -> None:
    text = one(
        'baseline: {what: {vi: "a"}, day: 2025-12-31, figure: 3, source: {vi: "a"}, units: {H98.9: 3}}',
    ).replace("owner: {", "owner: {units: [H99.99, H31.09], ", 1)
    assert not plans.faults(text, collections={}), "a file alone knows no units"
    found = plans.faults(text, collections={}, units=("H31", "H31.09"))
    assert [fault.code for fault in found] == ["unit-not-known"] * 2
    lines = text.split("\n")
    starts = [lines[fault.line - 1][fault.column - 1 :] for fault in found]
    assert sorted(start[:5] for start in starts) == ["H98.9", "H99.9"]
    assert not plans.faults(text, collections={}, units=("H31.09", "H98.9", "H99.99"))


def test_grades_fall_from_the_highest() -> None:
    grades = (
        'grades: {source: {vi: "a", en: "a"}, steps: [{from: 90, name: {vi: "Tốt", en: "Good"}}, '
        '{from: %s, name: {vi: "Khá", en: "Fair"}}]}\n'
    )
    good = plans.read(grades % 80 + one(), collections={}).grades
    assert good is not None
    assert [words.vi if (words := good.of(Fraction(score))) else None for score in (95, 90, 85, 12)] == [
        "Tốt", "Tốt", "Khá", None,
    ]  # fmt: skip
    assert [fault.code for fault in plans.faults(grades % 95 + one(), collections={})] == [
        "grades-not-falling"
    ]


def test_a_sentence_has_the_shape_its_target_says() -> None:
    words = Words(vi="a", en="a")
    column = Column(name="id", type=Type.TEXT, meaning=words)
    books = Collection(name="books", meaning=words, key="id", room="dossiers", columns=(column,))
    counted = one(
        "readings:",
        """  - {key: a, label: {vi: "a"}, sentence: 'of books that id = "x"'}""",
        shape="level",
    ).replace('    why: {vi: "a", en: "a"}\n', "")
    (found,) = plans.faults(counted, collections={"books": books})
    assert found.code == "shape-of-sentence"
    assert "level" in found.said()
    assert "share" in found.said()
    assert plans.faults(counted.replace("shape: level", "shape: share"), collections={"books": books}) == []
