"""The values of a message out of its tree, by the tables of the wire, each thing wrong with them listed."""

import re
from dataclasses import dataclass, field
from typing import Any, TypeVar

from motcua.gateways.edxml import moments, wire
from motcua.gateways.edxml.refusal import Refusal
from motcua.gateways.edxml.tree import Node
from motcua.gateways.edxml.wire import Kind
from motcua.spine.refusal import gettext_noop as _

T = TypeVar("T")
_NUMBER = re.compile(r"-?[0-9]{1,9}")
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}


@dataclass(kw_only=True, slots=True)
class Fields:
    """One reading of values, gathering faults."""

    faults: list[Refusal] = field(default_factory=list)
    _twice: set[int] = field(default_factory=set)

    def record(self, node: Node, kind: type[T]) -> T:
        """Read one record by its table."""
        return kind(**self.values(node, kind))

    def values(self, node: Node, kind: type) -> dict[str, Any]:
        """Read the values of one record that are there."""
        found: dict[str, Any] = {}
        for part in wire.TABLES[kind]:
            if part.many:
                nodes = _all(node, part.path)
                found[part.attr] = (
                    tuple(self.record(each, part.record) for each in nodes)
                    if isinstance(part, wire.Block)
                    else tuple(filter(None, (_text(each, part) for each in nodes)))
                )
            elif (place := self.at(node, part.path)) is not None:
                value = (
                    self.record(place, part.record)
                    if isinstance(part, wire.Block)
                    else self.leaf(place, part)
                )
                if value is not None:
                    found[part.attr] = value
        return found

    def at(self, node: Node, path: tuple[str, ...]) -> Node | None:
        """Follow a path of elements of which each stands once."""
        place: Node | None = node
        for name in path:
            place = self.one(place, name) if place else None
        return place

    def one(self, node: Node, name: str) -> Node | None:
        """Give the child of that name; one that is repeated is a fault, for other readers do not agree which counts."""
        found = node.children.get(name)
        if not found:
            return None
        if len(found) > 1 and id(found) not in self._twice:
            self._twice.add(id(found))
            self.faults.append(
                Refusal(
                    "edxml.value-twice",
                    _("“%(name)s” có hai lần, không rõ lần nào đúng."),
                    line=found[1].line,
                    params={"name": name},
                )
            )
        return found[0]

    def needs(self, node: Node, name: str, value: object, *, unless: str = "") -> None:
        """List a value without which the message cannot be used; `unless` it stands there, and its fault is listed."""
        if not value and unless not in node.children:
            self.faults.append(
                Refusal(
                    "edxml.value-missing",
                    _("Thông điệp thiếu “%(name)s”."),
                    line=node.line,
                    params={"name": name},
                )
            )

    def leaf(self, node: Node, part: wire.Leaf) -> Any:
        """Read one value; one of another form is a fault and is not kept."""
        text = _text(node, part)
        if text is None:
            return None
        match part.kind:
            case Kind.TEXT | Kind.NAME:
                return text
            case Kind.DATE | Kind.TIMESTAMP:
                return self._moment(node, part, text)
            case Kind.NUMBER:
                if _NUMBER.fullmatch(text) and int(text) >= part.least:
                    return int(text)
                fault = Refusal(
                    "edxml.not-a-number",
                    _("“%(name)s” phải là số nguyên không âm, không phải “%(value)s”."),
                    line=node.line,
                    params={"name": node.name, "value": text[:40]},
                )
            case Kind.TRUTH:
                if text.lower() in _TRUTHS:
                    return _TRUTHS[text.lower()]
                fault = Refusal(
                    "edxml.not-yes-or-no",
                    _("“%(name)s” phải là true hoặc false, không phải “%(value)s”."),
                    line=node.line,
                    params={"name": node.name, "value": text[:40]},
                )
        self.faults.append(fault)
        return None

    def _moment(self, node: Node, part: wire.Leaf, text: str) -> str | None:
        said = moments.as_date(text) if part.kind is Kind.DATE else moments.as_timestamp(text)
        if said is None:
            day = _("“%(name)s” phải là ngày dạng yyyy/MM/dd, không phải “%(value)s”.")
            time = _("“%(name)s” phải là thời điểm dạng yyyy/MM/dd HH:mm:ss, không phải “%(value)s”.")
            self.faults.append(
                Refusal(
                    "edxml.not-a-date",
                    day if part.kind is Kind.DATE else time,
                    line=node.line,
                    params={"name": node.name, "value": text[:40]},
                )
            )
        return said


def _text(node: Node, part: wire.Leaf) -> str | None:
    return (node.attributes.get(part.attribute) or None) if part.attribute else node.text()


def _all(node: Node, path: tuple[str, ...]) -> list[Node]:
    """Follow a path on which any element may stand more than once."""
    places = [node]
    for name in path:
        places = [child for place in places for child in place.children.get(name, ())]
    return places
