"""Answers: every number, line and record of one sitting is of the same moment."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any

import duckdb
from django.apps import apps
from django.db import connection
from django.utils.module_loading import module_has_submodule

from motcua.base.source import Source
from motcua.spine import measure, sentence
from motcua.spine.collection import Collection
from motcua.spine.worktime import VN
from motcua.systems.plans.counting import compile as questions
from motcua.systems.plans.counting.copy import Copy

Side = questions.Side
PAGE = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of a breakdown: the values of its columns, and the share under them."""

    values: tuple[Any, ...]
    share: measure.Share


class Sitting:
    """One moment of the copy, questioned by sentences; `past` asks for the rows as they stood at `asked.as_of`."""

    def __init__(
        self,
        *,
        duck: duckdb.DuckDBPyConnection,
        collections: Mapping[str, Collection],
        asked: sentence.Asked,
        past: bool,
    ) -> None:
        self._duck = duck
        self._collections = collections
        self._past = past
        self._moments = {"as_of": _wall(asked.as_of), "start": _wall(asked.start), "end": _wall(asked.end)}

    def over(self, asked: sentence.Asked) -> "Sitting":
        """Give the same moment of the copy, asked over another period."""
        return Sitting(duck=self._duck, collections=self._collections, asked=asked, past=self._past)

    def count(self, said: sentence.Sentence) -> measure.Share:
        """Count the records a sentence speaks of, and those of them that satisfy."""
        question = questions.count(said, self._collections[said.collection], past=self._past)
        that, of = self._rows(question)[0]
        return measure.Share(numerator=that, denominator=of)

    def breakdown(self, said: sentence.Sentence, *, by: Sequence[str]) -> list[Line]:
        """Count by every value of the columns `by` (or `month`), in their order."""
        question = questions.breakdown(said, self._collections[said.collection], tuple(by), past=self._past)
        return [
            Line(values=tuple(values), share=measure.Share(numerator=that, denominator=of))
            for *values, that, of in self._rows(question)
        ]

    def size(
        self, said: sentence.Sentence, *, side: Side, only: Mapping[str, str | None] | None = None
    ) -> int:
        """Count the records of a side, held to the same values as a list of them."""
        narrowed = only or {}
        question = questions.size(
            said, self._collections[said.collection], side, tuple(narrowed), past=self._past
        )
        given = {f"only_{name}": value for name, value in narrowed.items()}
        return int(self._rows(question, given)[0][0])

    def records(
        self,
        said: sentence.Sentence,
        *,
        side: Side,
        only: Mapping[str, str | None] | None = None,
        after: str | None = "",
        limit: int = PAGE,
    ) -> list[dict[str, Any]]:
        """List the records of a side by key: `limit` after the key `after`, or every one where `after` is None.

        Moments are given aware. `only` holds columns (or `month`, by its first day) to one value.
        """
        collection = self._collections[said.collection]
        narrowed = only or {}
        page = None if after is None else limit
        question = questions.records(said, collection, side, tuple(narrowed), past=self._past, page=page)
        given = {"after": after, **{f"only_{name}": value for name, value in narrowed.items()}}
        names = [column.name for column in collection.public]
        return [
            {name: _aware(value) for name, value in zip(names, row, strict=True)}
            for row in self._rows(question, given)
        ]

    def _rows(
        self, question: questions.Question, given: Mapping[str, Any] | None = None
    ) -> list[tuple[Any, ...]]:
        all_ = {**self._moments, **(given or {})}
        rows: list[tuple[Any, ...]] = self._duck.execute(
            question.sql, {name: all_[name] for name in question.open}
        ).fetchall()
        return rows


class Engine:
    """The counting of one process over some sources."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self.sources = sources
        self.collections = {name: source.collection for name, source in sources.items()}
        self._copy: Copy | None = None
        self._lock = threading.Lock()

    @contextmanager
    def sitting(self, *, names: frozenset[str], asked: sentence.Asked, past: bool) -> Iterator[Sitting]:
        """Open a sitting over the named collections, up to date with every act that is committed.

        Within a transaction the answer holds what that transaction wrote, so it is made from a copy of its own.
        """
        copy = Copy(self.sources) if connection.in_atomic_block else self._shared()
        try:
            with copy.reading(names) as duck:
                yield Sitting(duck=duck, collections=self.collections, asked=asked, past=past)
        finally:
            if copy is not self._copy:
                copy.close()

    def _shared(self) -> Copy:
        with self._lock:
            if self._copy is None:
                self._copy = Copy(self.sources)
            return self._copy


def declared() -> Mapping[str, Source]:
    """Gather what every room declares in its `collections`, by the collection's name."""
    found: dict[str, Source] = {}
    for room in apps.get_app_configs():
        if room.name.startswith("motcua.") and module_has_submodule(room.module, "collections"):
            module = import_module(f"{room.name}.collections")
            # a room whose collections are files gives them by a function, when they are asked for
            listed = module.sources() if hasattr(module, "sources") else vars(module).values()
            found |= {one.collection.name: one for one in listed if isinstance(one, Source)}
    return found


_engines: dict[str, Engine] = {}


def engine() -> Engine:
    """Give this process's engine over everything that is declared, in the database at hand."""
    name = str(connection.settings_dict["NAME"])
    if name not in _engines:
        _engines[name] = Engine(declared())
    return _engines[name]


def _wall(moment: datetime) -> datetime:
    return moment.astimezone(VN).replace(tzinfo=None)


def _aware(value: Any) -> Any:
    return value.replace(tzinfo=VN) if isinstance(value, datetime) else value
