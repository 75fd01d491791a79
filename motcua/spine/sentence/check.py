"""Whether a sentence speaks of what its collection has: names, kinds, values, and nothing personal."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from motcua.spine.collection import Collection, Column, Type, nearest
from motcua.spine.fault import Fault
from motcua.spine.refusal import gettext_noop
from motcua.spine.sentence import tree
from motcua.spine.sentence.refusals import fault

FIGURES = (Type.INTEGER, Type.NUMBER)
TIMES = (Type.DATE, Type.MOMENT)
EITHER = (tree.Sign.EQUAL, tree.Sign.NOT_EQUAL)
KINDS = {
    Type.TEXT: gettext_noop("chữ (đặt trong ngoặc kép)"),
    Type.INTEGER: gettext_noop("số"),
    Type.NUMBER: gettext_noop("số"),
    Type.BOOLEAN: gettext_noop("đúng/sai (true, false)"),
    Type.DATE: gettext_noop("ngày"),
    Type.MOMENT: gettext_noop("thời điểm"),
}


def faults(sentence: tree.Sentence, collections: Mapping[str, Collection]) -> tuple[Fault, ...]:
    """List what is wrong with a sentence that the grammar allows, in the order it is read."""
    known = collections.get(sentence.collection)
    if known is None:
        params = {
            "name": sentence.collection,
            "nearest": nearest(sentence.collection, collections),
            "valid": ", ".join(collections),
        }
        message = gettext_noop("Không có tập hợp “%(name)s”; có phải ý là “%(nearest)s”? Hiện có: %(valid)s.")
        return (fault(sentence.spot, "collection-not-known", message, params),)
    checker = _Checker(known)
    for condition in (sentence.of, sentence.that):
        for leaf in tree.leaves(condition):
            checker.leaf(leaf)
    return tuple(checker.faults)


def kind_of(value: tree.Value) -> Type:
    """Tell of which type a written value is."""
    match value:
        case bool():
            return Type.BOOLEAN
        case int():
            return Type.INTEGER
        case Decimal():
            return Type.NUMBER
        case date():
            return Type.DATE
        case _:
            return Type.TEXT


def comparable(one: Type, other: Type) -> bool:
    """Tell whether values of the two types can be compared."""
    return one == other or {one, other} <= set(FIGURES) or {one, other} <= set(TIMES)


class _Checker:
    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self.faults: list[Fault] = []

    def leaf(self, leaf: tree.Condition) -> None:
        match leaf:
            case tree.Compare(left, sign, right):
                self._compare(left, sign, right)
            case tree.OneOf(left, values):
                for value in values:
                    self._compare(left, tree.Sign.EQUAL, value)
            case tree.Between(left, low, high):
                self._compare(left, tree.Sign.AT_LEAST, low)
                self._compare(left, tree.Sign.AT_MOST, high)
            case tree.InPeriod(left):
                self._must_be(
                    left,
                    TIMES,
                    gettext_noop(
                        "“%(name)s” không phải là ngày hay thời điểm nên không hỏi “in period” được."
                    ),
                )
            case tree.Holds(left):
                self._must_be(
                    left,
                    (Type.BOOLEAN,),
                    gettext_noop(
                        "“%(name)s” không phải là cột đúng/sai; hãy so sánh nó với một giá trị, ví dụ %(name)s = …"
                    ),
                )
            case tree.Absent(left):
                self._column(left)

    def _column(self, name: tree.Name) -> Column | None:
        found = self.collection.column(name.name)
        if found is not None and not found.personal:
            return found
        if any(
            found is not None and fault.params.get("name") == name.name and fault.column == name.spot.column
            for fault in self.faults
        ):
            return None
        if found is not None:
            message = gettext_noop("Cột “%(name)s” là dữ liệu cá nhân nên không dùng được trong chỉ tiêu.")
            self.faults.append(fault(name.spot, "column-personal", message, {"name": name.name}))
            return None
        valid = [column.name for column in self.collection.public]
        message = gettext_noop(
            "Tập hợp “%(collection)s” không có cột “%(name)s”; có phải ý là “%(nearest)s”?"
        )
        params = {"collection": self.collection.name, "name": name.name, "nearest": nearest(name.name, valid)}
        self.faults.append(fault(name.spot, "column-not-known", message, params))
        return None

    def _must_be(self, name: tree.Name, types: tuple[Type, ...], message: str) -> None:
        column = self._column(name)
        if column is not None and column.type not in types:
            self.faults.append(fault(name.spot, "column-of-other-kind", message, {"name": name.name}))

    def _compare(self, left: tree.Name, sign: tree.Sign, right: tree.Operand) -> None:
        column = self._column(left)
        other = self._type(right)
        if column is None or other is None:
            return
        if not comparable(column.type, other):
            params = {"name": left.name, "kind": KINDS[column.type], "other": KINDS[other]}
            message = gettext_noop("“%(name)s” là %(kind)s nên không so sánh được với %(other)s.")
            self.faults.append(fault(right.spot, "kinds-differ", message, params))
        elif sign not in EITHER and column.type in (Type.TEXT, Type.BOOLEAN):
            message = gettext_noop("“%(name)s” là %(kind)s, chỉ so sánh được bằng = hoặc !=.")
            params = {"name": left.name, "kind": KINDS[column.type]}
            self.faults.append(fault(left.spot, "no-order", message, params))
        elif isinstance(right, tree.Constant) and column.values and right.value not in column.values:
            self._value(column, right)

    def _value(self, column: Column, constant: tree.Constant) -> None:
        valid = [str(value) for value in column.values]
        params = {
            "name": column.name,
            "value": str(constant.value),
            "nearest": nearest(str(constant.value), valid),
            "valid": ", ".join(valid),
        }
        message = gettext_noop(
            "“%(name)s” không có giá trị “%(value)s”; có phải ý là “%(nearest)s”? Hiện có: %(valid)s."
        )
        self.faults.append(fault(constant.spot, "value-not-known", message, params))

    def _type(self, operand: tree.Operand) -> Type | None:
        match operand:
            case tree.Name():
                column = self._column(operand)
                return column.type if column else None
            case tree.AsOf():
                return Type.MOMENT
            case tree.Constant(value):
                return kind_of(value)
