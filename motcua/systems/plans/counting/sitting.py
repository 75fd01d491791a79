"""Answers: every number, line and record of one sitting is of the same moment."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from functools import lru_cache, partial
from typing import Any

import duckdb
import pyarrow as pa

from motcua.spine import measure, refusal, sentence
from motcua.spine.collection import Schema
from motcua.spine.sentence import answer
from motcua.spine.worktime import VN
from motcua.systems.plans.counting import carrying, compile as questions, figures, rows as tables
from motcua.systems.plans.counting.answers import AtOneMoment, Rows
from motcua.systems.plans.counting.patience import Refusal, answerable, too_many_lines

Side = questions.Side
PAGE = 50


_touched = lru_cache(maxsize=2048)(sentence.touched)
MOST_LINES = 50_000  # of one breakdown: no page shows more, no reader reads them


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of a breakdown: the values of its columns, and the share (of a change: the figures) under them."""

    values: tuple[Any, ...]
    value: measure.Share | measure.Level

    @property
    def share(self) -> measure.Share:
        """Give the share; under a change, one of nothing."""
        return (
            self.value if isinstance(self.value, measure.Share) else measure.Share(numerator=0, denominator=0)
        )


class Sitting:
    """One moment of the copy, questioned by sentences; `past` asks for the rows as they stood at `stood` (None: `asked.moment`).

    What is `known` of this moment already is not counted again.

    Every question raises Refusal `plans.too-costly` when it takes more time or memory than there is for it, and
    `plans.figure-too-large` where figures grow beyond reckoning.
    """

    def __init__(
        self,
        *,
        duck: duckdb.DuckDBPyConnection,
        schema: Schema,
        asked: sentence.Asked,
        past: bool,
        names: frozenset[str] | None = None,
        stood: datetime | None = None,
        known: AtOneMoment | None = None,
    ) -> None:
        self._duck = duck
        self._schema = schema
        self._asked = asked
        self._past = past
        self._names = names
        self._known = known
        self._stood = stood or asked.moment
        self._moments = {"stood": _wall(self._stood), **_moments(asked)}
        self._foreseen: dict[sentence.Share, measure.Share] = {}

    def foresee(self, said: Iterable[sentence.Sentence]) -> None:
        """Count shares that will be asked for: those of one population in one reading of its records.

        Those of a register that is not kept have no value, and are not counted.
        """
        self._foresee(one for one in said if self.unkept(one) is None)

    def _foresee(self, said: Iterable[sentence.Sentence]) -> None:
        alike: dict[tuple[str, sentence.tree.Condition | None], list[sentence.Share]] = {}
        for one in dict.fromkeys(said):
            if isinstance(one, sentence.Share) and one not in self._foreseen:
                alike.setdefault((one.collection, one.of), []).append(one)
        groups = list(map(tuple, alike.values()))
        # While the records of one population are read, which is not Python's work, the next question is written.
        with ThreadPoolExecutor(1) as helper:
            written = [helper.submit(self._asking, group, tables.Which.ALL) for group in groups]
            for group, question in zip(groups, written, strict=True):
                question.result()
                self._foreseen |= self._counted(group)

    def _asking(self, said: tuple[sentence.Share, ...], which: tables.Which) -> questions.Question:
        return questions.counts(said, self._schema, past=self._past, which=which)

    def _counted(self, said: tuple[sentence.Share, ...]) -> Mapping[sentence.Share, measure.Share]:
        """Count shares with one condition `of`; a share with `each` is the sum of its parts, for no record is in two."""
        for one in said:
            self._spoken(one)

        (counted,) = self._lines(said, (), partial(self._asking, said))
        left = iter(counted)
        shares = {}
        for one in said:
            parts = {
                value: measure.Share(numerator=next(left), denominator=next(left))
                for value in questions.parts(one)
            }
            shares[one] = figures.whole(one, parts)
        return shares

    def over(self, asked: sentence.Asked) -> "Sitting":
        """Give the same moment of the copy, asked over another period."""
        return Sitting(
            duck=self._duck,
            schema=self._schema,
            asked=asked,
            past=self._past,
            names=self._names,
            stood=self._stood,
            known=self._known,
        )

    def ahead(self, *, to: datetime) -> "Sitting":
        """Ask the same rows, as they stand or stood, as if it were already `to`: what comes if nothing is done."""
        return self.over(replace(self._asked, as_of=to))

    @property
    def moments(self) -> Mapping[str, datetime]:
        """Give every moment that a question may leave open, as wall times of Vietnam."""
        return self._moments

    def before(self, said: sentence.Change | sentence.Rank | sentence.Level) -> Mapping[str, datetime] | None:
        """Give the moments of a sentence's baseline, None where it is stated: the rows are those that stand now."""
        earlier = answer.before(said.against)
        return {"stood": self._moments["stood"], **_moments(earlier)} if earlier else None

    def value(self, said: sentence.Sentence) -> measure.Value | measure.Missing:
        """Give the value of a sentence of any shape, or why it has none."""
        if (missing := self.unkept(said)) is not None:
            return missing
        match said:
            case sentence.Share():
                return self.count(said)
            case sentence.Change():
                now = self._figure(said, self._moments)
                then = self.before(said)
                return answer.change(said, now=now, then=self._figure(said, then) if then else None)
            case sentence.Rank():
                return answer.rank(said, now=self._published(said), then=self._published_then(said))
            case sentence.Level():
                return answer.level(said, now=self._published(said), then=self._published_then(said))

    def unkept(self, said: sentence.Sentence) -> measure.Missing | None:
        """Say that the register a sentence counts by has no row yet; None where it has one, or is none."""
        register = self._schema[said.collection].register
        return None if register is None or self._kept(said.collection) else answer.not_kept(register)

    def count(self, said: sentence.Sentence) -> measure.Share:
        """Count the records a share speaks of, and those of them that satisfy; with `each`, in parts as well."""
        if not isinstance(said, sentence.Share):
            raise TypeError(said)
        self._foresee((said,))
        return self._foreseen[said]

    def parts(self, said: sentence.Share) -> tuple[measure.Part, ...]:
        """Count every value that `each` names, also one of which there is no record."""
        return () if said.each is None else self.count(said).parts

    def breakdown(self, said: sentence.Sentence, *, by: Sequence[str]) -> list[Line]:
        """Count by every value of the columns `by` (or `month`), in their order; columns of links are dotted.

        Of a change, each line is the figure and the one before (None where the baseline is stated). A rank or level
        is of one record and is not broken down.
        """
        if isinstance(said, sentence.Change):
            return self._changes(said, tuple(by))
        if not isinstance(said, sentence.Share):
            raise Refusal(
                "plans.not-broken-down",
                refusal.gettext_noop("Hạng và mức ghi nhận là của một bản ghi nên không chia nhỏ được."),
            )
        return [
            Line(values=tuple(values), value=measure.Share(numerator=that, denominator=of))
            for *values, that, of in self._shares(said, tuple(by))
        ]

    def size(
        self, said: sentence.Sentence, *, side: Side, only: Mapping[str, str | None] | None = None
    ) -> int:
        """Count the records of a side, held to the same values as a list of them."""
        narrowed = only or {}
        schema = self._spoken(said, _columns(narrowed))
        question = questions.size(said, schema, side, tuple(narrowed), past=self._past)
        return int(self._rows(question, _held(narrowed))[0][0])

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
        narrowed = only or {}
        schema = self._spoken(said, _columns(narrowed))
        page = None if after is None else limit
        question = questions.records(said, schema, side, tuple(narrowed), past=self._past, page=page)
        names = [column.name for column in schema[said.collection].public]
        return [
            {name: _aware(value) for name, value in zip(names, row, strict=True)}
            for row in self._rows(question, {"after": after, **_held(narrowed)})
        ]

    def columns_of(
        self, said: sentence.Sentence, *, side: Side, only: Mapping[str, str | None] | None = None, step: int
    ) -> Iterator[pa.Table]:
        """Give every record of a side by key, `step` of them at a time as columns; moments are wall times of Vietnam.

        However many there are, no more than one step of them stands in memory.
        """
        narrowed = only or {}
        schema = self._spoken(said, _columns(narrowed))
        question = questions.records(said, schema, side, tuple(narrowed), past=self._past, page=step)
        key, given = schema[said.collection].key, {**self._moments, "after": "", **_held(narrowed)}
        while True:
            with answerable():
                asked = {name: given[name] for name in question.open}
                found: pa.Table = self._duck.sql(question.sql, params=asked).to_arrow_table()
            if found.num_rows:
                yield found
            if found.num_rows < step:
                return
            given["after"] = str(found.column(key)[found.num_rows - 1].as_py())

    def cost(self, said: sentence.Sentence) -> Mapping[str, int]:
        """Give how many rows of each collection a sentence is read over."""
        self._spoken(said)
        names = sorted(sentence.touched(said, self._schema))
        return {name: self._kept(name) for name in names}

    def sql(self, said: sentence.Sentence) -> str:
        """Give the question that a sentence puts to the copy; what is left open stands with a `$`."""
        schema = self._spoken(said)
        match said:
            case sentence.Share():
                return questions.counts((said,), schema, past=self._past).sql
            case sentence.Change():
                return questions.total(said, schema, past=self._past).sql
            case _:
                return questions.published(said, schema, past=self._past).sql

    def _spoken(self, said: sentence.Sentence, besides: Sequence[str] = ()) -> Schema:
        """Give the schema, once it is sure that every collection touched was brought up to the present."""
        if self._names is not None:
            touched = _touched(said, self._schema, besides=tuple(besides))
            if not touched <= self._names:
                raise ValueError(touched - self._names)
        return self._schema

    def _figure(self, said: sentence.Change, moments: Mapping[str, datetime]) -> Fraction | None:
        ((total, many),) = self._totals(said, (), moments)
        if said.term is None and not many:
            return Fraction(0) if self._kept(said.collection) else None
        return figures.figure(said, total, many)

    def _changes(self, said: sentence.Change, by: tuple[str, ...]) -> list[Line]:
        then = self.before(said)
        now = self._groups(said, by, self._moments)
        before = self._groups(said, by, then) if then else {}
        values = [*now, *(group for group in before if group not in now)]
        nothing = Fraction(0) if said.total is not sentence.tree.Total.MEAN else None
        return [
            Line(
                values=group,
                value=measure.Level(recorded=figure, before=before.get(group, nothing if then else None)),
            )
            for group in values
            if (figure := now.get(group, nothing)) is not None
        ]

    def _groups(
        self, said: sentence.Change, by: tuple[str, ...], moments: Mapping[str, datetime]
    ) -> Mapping[tuple[Any, ...], Fraction]:
        rows = self._totals(said, by, moments)
        read = {tuple(values): figures.figure(said, total, many) for *values, total, many in rows}
        return {values: figure for values, figure in read.items() if figure is not None}

    def _kept(self, name: str) -> int:
        """Give how many records of a collection there are."""
        return int(self._rows(questions.kept(name, self._schema, past=self._past))[0][0])

    def _shares(self, said: sentence.Share, by: tuple[str, ...]) -> Sequence[tuple[Any, ...]]:
        """Give, for every value of the columns `by`, how many satisfy and how many are spoken of."""
        schema = self._spoken(said, by)

        def ask(which: tables.Which) -> questions.Question:
            return questions.breakdown(said, schema, by, past=self._past, which=which)

        return self._lines((said,), by, ask, most=MOST_LINES)

    def _totals(
        self, said: sentence.Change, by: tuple[str, ...], moments: Mapping[str, datetime]
    ) -> Sequence[tuple[Any, ...]]:
        """Give, for every value of the columns `by`, the total and of how many records."""
        question = questions.total(said, self._spoken(said, by), by, past=self._past)
        return self._rows(question, moments, most=MOST_LINES if by else None)

    def _published(
        self, said: sentence.Rank | sentence.Level, moments: Mapping[str, datetime] | None = None
    ) -> list[tuple[Any, ...]]:
        return self._rows(questions.published(said, self._spoken(said), past=self._past), moments)

    def _published_then(self, said: sentence.Rank | sentence.Level) -> list[tuple[Any, ...]]:
        then = self.before(said)
        return self._published(said, then) if then else []

    def _lines(
        self,
        said: tuple[sentence.Share, ...],
        by: tuple[str, ...],
        ask: Callable[[tables.Which], questions.Question],
        *,
        most: int | None = None,
    ) -> Sequence[tuple[Any, ...]]:
        """Answer from what this process answered before, brought up to this moment, or else by counting every record."""
        whole = ask(tables.Which.ALL)
        known = self._known
        if known is None or self._past:
            return self._rows(whole, most=most)
        open_ = {name: self._moments[name] for name in whole.open}
        if (rows := known.get(whole, open_)) is not None:
            return rows
        start, end, as_of = (self._moments[name] for name in ("start", "end", "as_of"))
        asked = carrying.Asked(shares=said, by=by, key=(said, by, start, end), as_of=as_of)

        def count(which: tables.Which, given: Mapping[str, Any]) -> Rows:
            if which is tables.Which.NEWS:
                with answerable():
                    known.lay_news(self._schema[asked.root], given["round"], self._duck)
            question = ask(which)
            all_ = {**self._moments, **given}
            return self._put(question, {name: all_[name] for name in question.open}, most)

        lines = known.carried(asked, self._schema, count)
        known.put(whole, open_, lines)
        return lines

    def _rows(
        self,
        question: questions.Question,
        given: Mapping[str, Any] | None = None,
        *,
        most: int | None = None,
    ) -> list[tuple[Any, ...]]:
        all_ = {**self._moments, **(given or {})}
        asked = {name: all_[name] for name in question.open}
        if self._known and (rows := self._known.get(question, asked)) is not None:
            return rows
        rows = self._put(question, asked, most)
        if self._known:
            self._known.put(question, asked, rows)
        return rows

    def _put(self, question: questions.Question, asked: Mapping[str, Any], most: int | None) -> Rows:
        """Put a question to the copy; more rows than `most` are refused."""
        with answerable():
            found = self._duck.execute(question.sql, asked)
            rows: Rows = found.fetchall() if most is None else found.fetchmany(most + 1)
        if most is not None and len(rows) > most:
            raise too_many_lines(most)
        return rows


def _columns(narrowed: Mapping[str, str | None]) -> tuple[str, ...]:
    """Name the columns that a list is held to."""
    return tuple(name.removeprefix(questions.UNDER) for name in narrowed)


def _held(narrowed: Mapping[str, str | None]) -> Mapping[str, str | None]:
    return {f"only_{place}": value for place, value in enumerate(narrowed.values())}


def _moments(asked: sentence.Asked) -> Mapping[str, datetime]:
    return {"as_of": _wall(asked.moment), "start": _wall(asked.start), "end": _wall(asked.end)}


def _wall(moment: datetime) -> datetime:
    return moment.astimezone(VN).replace(tzinfo=None)


def _aware(value: Any) -> Any:
    return value.replace(tzinfo=VN) if isinstance(value, datetime) else value
