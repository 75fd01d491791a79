"""A tree walked: its conditions, its terms, the columns it names and the collections it touches."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from motcua.spine.collection import Collection, reach
from motcua.spine.sentence import tree


def leaves(condition: tree.Condition | None) -> Iterator[tree.Leaf]:
    """Give every condition that is not made of others, from left to right."""
    match condition:
        case None:
            return
        case tree.Not(inner):
            yield from leaves(inner)
        case tree.Every(parts) | tree.Some(parts):
            for part in parts:
                yield from leaves(part)
        case _:
            yield condition


def conditions(said: tree.Sentence) -> tuple[tree.Condition | None, ...]:
    """Give the conditions of a sentence, in the order they are written."""
    return (said.of, said.that) if isinstance(said, tree.Share) else (said.of,)


def names(said: tree.Sentence) -> Iterator[tree.Name]:
    """Give every column that a sentence names, in the order it is read."""
    match said:
        case tree.Change(term=term) if term is not None:
            yield from _named(term)
        case tree.Rank(place=place, score=score):
            yield from (place, score) if score else (place,)
        case tree.Level(figure=figure):
            yield figure
    for condition in conditions(said):
        for leaf in leaves(condition):
            yield from named(leaf)
    if isinstance(said, tree.Share) and said.each:
        yield said.each.column


def named(leaf: tree.Leaf) -> Iterator[tree.Name]:
    """Give every column that a condition names."""
    for term in terms(leaf):
        yield from _named(term)


def terms(leaf: tree.Leaf) -> tuple[tree.Term, ...]:
    """Give the values that a condition is about, from left to right."""
    match leaf:
        case tree.Compare(left, _, right):
            return (left, right)
        case tree.Between(left, low, high):
            return (left, low, high)
        case tree.OneOf(left, values):
            return (left, *values)
        case tree.InPeriod(left) | tree.Absent(left) | tree.Holds(left):
            return (left,)


def _named(term: tree.Term) -> Iterator[tree.Name]:
    match term:
        case tree.Name():
            yield term
        case tree.Reckoned(left, _, right):
            yield from _named(left)
            yield from _named(right)
        case tree.YearOf(of):
            yield from _named(of)


def turning(said: tree.Share) -> tuple[tuple[tree.Term, tree.Term], ...] | None:
    """Give the comparisons of a share that may turn as the moment of reading goes on: a record's value, and the moment.

    The moment is that of reading or a duration before or after it, so it goes on with it: a comparison turns for no
    record whose value lies before both or after both of two such moments. None where the moment is spoken of otherwise.
    """
    found: list[tuple[tree.Term, tree.Term]] = []
    for condition in conditions(said):
        for leaf in leaves(condition):
            pairs = _compared(leaf)
            if pairs is None:
                return None
            found += pairs
    return tuple(dict.fromkeys(found))


def _compared(leaf: tree.Leaf) -> list[tuple[tree.Term, tree.Term]] | None:
    match leaf:
        case tree.Compare(left, _, right):
            pairs = [(left, right)]
        case tree.Between(left, low, high):
            pairs = [(left, low), (left, high)]
        case _:
            return None if any(_moves(term) for term in terms(leaf)) else []
    found = []
    for one, other in pairs:
        value, moment = (other, one) if _moves(one) else (one, other)
        if _moves(moment):
            if _moves(value) or not _goes_on(moment):
                return None
            found.append((value, moment))
    return found


def _moves(term: tree.Term) -> bool:
    """Tell whether a value depends on the moment of reading."""
    match term:
        case tree.AsOf():
            return True
        case tree.Reckoned(left, _, right):
            return _moves(left) or _moves(right)
        case tree.YearOf(of):
            return _moves(of)
        case _:
            return False


def _goes_on(term: tree.Term) -> bool:
    """Tell whether a moment never falls back while the moment of reading goes on: a month before 31 March may."""
    match term:
        case tree.AsOf():
            return True
        case tree.Reckoned(left, tree.Operator.PLUS | tree.Operator.MINUS, tree.Span(unit=unit)):
            return unit not in {tree.Unit.MONTHS, tree.Unit.YEARS} and _goes_on(left)
        case _:
            return False


def touched(
    said: tree.Sentence, collections: Mapping[str, Collection], *, besides: tuple[str, ...] = ()
) -> frozenset[str]:
    """Name every collection whose rows a checked sentence reads, and those that the columns `besides` lead to."""
    found = {said.collection}
    for name in (*(one.name for one in names(said)), *besides):
        reached = reach(collections, said.collection, name)
        if reached is not None:
            found.update(link.to for link in reached.links)
    return frozenset(found)


def period_column(said: tree.Sentence) -> str | None:
    """Give the column by which the records fall into a period: the first that `of` asks to be in it."""
    return next(
        (
            leaf.left.name
            for leaf in leaves(said.of)
            if isinstance(leaf, tree.InPeriod) and isinstance(leaf.left, tree.Name)
        ),
        None,
    )


def replaced(said: tree.Sentence, columns: Mapping[str, str]) -> tree.Sentence:
    """Give the sentence with a column in the place of each text that is held against another: `columns` names which.

    The values of `each` stay: they name the parts of an answer.
    """
    of = None if said.of is None else _replaced(said.of, columns)
    match said:
        case tree.Share():
            return replace(said, of=of, that=_replaced(said.that, columns))
        case tree.Change():
            return replace(said, of=of)
        case _:
            return replace(said, of=_replaced(said.of, columns))


def _replaced(condition: tree.Condition, columns: Mapping[str, str]) -> tree.Condition:
    match condition:
        case tree.Not(inner):
            return tree.Not(_replaced(inner, columns))
        case tree.Every(parts):
            return tree.Every(tuple(_replaced(part, columns) for part in parts))
        case tree.Some(parts):
            return tree.Some(tuple(_replaced(part, columns) for part in parts))
        case tree.Compare(left, sign, right):
            return tree.Compare(_column(left, columns), sign, _column(right, columns))
        case tree.OneOf(left, values) if any(value.value in columns for value in values):
            equal = (tree.Compare(left, tree.Sign.EQUAL, _column(value, columns)) for value in values)
            return tree.Some(tuple(equal))
        case _:
            return condition


def _column(term: tree.Term, columns: Mapping[str, str]) -> tree.Term:
    if isinstance(term, tree.Constant) and isinstance(term.value, str) and term.value in columns:
        return tree.Name(columns[term.value], term.spot)
    return term
