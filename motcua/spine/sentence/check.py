"""Whether a sentence speaks of what its collection has: names, kinds, values, and nothing personal."""

from collections.abc import Mapping

from motcua.spine.collection import Collection, nearest
from motcua.spine.fault import Fault
from motcua.spine.marked import near
from motcua.spine.refusal import gettext_noop
from motcua.spine.sentence import kinds, tree, walk, writing
from motcua.spine.sentence.kinds import Kind
from motcua.spine.sentence.refusals import fault

EITHER = (tree.Sign.EQUAL, tree.Sign.NOT_EQUAL)
MOST_SHOWN = 12  # values of a closed list in one message
MOST_JOINS = 6  # ways of a sentence to other collections


def faults(said: tree.Sentence, collections: Mapping[str, Collection]) -> tuple[Fault, ...]:
    """List what is wrong with a sentence that the grammar allows, in the order it is read."""
    if said.collection not in collections:
        params = {"name": said.collection, "valid": ", ".join(collections)}
        message = gettext_noop("Không có tập hợp “%(name)s”. Hiện có: %(valid)s.")
        if meant := near(said.collection, collections):
            message = gettext_noop(
                "Không có tập hợp “%(name)s”; có phải ý là “%(nearest)s”? Hiện có: %(valid)s."
            )
            params["nearest"] = meant
        return (fault(said.spot, "collection-not-known", message, params),)
    checker = _Checker(kinds.Reader(collections, said.collection))
    for condition in walk.conditions(said):
        for leaf in walk.leaves(condition):
            checker.leaf(leaf)
    checker.figures(said)
    checker.joins(said)
    return tuple(sorted(checker.faults))


class _Checker:
    def __init__(self, reader: kinds.Reader) -> None:
        self.reader = reader
        self.faults: list[Fault] = []
        self._noted: set[tuple[int, int]] = set()

    def leaf(self, leaf: tree.Leaf) -> None:
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
                message = gettext_noop(
                    "“%(name)s” không phải là ngày hay thời điểm nên không hỏi “in period” được."
                )
                self._must_be(left, kinds.TIMES, message)
            case tree.Holds(left):
                message = gettext_noop(
                    "“%(name)s” không phải là cột đúng/sai; hãy so sánh nó với một giá trị, ví dụ %(name)s = …"
                )
                self._must_be(left, frozenset({Kind.BOOLEAN}), message)
            case tree.Absent(left):
                self._kind(left)

    def figures(self, said: tree.Sentence) -> None:
        """Check what a change sums, what a rank and a level read, and what each is asked of."""
        figure = gettext_noop("“%(name)s” không phải là số.")
        match said:
            case tree.Share(each=each) if each is not None:
                message = gettext_noop("“each” hỏi ở cột chữ hoặc cột số nguyên; “%(name)s” thì không phải.")
                self._must_be(each.column, frozenset({Kind.TEXT, Kind.INTEGER}), message)
                for value in each.values:
                    self._compare(each.column, tree.Sign.EQUAL, value)
            case tree.Change(term=term) if term is not None:
                self._must_be(term, kinds.FIGURES, figure)
            case tree.Rank(place=place, score=score):
                message = gettext_noop("Hạng đọc ở cột số nguyên; “%(name)s” thì không phải.")
                self._must_be(place, frozenset({Kind.INTEGER}), message)
                if score is not None:
                    self._must_be(score, kinds.FIGURES, figure)
            case tree.Level(figure=recorded):
                self._must_be(recorded, kinds.FIGURES, figure)

    def joins(self, said: tree.Sentence) -> None:
        """Refuse a sentence that goes more ways than a reading can follow in time."""
        ways: set[str] = set()
        for name in walk.names(said):
            parts = name.name.split(".")
            ways.update(".".join(parts[:length]) for length in range(1, len(parts)))
            if len(ways) > MOST_JOINS:
                message = gettext_noop("Câu đi qua hơn %(most)s liên kết; hãy viết ngắn lại.")
                self.faults.append(fault(name.spot, "too-many-links", message, {"most": MOST_JOINS}))
                return

    def _kind(self, term: tree.Term) -> Kind | None:
        """Give the kind of a value, and note what is wrong within it."""
        match term:
            case tree.Name():
                self._column(term)
            case tree.YearOf(of):
                message = gettext_noop("“%(name)s” không phải là ngày hay thời điểm nên không có năm.")
                self._must_be(of, kinds.TIMES, message)
            case tree.Reckoned(left, operator, right):
                self._reckoned(term, self._kind(left), operator, self._kind(right))
        return self.reader.kind(term)

    def _reckoned(
        self, term: tree.Reckoned, one: Kind | None, operator: tree.Operator, other: Kind | None
    ) -> None:
        if one is None or other is None:
            return
        if operator is tree.Operator.BY and isinstance(term.right, tree.Constant) and term.right.value == 0:
            message = gettext_noop("Không chia được cho 0.")
            self._note(term.spot, fault(term.right.spot, "divides-by-nothing", message))
        elif (one, operator, other) not in kinds.TABLE:
            params = {"kind": kinds.SAID[one], "operator": operator.value, "other": kinds.SAID[other]}
            message = gettext_noop("Không tính được “%(kind)s %(operator)s %(other)s”.")
            self._note(term.spot, fault(term.spot, "cannot-be-reckoned", message, params))

    def _column(self, name: tree.Name) -> None:
        reached = self.reader.reach(name)
        if reached is None:
            self._note(name.spot, self._unknown(name))
        elif reached.personal:
            message = gettext_noop("Cột “%(name)s” là dữ liệu cá nhân nên không dùng được trong chỉ tiêu.")
            self._note(name.spot, fault(name.spot, "column-personal", message, {"name": name.name}))

    def _unknown(self, name: tree.Name) -> Fault:
        """Say at which part of a name the way ends, and what would go on."""
        collections = self.reader.collections
        collection, before = self.reader.root, ""
        *ways, last = name.name.split(".")
        for way in ways:
            links = [link.name for link in collection.links if link.to in collections]
            link = collection.link(way)
            start = collection.column(link.column) if link else None
            if not links:
                message = gettext_noop(
                    "Tập hợp “%(collection)s” không dẫn tới tập hợp nào; hãy bỏ “%(name)s.”."
                )
                params = {"collection": collection.name, "name": way}
                return fault(_after(name, before), "link-not-known", message, params)
            if link is None or start is None or start.personal or link.to not in collections:
                message = gettext_noop(
                    "Tập hợp “%(collection)s” không có liên kết “%(name)s”; có phải ý là “%(nearest)s”? Hiện có: %(valid)s."
                )
                params = {
                    "collection": collection.name,
                    "name": way,
                    "nearest": nearest(way, links),
                    "valid": ", ".join(links),
                }
                return fault(_after(name, before), "link-not-known", message, params)
            collection, before = collections[link.to], f"{before}{way}."
        valid = [column.name for column in collection.public]
        params = {"collection": collection.name, "name": last}
        message = gettext_noop(
            "Tập hợp “%(collection)s” không có cột “%(name)s”; các cột có trong từ điển dữ liệu."
        )
        if meant := near(last, valid):
            message = gettext_noop(
                "Tập hợp “%(collection)s” không có cột “%(name)s”; có phải ý là “%(nearest)s”?"
            )
            params["nearest"] = meant
        return fault(_after(name, before), "column-not-known", message, params)

    def _must_be(self, term: tree.Term, allowed: frozenset[Kind], message: str) -> None:
        kind = self._kind(term)
        if kind is not None and kind not in allowed and not self._faulty(term):
            spot = _spot(term)
            self._note(spot, fault(spot, "column-of-other-kind", message, {"name": writing.term(term)}))

    def _compare(self, left: tree.Term, sign: tree.Sign, right: tree.Term) -> None:
        one, other = self._kind(left), self._kind(right)
        if one is None or other is None or self._faulty(left) or self._faulty(right):
            return
        if not kinds.comparable(one, other):
            params = {"name": writing.term(left), "kind": kinds.SAID[one], "other": kinds.SAID[other]}
            message = gettext_noop("“%(name)s” là %(kind)s nên không so sánh được với %(other)s.")
            self.faults.append(fault(_spot(right), "kinds-differ", message, params))
        elif sign not in EITHER and one in (Kind.TEXT, Kind.BOOLEAN):
            message = gettext_noop("“%(name)s” là %(kind)s, chỉ so sánh được bằng = hoặc !=.")
            params = {"name": writing.term(left), "kind": kinds.SAID[one]}
            self.faults.append(fault(_spot(left), "no-order", message, params))
        else:
            self._value(left, right)
            self._value(right, left)

    def _note(self, spot: tree.Spot, found: Fault) -> None:
        """Keep a fault of what stands at `spot`, once however often it is asked about."""
        if (spot.line, spot.column) not in self._noted:
            self._noted.add((spot.line, spot.column))
            self.faults.append(found)

    def _faulty(self, term: tree.Term) -> bool:
        """Tell whether a fault was found within a value: what follows from it is not worth saying."""
        return any((spot.line, spot.column) in self._noted for spot in _spots(term))

    def _value(self, named: tree.Term, written: tree.Term) -> None:
        column = self.reader.column(named)
        if not isinstance(written, tree.Constant) or column is None or not column.values:
            return
        if written.value in column.values:
            return
        valid = [str(value) for value in column.values]
        params = {
            "name": column.name,
            "value": str(written.value),
            "valid": ", ".join(valid[:MOST_SHOWN]) + (" …" if len(valid) > MOST_SHOWN else ""),
        }
        message = gettext_noop("“%(name)s” không có giá trị “%(value)s”. Hiện có: %(valid)s.")
        if meant := near(str(written.value), valid):
            message = gettext_noop(
                "“%(name)s” không có giá trị “%(value)s”; có phải ý là “%(nearest)s”? Hiện có: %(valid)s."
            )
            params["nearest"] = meant
        self.faults.append(fault(written.spot, "value-not-known", message, params))


def _after(name: tree.Name, before: str) -> tree.Spot:
    return tree.Spot(name.spot.line, name.spot.column + len(before))


def _spot(term: tree.Term) -> tree.Spot:
    return _spot(term.left) if isinstance(term, tree.Reckoned) else term.spot


def _spots(term: tree.Term) -> tuple[tree.Spot, ...]:
    match term:
        case tree.Reckoned(left, _, right):
            return (term.spot, *_spots(left), *_spots(right))
        case tree.YearOf(of):
            return (term.spot, *_spots(of))
        case _:
            return (term.spot,)
