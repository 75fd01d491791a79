"""From words to tree: a recursive descent, one method for each rule of the grammar.

sentence  = "of" COLLECTION [ "where" any ] "that" any
any       = all { "or" all }            all = denied { "and" denied }
denied    = "not" denied | "(" any ")" | plain
plain     = COLUMN [ SIGN operand | ["not"] "in" ( "period" | "(" value { "," value } ")" )
                   | ["not"] "between" operand "and" operand | "is" ["not"] "null" ]
operand   = COLUMN | "as_of" | value    value = text | number | date | "true" | "false"
"""

from motcua.spine.collection import nearest
from motcua.spine.refusal import gettext_noop
from motcua.spine.sentence import refusals, tokens, tree

DEEPEST = 40  # parentheses and denials one inside the other
COLLECTION, COLUMN, VALUE = gettext_noop("tên tập hợp"), gettext_noop("tên cột"), gettext_noop("giá trị")
BOOLEANS = {"true": True, "false": False}


def parse(text: str) -> tree.Sentence:
    """Read a text by the grammar alone; refuse it at the first word that does not fit."""
    return _Parser(list(tokens.cut(text))).sentence()


class _Parser:
    def __init__(self, words: list[tokens.Token]) -> None:
        self._words = words
        self._place = 0
        self._depth = 0

    @property
    def _next(self) -> tokens.Token:
        return self._words[self._place]

    def _take(self) -> tokens.Token:
        token = self._next
        if token.kind != "end":
            self._place += 1
        return token

    def _accept(self, shown: str) -> bool:
        if self._next.kind != "value" and self._next.shown == shown:
            self._place += 1
            return True
        return False

    def _expect(self, *wanted: str) -> None:
        if not any(self._accept(word) for word in wanted):
            raise self._misplaced(*wanted)

    def _misplaced(self, *wanted: str) -> refusals.Refusal:
        token = self._next
        named = " / ".join(wanted)
        if token.kind == "end":
            message = gettext_noop("Câu dừng ở đây khi còn chờ: %(wanted)s.")
            return refusals.at(token.spot, "ends-too-early", message, {"wanted": named})
        params = {"word": token.shown, "wanted": named, "nearest": nearest(token.shown, wanted)}
        message = gettext_noop(
            "“%(word)s” không đúng chỗ; ở đây cần: %(wanted)s. Có phải ý là “%(nearest)s”?"
        )
        return refusals.at(token.spot, "word-misplaced", message, params)

    def sentence(self) -> tree.Sentence:
        self._expect("of")
        spot = self._next.spot
        collection = self._name(COLLECTION).name
        of = self._any() if self._accept("where") else None
        if not self._accept("that"):
            wanted = ("and", "or", "that") if of else ("where", "that")
            raise self._misplaced(*wanted)
        that = self._any()
        if self._next.kind != "end":
            raise self._misplaced("and", "or")
        return tree.Sentence(collection, of, that, spot)

    def _name(self, wanted: str) -> tree.Name:
        if self._next.kind != "name":
            raise self._misplaced(wanted)
        token = self._take()
        return tree.Name(token.shown, token.spot)

    def _any(self) -> tree.Condition:
        parts = [self._all()]
        while self._accept("or"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else tree.Some(tuple(parts))

    def _all(self) -> tree.Condition:
        parts = [self._denied()]
        while self._accept("and"):
            parts.append(self._denied())
        return parts[0] if len(parts) == 1 else tree.Every(tuple(parts))

    def _denied(self) -> tree.Condition:
        self._depth += 1
        if self._depth > DEEPEST:
            raise refusals.at(
                self._next.spot,
                "too-deep",
                gettext_noop("Điều kiện lồng nhau quá %(deepest)s tầng; hãy viết lại cho gọn."),
                {"deepest": DEEPEST},
            )
        try:
            if self._accept("not"):
                return tree.Not(self._denied())
            if self._accept("("):
                inside = self._any()
                if not self._accept(")"):
                    raise self._misplaced(")", "and", "or")
                return inside
            return self._plain()
        finally:
            self._depth -= 1

    def _plain(self) -> tree.Condition:
        left = self._name(COLUMN)
        if self._next.kind == "sign":
            return tree.Compare(left, tree.Sign(self._take().shown), self._operand())
        if self._accept("is"):
            denied = self._accept("not")
            self._expect("null")
            return _denied_if(denied, tree.Absent(left))
        denied = self._accept("not")
        if self._accept("in"):
            return _denied_if(denied, self._in(left))
        if self._accept("between"):
            low = self._operand()
            self._expect("and")
            return _denied_if(denied, tree.Between(left, low, self._operand()))
        if denied:
            raise self._misplaced("in", "between")
        return tree.Holds(left)

    def _in(self, left: tree.Name) -> tree.Condition:
        if self._accept("period"):
            return tree.InPeriod(left)
        self._expect("period", "(")
        values = [self._value()]
        while self._accept(","):
            values.append(self._value())
        if not self._accept(")"):
            raise self._misplaced(",", ")")
        return tree.OneOf(left, tuple(values))

    def _operand(self) -> tree.Operand:
        token = self._next
        if token.kind == "name":
            return self._name(COLUMN)
        if self._accept("as_of"):
            return tree.AsOf(token.spot)
        return self._value(COLUMN, "as_of")

    def _value(self, *besides: str) -> tree.Constant:
        token = self._next
        if token.kind == "value" and token.value is not None:
            self._place += 1
            return tree.Constant(token.value, token.spot)
        if token.kind == "keyword" and token.shown in BOOLEANS:
            self._place += 1
            return tree.Constant(BOOLEANS[token.shown], token.spot)
        raise self._misplaced(VALUE, *besides)


def _denied_if(denied: bool, condition: tree.Condition) -> tree.Condition:  # noqa: FBT001 - a private word of the grammar
    return tree.Not(condition) if denied else condition
