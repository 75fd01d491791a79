"""A sentence said as an official would say it, in Vietnamese and in English."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from motcua.spine.collection import NAMELESS, Collection, Names, reach
from motcua.spine.procedure import Words
from motcua.spine.sentence import kinds, tree
from motcua.spine.sentence.tongues import ENGLISH, VIETNAMESE, Tongue


def explain(said: tree.Sentence, *, collections: Mapping[str, Collection], names: Names = NAMELESS) -> Words:
    """Say a checked sentence in words, made from the meanings of its columns and links; a code by its name in `names`."""
    reader = kinds.Reader(collections, said.collection)
    return Words(
        vi=_Speaker(reader, VIETNAMESE, names).sentence(said),
        en=_Speaker(reader, ENGLISH, names).sentence(said),
    )


def condition_in_words(
    condition: tree.Condition,
    *,
    collections: Mapping[str, Collection],
    collection: str,
    names: Names = NAMELESS,
) -> Words:
    """Say one condition on the records of a collection in words, without a full stop."""
    reader = kinds.Reader(collections, collection)
    return Words(
        vi=_Speaker(reader, VIETNAMESE, names).say(condition),
        en=_Speaker(reader, ENGLISH, names).say(condition),
    )


def column_in_words(name: str, *, collections: Mapping[str, Collection], root: Collection) -> Words:
    """Name a column of the collection `root`, through links with a dot after each; one that it has not by its own name."""
    reached = reach(collections, root.name, name) if "." in name else None
    column = reached.column if reached else root.column(name)
    if column is None:
        return Words(vi=name, en=name)
    links = [link.meaning for link in reversed(reached.links)] if reached else []
    return Words(
        vi=" của ".join([column.meaning.vi, *(link.vi for link in links)]),
        en=" of ".join([column.meaning.en, *(link.en for link in links)]),
    )


class _Speaker:
    def __init__(self, reader: kinds.Reader, tongue: Tongue, names: Names) -> None:
        self.reader = reader
        self.tongue = tongue
        self.names = names

    def sentence(self, said: tree.Sentence) -> str:
        """Say a whole sentence."""
        tongue = self.tongue
        what = self.reader.root.meaning.said(tongue.key)
        population = said.population
        of = self.say(population) if population is not None else ""
        match said:
            case tree.Share(that=that, each=each):
                turn = tongue.of if of else tongue.of_all
                return turn.format(what=what, of=of, that=self.say(that)) + self._each(each)
            case tree.Change(total=total, term=term, against=against):
                term_said = self.term(term) if term is not None else ""
                turn = tongue.change if of else tongue.change_of_all
                return turn.format(
                    total=tongue.totals[total].format(what=what, term=term_said),
                    of=of,
                    against=self._baseline(against),
                )
            case tree.Rank(place=place, score=score, against=against):
                beside = tongue.score.format(score=self._name(score)) if score else ""
                return tongue.published.format(
                    place=self._name(place), score=beside, what=what, of=of, before=self._before(against)
                )
            case tree.Level(figure=figure, against=against):
                return tongue.recorded.format(
                    figure=self._name(figure), what=what, of=of, before=self._before(against)
                )

    def say(self, node: tree.Condition) -> str:  # noqa: PLR0911 - one line for each kind of condition
        """Say a condition."""
        tongue = self.tongue
        match node:
            case tree.Every(parts):
                said = [self._inside(part) for part in parts]
                return tongue.every.join(said[:-1]) + tongue.last + said[-1]
            case tree.Some(parts):
                return tongue.some.join(self._inside(part) for part in parts)
            case tree.Not(inner):
                return self._denied(inner)
            case tree.Holds(left):
                return self._holds(left)
            case tree.Absent(left):
                return tongue.absent.format(left=self.term(left))
            case tree.InPeriod(left):
                return tongue.in_period.format(left=self.term(left))
            case tree.OneOf(left, values):
                return tongue.one_of.format(left=self.term(left), values=self._list(left, values))
            case tree.Between(left, low, high):
                return tongue.between.format(
                    left=self.term(left), low=self._beside(left, low), high=self._beside(left, high)
                )
            case tree.Compare(left, sign, right):
                signs = tongue.time_signs if self.reader.kind(left) in kinds.TIMES else tongue.signs
                return signs[sign].format(left=self._beside(right, left), right=self._beside(left, right))

    def term(self, term: tree.Term) -> str:  # noqa: PLR0911 - one line for each kind of term
        """Say a value."""
        tongue = self.tongue
        match term:
            case tree.Name():
                return self._name(term)
            case tree.AsOf():
                return tongue.as_of
            case tree.Span(amount, unit):
                return tongue.units[unit][amount != 1].format(amount=amount)
            case tree.PeriodYear():
                return tongue.period_year
            case tree.YearOf(of):
                return tongue.year_of.format(time=self.term(of))
            case tree.Reckoned(left, operator, right):
                return self._reckoned(left, operator, right)
            case tree.Constant(value):
                return self._value(value)

    def _each(self, each: tree.Each | None) -> str:
        if each is None:
            return ""
        return self.tongue.each.format(column=self._name(each.column))

    def _baseline(self, baseline: tree.Baseline) -> str:
        if baseline.stated is not None:
            return self.tongue.stated.format(at=self._value(baseline.stated))
        return self.tongue.against.format(at=self._at(baseline))

    def _before(self, baseline: tree.Baseline | None) -> str:
        return self.tongue.before.format(at=self._at(baseline)) if baseline else ""

    def _at(self, baseline: tree.Baseline) -> str:
        if isinstance(baseline.at, date):
            said = self._value(baseline.at)
            return f"ngày {said}" if self.tongue is VIETNAMESE else said
        return f"năm {baseline.at}" if self.tongue is VIETNAMESE else str(baseline.at)

    def _reckoned(self, left: tree.Term, operator: tree.Operator, right: tree.Term) -> str:
        """Say what is reckoned; a time and a duration make another time, two times a duration."""
        tongue = self.tongue
        if self.reader.kind(left) not in kinds.TIMES:
            return tongue.operators[operator].format(left=self._part(left), right=self._part(right))
        if self.reader.kind(right) in kinds.TIMES:
            return tongue.from_to.format(low=self._part(right), high=self._part(left))
        turn = tongue.after if operator is tree.Operator.PLUS else tongue.ahead
        return turn.format(time=self._part(left), length=self._part(right))

    def _part(self, term: tree.Term) -> str:
        said = self.term(term)
        return f"({said})" if isinstance(term, tree.Reckoned) else said

    def _inside(self, node: tree.Condition) -> str:
        return f"({self.say(node)})" if isinstance(node, tree.Every | tree.Some) else self.say(node)

    def _denied(self, inner: tree.Condition) -> str:
        tongue = self.tongue
        match inner:
            case tree.Absent(left):
                return tongue.present.format(left=self.term(left))
            case tree.OneOf(left, values):
                return tongue.none_of.format(left=self.term(left), values=self._list(left, values))
            case tree.InPeriod(left):
                return tongue.outside_period.format(left=self.term(left))
            case tree.Holds(left):
                return self._does_not_hold(left)
            case _:
                return tongue.denied.format(inner=self._inside(inner))

    def _holds(self, left: tree.Name) -> str:
        subject, predicate = self._predicate(left)
        if self.tongue is VIETNAMESE:
            return f"{subject} {predicate}" if subject else predicate
        return f"{subject or 'it'} {predicate}"

    def _does_not_hold(self, left: tree.Name) -> str:
        subject, predicate = self._predicate(left)
        if self.tongue is VIETNAMESE:
            return f"{subject} không {predicate}" if subject else f"không {predicate}"
        subject = subject or "it"
        verb, _, rest = predicate.partition(" ")
        if verb in ("is", "was", "has", "can"):
            return f"{subject} {verb} not {rest}"
        return f"not so that {subject} {predicate}"

    def _predicate(self, name: tree.Name) -> tuple[str, str]:
        """Give of what a yes-or-no column is said (nothing for the record itself), and what is said of it."""
        reached = self.reader.reach(name)
        if reached is None:
            return "", name.name
        links = [link.meaning.said(self.tongue.key) for link in reached.links]
        return self._of(*reversed(links)), reached.column.meaning.said(self.tongue.key)

    def _name(self, name: tree.Name) -> str:
        reached = self.reader.reach(name)
        if reached is None:
            return name.name
        links = [link.meaning.said(self.tongue.key) for link in reached.links]
        return self._of(reached.column.meaning.said(self.tongue.key), *reversed(links))

    def _of(self, *parts: str) -> str:
        """Say one thing of another: the field of the procedure of the dossier."""
        if not parts:
            return ""
        first, *rest = parts
        return self.tongue.linked.format(column=first, link=self._of(*rest)) if rest else first

    def _list(self, left: tree.Term, values: tuple[tree.Constant, ...]) -> str:
        said = [self._beside(left, value) for value in values]
        return tongue_list(said, self.tongue.some)

    def _beside(self, left: tree.Term, right: tree.Term) -> str:
        """Say a value that stands beside another: one of a closed list in the list's own words, a code by its name."""
        column = self.reader.column(left)
        name = self.names.name(column, right.value) if isinstance(right, tree.Constant) else None
        if name is not None:
            return f"“{name.said(self.tongue.key)}”"
        if isinstance(right, tree.Constant) and column is not None and right.value in column.values:
            return f"“{column.values[right.value].said(self.tongue.key)}”"  # type: ignore[index]  # found in it just now
        return self.term(right)

    def _value(self, value: tree.Value) -> str:
        match value:
            case bool():
                return self.tongue.truth[value]
            case date():
                return f"{value:%d/%m/%Y}" if self.tongue is VIETNAMESE else f"{value.day} {value:%B %Y}"
            case Decimal():
                return f"{value:f}".replace(".", ",") if self.tongue is VIETNAMESE else f"{value:f}"
            case str():
                return f"“{value}”"
            case _:
                return str(value)


def tongue_list(said: list[str], last: str) -> str:
    """Join words as a list is read aloud: commas, and the last after its own word."""
    return said[0] if len(said) == 1 else ", ".join(said[:-1]) + last + said[-1]
