"""From what was read to the value of a sentence: what a change, a rank or a level makes of two readings."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

from motcua.spine import measure
from motcua.spine.collection import Collection
from motcua.spine.procedure import Words
from motcua.spine.sentence import reading, tree
from motcua.spine.sentence.reading import Asked, Row
from motcua.spine.sentence.reckoning import Cell
from motcua.spine.worktime import VN

Figure = int | Decimal | Fraction
Published = Sequence[tuple[Figure | None, ...]]

NOT_KEPT = Words(
    vi="Chưa có số liệu: chưa có bản ghi nào có con số này.",
    en="No data: there is no record with this figure yet.",
)
NOT_PUBLISHED = Words(
    vi="Chưa công bố: chưa có bản ghi nào cho kỳ này.",
    en="Not yet published: there is no record for this period.",
)
SEVERAL = Words(
    vi="Có hơn một bản ghi cùng khớp nên không biết đọc bản ghi nào; câu đo cần thêm điều kiện để chỉ còn một.",
    en="More than one record fits, so none can be read; the sentence needs a further condition that leaves one.",
)
NO_FIGURE = Words(
    vi="Bản ghi đã có nhưng còn để trống con số này.", en="The record is there, but this figure is blank."
)

SHAPES = {
    tree.Share: measure.Shape.SHARE,
    tree.Change: measure.Shape.CHANGE,
    tree.Rank: measure.Shape.RANK,
    tree.Level: measure.Shape.LEVEL,
}


def shape_of(said: tree.Sentence) -> measure.Shape:
    """Tell which of the four shapes a sentence has."""
    return SHAPES[type(said)]


def not_kept(register: Words) -> measure.Missing:
    """Say that the book a sentence counts by has no row yet: no data, which is neither nothing arisen nor nought."""
    vi, en = (f"{title[:1].lower()}{title[1:]}" for title in (register.vi, register.en))
    return measure.Missing(
        why=Words(
            vi=f"Chưa có số liệu: {vi} chưa được lập trên hệ thống.",
            en=f"No data: the register is not yet kept ({en}).",
        )
    )


def before(baseline: tree.Baseline | None) -> Asked | None:
    """Give the moments of a baseline; None for none, and for a stated figure.

    A year is read at its end with itself as the period, a day at its end with its year up to then.
    """
    if baseline is None or baseline.at is None:
        return None
    last = baseline.at if isinstance(baseline.at, date) else date(baseline.at, 12, 31)
    end = datetime.combine(last + timedelta(days=1), time(), VN)
    return Asked(as_of=end, start=datetime(last.year, 1, 1, tzinfo=VN), end=end)


def change(said: tree.Change, *, now: Figure | None, then: Figure | None) -> measure.Change | measure.Missing:
    """Give the change between two readings; `then` is not asked for where the baseline is stated."""
    if said.against.stated is not None:
        then = said.against.stated
    if now is None:
        return measure.Missing(why=NOT_KEPT)
    if then is None:
        return measure.Missing(why=_nothing_of(said.against))
    return measure.Change(baseline=Fraction(then), now=Fraction(now))


def rank(said: tree.Rank, *, now: Published, then: Published) -> measure.Rank | measure.Missing:
    """Give the place of the one record read, with the place and score of the one before where that is there."""
    found = _one(now)
    earlier = _one(then) if said.against else ()
    if isinstance(found, measure.Missing):
        return found
    if isinstance(earlier, measure.Missing):
        if earlier.why is SEVERAL:
            return earlier
        earlier = ()
    place, score = found
    place_then, score_then = earlier or (None, None)
    return measure.Rank(
        place=int(place or 0),
        place_before=None if place_then is None else int(place_then),
        score=None if score is None else Fraction(score),
        gain=None if score is None or score_then is None else Fraction(score) - Fraction(score_then),
    )


def level(said: tree.Level, *, now: Published, then: Published) -> measure.Level | measure.Missing:
    """Give the figure of the one record read, and of the one before where that is there."""
    found = _one(now)
    earlier = _one(then) if said.against else ()
    if isinstance(found, measure.Missing):
        return found
    if isinstance(earlier, measure.Missing):
        if earlier.why is SEVERAL:
            return earlier
        earlier = ()
    recorded = Fraction(found[0] or 0)
    return measure.Level(recorded=recorded, before=Fraction(earlier[0] or 0) if earlier else None)


def lacking(said: tree.Sentence, value: measure.Value | measure.Missing) -> Words | None:
    """Say what a value lacks to be judged against another year; None where it lacks nothing."""
    match said, value:
        case _, measure.Missing(why=why):
            return why
        case (tree.Rank(against=tree.Baseline() as against), measure.Rank(place_before=None)) | (
            tree.Level(against=tree.Baseline() as against),
            measure.Level(before=None),
        ):
            return _nothing_of(against)
    return None


def _one(found: Published) -> tuple[Figure | None, ...] | measure.Missing:
    if not found:
        return measure.Missing(why=NOT_PUBLISHED)
    if len(found) > 1:
        return measure.Missing(why=SEVERAL)
    return measure.Missing(why=NO_FIGURE) if found[0][0] is None else found[0]


def _nothing_of(baseline: tree.Baseline) -> Words:
    at = baseline.at
    vi = f"ngày {at:%d/%m/%Y}" if isinstance(at, date) else f"năm {at}"
    return Words(
        vi=f"Chưa có số liệu của {vi} để so sánh.", en=f"There are no figures of {at} to compare with."
    )


def read(
    said: tree.Sentence,
    *,
    rows: Mapping[str, Sequence[Row]],
    collections: Mapping[str, Collection],
    asked: Asked,
) -> measure.Value | measure.Missing:
    """Read a whole sentence over plain rows, record by record."""
    all_ = reading.linked(rows, collections, said.collection)
    of = [row for row in all_ if reading.holds(said.population, row, asked)]
    if isinstance(said, tree.Share):
        return _share(said, of, asked)
    earlier = before(said.against)
    then = [row for row in all_ if earlier and reading.holds(said.population, row, earlier)]
    if isinstance(said, tree.Change):
        return change(
            said,
            now=_total(said, of, asked, kept=bool(all_)),
            then=_total(said, then, earlier, kept=bool(all_)) if earlier else None,
        )
    names = (said.place, said.score) if isinstance(said, tree.Rank) else (said.figure,)
    cells = [
        [tuple(_figure(row[one.name]) if one else None for one in names) for row in side]
        for side in (of, then)
    ]
    return (
        rank(said, now=cells[0], then=cells[1])
        if isinstance(said, tree.Rank)
        else level(said, now=cells[0], then=cells[1])
    )


def _share(said: tree.Share, of: Sequence[Row], asked: Asked) -> measure.Share:
    def share(rows: Sequence[Row]) -> measure.Share:
        that = sum(reading.holds(said.that, row, asked) for row in rows)
        return measure.Share(numerator=that, denominator=len(rows))

    whole = share(of)
    if said.each is None:
        return whole
    name = said.each.column.name
    parts = tuple(
        measure.Part(value=value, share=share([row for row in of if row[name] == value]))
        for value in part_values(said.each)
    )
    return measure.Share(numerator=whole.numerator, denominator=whole.denominator, parts=parts)


def part_values(each: tree.Each) -> tuple[str | int | bool, ...]:
    """Give the values of `each`, every one once, in the order they are written."""
    values = [one.value for one in each.values]
    return tuple(dict.fromkeys(value for value in values if isinstance(value, str | int)))


def _total(said: tree.Change, of: Sequence[Row], asked: Asked, *, kept: bool) -> Figure | None:
    if said.term is None:
        return len(of) if kept else None
    figures = [figure for row in of if (figure := _figure(reading.value(said.term, row, asked))) is not None]
    if not figures:
        return None
    total = sum((Fraction(figure) for figure in figures), Fraction(0))
    return total / len(figures) if said.total is tree.Total.MEAN else total


def _figure(cell: Cell) -> int | Decimal | None:
    return cell if isinstance(cell, int | Decimal) else None
