"""Units and procedures are counted like dossiers, and a dossier is counted by what is known of both."""

from datetime import datetime
from fractions import Fraction
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from motcua.spine import access, measure, sentence
from motcua.spine.worktime import VN
from motcua.systems.organisation import actions as organisation
from motcua.systems.plans import actions, counting, queries
from motcua.systems.plans.tests.dossiers import PLAN, TEXT, file
from motcua.systems.procedures import actions as procedures

LAW = Path(settings.LAW)
NOW = datetime(2023, 6, 15, 9, tzinfo=VN)
ASKED = sentence.Asked(as_of=NOW, start=datetime(2023, 1, 1, tzinfo=VN), end=datetime(2024, 1, 1, tzinfo=VN))
BY = access.system("importer")
UNITS = (LAW / "organisation" / "hung-yen-2023.yaml").read_text("utf-8")


@pytest.fixture
def province(db: None) -> None:
    """Hưng Yên of 2023 with its law, and five dossiers: three of communes, one of a district, one of a unit unknown."""
    organisation.load(text=UNITS, at=NOW, by="system")
    procedures.load_law(folder=LAW / "procedures", by=BY, at=NOW)
    actions.load_plan(text=TEXT, by=BY, at=NOW)
    due = datetime(2023, 5, 10, 16, tzinfo=VN)
    for number, unit in enumerate(("H31.34.106", "H31.34.106", "H31.35.104", "H31.34", "H31.99.1"), start=1):
        finished = due if number % 2 else due.replace(hour=17)
        file(number, due=due, finished=finished, unit=unit)


def value(text: str, *, past: bool = False) -> measure.Value | measure.Missing:
    collections = counting.engine().collections
    said = sentence.parse(text, collections=collections)
    names = sentence.touched(said, collections)
    with counting.engine().sitting(names=names, asked=ASKED, past=past) as sitting:
        return sitting.value(said)


def test_the_units_of_2023_are_counted_by_kind_and_by_what_stands_above_them(province: None) -> None:
    assert value("of units that level = 'commune'") == measure.Share(
        numerator=161, denominator=UNITS.count("code: H31")
    )
    assert value(
        "of units where level = 'commune' that district.kind = 'district' and parent.parent.code = 'H31'"
    ) == (measure.Share(numerator=161, denominator=161))
    assert value("change of count of units where valid_from <= as_of against 2018") == measure.Change(
        baseline=Fraction(0), now=Fraction(value_of("units"))
    )


def value_of(collection: str) -> int:
    share = value(f"of {collection} that code is not null")
    assert isinstance(share, measure.Share)
    return share.denominator


def test_procedures_are_counted_by_what_the_catalogue_knows(province: None) -> None:
    every = value("of procedures where published that published_on <= updated_on and versions >= 1")
    assert isinstance(every, measure.Share)
    assert every.numerator == every.denominator == len(list((LAW / "procedures").glob("*.yaml")))
    assert value("of procedures that national") == measure.Share(numerator=0, denominator=every.denominator)


def test_a_dossier_is_counted_by_its_procedure_and_its_units(province: None) -> None:
    said = "of dossiers that procedure.published and procedure.field = field and unit.level = 'commune'"
    assert value(said) == measure.Share(numerator=3, denominator=5)
    assert value(said, past=True) == measure.Share(numerator=3, denominator=5)
    assert value("of dossiers that unit.district.name is null") == measure.Share(numerator=1, denominator=5)


def test_a_unit_whose_name_changes_is_followed(province: None) -> None:
    assert value("of units where code = 'H31.34' that name = 'Huyện đổi tên'") == (
        measure.Share(numerator=0, denominator=1)
    )
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organisation_unit SET name = 'Huyện đổi tên' WHERE code = 'H31.34'")
    assert value("of units where code = 'H31.34' that name = 'Huyện đổi tên'") == (
        measure.Share(numerator=1, denominator=1)
    )


def test_subtotals_over_the_tree_of_units_add_up_to_the_target(province: None) -> None:
    asked = queries.Asked(plan=PLAN, target="P1")
    (target,) = queries.target(plan=PLAN, id="P1", now=NOW).targets
    branches = queries.by_unit(asked=asked, now=NOW)
    tops = [branch for branch in branches if branch.depth == 0]
    assert [branch.code for branch in tops] == ["H31", "H31.99.1"]
    assert sum(branch.whole.denominator for branch in tops) == target.denominator == 5
    assert sum(branch.whole.numerator for branch in tops) == target.numerator == 3
    assert sum(branch.own.denominator for branch in branches) == target.denominator
    district = next(branch for branch in branches if branch.code == "H31.34")
    assert (district.own.denominator, district.whole.denominator) == (1, 3)
    for by in ("unit.level", "unit.district", "unit.parent", "procedure.field"):
        lines = queries.breakdown(asked=asked, by=(by,), now=NOW).lines
        assert sum(line.share.denominator for line in lines) == target.denominator, by
        for line in lines:
            only = {by: None if line.values[0] is None else str(line.values[0])}
            side = queries.records(asked=asked, side=queries.Side.THAT, only=only, now=NOW)
            assert side.count == len(side.items) == line.share.numerator
