"""A tree written back as text: one form for one meaning, and read again it gives the same tree."""

from datetime import date
from decimal import Decimal

from motcua.spine.sentence import tree

LOOSE, TIGHT = (tree.Operator.PLUS, tree.Operator.MINUS), (tree.Operator.TIMES, tree.Operator.BY)


def write(said: tree.Sentence) -> str:
    """Give the one written form of a sentence."""
    where = f"{said.collection} where {condition(said.of)}" if said.of is not None else said.collection
    match said:
        case tree.Share():
            return f"of {where} that {condition(said.that)}{_each(said.each)}"
        case tree.Change():
            total = said.total.value if said.term is None else f"{said.total} {_summed(said.term)}"
            return f"change of {total} of {where}{_against(said.against)}"
        case tree.Rank():
            score = f" score {said.score.name}" if said.score else ""
            return f"rank {said.place.name} of {where}{score}{_against(said.against)}"
        case tree.Level():
            return f"level {said.figure.name} of {where}{_against(said.against)}"


def condition(node: tree.Condition) -> str:  # noqa: PLR0911 - one line for each kind of condition
    """Give the one written form of a condition."""
    match node:
        case tree.Not(inner):
            return _denied(inner)
        case tree.Every(parts):
            return " and ".join(_inside(part) for part in parts)
        case tree.Some(parts):
            return " or ".join(_inside(part) for part in parts)
        case tree.Holds(left):
            return left.name
        case tree.Absent(left):
            return f"{term(left)} is null"
        case tree.InPeriod(left):
            return f"{term(left)} in period"
        case tree.OneOf(left, values):
            return f"{term(left)} in {_list(values)}"
        case tree.Between(left, low, high):
            return f"{term(left)} between {term(low)} and {term(high)}"
        case tree.Compare(left, sign, right):
            return f"{term(left)} {sign} {term(right)}"


def _denied(inner: tree.Condition) -> str:
    """Write a denial as people do: the word stands within what it denies where the grammar lets it."""
    match inner:
        case tree.Absent(left):
            return f"{term(left)} is not null"
        case tree.InPeriod(left):
            return f"{term(left)} not in period"
        case tree.OneOf(left, values):
            return f"{term(left)} not in {_list(values)}"
        case tree.Between(left, low, high):
            return f"{term(left)} not between {term(low)} and {term(high)}"
        case _:
            return f"not {_inside(inner)}"


def term(node: tree.Term) -> str:  # noqa: C901, PLR0911 - one line for each kind of term
    """Give the one written form of a value."""
    match node:
        case tree.Name(name):
            return name
        case tree.AsOf():
            return "as_of"
        case tree.Span(amount, unit):
            return f"{amount} {unit.value[:-1] if amount == 1 else unit}"
        case tree.PeriodYear():
            return "year of period"
        case tree.YearOf(of):
            return f"year of {_factor(of)}"
        case tree.Reckoned(left, operator, right):
            return f"{_left(left, operator)} {operator} {_right(right, operator)}"
        case tree.Constant(bool() as value):
            return "true" if value else "false"
        case tree.Constant(str() as value):
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case tree.Constant(date() as value):
            return value.isoformat()
        case tree.Constant(value):
            return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _each(each: tree.Each | None) -> str:
    return f" each {each.column.name} in {_list(each.values)}" if each else ""


def _against(baseline: tree.Baseline | None) -> str:
    if baseline is None:
        return ""
    if baseline.stated is not None:
        return f" against stated {term(tree.Constant(baseline.stated))}"
    return f" against {baseline.at}"


def _summed(node: tree.Term) -> str:
    """Write what is summed; a column called `year` in parentheses, for `year of` would be read as one thing."""
    written = term(node)
    return f"({written})" if written.split(" ")[-1] == "year" else written


def _list(values: tuple[tree.Constant, ...]) -> str:
    return f"({', '.join(term(value) for value in values)})"


def _inside(node: tree.Condition) -> str:
    return f"({condition(node)})" if isinstance(node, tree.Every | tree.Some) else condition(node)


def _factor(node: tree.Term) -> str:
    return f"({term(node)})" if isinstance(node, tree.Reckoned) else term(node)


def _left(node: tree.Term, operator: tree.Operator) -> str:
    loose = isinstance(node, tree.Reckoned) and node.operator in LOOSE
    return f"({term(node)})" if loose and operator in TIGHT else term(node)


def _right(node: tree.Term, operator: tree.Operator) -> str:
    if not isinstance(node, tree.Reckoned):
        return term(node)
    return term(node) if operator in LOOSE and node.operator in TIGHT else f"({term(node)})"
