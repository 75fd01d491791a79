"""How a tried target reads on the editor's page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from motcua.spine.collection import Collection
from motcua.spine.measure import WORDS, Missing, Share
from motcua.systems.plans import queries, wording

MOST_COLUMNS = 6
MOST_LINES = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """A word that a sentence may use: a collection or a column, what it means, and the values it may have."""

    name: str
    meaning: str
    kind: str
    values: Sequence[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The columns of a collection beside the text, and the other collections."""

    collection: str
    meaning: str
    columns: Sequence[Word]
    others: Sequence[Word]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """One reading tried: in words, its numbers, its first records and its lines by a column."""

    label: str
    words: str
    value: str
    fraction: str
    why: str
    verdict: str
    meaning: str
    nouns: str
    heads: Sequence[str]
    records: Sequence[Sequence[str]]
    lines: Sequence[tuple[str, str, str]]
    sides: tuple[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A trial: its faults, or what it counts."""

    faults: Sequence[wording.Fault]
    elsewhere: int
    goal: str
    why: str
    readings: Sequence[Reading]


def shown(trial: queries.Trial, body: str) -> Shown:
    """Say a trial in the reader's language."""
    read = trial.reading
    return Shown(
        faults=[wording.fault(one, body) for one in trial.faults],
        elsewhere=len(trial.elsewhere),
        goal=wording.goal(read) if read else "",
        why=wording.say(read.why) if read and read.why else "",
        readings=[_reading(one, tried, read) for one, tried in zip(read.readings, trial.tried, strict=True)]
        if read
        else (),
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
        kind=column.type.value if column else "",
        values=[f'"{value}"' if isinstance(value, str) else str(value) for value in column.values]
        if column
        else (),
    )


def _reading(one: queries.ReadingValue, tried: queries.Tried, target: queries.TargetReading) -> Reading:
    collection, units = tried.collection, wording.unit_names()
    names = _names(one.sentence, collection)
    value = None if isinstance(one.value, Missing) else one.value.figure(target.unit)
    return Reading(
        label=wording.say(one.label),
        words=wording.say(one.words),
        value=wording.figure(value, target) if value is not None else "–",
        fraction=wording.fraction(one.value) if isinstance(one.value, Share) else "",
        why=wording.say(one.value.why) if isinstance(one.value, Missing) else "",
        verdict=WORDS[one.verdict].said(wording.language()) if one.verdict else "",
        meaning=wording.MEANING[one.verdict] if one.verdict else "",
        nouns=wording.nouns(collection),
        heads=[wording.column(collection, name) for name in names],
        records=[
            [wording.value(collection, name, item[name], units) for name in names] for item in tried.records
        ],
        lines=[
            (wording.value(collection, tried.by, line.values[0], units), *_sides(line))
            for line in tried.lines[:MOST_LINES]
        ]
        if tried.by
        else (),
        sides=(gettext("Thỏa mãn"), gettext("Được tính"))
        if isinstance(one.value, Share)
        else (gettext("Hiện nay"), gettext("Mốc so sánh")),
    )


def _sides(line: queries.Line) -> tuple[str, str]:
    """Give the two figures of a line: satisfied and counted, or of a change now and before."""
    if isinstance(line.value, Share):
        return wording.whole(line.value.numerator), wording.whole(line.value.denominator)
    return wording.exact(line.value.recorded), wording.exact(line.value.before)


def _names(sentence: str, collection: Collection) -> Sequence[str]:
    """Give the columns of a record worth showing: what names it, and those the sentence speaks of."""
    public = [column.name for column in collection.public]
    first = next((name for name in ("code", "number", "name", collection.key) if name in public), public[0])
    said = [word for word in re.findall(r"[a-z_]\w*", sentence) if word in public]
    return list(dict.fromkeys([first, *said]))[:MOST_COLUMNS]
