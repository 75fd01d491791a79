"""The phrases that every sentence is made of: conditions and terms, read from words; the grammar is in `parser`."""

from collections.abc import Callable
from decimal import Decimal

from motcua.spine.collection import nearest
from motcua.spine.refusal import gettext_noop
from motcua.spine.sentence import refusals, tokens, tree

DEEPEST = 40  # parentheses and denials one inside the other
MOST_LEAVES = 100  # conditions of a sentence
MOST_VALUES = 100  # of one list
MOST_OPERATORS = 40  # of a sentence
MOST_LINKS = 3  # one after the other
MOST_UNITS = 100_000  # of a written duration
FIRST_YEAR, LAST_YEAR = 1945, 2999
COLLECTION, COLUMN, VALUE = gettext_noop("tên tập hợp"), gettext_noop("tên cột"), gettext_noop("giá trị")
YEAR = gettext_noop("một năm, ví dụ 2021")
BOOLEANS = {"true": True, "false": False}
UNITS = {**{unit.value: unit for unit in tree.Unit}, **{unit.value[:-1]: unit for unit in tree.Unit}}
AFTER_TERM = ("=", "<", ">", "in", "between", "is")

Node = tree.Term | tree.Condition
Rule = Callable[[], Node]


class Phrases:
    """Words with a place among them, and what is read from there on."""

    def __init__(self, words: list[tokens.Token]) -> None:
        self._words = words
        self._place = 0
        self._depth = 0
        self._leaves = 0
        self._operators = 0

    @property
    def next(self) -> tokens.Token:
        """Give the word that is to be read."""
        return self._words[self._place]

    def take(self) -> tokens.Token:
        """Read a word, whatever it is."""
        token = self.next
        if token.kind != "end":
            self._place += 1
        return token

    def accept(self, shown: str) -> bool:
        """Read a word if it is the one that is shown."""
        if self.next.kind != "value" and self.next.shown == shown:
            self._place += 1
            return True
        return False

    def expect(self, *wanted: str) -> None:
        """Read one of some words; refuse any other."""
        if not any(self.accept(word) for word in wanted):
            raise self.misplaced(*wanted)

    def misplaced(self, *wanted: str) -> refusals.Refusal:
        """Say that the next word is not one of those wanted."""
        return self.misplaced_at(self.next, *wanted)

    def misplaced_at(self, token: tokens.Token, *wanted: str) -> refusals.Refusal:
        """Say that a word is not one of those wanted."""
        named = " / ".join(wanted)
        if token.kind == "end":
            message = gettext_noop("Câu dừng ở đây khi còn chờ: %(wanted)s.")
            return refusals.at(token.spot, "ends-too-early", message, {"wanted": named})
        words = [word for word in wanted if word not in (COLLECTION, COLUMN, VALUE)]
        if not words:
            message = gettext_noop("“%(word)s” không đúng chỗ; ở đây cần: %(wanted)s.")
            return refusals.at(token.spot, "word-misplaced", message, {"word": token.shown, "wanted": named})
        params = {"word": token.shown, "wanted": named, "nearest": nearest(token.shown, words)}
        message = gettext_noop(
            "“%(word)s” không đúng chỗ; ở đây cần: %(wanted)s. Có phải ý là “%(nearest)s”?"
        )
        return refusals.at(token.spot, "word-misplaced", message, params)

    def name(self, wanted: str) -> tree.Name:
        """Read a name."""
        if self.next.kind != "name":
            raise self.misplaced(wanted)
        token = self.take()
        if token.shown.count(".") > MOST_LINKS:
            message = gettext_noop("Tên đi qua hơn %(most)s liên kết; hãy bắt đầu từ tập hợp gần hơn.")
            raise refusals.at(token.spot, "too-many-links", message, {"most": MOST_LINKS})
        return tree.Name(token.shown, token.spot)

    def condition(self) -> tree.Condition:
        """Read a condition, up to the word that cannot go on with it."""
        return self._said(self._any())

    def term(self) -> tree.Term:
        """Read a value: a column, a written one, or one reckoned from others."""
        left = self._product()
        while self.next.kind == "operator" and self.next.shown in "+-":
            left = self._reckoned(left, self._product)
        return self._valued(left)

    def values(self) -> tuple[tree.Constant, ...]:
        """Read the values of a list whose parenthesis is open, and the one that closes it."""
        values = [self.value()]
        while self.accept(","):
            values.append(self.value())
        if not self.accept(")"):
            raise self.misplaced(",", ")")
        if len(values) > MOST_VALUES:
            message = gettext_noop("Danh sách có hơn %(most)s giá trị; hãy viết ngắn lại.")
            raise refusals.at(values[MOST_VALUES].spot, "too-many-values", message, {"most": MOST_VALUES})
        return tuple(values)

    def value(self, *besides: str) -> tree.Constant:
        """Read a written value."""
        token = self.next
        if self.accept("-"):
            number = self.next
            if number.kind != "value" or not isinstance(number.value, int | Decimal):
                raise self.misplaced(VALUE)
            self.take()
            return tree.Constant(-number.value, token.spot)
        if token.kind == "value" and token.value is not None:
            self.take()
            return tree.Constant(token.value, token.spot)
        if token.kind == "keyword" and token.shown in BOOLEANS:
            self.take()
            return tree.Constant(BOOLEANS[token.shown], token.spot)
        raise self.misplaced(VALUE, *besides)

    def _any(self) -> Node:
        parts = [self._all()]
        while self._joins(parts, "or"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else tree.Some(tuple(self._said(part) for part in parts))

    def _all(self) -> Node:
        parts = [self._denied()]
        while self._joins(parts, "and"):
            parts.append(self._denied())
        return parts[0] if len(parts) == 1 else tree.Every(tuple(self._said(part) for part in parts))

    def _joins(self, parts: list[Node], word: str) -> bool:
        if self.next.kind == "keyword" and self.next.shown == word:
            parts[-1] = self._said(parts[-1])
            return self.accept(word)
        return False

    def _denied(self) -> Node:
        with_depth = self._depth + 1
        if with_depth > DEEPEST:
            message = gettext_noop("Điều kiện lồng nhau quá %(deepest)s tầng; hãy viết lại cho gọn.")
            raise refusals.at(self.next.spot, "too-deep", message, {"deepest": DEEPEST})
        self._depth = with_depth
        try:
            return tree.Not(self._said(self._denied())) if self.accept("not") else self._plain()
        finally:
            self._depth -= 1

    def _plain(self) -> Node:
        left = self._product()
        while self.next.kind == "operator" and self.next.shown in "+-":
            left = self._reckoned(left, self._product)
        if self.next.kind == "sign":
            left = self._counted(self._valued(left))
            return tree.Compare(left, tree.Sign(self.take().shown), self.term())
        if self.next.kind != "keyword" or self.next.shown not in ("is", "not", "in", "between"):
            return left
        left = self._counted(self._valued(left))
        if self.accept("is"):
            denied = self.accept("not")
            self.expect("null")
            return _denied_if(denied, tree.Absent(left))
        denied = self.accept("not")
        if self.accept("in"):
            return _denied_if(denied, self._in(left))
        if self.accept("between"):
            low = self.term()
            self.expect("and")
            return _denied_if(denied, tree.Between(left, low, self.term()))
        raise self.misplaced("in", "between")

    def _in(self, left: tree.Term) -> tree.Condition:
        if self.accept("period"):
            return tree.InPeriod(left)
        self.expect("period", "(")
        return tree.OneOf(left, self.values())

    def _product(self) -> Node:
        left = self._factor()
        while self.next.kind == "operator" and self.next.shown in "*/":
            left = self._reckoned(left, self._factor)
        return left

    def _reckoned(self, left: Node, right: Rule) -> tree.Reckoned:
        left = self._valued(left)
        operator = self.take()
        self._operators += 1
        if self._operators > MOST_OPERATORS:
            message = gettext_noop("Câu có hơn %(most)s phép tính; hãy viết ngắn lại.")
            raise refusals.at(operator.spot, "too-many-operators", message, {"most": MOST_OPERATORS})
        return tree.Reckoned(left, tree.Operator(operator.shown), self._valued(right()), operator.spot)

    def _factor(self) -> Node:
        token = self.next
        if self.accept("("):
            inside = self._any()
            if not self.accept(")"):
                raise self.misplaced(")", "and", "or")
            return inside
        if self.accept("as_of"):
            return tree.AsOf(token.spot)
        if token.kind == "name":
            if token.shown == "year" and self._words[self._place + 1].shown == "of":
                return self._year_of()
            return self.name(COLUMN)
        value = self.value(COLUMN, "as_of")
        if self.next.kind == "name" and self.next.shown in UNITS and type(value.value) is int:
            return self._span(value.value, token.spot)
        return value

    def _year_of(self) -> tree.Term:
        spot = self.take().spot
        self.take()
        return (
            tree.PeriodYear(spot)
            if self.accept("period")
            else tree.YearOf(self._valued(self._factor()), spot)
        )

    def _span(self, amount: int, spot: tree.Spot) -> tree.Span:
        if abs(amount) > MOST_UNITS:
            message = gettext_noop("Khoảng thời gian dài quá; nhiều nhất là %(most)s.")
            raise refusals.at(spot, "duration-too-long", message, {"most": MOST_UNITS})
        return tree.Span(amount, UNITS[self.take().shown], spot)

    def _counted(self, left: tree.Term) -> tree.Term:
        self._leaves += 1
        if self._leaves > MOST_LEAVES:
            message = gettext_noop("Câu có hơn %(most)s điều kiện; hãy viết ngắn lại.")
            raise refusals.at(self.next.spot, "too-many-conditions", message, {"most": MOST_LEAVES})
        return left

    def _said(self, node: Node) -> tree.Condition:
        """Take what was read as a condition: a column alone says yes or no, any other value says nothing yet."""
        match node:
            case tree.Name():
                self._counted(node)
                return tree.Holds(node)
            case _ if isinstance(node, tree.TERMS):
                raise self.misplaced(*AFTER_TERM)
            case _:
                return node

    def _valued(self, node: Node) -> tree.Term:
        """Take what was read as a value: a condition in parentheses is none."""
        if isinstance(node, tree.TERMS):
            return node
        raise self.misplaced("and", "or")


def _denied_if(denied: bool, condition: tree.Condition) -> tree.Condition:  # noqa: FBT001 - a private word of the grammar
    return tree.Not(condition) if denied else condition
