"""Known dossiers are told of what is known alone: an act on a dossier that changes nothing of it is no news of them."""

from datetime import datetime, timedelta

import pytest
from django.db import connection

from motcua.spine import measure, sentence
from motcua.spine.worktime import VN
from motcua.systems.plans import counting
from motcua.systems.plans.tests import dossiers_written

FILED = datetime(2023, 3, 1, 8, tzinfo=VN)
ASKED = sentence.Asked(as_of=FILED + timedelta(days=60), start=FILED, end=FILED + timedelta(days=90))
IN_TIME = "of known_dossiers where filed_at in period that recorded_at <= record_due_at"
NAMES = frozenset({"dossiers", "known_dossiers"})


@pytest.fixture
def engine(transactional_db: None) -> counting.Engine:
    dossiers_written.write(4, filed=FILED)
    return counting.Engine(counting.declared(), answers=counting.Answers())


def ask(engine: counting.Engine, *, as_of: datetime = ASKED.as_of, past: bool = False) -> tuple[int, int]:
    asked = sentence.Asked(as_of=as_of, start=ASKED.start, end=ASKED.end)
    said = sentence.parse(IN_TIME, collections=engine.collections)
    with engine.sitting(names=NAMES, asked=asked, past=past) as sitting:
        share = sitting.value(said)
    assert isinstance(share, measure.Share)
    return share.numerator, share.denominator


def rounds(engine: counting.Engine) -> dict[str, int]:
    with engine._shared().moment(NAMES, past=False) as (_, stands, _):
        return {name: stand.round for name, stand in stands.items()}


def act(set_: str, *, at: datetime, one: int = 1) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE dossiers_dossier SET {set_}, acted_at = %s"
            " WHERE id = (SELECT id FROM dossiers_dossier ORDER BY filed_at OFFSET %s LIMIT 1)",
            [at, one - 1],
        )


def test_a_rating_is_news_of_the_dossiers_and_not_of_the_known_ones(engine: counting.Engine) -> None:
    assert ask(engine) == (4, 4)
    act("score = 5", at=FILED + timedelta(days=20))
    assert rounds(engine) == {"dossiers": 1, "known_dossiers": 0}
    act("recorded_at = recorded_at + interval '3 days'", at=FILED + timedelta(days=30))
    assert rounds(engine) == {"dossiers": 2, "known_dossiers": 1}
    assert ask(engine) == (3, 4)


def test_two_acts_of_one_moment_are_heard_of_though_no_version_lies_between_them(
    engine: counting.Engine,
) -> None:
    assert ask(engine) == (4, 4)
    late = FILED + timedelta(days=30)
    act("score = 4", at=late)
    assert ask(engine) == (4, 4)
    act("recorded_at = recorded_at + interval '3 days'", at=late)
    assert ask(engine) == (3, 4)


def test_a_past_day_reads_as_it_stood_whichever_acts_were_news_before_it_was_asked_for(
    engine: counting.Engine,
) -> None:
    assert ask(engine) == (4, 4)
    for day in range(10, 50, 10):
        at = FILED + timedelta(days=day)
        act("score = coalesce(score, 0) + 1", at=at)
        act(f"recorded_at = recorded_at + interval '{day} hours'", at=at, one=day // 10)
        ask(engine)
    fresh = counting.Engine(counting.declared())
    days = [FILED + timedelta(days=day, hours=hour) for day in range(2, 55, 6) for hour in (0, 1)]
    first = [ask(engine, as_of=day, past=True) for day in days]
    assert first == [ask(fresh, as_of=day, past=True) for day in days]
    act("score = 1", at=FILED + timedelta(days=55))
    act("recorded_at = filed_at + interval '9 days'", at=FILED + timedelta(days=56))
    assert [ask(engine, as_of=day, past=True) for day in days] == first
    assert ask(engine, past=True) == ask(counting.Engine(counting.declared()))
