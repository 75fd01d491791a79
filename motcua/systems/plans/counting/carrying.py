"""Answers carried on: what was counted once is brought up to the present by what came, what went, and what time turned.

A count is a sum over records, so the answer of now is that of before, less what it held of the records that went, more
what it holds of those that came. The same expression counts both, over the few rows of the news. Where a sentence
compares a record's value with the moment of reading, that comparison turns only for records whose value lies between
the two moments, and only they are counted twice, as of then and as of now. Nothing is estimated, and what cannot be
carried on is counted anew: a sentence that speaks of time otherwise, records reached over a link that changed, news
that are no longer kept.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from motcua.spine import sentence
from motcua.spine.collection import Schema, reach
from motcua.systems.plans.counting.rows import Which

LINES = 100_000  # lines kept at most, of all answers together: some tens of megabytes
LONGEST = 10_000  # lines of one answer that is kept
APART = timedelta(days=2)  # between two moments of reading: beyond it more than a few records have turned
AT_ONCE = 4  # answers to one question as of moments further apart than that

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Stand:
    """How far the copy of a collection is: which reading of it, the round of news, and the round whose later ones are kept."""

    reading: int
    round: int
    kept_after: int

    @property
    def turn(self) -> tuple[int, int]:
        """Tell one state of the collection's rows from every other."""
        return self.reading, self.round


@dataclass(frozen=True, slots=True)
class Answer:
    """The lines of an answer, as of a moment of reading, and how far each collection it read was."""

    lines: list[Row]
    as_of: datetime
    stands: Mapping[str, Stand]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What is asked: shares of one kind of record, over a period, by some columns; `as_of` is the moment of reading.

    `key` is all that tells one question from another but that moment.
    """

    shares: tuple[sentence.Share, ...]
    by: tuple[str, ...]
    key: Hashable
    as_of: datetime

    @property
    def root(self) -> str:
        """Name the collection whose records are spoken of."""
        return self.shares[0].collection


class Carried:
    """The answers of one copy that are carried on, the longest unused forgotten first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, list[Answer]] = OrderedDict()
        self._lines = 0
        self._lock = threading.Lock()

    def carried(
        self,
        asked: Asked,
        stands: Mapping[str, Stand],
        schema: Schema,
        count: Callable[[Which, Mapping[str, Any]], list[Row]],
    ) -> list[Row]:
        """Answer from an earlier answer where there is one to carry on, else by counting every record.

        `count` puts the question to some of the records, with the moments and the round it is given. Every row ends in
        figures that add up, after the values of `asked.by`; the last of them is of how many records.
        """
        touched = _touched(asked, schema)
        stands = {name: stands[name] for name in touched}
        before = self._found(asked, stands, alone=not _reaches(asked, schema, asked.root))
        if before is None:
            lines = count(Which.ALL, {})
        else:
            lines = _brought_up(before, asked, stands[asked.root], count)
        self._keep(asked.key, Answer(lines, asked.as_of, stands), instead_of=before)
        return lines

    def _found(self, asked: Asked, stands: Mapping[str, Stand], *, alone: bool) -> Answer | None:
        """Find the answer nearest in time that can be carried on; `alone`: no link leads to the records themselves."""
        with self._lock:
            kept = list(self._kept.get(asked.key, ()))
        kept.sort(key=lambda answer: abs(answer.as_of - asked.as_of))
        turning = _turning(asked)
        for answer in kept:
            in_time = answer.as_of == asked.as_of or (
                turning is not None and (not turning or abs(answer.as_of - asked.as_of) <= APART)
            )
            if in_time and all(
                _follows(stands[name], then, news=alone and name == asked.root)
                for name, then in answer.stands.items()
            ):
                return answer
        return None

    def _keep(self, key: Hashable, answer: Answer, *, instead_of: Answer | None) -> None:
        if len(answer.lines) > LONGEST:
            return
        with self._lock:
            kept = self._kept.setdefault(key, [])
            self._kept.move_to_end(key)
            left = [one for one in kept if one is not instead_of][-(AT_ONCE - 1) :]
            self._lines += 1 + len(answer.lines) - sum(1 + len(one.lines) for one in kept)
            self._lines += sum(1 + len(one.lines) for one in left)
            self._kept[key] = [*left, answer]
            while self._lines > LINES:
                _, forgotten = self._kept.popitem(last=False)
                self._lines -= sum(1 + len(one.lines) for one in forgotten)


def _follows(now: Stand, then: Stand, *, news: bool) -> bool:
    """Tell whether a collection is as it was or, where `news` may be counted, whether all news since are kept."""
    if now.reading != then.reading:
        return False
    return now.round == then.round or (news and now.kept_after <= then.round < now.round)


def _brought_up(
    before: Answer,
    asked: Asked,
    stand: Stand,
    count: Callable[[Which, Mapping[str, Any]], list[Row]],
) -> list[Row]:
    lines, width = before.lines, len(asked.by)
    since = before.stands[asked.root].round
    if since != stand.round:
        news = count(Which.NEWS, {"round": since, "as_of": before.as_of})
        lines = added(lines, news, width=width)
    if before.as_of != asked.as_of and _turning(asked):
        first, last = sorted((before.as_of, asked.as_of))
        between = {"turned_from": first, "turned_to": last}
        then = count(Which.TURNED, {**between, "as_of": before.as_of})
        lines = added(lines, then, width=width, times=-1)
        lines = added(lines, count(Which.TURNED, between), width=width)
    return lines


def added(lines: list[Row], more: list[Row], *, width: int, times: int = 1) -> list[Row]:
    """Add figures line by line, the values of the first `width` columns alike; in the order of those values, absent last.

    A line of no record is none, but the one line of an answer that is by nothing.
    """
    if not more:
        return lines
    found = {line[:width]: line[width:] for line in lines}
    for line in more:
        figures = tuple(times * figure for figure in line[width:])
        there = found.get(line[:width])
        found[line[:width]] = (
            figures if there is None else tuple(a + b for a, b in zip(there, figures, strict=True))
        )
    kept = [values for values, figures in found.items() if figures[-1] or not width]
    kept.sort(key=lambda values: tuple((value is None, value) for value in values))
    return [(*values, *found[values]) for values in kept]


def _turning(asked: Asked) -> tuple[Any, ...] | None:
    """Give what of the question turns with the moment of reading: nothing, some comparisons, or None for who knows."""
    found = [sentence.turning(share) for share in asked.shares]
    return None if None in found else tuple(pair for pairs in found for pair in pairs or ())


def _touched(asked: Asked, schema: Schema) -> frozenset[str]:
    return frozenset().union(*(sentence.touched(share, schema, besides=asked.by) for share in asked.shares))


def _reaches(asked: Asked, schema: Schema, name: str) -> bool:
    """Tell whether a link of the question leads to the collection `name`."""
    return any(
        link.to == name
        for share in asked.shares
        for column in (*(one.name for one in sentence.names(share)), *asked.by)
        if (found := reach(schema, share.collection, column)) is not None
        for link in found.links
    )
