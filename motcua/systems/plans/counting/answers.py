"""Answers already counted: each under its question, what the question left open, and what its collections then held.

An answer follows from nothing else, so it is never older than the rows it was counted from: as soon as the copy reads
one row anew, the collection stands elsewhere, and the question is put again: to the news alone, where it is a share and
an earlier answer can be carried on (`carrying`).
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from datetime import datetime
from typing import Any

import duckdb

from motcua.spine.collection import Collection, Schema
from motcua.systems.plans.counting import carrying, news
from motcua.systems.plans.counting.carrying import Stand
from motcua.systems.plans.counting.compile import Question
from motcua.systems.plans.counting.news import Pieces
from motcua.systems.plans.counting.rows import Which, news_table

MOST = 4000
LONGEST = 200  # rows: a breakdown by month, by level, by district
Rows = list[tuple[Any, ...]]


class Answers:
    """The answers of one copy: `most` of them, each of the `longest` rows, those not asked for longest let go first.

    `found` counts how often one was there.
    """

    def __init__(self, *, most: int = MOST, longest: int = LONGEST) -> None:
        self.most, self.longest = most, longest
        self.found = 0
        self.carried = carrying.Carried()
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Rows] = OrderedDict()

    def at(self, stands: Mapping[str, Stand], news: Mapping[str, Pieces]) -> "AtOneMoment":
        """Give the answers as of one moment of the copy; `stands` tell how far each collection is then, `news` what came."""
        return AtOneMoment(self, stands, news)

    def get(self, key: Hashable) -> Rows | None:
        """Give an answer; None where it must be counted."""
        with self._lock:
            rows = self._kept.get(key)
            if rows is not None:
                self._kept.move_to_end(key)
                self.found += 1
            return rows

    def put(self, key: Hashable, rows: Rows) -> None:
        """Keep an answer, unless it is too long."""
        if len(rows) > self.longest:
            return
        with self._lock:
            self._kept[key] = rows
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)


class AtOneMoment:
    """The answers that hold at one moment of the copy, which one connection sees."""

    def __init__(self, answers: Answers, stands: Mapping[str, Stand], news: Mapping[str, Pieces]) -> None:
        self._answers = answers
        self._stands = stands
        self._news = news
        self._laid: dict[str, int] = {}  # since which round

    def get(self, question: Question, given: Mapping[str, Any]) -> Rows | None:
        """Give the answer to a question with these values for what it leaves open; None where it must be counted."""
        return self._answers.get(self._key(question, given))

    def put(self, question: Question, given: Mapping[str, Any], rows: Rows) -> None:
        """Keep an answer that was counted at this moment."""
        self._answers.put(self._key(question, given), rows)

    def carried(
        self, asked: carrying.Asked, schema: Schema, count: Callable[[Which, Mapping[str, Any]], Rows]
    ) -> Rows:
        """Answer by an earlier answer brought up to this moment, or by counting every record (`Carried.carried`)."""
        return self._answers.carried.carried(asked, self._stands, schema, count)

    def lay_news(self, collection: Collection, round_: int, duck: duckdb.DuckDBPyConnection) -> None:
        """Lay what came and went after a round, and maybe some before, beside the rows that one connection sees."""
        if self._laid.get(collection.name, round_ + 1) > round_:
            duck.register(news_table(collection), news.since(self._news[collection.name], round_))
            self._laid[collection.name] = round_

    def _key(self, question: Question, given: Mapping[str, Any]) -> Hashable:
        open_ = tuple(_day(given[name]) if name in question.days else given[name] for name in question.open)
        return question.sql, open_, tuple(self._stands[name].turn for name in question.reads)


def _day(moment: datetime) -> object:
    return moment.date()
