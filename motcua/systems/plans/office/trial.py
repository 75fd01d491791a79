"""How a tried target, or a tried sign, reads on the editor's page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from motcua.spine import sentence
from motcua.spine.collection import TYPES, Collection
from motcua.spine.measure import Missing, Share, Unit
from motcua.systems.plans import queries, wording

MOST_COLUMNS = 6
MOST_LINES = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """A word that a sentence may use: a collection or a column, what it means, and the values it may have, each with its words."""

    name: str
    meaning: str
    kind: str
    values: Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The columns of a collection beside the text, and the other collections."""

    collection: str
    meaning: str
    columns: Sequence[Word]
    others: Sequence[Word]


@dataclass(frozen=True, kw_only=True, slots=True)
class Behind:
    """What stands behind a tried figure: its first records, under a caption, and its lines by a column."""

    nouns: str
    caption: str
    none: str
    heads: Sequence[str]
    records: Sequence[Sequence[str]]
    lines: Sequence[tuple[str, str, str]]
    sides: tuple[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """One reading tried: in words, its numbers, and what stands behind it."""

    label: str
    words: str
    value: str
    fraction: str
    why: str = ""
    verdict: str = ""
    meaning: str = ""
    behind: Behind


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A trial: its faults, or what it counts."""

    faults: Sequence[wording.Fault]
    elsewhere: Sequence[wording.Fault]
    goal: str
    why: str
    readings: Sequence[Reading]


def shown(trial: queries.Trial, body: str) -> Shown:
    """Say a trial in the reader's language."""
    read, sign = trial.reading, trial.sign
    why = read.why if read else sign.detector.why if sign else None
    readings = [_sign(sign, tried) for tried in trial.tried] if sign else []
    if read:
        readings = [_reading(one, tried, read) for one, tried in zip(read.readings, trial.tried, strict=True)]
    return Shown(
        faults=[wording.fault(one, body) for one in trial.faults],
        elsewhere=[wording.fault(one, "") for one in trial.elsewhere],
        goal=wording.goal(read) if read else "",
        why=wording.say(why) if why else "",
        readings=readings,
    )


def columns(body: str) -> Words | None:
    """Give the columns of the collection the text speaks of (the first of all where it names none)."""
    known = {one.name: one for one in queries.collections()}
    if not known:
        return None
    named = re.findall(r"\bof\s+(\w+)", body)
    collection = known[next((name for name in named if name in known), next(iter(known)))]
    return Words(
        collection=collection.name,
        meaning=wording.say(collection.meaning),
        columns=[_word(collection, column.name) for column in collection.public],
        others=[
            Word(name=one.name, meaning=wording.say(one.meaning), kind="", values=())
            for one in known.values()
            if one is not collection
        ],
    )


def _word(collection: Collection, name: str) -> Word:
    column = collection.column(name)
    return Word(
        name=name,
        meaning=wording.say(column.meaning) if column else "",
        kind=wording.say(TYPES[column.type]) if column else "",
        values=[
            (f'"{value}"' if isinstance(value, str) else str(value), wording.say(words))
            for value, words in column.values.items()
        ]
        if column
        else (),
    )


def _reading(one: queries.ReadingValue, tried: queries.Tried, target: queries.TargetReading) -> Reading:
    value = None if isinstance(one.value, Missing) else one.value.figure(target.unit)
    share = isinstance(one.value, Share)
    return Reading(
        label=wording.say(one.label),
        words=wording.say(one.words),
        value=wording.figure(value, target) if value is not None else "–",
        fraction=wording.fraction(one.value) if isinstance(one.value, Share) else "",
        why=wording.say(one.value.why) if isinstance(one.value, Missing) else "",
        verdict=wording.verdict(target, one.verdict) if one.verdict else "",
        meaning=wording.MEANING[one.verdict] if one.verdict else "",
        behind=_behind(
            tried,
            one.sentence,
            caption=gettext("Những %(nouns)s đầu tiên được tính"),
            none=gettext("Chưa có %(nouns)s nào được tính."),
            sides=(gettext("Thỏa mãn"), gettext("Được tính"))
            if share
            else (gettext("Hiện nay"), gettext("Mốc so sánh")),
        ),
    )


def _sign(one: queries.Sign, tried: queries.Tried) -> Reading:
    figure = one.share.figure(Unit.PERCENT) if one.share else None
    return Reading(
        label=wording.say(one.detector.statement),
        words=wording.say(one.words) if one.words else "",
        value="–" if figure is None else wording.plain_percent(figure),
        fraction=wording.fraction(one.share) if one.share else "",
        behind=_behind(
            tried,
            sentence.write(one.detector.sentence) if one.detector.sentence else "",
            caption=gettext("Những %(nouns)s đầu tiên có dấu hiệu"),
            none=gettext("Chưa có %(nouns)s nào có dấu hiệu này."),
            sides=(gettext("Có dấu hiệu"), gettext("Trên tổng số")),
        ),
    )


def _behind(tried: queries.Tried, written: str, *, caption: str, none: str, sides: tuple[str, str]) -> Behind:
    collection, known = tried.collection, queries.names()
    names = _names(written, collection)
    nouns = {"nouns": wording.nouns(collection)}
    return Behind(
        nouns=nouns["nouns"],
        caption=caption % nouns,
        none=none % nouns,
        heads=[wording.column(collection, name) for name in names],
        records=[
            [wording.value(collection, name, item[name], known) for name in names] for item in tried.records
        ],
        lines=[
            (wording.value(collection, tried.by, line.values[0], known), *_sides(line))
            for line in tried.lines[:MOST_LINES]
        ]
        if tried.by
        else (),
        sides=sides,
    )


def _sides(line: queries.Line) -> tuple[str, str]:
    """Give the two figures of a line: satisfied and counted, or of a change now and before."""
    if isinstance(line.value, Share):
        return wording.whole(line.value.numerator), wording.whole(line.value.denominator)
    return wording.exact(line.value.recorded), wording.exact(line.value.before)


def _names(written: str, collection: Collection) -> Sequence[str]:
    """Give the columns of a record worth showing: what names it, and those the sentence speaks of."""
    public = [column.name for column in collection.public]
    first = next((name for name in ("code", "number", "name", collection.key) if name in public), public[0])
    said = [word for word in re.findall(r"[a-z_]\w*", written) if word in public]
    return list(dict.fromkeys([first, *said]))[:MOST_COLUMNS]
