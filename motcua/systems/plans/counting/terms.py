"""Conditions and values as Ibis expressions, as `motcua.spine.sentence.reading` has them word by word.

Comparison with an absent value is false and its denial true. A duration is a number of microseconds, a figure an
integer or a decimal of six places.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import ibis
from ibis.expr import types as ir

from motcua.spine.sentence import kinds, reckoning, tree
from motcua.spine.sentence.kinds import Kind
from motcua.systems.plans.counting.rows import hole

FIGURE = "decimal(38, 6)"
SHORT = 8  # values of a list that are compared one by one
DAY = timedelta(days=1) // timedelta(microseconds=1)
SIGNS: Mapping[tree.Sign, Callable[[ir.Value, ir.Value], ir.BooleanValue]] = {
    tree.Sign.EQUAL: lambda left, right: left == right,
    tree.Sign.NOT_EQUAL: lambda left, right: ~(left == right).fill_null(False),
    tree.Sign.LESS: lambda left, right: left < right,
    tree.Sign.AT_MOST: lambda left, right: left <= right,
    tree.Sign.MORE: lambda left, right: left > right,
    tree.Sign.AT_LEAST: lambda left, right: left >= right,
}
# What an engine must know besides Ibis, for DuckDB divides decimals as floating numbers: a quotient exact to six
# decimals, half away from zero, nothing where it is by nothing; and a product rounded there.
FUNCTIONS = (
    """
    CREATE OR REPLACE MACRO quotient(a, b) AS CASE WHEN b = 0 THEN NULL ELSE CAST(
        CAST(sign(a) * sign(b) AS HUGEINT)
        * ((2 * CAST(abs(a) * 1000000 AS HUGEINT) * 1000000 + CAST(abs(b) * 1000000 AS HUGEINT))
           // (2 * CAST(abs(CASE WHEN b = 0 THEN 1 ELSE b END) * 1000000 AS HUGEINT))) AS DECIMAL(38, 0))
        * 0.000001 END
    """,
    "CREATE OR REPLACE MACRO product(a, b) AS CAST(a * b AS DECIMAL(38, 6))",
)
_EXACT = ((FIGURE, FIGURE), FIGURE)


@ibis.udf.scalar.builtin(name="quotient", signature=_EXACT)  # type: ignore[untyped-decorator]  # Ibis has no types
def _quotient(left: Any, right: Any) -> Any:
    """Divide; the engine does it."""


@ibis.udf.scalar.builtin(name="product", signature=_EXACT)  # type: ignore[untyped-decorator]  # as above
def _product(left: Any, right: Any) -> Any:
    """Multiply; the engine does it."""


class Compiler:
    """Conditions and values over one table of rows."""

    def __init__(self, reader: kinds.Reader, rows: ir.Table, *, as_of: str = "as_of") -> None:
        self.reader = reader
        self.rows = rows
        self.as_of = as_of  # the name of the open place where the moment of reading stands

    def holds(self, condition: tree.Condition, *, sure: bool = False) -> ir.BooleanValue:
        """Compile a condition. SQL's unknown does for false, until it is denied: there every answer must be `sure`.

        Unknown left alone lets DuckDB skip whole blocks of rows by their least and greatest values.
        """
        match condition:
            case tree.Not(inner):
                return self._denied(inner)
            case tree.Every(parts):
                return ibis.and_(*[self.holds(part, sure=sure) for part in parts])
            case tree.Some(parts):
                return ibis.or_(*[self.holds(part, sure=sure) for part in parts])
            case tree.Absent(left):
                return self.value(left).isnull()
            case _:
                answer = self._leaf(condition)
                return answer.fill_null(False) if sure else answer

    def _denied(self, inner: tree.Condition) -> ir.BooleanValue:
        """Deny a condition. Of written values each is told apart by itself, which DuckDB does thrice as fast.

        What is not absent is there: said so, DuckDB asks it of whole blocks of rows.
        """
        match inner:
            case tree.Absent(left):
                return self.value(left).notnull()
            case tree.OneOf(left, values):
                found = self._found(left)
                return ibis.and_(*[~found.identical_to(self.value(value)) for value in dict.fromkeys(values)])
            case _:
                return ~self.holds(inner, sure=True)

    def value(self, term: tree.Term) -> ir.Value:  # noqa: PLR0911 - one line for each kind of term
        """Compile a value; one that is absent is null."""
        match term:
            case tree.Name(name):
                return self.rows[name]
            case tree.AsOf():
                return hole(self.as_of, "timestamp(6)")
            case tree.Span(amount, unit):
                return ibis.literal(_microseconds(amount, unit), "int64")
            case tree.YearOf(of):
                return self.value(of).year().cast("int64")
            case tree.PeriodYear():
                return hole("start", "timestamp(6)").year().cast("int64")
            case tree.Reckoned():
                return self._reckoned(term)
            case tree.Constant(date() as value):
                return ibis.literal(value.isoformat()).cast("date")
            case tree.Constant(Decimal() as value):
                return ibis.literal(f"{value:f}").cast(FIGURE)
            case tree.Constant(value):
                return ibis.literal(value)

    def compared(self, left: tree.Term, sign: tree.Sign, right: tree.Term) -> ir.BooleanValue:
        """Compile a comparison: by day where either side is one, else by moment or figure."""
        one, other = self.value(left), self.value(right)
        if one.type().is_date() != other.type().is_date():
            one, other = one.cast("date"), other.cast("date")
        return SIGNS[sign](one, other)

    def _leaf(
        self, leaf: tree.Compare | tree.OneOf | tree.InPeriod | tree.Between | tree.Holds
    ) -> ir.BooleanValue:
        match leaf:
            case tree.Holds(left):
                return self.rows[left.name]
            case tree.InPeriod(left):
                return _in_period(self.value(left))
            case tree.OneOf(left, values):
                return self._one_of(left, values)
            case tree.Between(left, low, high):
                return self.compared(left, tree.Sign.AT_LEAST, low) & self.compared(
                    left, tree.Sign.AT_MOST, high
                )
            case tree.Compare(left, sign, right):
                return self.compared(left, sign, right)

    def _one_of(self, left: tree.Term, values: tuple[tree.Constant, ...]) -> ir.BooleanValue:
        """Look a value up in a list; in a short one it is compared with each, which DuckDB does twice as fast."""
        found, listed = self._found(left), [self.value(value) for value in dict.fromkeys(values)]
        if len(listed) > SHORT:
            return found.isin(listed)
        return ibis.or_(*[found == value for value in listed])

    def _found(self, left: tree.Term) -> ir.Value:
        """Give what is looked for in a list: of a moment, its day."""
        found = self.value(left)
        return found.cast("date") if self.reader.kind(left) is Kind.MOMENT else found

    def _reckoned(self, term: tree.Reckoned) -> ir.Value:
        one, other, result = (self.reader.kind(each) for each in (term.left, term.right, term))
        lengths = {one, other, result} <= kinds.LENGTHS
        whole = one not in kinds.TIMES and (result is Kind.INTEGER or lengths)
        left, right = (self._operand(each, whole=whole) for each in (term.left, term.right))
        if one in kinds.TIMES:
            if other in kinds.TIMES:
                return _between(left, right)
            forward = right if term.operator is tree.Operator.PLUS else -right
            return _moved(left, forward, months=other is Kind.MONTHS)
        if whole:
            return _made(left, term.operator, right)
        exact = _made(left.cast(FIGURE), term.operator, right.cast(FIGURE))
        return exact.cast("int64") if result in kinds.LENGTHS else exact

    def _operand(self, term: tree.Term, *, whole: bool) -> ir.Value:
        """Give a value to reckon with, of `whole` numbers or not; a written one is as wide as a column's.

        Among whole numbers it is said to have 64 bits: bare it is as narrow to DuckDB as it can be, and two of them
        overflow.
        """
        match term:
            case tree.Constant(int() as value):
                return _written(value) if whole else ibis.literal(value, "int64")
            case tree.Span(amount, unit) if whole and self.reader.kind(term) is not Kind.MONTHS:
                return _written(_microseconds(amount, unit))
            case _:
                return self.value(term)


def _written(value: int) -> ir.Value:
    return ibis.literal(str(value)).cast("int64")


def _microseconds(amount: int, unit: tree.Unit) -> int:
    length = reckoning.span(amount, unit)
    return length.amount if isinstance(length, reckoning.Months) else length // timedelta(microseconds=1)


def _in_period(value: ir.Value) -> ir.BooleanValue:
    start, end = hole("start", "timestamp(6)"), hole("end", "timestamp(6)")
    if value.type().is_date():
        start, end = start.cast("date"), end.cast("date")
    return (value >= start) & (value < end)


def _between(left: ir.Value, right: ir.Value) -> ir.Value:
    if left.type().is_date() or right.type().is_date():
        return left.cast("date").delta(right.cast("date"), unit="day") * ibis.literal(DAY, "int64")
    return left.delta(right, unit="microsecond")


def _moved(time: ir.Value, by: ir.Value, *, months: bool) -> ir.Value:
    if months:
        moved = time + by.as_interval("M")
    elif time.type().is_date():
        moved = time + (by // ibis.literal(DAY, "int64")).as_interval("D")
    else:
        moved = time + by.as_interval("us")
    return moved.cast("date") if time.type().is_date() else moved


def _made(left: ir.Value, operator: tree.Operator, right: ir.Value) -> ir.Value:
    match operator:
        case tree.Operator.PLUS:
            return left + right
        case tree.Operator.MINUS:
            return left - right
        case tree.Operator.TIMES:
            return left * right if left.type().is_integer() else _product(left, right)
        case tree.Operator.BY:
            return _quotient(left, right)
