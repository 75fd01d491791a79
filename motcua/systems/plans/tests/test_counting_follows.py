"""An answer is never older than the act before it, and never holds what was not committed."""

import dataclasses
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction

from motcua.base.source import Source
from motcua.spine import sentence
from motcua.spine.tests.sentence_world import CASES, COLLECTIONS
from motcua.spine.worktime import VN
from motcua.systems.plans import counting
from motcua.systems.plans.counting import compile as questions, copy, following
from motcua.systems.plans.tests.at_once import connected

DAY = datetime(2023, 3, 1, 8, tzinfo=VN)
COLUMNS = ", ".join(column.name for column in CASES.columns)
TABLES = """
CREATE TABLE IF NOT EXISTS plans_test_case (
    id text PRIMARY KEY, applicant text, level text, note text, supplements int, fee numeric, open boolean,
    filed_on date, due_at timestamptz, finished_at timestamptz, procedure text,
    since timestamptz NOT NULL, changed xid8 NOT NULL DEFAULT pg_current_xact_id());
CREATE TABLE IF NOT EXISTS plans_test_past (LIKE plans_test_case, until timestamptz);
ALTER TABLE plans_test_past ALTER changed SET DEFAULT pg_current_xact_id();
CREATE OR REPLACE TRIGGER plans_test_case_gone AFTER DELETE ON plans_test_case REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION base_note_gone();
CREATE OR REPLACE TRIGGER plans_test_past_gone AFTER DELETE ON plans_test_past REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION base_note_gone();
TRUNCATE plans_test_case, plans_test_past;
"""
SOURCE = Source(
    collection=CASES,
    tables=("plans_test_case", "plans_test_past"),
    current=f"SELECT {COLUMNS}, since, changed FROM plans_test_case",
    past=f"SELECT {COLUMNS}, since, until, changed FROM plans_test_past",
)
OPEN = sentence.parse("of cases that open", collections=COLLECTIONS)
ASKED = sentence.Asked(as_of=DAY + timedelta(days=30), start=DAY, end=DAY + timedelta(days=60))


@pytest.fixture(params=[False, True], ids=["counted each time", "kept until a row changes"])
def engine(request: pytest.FixtureRequest, transactional_db: None) -> Iterator[counting.Engine]:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
    yield counting.Engine({"cases": SOURCE}, answers=counting.Answers() if request.param else None)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE plans_test_case, plans_test_past")


@pytest.fixture
def binh() -> Iterator[psycopg.Connection]:
    """Bình works at the same time, in a connection of his own."""
    with connected() as other:
        yield other


def count(engine: counting.Engine, *, as_of: datetime | None = None) -> tuple[int, int]:
    asked = ASKED if as_of is None else sentence.Asked(as_of=as_of, start=ASKED.start, end=ASKED.end)
    with engine.sitting(names=frozenset({"cases"}), asked=asked, past=as_of is not None) as sitting:
        share = sitting.count(OPEN)
    return share.numerator, share.denominator


def receive(number: int, *, by: psycopg.Connection | None = None, is_open: bool = True) -> None:
    statement = "INSERT INTO plans_test_case (id, open, since, note) VALUES (%s, %s, %s, %s)"
    values = (f"H31-{number:03}", is_open, DAY, 'dấu, "nháy"\nhai dòng')
    if by is not None:
        by.execute(statement, values)
        return
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def finish(number: int, *, at: datetime, delete: bool = False) -> None:
    key = f"H31-{number:03}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO plans_test_past (id, open, since, until)"
            " SELECT id, open, since, %s FROM plans_test_case WHERE id = %s",
            [at, key],
        )
        if delete:
            cursor.execute("DELETE FROM plans_test_case WHERE id = %s", [key])
        else:
            cursor.execute(
                "UPDATE plans_test_case SET open = false, since = %s, changed = pg_current_xact_id() WHERE id = %s",
                [at, key],
            )


def test_an_act_is_in_the_next_answer(engine: counting.Engine) -> None:
    assert count(engine) == (0, 0)
    receive(1)
    assert count(engine) == (1, 1)
    receive(2)
    finish(1, at=DAY + timedelta(days=3))
    assert count(engine) == (1, 2)


def test_text_comes_over_word_for_word(engine: counting.Engine) -> None:
    receive(1)
    with engine.sitting(names=frozenset({"cases"}), asked=ASKED, past=False) as sitting:
        (item,) = sitting.records(OPEN, side=counting.Side.OF)
    assert item["note"] == 'dấu, "nháy"\nhai dòng'
    assert item["level"] is None


def test_a_note_longer_than_others_together_comes_over_whole(engine: counting.Engine) -> None:
    long = "Kính gửi các đơn vị; " * 150_000
    receive(1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE plans_test_case SET note = %s", [long])
    receive(2)
    with engine.sitting(names=frozenset({"cases"}), asked=ASKED, past=False) as sitting:
        notes = [item["note"] for item in sitting.records(OPEN, side=counting.Side.OF)]
    assert notes == [long, 'dấu, "nháy"\nhai dòng']


def test_what_binh_has_not_committed_does_not_count_and_afterwards_it_does(
    engine: counting.Engine, binh: psycopg.Connection
) -> None:
    receive(1, by=binh)
    assert count(engine) == (0, 0)
    receive(2)  # a younger transaction is over before Bình's
    assert count(engine) == (1, 1)
    receive(3)
    assert count(engine) == (2, 2)
    binh.commit()
    assert count(engine) == (3, 3)


def test_what_binh_takes_back_never_counted(engine: counting.Engine, binh: psycopg.Connection) -> None:
    receive(1)
    assert count(engine) == (1, 1)
    receive(2, by=binh)
    binh.execute("UPDATE plans_test_case SET open = false, changed = pg_current_xact_id()")
    assert count(engine) == (1, 1)
    binh.rollback()
    assert count(engine) == (1, 1)


def test_a_past_day_reads_as_it_stood(engine: counting.Engine) -> None:
    receive(1)
    receive(2)
    assert count(engine) == (2, 2)
    finish(1, at=DAY + timedelta(days=3))
    assert count(engine) == (1, 2)
    assert count(engine, as_of=DAY + timedelta(days=2)) == (2, 2)
    assert count(engine, as_of=DAY + timedelta(days=3)) == (1, 2)
    assert count(engine, as_of=DAY - timedelta(days=1)) == (0, 0)


def test_a_record_whose_story_ended_leaves_the_count_but_not_the_past(engine: counting.Engine) -> None:
    receive(1)
    receive(2)
    assert count(engine) == (2, 2)
    finish(1, at=DAY + timedelta(days=3), delete=True)
    assert count(engine) == (1, 1)
    assert count(engine, as_of=DAY + timedelta(days=1)) == (2, 2)


def test_an_emptied_table_is_read_anew(engine: counting.Engine) -> None:
    receive(1)
    assert count(engine) == (1, 1)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE plans_test_case")
    receive(7, is_open=False)
    assert count(engine) == (0, 1)


def test_a_collection_is_read_anew_while_somebody_sits_over_it(engine: counting.Engine) -> None:
    """What was read then is compressed with the next news after he rose."""
    receive(1)
    assert count(engine) == (1, 1)
    with engine.sitting(names=frozenset({"cases"}), asked=ASKED, past=False) as lan:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE plans_test_case ALTER open TYPE boolean USING NOT open")
        assert count(engine) == (0, 1)
        assert count(engine, as_of=DAY) == (0, 1)
        assert lan.count(OPEN).numerator == 1
        assert engine._shared()._followed["cases"].loose > copy.LOOSE
    receive(2)
    assert count(engine) == (1, 2)
    assert engine._shared()._followed["cases"].loose == 0


def test_the_compiler_wakes_while_the_first_rows_are_read(engine: counting.Engine) -> None:
    """Its first use takes ten times as long as the next."""
    assert count(engine) == (0, 0)
    for thread in threading.enumerate():
        if thread.name == "waking the compiler":
            thread.join()
    written = questions.kept.cache_info()
    questions.kept("cases", engine.collections, past=True)
    assert questions.kept.cache_info().hits == written.hits + 1


def test_a_transaction_counts_what_it_wrote_itself_and_leaves_no_trace_of_it(engine: counting.Engine) -> None:
    receive(1)
    assert count(engine) == (1, 1)
    with transaction.atomic():
        receive(2)
        assert count(engine) == (2, 2)
        transaction.set_rollback(True)
    assert count(engine) == (1, 1)


def test_a_row_deleted_without_a_trace_is_not_in_the_next_answer(
    engine: counting.Engine, binh: psycopg.Connection
) -> None:
    """Bình repairs the table by hand: he thinks better of one deletion and stands by another."""
    for number in (1, 2, 3):
        receive(number)
    assert count(engine) == (3, 3)
    binh.execute("DELETE FROM plans_test_case WHERE id = 'H31-001'")
    assert count(engine) == (3, 3)
    binh.rollback()
    assert count(engine) == (3, 3)
    binh.execute("DELETE FROM plans_test_case WHERE id = 'H31-002'")
    receive(4)
    binh.commit()
    assert count(engine) == (3, 3)
    with engine.sitting(names=frozenset({"cases"}), asked=ASKED, past=False) as sitting:
        kept = [row["id"] for row in sitting.records(OPEN, side=counting.Side.OF)]
    assert kept == ["H31-001", "H31-003", "H31-004"]


def test_a_deletion_that_began_before_another_and_ended_after_it_is_heard(
    engine: counting.Engine, binh: psycopg.Connection
) -> None:
    for number in (1, 2, 3):
        receive(number)
    binh.execute("DELETE FROM plans_test_case WHERE id = 'H31-001'")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM plans_test_case WHERE id = 'H31-002'")
    assert count(engine) == (2, 2)
    binh.commit()
    assert count(engine) == (1, 1)


def test_a_past_that_was_struck_out_is_no_past_day_s_answer(engine: counting.Engine) -> None:
    receive(1)
    receive(2)
    finish(1, at=DAY + timedelta(days=3))
    assert count(engine, as_of=DAY + timedelta(days=2)) == (2, 2)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM plans_test_past")
    assert count(engine, as_of=DAY + timedelta(days=2)) == (1, 1)


def test_a_statement_that_deletes_nothing_makes_nobody_read_anew(engine: counting.Engine) -> None:
    receive(1)
    assert count(engine) == (1, 1)
    with following.moment((SOURCE,)) as read:
        before = read.places
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM plans_test_case WHERE id = 'nobody'")
    with following.moment((SOURCE,)) as read:
        assert read.places == before


def test_every_table_that_is_counted_notes_what_is_deleted_from_it(transactional_db: None) -> None:
    counted = {table for source in counting.declared().values() for table in source.tables}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
            " WHERE proname = 'base_note_gone' AND tgtype & 8 > 0 AND tgenabled <> 'D'"
        )
        noting = {table for (table,) in cursor.fetchall()}
    assert len(counted) > 8
    assert counted <= noting


def test_a_column_that_told_of_news_and_is_no_more_makes_the_next_answer_read_all(
    engine: counting.Engine,
) -> None:
    receive(1)
    assert count(engine) == (1, 1)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE plans_test_case RENAME changed TO told")
    told = SOURCE.current.replace("changed", "told AS changed")
    engine.renew({"cases": dataclasses.replace(SOURCE, current=told)})
    receive(2)
    assert count(engine) == (2, 2)


def test_what_cannot_be_asked_of_one_collection_leaves_the_other_up_to_date(
    engine: counting.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the tables cannot all be asked in one message, each is read as if it had told of news."""
    receive(1)
    assert count(engine) == (1, 1)
    receive(2)
    begun, calls = following._begun, []

    def refused(*given: Any, **named: Any) -> following.Moment:
        calls.append(given[2])
        if given[2]:
            with connection.cursor() as cursor:
                cursor.execute("SELECT of_what_is_no_more")
        return begun(*given, **named)

    monkeypatch.setattr(following, "_begun", refused)
    assert count(engine) == (2, 2)
    assert [bool(questions) for questions in calls] == [True, False]
