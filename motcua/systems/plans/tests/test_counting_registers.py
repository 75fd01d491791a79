"""Rows that were imported are counted like any others: at once, as of any day, and by their types."""

import io
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.db import connection

from motcua.spine import access, measure, sentence
from motcua.spine.worktime import VN
from motcua.systems.plans import counting
from motcua.systems.plans.counting import Engine
from motcua.systems.registers import actions, collections as registers

HEADING = (
    "Tỉnh",
    "Chỉ số",
    "Năm đánh giá",
    "Thứ hạng",
    "Điểm số",
    "Ngày công bố",
    "Mức xác minh của số liệu",
)
PAPI = ("Hưng Yên", "PAPI", 2021, 5, 45.366, "10/5/2022", "found")
PCI = ("Nghệ An", "PCI", 2022, 23, "", "", "found")
NOW = datetime(2023, 6, 15, 9, tzinfo=VN)
SAID = "of index_scores where year >= 2020 and score > 45.3 that published_on < 2022-06-01 and mark <> 'unverified'"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path


@pytest.fixture
def engine() -> Engine:
    return Engine({source.collection.name: source for source in registers.sources()})


def table(*rows: Any) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def bring(*rows: Any, at: datetime = NOW, whole: bool = False) -> actions.Outcome:
    return actions.import_table(
        wanted=actions.Wanted(register="index_scores", whole=whole),
        file=actions.File(name="a.xlsx", content=table(HEADING, *rows)),
        by=access.system("importer"),
        at=at,
    )


def count(engine: Engine, said: str = SAID, *, as_of: datetime | None = None) -> tuple[int, int]:
    parsed = sentence.parse(said, collections=engine.collections)
    asked = sentence.Asked(
        as_of=as_of or NOW + timedelta(days=30),
        start=datetime(2023, 1, 1, tzinfo=VN),
        end=datetime(2024, 1, 1, tzinfo=VN),
    )
    with engine.sitting(names=frozenset({"index_scores"}), asked=asked, past=as_of is not None) as sitting:
        share = sitting.count(parsed)
    assert isinstance(share, measure.Share)
    return share.numerator, share.denominator


def test_imported_rows_are_counted_at_once_with_the_types_of_their_columns(engine: Engine) -> None:
    assert count(engine) == (0, 0)
    bring(PAPI, PCI)
    assert count(engine) == (1, 1)
    bring(("Hưng Yên", "PAPI", 2021, 5, "45,3", "10/5/2022", "found"), at=NOW + timedelta(days=1))
    assert count(engine) == (0, 0)


def test_a_changed_and_an_ended_row_read_as_they_stood(engine: Engine) -> None:
    said = "of index_scores where rank is not null that rank <= 22"
    bring(PCI)
    bring(("Nghệ An", "PCI", 2022, 22, "", "", "found"), at=NOW + timedelta(days=2))
    bring(("Hưng Yên", "PCI", 2022, 50, "", "", "found"), at=NOW + timedelta(days=4), whole=True)
    assert count(engine, said, as_of=NOW - timedelta(days=1)) == (0, 0)
    assert count(engine, said, as_of=NOW + timedelta(days=1)) == (0, 1)
    assert count(engine, said, as_of=NOW + timedelta(days=3)) == (1, 1)
    assert count(engine, said, as_of=NOW + timedelta(days=5)) == (0, 1)
    assert count(engine, said) == (0, 1)


def test_a_value_that_a_changed_file_no_longer_fits_reads_as_none_and_breaks_nothing(engine: Engine) -> None:
    bring(PAPI)
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE registers_entry SET body = body || '{"score": "nhiều", "rank": 1.5, "published_on": "2022-02-31"}'"""
        )
    assert count(engine, "of index_scores that score is null and rank is null and published_on is null") == (
        1,
        1,
    )


def test_every_collection_has_a_name_of_its_own_and_every_register_is_one() -> None:
    declared = counting.declared()
    assert {source.collection.name for source in declared.values()} == set(declared)
    assert set(registers.known()) <= set(declared)


def test_every_register_can_be_read_while_it_is_empty(engine: Engine) -> None:
    for name, collection in engine.collections.items():
        parsed = sentence.parse(
            f"of {name} that {collection.key} is not null", collections=engine.collections
        )
        asked = sentence.Asked(as_of=NOW, start=NOW, end=NOW)
        with engine.sitting(names=frozenset({name}), asked=asked, past=True) as sitting:
            assert sitting.count(parsed) == measure.Share(numerator=0, denominator=0)
