"""The copy under everything that happens to a database at work: crowds, patience, new columns, too little memory."""

import dataclasses
import io
import json
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection, transaction

from motcua.base.source import Source
from motcua.spine import sentence
from motcua.spine.collection import Collection, Column, Type
from motcua.spine.procedure import Words
from motcua.spine.worktime import VN
from motcua.systems.plans import counting
from motcua.systems.plans.counting import copy, following
from motcua.systems.plans.tests.at_once import connected

DAY = datetime(2023, 3, 1, 8, tzinfo=VN)
ASKED = sentence.Asked(as_of=DAY + timedelta(days=30), start=DAY, end=DAY + timedelta(days=60))
TABLES = """
CREATE TABLE IF NOT EXISTS plans_test_seat (
    id text PRIMARY KEY, taken boolean NOT NULL, note text, since timestamptz NOT NULL,
    changed xid8 NOT NULL DEFAULT pg_current_xact_id(), taken_changed xid8 DEFAULT pg_current_xact_id());
CREATE INDEX IF NOT EXISTS plans_test_seat_changed ON plans_test_seat (changed);
CREATE TABLE IF NOT EXISTS plans_test_seat_past (LIKE plans_test_seat, until timestamptz);
ALTER TABLE plans_test_seat_past ALTER changed SET DEFAULT pg_current_xact_id();
TRUNCATE plans_test_seat, plans_test_seat_past;
"""


def column(name: str, type_: Type) -> Column:
    return Column(name=name, type=type_, meaning=Words(vi=name, en=name))


SEATS = Collection(
    name="seats",
    meaning=Words(vi="ghế", en="seats"),
    key="id",
    room="plans",
    columns=(column("id", Type.TEXT), column("taken", Type.BOOLEAN)),
)
SOURCE = Source(
    collection=SEATS,
    tables=("plans_test_seat", "plans_test_seat_past"),
    current="SELECT id, taken, note, since, changed FROM plans_test_seat",
    past="SELECT id, taken, note, since, until, changed FROM plans_test_seat_past",
)
TELLING = Source(
    collection=SEATS,
    tables=SOURCE.tables,
    current="SELECT id, taken, since, changed, taken_changed AS moved FROM plans_test_seat",
    past="SELECT id, taken, since, until, changed, taken_changed AS moved FROM plans_test_seat_past",
    moved_by=dict.fromkeys(SOURCE.tables, "taken_changed"),
)
Connecting = Callable[[], psycopg.Connection]
of_either = pytest.mark.parametrize("source", [SOURCE, TELLING], ids=["compared", "told"])


@pytest.fixture
def connecting(transactional_db: None) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
    opened: list[psycopg.Connection] = []

    def connect() -> psycopg.Connection:
        opened.append(connected())
        return opened[-1]

    yield connect
    for one in opened:
        one.close()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE plans_test_seat, plans_test_seat_past")


def seats(many: int, *, taken: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO plans_test_seat (id, taken, since) SELECT 'seat-' || n, n <= %s, %s FROM generate_series(1, %s) n",
            [taken, DAY, many],
        )


def ask(
    engine: counting.Engine, said: str = "of seats that taken", *, as_of: datetime | None = None
) -> tuple[int, int]:
    asked = ASKED if as_of is None else dataclasses.replace(ASKED, as_of=as_of)
    parsed = sentence.parse(said, collections=engine.collections)
    with engine.sitting(names=frozenset({"seats"}), asked=asked, past=as_of is not None) as sitting:
        share = sitting.count(parsed)
    return share.numerator, share.denominator


def test_while_four_people_change_seats_every_answer_is_of_one_moment(connecting: Connecting) -> None:
    """Each transaction frees a seat and takes another; some think better of it. Thirty are taken, at any moment."""
    seats(60, taken=30)
    engine = counting.Engine({"seats": SOURCE})
    over = threading.Event()
    changed: list[int] = []
    people = [connecting() for _ in range(4)]

    def change_seats(place: int) -> None:
        mine = people[place]
        while not over.is_set():
            for taken in (True, False):
                mine.execute(
                    "UPDATE plans_test_seat SET taken = NOT taken, changed = pg_current_xact_id() WHERE id ="
                    " (SELECT id FROM plans_test_seat WHERE taken = %s ORDER BY random() LIMIT 1 FOR UPDATE SKIP LOCKED)",
                    [taken],
                )
            if len(changed) % 3 == place % 3:
                mine.rollback()
            else:
                mine.commit()
            changed.append(place)

    threads = [threading.Thread(target=change_seats, args=(place,)) for place in range(4)]
    for thread in threads:
        thread.start()
    answers = [ask(engine) for _ in range(60)]
    over.set()
    for thread in threads:
        thread.join()
    assert set(answers) == {(30, 60)}
    assert len(changed) > 40
    with engine.sitting(names=frozenset({"seats"}), asked=ASKED, past=False) as sitting:
        said = sentence.parse("of seats where taken that taken", collections=engine.collections)
        kept = {row["id"] for row in sitting.records(said, side=counting.Side.OF, after=None)}
    there = connecting().execute("SELECT id FROM plans_test_seat WHERE taken").fetchall()
    assert kept == {seat for (seat,) in there}


def test_a_transaction_left_open_for_long_makes_nobody_read_old_news_again(connecting: Connecting) -> None:
    seats(500, taken=0)
    engine = counting.Engine({"seats": SOURCE})
    binh = connecting()
    binh.execute(
        "UPDATE plans_test_seat SET taken = true, changed = pg_current_xact_id() WHERE id = 'seat-1'"
    )
    assert ask(engine) == (0, 500)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE plans_test_seat SET taken = true, changed = pg_current_xact_id() WHERE id <> 'seat-1'"
        )
    assert ask(engine) == (499, 500)
    with following.moment() as read:
        snapshot = read.snapshot
        news = b"".join(following.news(SOURCE, snapshot, read.cursor, every=True))
    assert news == b""
    binh.commit()
    with following.moment() as read:
        news = b"".join(following.news(SOURCE, snapshot, read.cursor, every=True))
    assert news.count(b"\n") == 1
    assert ask(engine) == (500, 500)


def test_a_source_with_other_columns_is_read_anew_and_so_is_one_with_the_old_columns_again(
    connecting: Connecting,
) -> None:
    seats(3, taken=1)
    sources = {"seats": SOURCE}
    assert ask(counting.Engine(sources)) == (1, 3)
    more = dataclasses.replace(
        SOURCE, collection=dataclasses.replace(SEATS, columns=(*SEATS.columns, column("note", Type.TEXT)))
    )
    kept = copy.Copy(sources)
    for source, width in ((SOURCE, 4), (more, 5), (SOURCE, 4)):
        sources["seats"] = source
        with kept.reading(frozenset({"seats"})) as duck:
            assert len(duck.execute("SELECT * FROM seats_now").fetchall()) == 3
            assert len(duck.description or ()) == width


def test_a_table_that_was_rewritten_is_read_anew(connecting: Connecting) -> None:
    seats(3, taken=1)
    engine = counting.Engine({"seats": SOURCE})
    assert ask(engine) == (1, 3)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE plans_test_seat ALTER taken TYPE boolean USING NOT taken")
    assert ask(engine) == (2, 3)


def test_the_past_is_read_once_somebody_asks_for_it_and_follows_from_then_on(connecting: Connecting) -> None:
    seats(3, taken=1)
    engine = counting.Engine({"seats": SOURCE})

    def leave(seat: str, at: datetime) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO plans_test_seat_past (id, taken, since, until)"
                " SELECT id, taken, since, %s FROM plans_test_seat WHERE id = %s",
                [at, seat],
            )
            cursor.execute("DELETE FROM plans_test_seat WHERE id = %s", [seat])

    assert ask(engine) == (1, 3)
    leave("seat-1", DAY + timedelta(days=2))
    assert ask(engine) == (0, 2)
    (state,) = engine.state().kept
    assert (state.rows, state.past) == (2, None)
    assert ask(engine, as_of=DAY + timedelta(days=1)) == (1, 3)
    leave("seat-2", DAY + timedelta(days=4))
    assert ask(engine) == (0, 1)
    assert ask(engine, as_of=DAY + timedelta(days=3)) == (0, 2)
    (state,) = engine.state().kept
    assert (state.rows, state.past) == (1, 2)


def step(seat: str, at: datetime, **values: bool | str) -> None:
    """Write a seat anew, in one transaction with the version that is over."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO plans_test_seat_past (id, taken, note, since, until, taken_changed)"
            " SELECT id, taken, note, since, %s, CASE WHEN taken IS DISTINCT FROM %s THEN pg_current_xact_id() END"
            " FROM plans_test_seat WHERE id = %s RETURNING taken_changed",
            [at, values.get("taken", taken(seat)), seat],
        )
        moved = cursor.fetchone()[0]
        named = ", ".join(f"{name} = %s" for name in values)
        cursor.execute(
            f"UPDATE plans_test_seat SET {named}, since = %s, changed = pg_current_xact_id(),"
            " taken_changed = coalesce(%s::text::xid8, taken_changed) WHERE id = %s",
            [*values.values(), at, moved, seat],
        )


def taken(seat: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT taken FROM plans_test_seat WHERE id = %s", [seat])
        return bool(cursor.fetchone()[0])


def turn(engine: counting.Engine) -> tuple[int, int]:
    with engine._shared().moment(frozenset({"seats"}), past=False) as (_, stands, _):
        return stands["seats"].turn


@of_either
def test_a_note_that_nobody_counts_is_no_news_and_past_days_still_read_as_they_stood(
    connecting: Connecting, source: Source
) -> None:
    seats(3, taken=1)
    engine = counting.Engine({"seats": source})
    assert ask(engine) == (1, 3)
    before = turn(engine)
    step("seat-1", DAY + timedelta(days=2), note="Lan ngồi gần cửa sổ")
    step("seat-2", DAY + timedelta(days=2), note="Minh")
    assert ask(engine) == (1, 3)
    assert turn(engine) == before
    step("seat-2", DAY + timedelta(days=4), taken=True)
    assert ask(engine) == (2, 3)
    assert turn(engine) != before
    for day, taken in ((1, 1), (3, 1), (5, 2)):
        assert ask(engine, as_of=DAY + timedelta(days=day)) == (taken, 3)
    step("seat-1", DAY + timedelta(days=6), note="Lan")
    step("seat-3", DAY + timedelta(days=6), taken=True)
    assert ask(engine) == (3, 3)
    for day, taken in ((1, 1), (5, 2), (7, 3)):
        assert ask(engine, as_of=DAY + timedelta(days=day)) == (taken, 3)


@of_either
def test_a_seat_taken_and_left_between_two_answers_was_taken_on_that_day(
    connecting: Connecting, source: Source
) -> None:
    seats(2, taken=0)
    engine = counting.Engine({"seats": source})
    assert ask(engine) == (0, 2)
    step("seat-1", DAY + timedelta(days=2), taken=True)
    step("seat-1", DAY + timedelta(days=3), taken=False)
    assert ask(engine) == (0, 2)
    assert ask(engine, as_of=DAY + timedelta(days=2, hours=1)) == (1, 2)
    assert ask(engine, as_of=DAY + timedelta(days=4)) == (0, 2)


@of_either
def test_what_begins_at_midnight_is_of_the_day_that_begins(connecting: Connecting, source: Source) -> None:
    seats(2, taken=0)
    engine = counting.Engine({"seats": source})
    midnight = datetime(2023, 3, 5, tzinfo=VN)
    step("seat-1", midnight, taken=True)
    assert ask(engine, as_of=midnight) == (0, 2)
    assert ask(engine, as_of=midnight + timedelta(days=1)) == (1, 2)


@of_either
def test_a_seat_put_in_and_written_again_before_the_next_answer_is_counted(
    connecting: Connecting, source: Source
) -> None:
    seats(1, taken=1)
    engine = counting.Engine({"seats": source})
    assert ask(engine) == (1, 1)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO plans_test_seat (id, taken, since) VALUES ('seat-9', true, %s)", [DAY])
    step("seat-9", DAY + timedelta(days=1), note="Bình")
    assert ask(engine) == (2, 2)


def test_more_changes_than_are_looked_up_one_by_one_leave_no_double(
    connecting: Connecting, monkeypatch: Any
) -> None:
    monkeypatch.setattr(copy, "MARKED", 10)
    monkeypatch.setattr(copy, "LOOSE", 100)
    seats(400, taken=0)
    engine = counting.Engine({"seats": SOURCE})
    assert ask(engine) == (0, 400)
    for last in (5, 150, 400):
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE plans_test_seat SET taken = true, changed = pg_current_xact_id()"
                " WHERE split_part(id, '-', 2)::int <= %s",
                [last],
            )
        assert ask(engine) == (last, 400)


def test_rows_that_do_not_fit_the_bound_are_refused_and_counted_once_there_is_room(
    connecting: Connecting, settings: Any
) -> None:
    settings.COUNTING_MEMORY = "4MB"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO plans_test_seat (id, taken, since) SELECT md5(n::text), true, %s FROM generate_series(1, 100000) n",
            [DAY],
        )
    with pytest.raises(copy.Refusal) as refused:
        ask(counting.Engine({"seats": SOURCE}))
    assert refused.value.code == "plans.copy-full"
    settings.COUNTING_MEMORY = "200MB"
    engine = counting.Engine({"seats": SOURCE})
    assert ask(engine) == (100000, 100000)
    state = engine.state()
    assert 0 < state.used < state.bound
    assert state.bound <= 200_000_000


def test_a_collection_that_did_not_fit_leaves_the_others_countable(
    connecting: Connecting, settings: Any
) -> None:
    settings.COUNTING_MEMORY = "4MB"
    seats(5, taken=2)
    big = dataclasses.replace(
        SOURCE,
        collection=dataclasses.replace(SEATS, name="crowd"),
        current="SELECT md5(n::text) AS id, true AS taken, now() AS since, '3'::xid8 AS changed FROM generate_series(1, 100000) n",
        past=None,
    )
    kept = copy.Copy({"seats": SOURCE, "crowd": big})
    with pytest.raises(copy.Refusal), kept.reading(frozenset({"crowd"})):
        pass
    with kept.reading(frozenset({"seats"})) as duck:
        assert duck.execute("SELECT count(*) FROM seats_now").fetchall() == [(5,)]
    assert [one.collection for one in kept.state().kept] == ["seats"]


def test_the_terminal_says_what_a_process_keeps_and_its_bound(transactional_db: None) -> None:
    out = io.StringIO()
    call_command("counting", "--past", "--json", stdout=out)
    state = json.loads(out.getvalue())
    dossiers = next(one for one in state["kept"] if one["collection"] == "dossiers")
    assert (dossiers["rows"], dossiers["past"]) == (0, 0)
    assert 0 <= state["used"] < state["bound"]
    call_command("counting", stdout=out)
    assert "of 1,843 MiB" in out.getvalue()


def test_sentences_foreseen_together_are_answered_as_they_are_alone(connecting: Connecting) -> None:
    seats(9, taken=4)
    engine = counting.Engine({"seats": SOURCE})
    said = [
        sentence.parse(text, collections=engine.collections)
        for text in (
            "of seats that taken",
            "of seats that not taken",
            "of seats where taken that id = 'seat-1'",
        )
    ]
    with engine.sitting(names=frozenset({"seats"}), asked=ASKED, past=False) as sitting:
        alone = [sitting.count(one) for one in said]
    with engine.sitting(names=frozenset({"seats"}), asked=ASKED, past=False) as sitting:
        sitting.foresee(said)
        together = [sitting.count(one) for one in said]
    assert together == alone
    assert [(share.numerator, share.denominator) for share in alone] == [(4, 9), (5, 9), (1, 4)]
