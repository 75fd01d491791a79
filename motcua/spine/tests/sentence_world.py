"""A small office to speak sentences about: its collection, random rows of it, random conditions on it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st

from motcua.spine.collection import Collection, Column, Link, Schema, Type
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
        _column("procedure", Type.TEXT, "mã thủ tục", "the procedure's code"),
    ),
    links=(
        Link(
            name="procedure",
            column="procedure",
            to="procedures",
            meaning=Words(vi="thủ tục hành chính", en="the procedure"),
        ),
        Link(
            name="applicant",
            column="applicant",
            to="people",
            meaning=Words(vi="người nộp", en="the applicant"),
        ),
    ),
)
PROCEDURES = Collection(
    name="procedures",
    meaning=Words(vi="thủ tục hành chính", en="procedures"),
    key="code",
    room="tests",
    columns=(
        _column("code", Type.TEXT, "mã thủ tục", "the procedure's code"),
        _column("editor", Type.TEXT, "người soạn", "the editor", personal=True),
        _column("field", Type.TEXT, "lĩnh vực", "the field"),
        _column("days", Type.INTEGER, "số ngày giải quyết", "the days allowed"),
        _column("eligible", Type.BOOLEAN, "đủ điều kiện trực tuyến", "is eligible for the network"),
        _column("published_on", Type.DATE, "ngày công bố", "the day of publication"),
        _column("office", Type.TEXT, "mã cơ quan", "the office's code"),
    ),
    links=(
        Link(name="office", column="office", to="offices", meaning=Words(vi="cơ quan", en="the office")),
        Link(name="law", column="code", to="laws", meaning=Words(vi="văn bản", en="the law")),
    ),
)
OFFICES = Collection(
    name="offices",
    meaning=Words(vi="cơ quan", en="offices"),
    key="code",
    room="tests",
    columns=(
        _column("code", Type.TEXT, "mã cơ quan", "the office's code"),
        _column("level", Type.TEXT, "cấp của cơ quan", "the level"),
        _column("quota", Type.NUMBER, "biên chế", "the quota"),
        _column("year", Type.INTEGER, "năm", "the year"),
    ),
)
COLLECTIONS = Schema((CASES, PROCEDURES, OFFICES))
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
FIELDS, CODES, OFFICE_CODES = ("land", "births"), ("1.001", "1.002", "1.003"), ("A", "B")
CELLS: dict[str, st.SearchStrategy[Any]] = {
    "level": st.sampled_from(LEVELS),
    "note": NOTES,
    "supplements": st.integers(-1, 3),
    "fee": FEES,
    "open": st.booleans(),
    "filed_on": DAYS,
    "due_at": MOMENTS,
    "finished_at": MOMENTS,
    "procedure": st.sampled_from([*CODES, "9.999"]),
}
PROCEDURE_CELLS: dict[str, st.SearchStrategy[Any]] = {
    "field": st.sampled_from(FIELDS),
    "days": st.integers(-2, 30),
    "eligible": st.booleans(),
    "published_on": DAYS,
    "office": st.sampled_from([*OFFICE_CODES, "Z"]),
}
OFFICE_CELLS: dict[str, st.SearchStrategy[Any]] = {
    "level": st.sampled_from(LEVELS),
    "quota": st.sampled_from([Decimal("0.25"), Decimal(-3), Decimal("1234.567891")]),
    "year": st.sampled_from([2021, 2022, 2023]),
}
Rows = dict[str, list[dict[str, Any]]]


def _body(cells: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({name: st.none() | cell for name, cell in cells.items()})


@st.composite
def rows(draw: st.DrawFn) -> list[dict[str, object]]:
    """Draw some cases, any cell of which may be absent."""
    bodies = draw(st.lists(_body(CELLS), max_size=12))
    return [{"id": f"H31-{number:04}", **body} for number, body in enumerate(bodies)]


@st.composite
def worlds(draw: st.DrawFn) -> Rows:
    """Draw rows of every collection; a link may lead to a record, to none that is there, or nowhere."""
    return {
        "cases": draw(rows()),
        "procedures": [{"code": code, **draw(_body(PROCEDURE_CELLS))} for code in CODES],
        "offices": [{"code": code, **draw(_body(OFFICE_CELLS))} for code in OFFICE_CODES],
    }


# Columns by what can be done with them, from each root; dotted ones go through links.
NAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "cases": {
        "text": ("level", "note", "procedure", "procedure.field", "procedure.office.level"),
        "figure": ("supplements", "fee", "procedure.days", "procedure.office.quota", "procedure.office.year"),
        "boolean": ("open", "procedure.eligible"),
        "date": ("filed_on", "procedure.published_on"),
        "moment": ("due_at", "finished_at"),
    },
    "offices": {
        "text": ("code", "level"),
        "figure": ("quota", "year"),
        "boolean": (),
        "date": (),
        "moment": (),
    },
}
_WRITTEN: dict[str, st.SearchStrategy[Any]] = {
    "level": st.sampled_from(LEVELS),
    "note": NOTES,
    "code": st.sampled_from(OFFICE_CODES),
    "procedure": st.sampled_from(CODES),
    "procedure.field": st.sampled_from(FIELDS),
    "procedure.office.level": st.sampled_from(LEVELS),
}
_WRITTEN_FIGURES = st.builds(
    tree.Constant,
    st.sampled_from([0, 1, 2, 3, -1, 2021, Decimal("0.5"), Decimal("0.333333"), Decimal("8000.000001")]),
)
_STRETCH: st.SearchStrategy[int | Decimal] = st.sampled_from([2, 10, Decimal("0.9")])
_STATED: st.SearchStrategy[int | Decimal] = st.sampled_from([600, Decimal("-0.5"), 0])
_PLUS, _MINUS, _TIMES, _BY = tree.Operator
_LENGTHS = st.builds(
    tree.Span,
    st.integers(-40, 40),
    st.sampled_from([tree.Unit.MINUTES, tree.Unit.HOURS, tree.Unit.DAYS, tree.Unit.WEEKS]),
)


@cache
def _names(root: str, kind: str) -> st.SearchStrategy[tree.Term]:
    names = NAMES[root][kind]
    return st.sampled_from(names).map(tree.Name) if names else st.nothing()


def _reckoned(left: Any, operators: tuple[tree.Operator, ...], right: Any) -> st.SearchStrategy[tree.Term]:
    return st.builds(tree.Reckoned, left, st.sampled_from(operators), right)


@cache
def figures(root: str, depth: int = 2) -> st.SearchStrategy[tree.Term]:
    """Draw a figure: a column, a written one, or one reckoned from others."""
    plain = _names(root, "figure") | _WRITTEN_FIGURES
    if not depth:
        return plain
    inner = figures(root, depth - 1)
    by = inner.filter(lambda term: not (isinstance(term, tree.Constant) and term.value == 0))
    found = plain | _reckoned(inner, (_PLUS, _MINUS, _TIMES), inner) | _reckoned(inner, (_BY,), by)
    if NAMES[root]["moment"]:
        found |= _reckoned(lengths(root), (_BY,), lengths(root))
        found |= st.just(tree.PeriodYear()) | st.builds(tree.YearOf, times(root))
    return found


@cache
def times(root: str, *, moved: bool = True) -> st.SearchStrategy[tree.Term]:
    """Draw a day or moment, and one so long before or after it."""
    days = _names(root, "date") | DAYS.map(tree.Constant)
    moments = _names(root, "moment") | st.just(tree.AsOf())
    if not moved:
        return days | moments
    whole = st.builds(tree.Span, st.integers(-40, 40), st.sampled_from([tree.Unit.DAYS, tree.Unit.WEEKS]))
    months = st.builds(tree.Span, st.integers(-14, 14), st.sampled_from([tree.Unit.MONTHS, tree.Unit.YEARS]))
    days |= _reckoned(days, (_PLUS, _MINUS), whole | months)
    return days | moments | _reckoned(moments, (_PLUS, _MINUS), lengths(root, deep=False) | months)


@cache
def lengths(root: str, *, deep: bool = True) -> st.SearchStrategy[tree.Term]:
    """Draw a duration: written, between two times, or stretched."""
    plain = _LENGTHS | _reckoned(times(root, moved=False), (_MINUS,), times(root, moved=False))
    if not deep:
        return plain
    by = _names(root, "figure") | _STRETCH.map(tree.Constant)
    return plain | _reckoned(plain, (_TIMES, _BY), by) | _reckoned(plain, (_PLUS, _MINUS), plain)


@st.composite
def _leaf(draw: st.DrawFn, root: str) -> tree.Condition:
    kinds = [kind for kind, names in NAMES[root].items() if names]
    kind = draw(st.sampled_from([*kinds, "duration"] if NAMES[root]["moment"] else kinds))
    if kind == "text":
        left = draw(_names(root, "text"))
        assert isinstance(left, tree.Name)
        return draw(_worded(left))
    return draw(_of_kind(root, kind))


@cache
def _worded(left: tree.Name) -> st.SearchStrategy[tree.Condition]:
    written = _WRITTEN[left.name].map(tree.Constant)
    return (
        st.builds(
            tree.Compare, st.just(left), st.sampled_from([tree.Sign.EQUAL, tree.Sign.NOT_EQUAL]), written
        )
        | st.builds(tree.OneOf, st.just(left), st.lists(written, min_size=1, max_size=3).map(tuple))
        | st.just(tree.Absent(left))
    )


@cache
def _of_kind(root: str, kind: str) -> st.SearchStrategy[tree.Condition]:
    match kind:
        case "boolean":
            named = _names(root, "boolean")
            return st.builds(tree.Holds, named) | st.builds(tree.Absent, named)
        case "figure":
            constants = st.lists(_WRITTEN_FIGURES, min_size=1, max_size=3).map(tuple)
            return _ordered(figures(root)) | st.builds(tree.OneOf, figures(root), constants)
        case "duration":
            return _ordered(lengths(root))
        case _:
            constants = st.lists(DAYS.map(tree.Constant), min_size=1, max_size=3).map(tuple)
            return (
                _ordered(times(root))
                | st.builds(tree.InPeriod, times(root))
                | st.builds(tree.OneOf, times(root), constants)
            )


def _ordered(terms: st.SearchStrategy[tree.Term]) -> st.SearchStrategy[tree.Condition]:
    return (
        st.builds(tree.Compare, terms, st.sampled_from(tree.Sign), terms)
        | st.builds(tree.Between, terms, terms, terms)
        | st.builds(tree.Absent, terms)
    )


def _whole(parts: st.SearchStrategy[tree.Condition]) -> st.SearchStrategy[tree.Condition]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.builds(tree.Not, parts) | st.builds(tree.Every, several) | st.builds(tree.Some, several)


def conditions(root: str) -> st.SearchStrategy[tree.Condition]:
    """Draw a condition on the records of a collection."""
    return st.recursive(_leaf(root), _whole, max_leaves=6)


@st.composite
def _each(draw: st.DrawFn) -> tree.Each:
    name = draw(st.sampled_from(["level", "procedure", "procedure.field", "procedure.office.level"]))
    values = draw(st.lists(_WRITTEN[name].map(tree.Constant), min_size=1, max_size=3))
    return tree.Each(tree.Name(name), tuple(values))


CONDITIONS = conditions("cases")
SENTENCES = st.builds(
    tree.Share, st.just("cases"), st.none() | CONDITIONS, CONDITIONS, st.none() | st.none() | _each()
)
YEARS = st.sampled_from([2021, 2022, 2023]).map(lambda year: tree.Baseline(at=year))
BASELINES = (
    YEARS
    | DAYS.map(lambda day: tree.Baseline(at=day))
    | _STATED.map(lambda stated: tree.Baseline(stated=stated))
)
_COUNTS = st.builds(
    tree.Change, st.just("cases"), st.none() | CONDITIONS, st.just(tree.Total.COUNT), st.none(), BASELINES
)
_SUMS = st.builds(
    tree.Change,
    st.just("cases"),
    st.none() | CONDITIONS,
    st.sampled_from([tree.Total.SUM, tree.Total.MEAN]),
    figures("cases"),
    BASELINES,
)
CHANGES = _COUNTS | _SUMS
_QUOTA, _YEAR = tree.Name("quota"), tree.Name("year")
# Half of them speak of one office, so that there is something to read.
_ONE = st.sampled_from(OFFICE_CODES).map(
    lambda code: tree.Compare(tree.Name("code"), tree.Sign.EQUAL, tree.Constant(code))
)
_OFFICE: st.SearchStrategy[tree.Condition] = _ONE | conditions("offices")
PUBLISHED = st.builds(
    tree.Rank, st.just("offices"), _OFFICE, st.just(_YEAR), st.none() | st.just(_QUOTA), st.none() | YEARS
) | st.builds(tree.Level, st.just("offices"), _OFFICE, st.just(_QUOTA), st.none() | YEARS)
EVERY_SENTENCE = SENTENCES | CHANGES | PUBLISHED
