"""What came and went is kept for as long as there is room, and whoever asks is handed what came since."""

import math

import pyarrow as pa
import pytest
from hypothesis import given, strategies as st

from motcua.systems.plans.counting import news, rows

TYPES = pa.schema([("id", pa.string()), ("since", pa.timestamp("us"))])
COMING = TYPES.append(pa.field("until", pa.timestamp("us")))


def came(*keys: str) -> pa.Table:
    return pa.table({"id": [*keys], "since": [None] * len(keys), "until": [None] * len(keys)}, schema=COMING)


def went(*keys: str) -> pa.Table:
    return pa.table({"id": [*keys], "since": [None] * len(keys)}, schema=TYPES)


def told(kept: news.News, since: int) -> list[tuple[str, int, int]]:
    """Give key, round and sign of what is known to have come or gone after a round."""
    return [
        (row["id"], row[rows.ROUND], row[rows.SIGN])
        for row in news.since(kept.pieces, since).to_pylist()
        if row[rows.ROUND] > since
    ]


def test_a_record_that_changed_came_and_went_in_one_round() -> None:
    kept = news.News()
    kept.keep(came("a"), went(), of=1)
    kept.keep(came("a", "b"), went("a"), of=2)
    assert told(kept, 1) == [("a", 2, 1), ("b", 2, 1), ("a", 2, -1)]
    assert told(kept, 0)[0] == ("a", 1, 1)


@given(
    many=st.lists(st.integers(1, 4), min_size=1, max_size=40),
    fold=st.integers(2, 5),
    since=st.integers(0, 39),
)
def test_however_they_are_pieced_together_nothing_that_came_since_is_lost(
    many: list[int], fold: int, since: int
) -> None:
    since = min(since, len(many) - 1)
    kept = news.News()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(news, "FOLD", fold)
        for round_, each in enumerate(many, start=1):
            kept.keep(came(*(f"{round_}-{one}" for one in range(each))), went(), of=round_)
            assert len(kept.pieces) < fold * (1 + math.log(round_, fold))
    assert told(kept, since) == [
        (f"{round_}-{one}", round_, 1)
        for round_, each in enumerate(many, start=1)
        for one in range(each)
        if round_ > since
    ]


def test_who_asks_late_is_not_handed_what_he_knows() -> None:
    kept = news.News()
    for round_ in range(1, 6):
        kept.keep(came(f"{round_}"), went(), of=round_)
    assert [row["id"] for row in news.since(kept.pieces, 3).to_pylist()] == ["4", "5"]


def test_what_does_not_fit_lets_all_before_it_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(news, "MOST", 3)
    kept = news.News()
    kept.keep(came("a", "b"), went(), of=1)
    kept.keep(came("a", "b"), went("a", "b"), of=2)
    assert (kept.kept_after, kept.rows, kept.pieces) == (2, 0, ())
    kept.keep(came("c"), None, of=3)
    assert kept.kept_after == 3
    kept.keep(came("c"), went(), of=3)
    assert kept.pieces == (), "of a round some of whose news were let go, none is kept"
    kept.keep(came("d"), went(), of=4)
    assert told(kept, 3) == [("d", 4, 1)]
