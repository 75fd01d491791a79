"""A tree walked: its conditions, its terms, the columns it names and the collections it touches."""

from collections.abc import Iterator, Mapping

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
            for term in terms(leaf):
                yield from _named(term)
    if isinstance(said, tree.Share) and said.each:
        yield said.each.column


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
