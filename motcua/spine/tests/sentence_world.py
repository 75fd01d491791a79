"""A small office to speak sentences about: its collection, random rows of it, random conditions on it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from motcua.spine.collection import Collection, Column, Type
from motcua.spine.procedure import Words
from motcua.spine.sentence import Asked, tree
from motcua.spine.worktime import VN

LEVELS = ("province", "commune")


def _column(name: str, type_: Type, vi: str, en: str, *, personal: bool = False) -> Column:
    values: dict[str | int, Words] = {}
    if name == "level":
        values = {level: Words(vi=f"cấp {level}", en=level) for level in LEVELS}
    return Column(name=name, type=type_, meaning=Words(vi=vi, en=en), personal=personal, values=values)


CASES = Collection(
    name="cases",
    meaning=Words(vi="hồ sơ", en="dossiers"),
    key="id",
    room="tests",
    columns=(
        _column("id", Type.TEXT, "mã hồ sơ", "the number"),
        _column("applicant", Type.TEXT, "người nộp", "the applicant", personal=True),
        _column("level", Type.TEXT, "cấp giải quyết", "the level"),
        _column("note", Type.TEXT, "ghi chú", "the note"),
        _column("supplements", Type.INTEGER, "số lần bổ sung", "the number of supplements"),
        _column("fee", Type.NUMBER, "lệ phí", "the fee"),
        _column("open", Type.BOOLEAN, "đang được giải quyết", "is still open"),
        _column("filed_on", Type.DATE, "ngày nộp", "the day of filing"),
        _column("due_at", Type.MOMENT, "hạn trả kết quả", "the due time"),
        _column("finished_at", Type.MOMENT, "thời điểm giải quyết xong", "the time of finishing"),
    ),
)
COLLECTIONS = {"cases": CASES}
START = datetime(2023, 1, 1, tzinfo=VN)
ASKED = Asked(as_of=datetime(2023, 5, 15, 9, 30, tzinfo=VN), start=START, end=datetime(2023, 7, 1, tzinfo=VN))

DAYS = st.integers(-30, 250).map(lambda days: date(2023, 1, 1) + timedelta(days=days))
# Few minutes and both ends of a day, so that moments often meet each other and midnight.
MOMENTS = st.builds(
    lambda day, minute: datetime(day.year, day.month, day.day, tzinfo=VN) + timedelta(minutes=minute),
    DAYS,
    st.sampled_from([0, 450, 1020, 1439]),
).map(lambda moment: moment.astimezone(UTC).astimezone(VN))
FEES = st.sampled_from([Decimal("0.5"), Decimal("8000.000001"), Decimal(8000)])
NOTES = st.sampled_from(["", "x", "it's", 'a "b"', "\\", "đất đai", "-- no"])
CELLS: dict[str, st.SearchStrategy[Any]] = {
    "level": st.sampled_from(LEVELS),
    "note": NOTES,
    "supplements": st.integers(-1, 3),
    "fee": FEES,
    "open": st.booleans(),
    "filed_on": DAYS,
    "due_at": MOMENTS,
    "finished_at": MOMENTS,
}


@st.composite
def rows(draw: st.DrawFn) -> list[dict[str, object]]:
    """Draw some rows, any cell of which may be absent."""
    bodies = draw(
        st.lists(st.fixed_dictionaries({name: st.none() | cell for name, cell in CELLS.items()}), max_size=12)
    )
    return [{"id": f"H31-{number:04}", **body} for number, body in enumerate(bodies)]


def _leaf(draw: st.DrawFn) -> tree.Condition:
    name = draw(st.sampled_from(sorted(CELLS)))
    left, times = tree.Name(name), ("filed_on", "due_at", "finished_at")
    value: st.SearchStrategy[tree.Operand] = (DAYS if name in times else CELLS[name]).map(tree.Constant)
    ordered = name not in ("level", "note", "open")
    if name in times:
        value |= st.sampled_from(times).map(tree.Name) | st.just(tree.AsOf())
    signs = list(tree.Sign) if ordered else [tree.Sign.EQUAL, tree.Sign.NOT_EQUAL]
    leaves: list[st.SearchStrategy[tree.Condition]] = [
        st.just(tree.Absent(left)),
        st.builds(tree.Compare, st.just(left), st.sampled_from(signs), value),
    ]
    if ordered:
        leaves.append(st.builds(tree.Between, st.just(left), value, value))
    if name in times:
        leaves.append(st.just(tree.InPeriod(left)))
    elif name == "open":
        leaves.append(st.just(tree.Holds(left)))
    else:
        constants = st.lists(CELLS[name].map(tree.Constant), min_size=1, max_size=3).map(tuple)
        leaves.append(st.builds(tree.OneOf, st.just(left), constants))
    return draw(st.one_of(leaves))


def _whole(parts: st.SearchStrategy[tree.Condition]) -> st.SearchStrategy[tree.Condition]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.builds(tree.Not, parts) | st.builds(tree.Every, several) | st.builds(tree.Some, several)


CONDITIONS = st.recursive(st.composite(_leaf)(), _whole, max_leaves=6)
SENTENCES = st.builds(tree.Sentence, st.just("cases"), st.none() | CONDITIONS, CONDITIONS)
