"""A plan's YAML file read into a plan, every fault with its line and column."""

import re
from collections.abc import Mapping
from dataclasses import replace

import yaml

from motcua.spine import marked, measure, sentence
from motcua.spine.collection import Collection
from motcua.spine.fault import Fault
from motcua.spine.measure import goal
from motcua.spine.plan.definition import Evidence, Pillar, Plan, Reading, Refusal, Target
from motcua.spine.procedure import Words
from motcua.spine.refusal import gettext_noop

HEAD = ("plan", "name", "number", "issued", "issuer", "from", "until", "pillars", "targets")
NEEDED = ("id", "statement", "shape", "goals", "owner", "evidence", "source")
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
TARGET = re.compile(r"[A-Z][0-9]{1,3}")
PILLAR = re.compile(r"[A-Z]")
KEY = re.compile(r"[a-z][a-z-]*")
BLANK = Words(vi="", en="")


def read(text: str, *, collections: Mapping[str, Collection]) -> Plan:
    """Read a plan whose sentences speak of `collections`; refuse a file with any fault, and list them all."""
    reader = _Reader(collections)
    found = reader.plan(text)
    if reader.faults or found is None:
        faults_ = tuple(sorted(reader.faults))
        message = gettext_noop("Tệp kế hoạch có %(count)s lỗi; lỗi đầu tiên ở dòng %(line)s, cột %(column)s.")
        first = faults_[0]
        params: dict[str, str | int] = {"count": len(faults_), "line": first.line, "column": first.column}
        raise Refusal("plan.file-has-faults", message, faults=faults_, params=params)
    return found


def faults(text: str, *, collections: Mapping[str, Collection]) -> list[Fault]:
    """List what is wrong with a plan's file, by line."""
    reader = _Reader(collections)
    reader.plan(text)
    return sorted(reader.faults)


class _Reader(marked.Reading):
    def __init__(self, collections: Mapping[str, Collection]) -> None:
        super().__init__()
        self._collections = collections
        self._lines: list[str] = []

    def plan(self, text: str) -> Plan | None:
        self._lines = text.split("\n")
        root = self.root(text)
        if root is None:
            return None
        head = self.mapping(root, needed=HEAD)
        pillars = tuple(self._pillar(place) for place in self.sequence(head.get("pillars")))
        seen: set[str] = set()
        targets = tuple(
            self._target(place, {pillar.key for pillar in pillars}, seen)
            for place in self.sequence(head.get("targets"))
        )
        plan = Plan(
            id=self.pattern(head.get("plan"), shape=NAME, example="hung-yen-2023"),
            name=self._words(head.get("name")),
            number=self.text(head.get("number")),
            issued=self.day(head.get("issued")),
            issuer=self._words(head.get("issuer")),
            start=self.day(head.get("from")),
            last=self.day(head.get("until")),
            pillars=pillars,
            targets=targets,
        )
        if "until" in head and plan.last < plan.start:
            message = gettext_noop("Ngày cuối kỳ đứng trước ngày đầu kỳ; hãy xem lại from và until.")
            self.note(head["until"], "period-backwards", message)
        return plan

    def _words(self, place: marked.Place | None) -> Words:
        if place is None:
            return BLANK
        entries = self.mapping(place, needed=("vi", "en"))
        return Words(vi=self.text(entries.get("vi")), en=self.text(entries.get("en")))

    def _pillar(self, place: marked.Place) -> Pillar:
        entries = self.mapping(place, needed=("key", "name"))
        key = self.pattern(entries.get("key"), shape=PILLAR, example="P")
        return Pillar(key=key, name=self._words(entries.get("name")))

    def _target(self, place: marked.Place, pillars: set[str], seen: set[str]) -> Target:
        entries = self.mapping(place, needed=NEEDED, known=("strive", "readings", "why"))
        name = self.pattern(entries.get("id"), shape=TARGET, example="P1")
        if name in seen:
            self.repeated(entries["id"], name)
        seen.add(name)
        if name and name[0] not in pillars:
            self.unknown_word(entries["id"], name[0], sorted(pillars))
        readings = tuple(
            counted
            for item in self.sequence(entries.get("readings"))
            if (counted := self._reading(item)) is not None
        )
        if ("readings" in entries) == ("why" in entries):
            message = gettext_noop(
                "Mỗi chỉ tiêu phải có hoặc cách đếm (readings), hoặc lý do chưa đo (why); hãy giữ đúng một."
            )
            self.note(place, "readings-or-why", message)
        return Target(
            id=name,
            pillar=name[:1],
            statement=self._words(entries.get("statement")),
            shape=self.word(entries.get("shape"), among=measure.Shape),
            goals=tuple(
                aim for item in self.sequence(entries.get("goals")) if (aim := self._goal(item)) is not None
            ),
            strive=self.flag(entries.get("strive")),
            owner=self._words(entries.get("owner")),
            evidence=self.word(entries.get("evidence"), among=Evidence),
            source=self._words(entries.get("source")),
            readings=readings,
            why=self._words(entries["why"]) if "why" in entries else None,
        )

    def _goal(self, place: marked.Place) -> measure.Goal | None:
        what = None
        at = place
        if isinstance(place.node, yaml.MappingNode):
            entries = self.mapping(place, needed=("of", "at"))
            if "at" not in entries:
                return None
            what, at = self._words(entries.get("of")), entries["at"]
        try:
            return goal.read(self.text(at), what=what)
        except goal.Refusal as refused:
            self.note(at, "goal-not-read", refused.message, refused.params)
            return None

    def _reading(self, place: marked.Place) -> Reading | None:
        entries = self.mapping(place, needed=("key", "label", "sentence"))
        key = self.pattern(entries.get("key"), shape=KEY, example="due")
        label = self._words(entries.get("label"))
        said = entries.get("sentence")
        text = self.text(said)
        if said is None or not text:
            return None
        try:
            parsed = sentence.parse(text, collections=self._collections)
        except sentence.Refusal as refused:
            self.faults.extend(self._moved(fault, said) for fault in refused.faults)
            return None
        return Reading(key=key, label=label, sentence=parsed)

    def _moved(self, fault: Fault, place: marked.Place) -> Fault:
        """Say where a sentence's fault stands in the file: exactly in a `|` block and on one line, else at its start."""
        node, mark = place.node, place.node.start_mark
        line, column = mark.line + 1, mark.column + 1
        style = node.style if isinstance(node, yaml.ScalarNode) else None
        if style == "|":
            first = self._lines[line] if line < len(self._lines) else ""
            line, column = line + fault.line, len(first) - len(first.lstrip(" ")) + fault.column
        elif style != ">" and node.end_mark.line == mark.line:
            column += fault.column - 1 + bool(style)
        return replace(fault, line=line, column=column, path=place.path)
