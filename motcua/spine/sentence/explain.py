"""A sentence said as an official would say it, in Vietnamese and in English."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from motcua.spine.collection import Collection, Type
from motcua.spine.procedure import Words
from motcua.spine.sentence import tree

Sign = tree.Sign
TIMES = (Type.DATE, Type.MOMENT)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tongue:
    """The turns of phrase of one language."""

    key: str
    of: str
    of_all: str
    signs: Mapping[Sign, str]
    time_signs: Mapping[Sign, str]
    one_of: str
    none_of: str
    in_period: str
    outside_period: str
    between: str
    absent: str
    present: str
    denied: str
    every: str
    last: str
    some: str
    as_of: str
    truth: Mapping[bool, str]


VIETNAMESE = Tongue(
    key="vi",
    of="Trong số {what} mà {of}: đếm {what} mà {that}.",
    of_all="Trong tất cả {what}: đếm {what} mà {that}.",
    signs={
        Sign.EQUAL: "{left} là {right}",
        Sign.NOT_EQUAL: "{left} không phải là {right}",
        Sign.LESS: "{left} nhỏ hơn {right}",
        Sign.AT_MOST: "{left} không quá {right}",
        Sign.MORE: "{left} lớn hơn {right}",
        Sign.AT_LEAST: "{left} từ {right} trở lên",
    },
    time_signs={
        Sign.EQUAL: "{left} đúng vào {right}",
        Sign.NOT_EQUAL: "{left} không vào {right}",
        Sign.LESS: "{left} trước {right}",
        Sign.AT_MOST: "{left} không muộn hơn {right}",
        Sign.MORE: "{left} sau {right}",
        Sign.AT_LEAST: "{left} không sớm hơn {right}",
    },
    one_of="{left} là {values}",
    none_of="{left} không phải là {values}",
    in_period="{left} nằm trong kỳ",
    outside_period="{left} không nằm trong kỳ",
    between="{left} từ {low} đến {high}",
    absent="chưa có {left}",
    present="đã có {left}",
    denied="không có việc {inner}",
    every=", ",
    last=" và ",
    some=" hoặc ",
    as_of="thời điểm đo",
    truth={True: "đúng", False: "sai"},
)

ENGLISH = Tongue(
    key="en",
    of="Of the {what} where {of}: the {what} where {that}.",
    of_all="Of all {what}: the {what} where {that}.",
    signs={
        Sign.EQUAL: "{left} is {right}",
        Sign.NOT_EQUAL: "{left} is not {right}",
        Sign.LESS: "{left} is less than {right}",
        Sign.AT_MOST: "{left} is at most {right}",
        Sign.MORE: "{left} is more than {right}",
        Sign.AT_LEAST: "{left} is at least {right}",
    },
    time_signs={
        Sign.EQUAL: "{left} is {right}",
        Sign.NOT_EQUAL: "{left} is not {right}",
        Sign.LESS: "{left} is before {right}",
        Sign.AT_MOST: "{left} is not later than {right}",
        Sign.MORE: "{left} is after {right}",
        Sign.AT_LEAST: "{left} is not earlier than {right}",
    },
    one_of="{left} is {values}",
    none_of="{left} is not {values}",
    in_period="{left} falls in the period",
    outside_period="{left} does not fall in the period",
    between="{left} is from {low} to {high}",
    absent="{left} is not yet known",
    present="{left} is known",
    denied="it is not so that {inner}",
    every=", ",
    last=" and ",
    some=" or ",
    as_of="the moment of measuring",
    truth={True: "yes", False: "no"},
)


def explain(sentence: tree.Sentence, *, collection: Collection) -> Words:
    """Say a checked sentence in words, made from the meanings of its columns."""
    return Words(vi=_said(sentence, collection, VIETNAMESE), en=_said(sentence, collection, ENGLISH))


def condition_in_words(condition: tree.Condition, *, collection: Collection) -> Words:
    """Say one condition in words, without a full stop."""
    return Words(
        vi=_Speaker(collection, VIETNAMESE).say(condition), en=_Speaker(collection, ENGLISH).say(condition)
    )


def _said(sentence: tree.Sentence, collection: Collection, tongue: Tongue) -> str:
    speaker = _Speaker(collection, tongue)
    what = collection.meaning.said(tongue.key)
    that = speaker.say(sentence.that)
    if sentence.of is None:
        return tongue.of_all.format(what=what, that=that)
    return tongue.of.format(what=what, of=speaker.say(sentence.of), that=that)


class _Speaker:
    def __init__(self, collection: Collection, tongue: Tongue) -> None:
        self.collection = collection
        self.tongue = tongue

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
                return tongue.absent.format(left=self._name(left))
            case tree.InPeriod(left):
                return tongue.in_period.format(left=self._name(left))
            case tree.OneOf(left, values):
                return tongue.one_of.format(left=self._name(left), values=self._list(left, values))
            case tree.Between(left, low, high):
                return tongue.between.format(
                    left=self._name(left), low=self._operand(left, low), high=self._operand(left, high)
                )
            case tree.Compare(left, sign, right):
                column = self.collection.column(left.name)
                signs = tongue.time_signs if column and column.type in TIMES else tongue.signs
                return signs[sign].format(left=self._name(left), right=self._operand(left, right))

    def _inside(self, node: tree.Condition) -> str:
        return f"({self.say(node)})" if isinstance(node, tree.Every | tree.Some) else self.say(node)

    def _denied(self, inner: tree.Condition) -> str:
        tongue = self.tongue
        match inner:
            case tree.Absent(left):
                return tongue.present.format(left=self._name(left))
            case tree.OneOf(left, values):
                return tongue.none_of.format(left=self._name(left), values=self._list(left, values))
            case tree.InPeriod(left):
                return tongue.outside_period.format(left=self._name(left))
            case tree.Holds(left):
                return self._does_not_hold(left)
            case _:
                return tongue.denied.format(inner=self._inside(inner))

    def _holds(self, left: tree.Name) -> str:
        said = self._name(left)
        return f"it {said}" if self.tongue is ENGLISH else said

    def _does_not_hold(self, left: tree.Name) -> str:
        said = self._name(left)
        if self.tongue is VIETNAMESE:
            return f"không {said}"
        verb, _, rest = said.partition(" ")
        return f"it {verb} not {rest}" if verb in ("is", "was", "has", "can") else f"not so that it {said}"

    def _name(self, name: tree.Name) -> str:
        column = self.collection.column(name.name)
        return column.meaning.said(self.tongue.key) if column else name.name

    def _list(self, left: tree.Name, values: tuple[tree.Constant, ...]) -> str:
        said = [self._operand(left, value) for value in values]
        return tongue_list(said, self.tongue.some)

    def _operand(self, left: tree.Name, operand: tree.Operand) -> str:
        match operand:
            case tree.Name():
                return self._name(operand)
            case tree.AsOf():
                return self.tongue.as_of
            case tree.Constant(value):
                return self._value(left, value)

    def _value(self, left: tree.Name, value: tree.Value) -> str:
        column = self.collection.column(left.name)
        match value:
            case bool():
                return self.tongue.truth[value]
            case date():
                return f"{value:%d/%m/%Y}" if self.tongue is VIETNAMESE else f"{value.day} {value:%B %Y}"
            case Decimal():
                return str(value).replace(".", ",") if self.tongue is VIETNAMESE else str(value)
            case _ if column and value in column.values:
                return f"“{column.values[value].said(self.tongue.key)}”"
            case str():
                return f"“{value}”"
            case _:
                return str(value)


def tongue_list(said: list[str], last: str) -> str:
    """Join words as a list is read aloud: commas, and the last after its own word."""
    return said[0] if len(said) == 1 else ", ".join(said[:-1]) + last + said[-1]
