"""A plan's YAML file read into a plan, every fault with its line and column."""

import re
from collections.abc import Collection as Many, Mapping, Sequence

import yaml

from motcua.spine import marked, measure, sentence
from motcua.spine.collection import Collection
from motcua.spine.fault import Fault
from motcua.spine.plan.definition import Evidence, Home, Pillar, Plan, Reading, Refusal, Target
from motcua.spine.plan.parts import BLANK, Parts
from motcua.spine.procedure import Words
from motcua.spine.refusal import gettext_noop

HEAD = ("plan", "name", "number", "issued", "issuer", "from", "until", "pillars", "targets")
HEAD_TOO = ("grades", "notes", "home")
NEEDED = ("id", "statement", "shape", "goals", "owner", "evidence", "source")
TOO = (
    "pillar",
    "strive",
    "judged",
    "asked",
    "scope",
    "period",
    "baseline",
    "points",
    "notes",
    "readings",
    "why",
)
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
TARGET = re.compile(r"[A-Z]{0,4}[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}[a-z]?")
PILLAR = re.compile(r"[A-Z]{1,4}|[0-9]{1,3}(?:\.[0-9]{1,3}){0,2}")
KEY = re.compile(r"[a-z][a-z-]*")
UNIT = re.compile(r"[A-Z0-9]+(?:\.[0-9A-Z]+)*")

OTHER_SHAPE: Mapping[measure.Shape, str] = {  # by that of the sentence
    measure.Shape.SHARE: gettext_noop(
        "Câu đo cho một tỷ lệ (share), nhưng chỉ tiêu ghi shape: %(shape)s; hãy sửa một trong hai."
    ),
    measure.Shape.CHANGE: gettext_noop(
        "Câu đo cho một mức thay đổi (change), nhưng chỉ tiêu ghi shape: %(shape)s; hãy sửa một trong hai."
    ),
    measure.Shape.RANK: gettext_noop(
        "Câu đo cho một thứ hạng (rank), nhưng chỉ tiêu ghi shape: %(shape)s; hãy sửa một trong hai."
    ),
    measure.Shape.LEVEL: gettext_noop(
        "Câu đo cho một mức ghi nhận (level), nhưng chỉ tiêu ghi shape: %(shape)s; hãy sửa một trong hai."
    ),
}


def read(
    text: str, *, collections: Mapping[str, Collection], units: Many[str] = (), new: bool = False
) -> Plan:
    """Read a plan whose sentences speak of `collections`; refuse a file with any fault, and list them all.

    What is `new` must also have what was not always asked for, and name none but `units` where these are given; a
    version that is in force already is read without it.
    """
    reader = _Reader(collections, units)
    found = reader.plan(text)
    known = {*reader.faults, *(reader.remarks if new else ())}
    if known or found is None:
        faults_ = tuple(sorted(known))
        message = gettext_noop("Tệp kế hoạch có %(count)s lỗi; lỗi đầu tiên ở dòng %(line)s, cột %(column)s.")
        first = faults_[0]
        params: dict[str, str | int] = {"count": len(faults_), "line": first.line, "column": first.column}
        raise Refusal("plan.file-has-faults", message, faults=faults_, params=params)
    return found


def faults(text: str, *, collections: Mapping[str, Collection], units: Many[str] = ()) -> list[Fault]:
    """List what is wrong with a plan's file, by line: all that keeps it from being put in force.

    Where `units` are given, the codes of all there are or were, it may name none but them.
    """
    reader = _Reader(collections, units)
    reader.plan(text)
    return sorted({*reader.faults, *reader.remarks})


class _Reader(Parts):
    def __init__(self, collections: Mapping[str, Collection], units: Many[str]) -> None:
        super().__init__(units)
        self._collections = collections
        self._lines: list[str] = []

    def plan(self, text: str) -> Plan | None:
        self._lines = text.split("\n")
        root = self.root(text)
        if root is None:
            return None
        head = self.mapping(root, needed=HEAD, known=HEAD_TOO)
        seen: set[str] = set()
        pillars = tuple(self._pillar(place, seen) for place in self.sequence(head.get("pillars")))
        keys = tuple(pillar.key for pillar in pillars)
        seen = set()
        targets = tuple(self._target(place, keys, seen) for place in self.sequence(head.get("targets")))
        plan = Plan(
            id=self.pattern(head.get("plan"), shape=NAME, example="hung-yen-2023"),
            name=self.said(head.get("name")),
            number=self.text(head.get("number")),
            issued=self.day(head.get("issued")),
            issuer=self.said(head.get("issuer")),
            start=self.day(head.get("from")),
            last=self.day(head.get("until")),
            pillars=pillars,
            targets=targets,
            grades=self.grades(head.get("grades")),
            notes=self.said_if(head.get("notes")),
            home=self._home(head.get("home")),
        )
        if {"from", "until"} <= head.keys():
            self.spell(head["until"], start=plan.start, last=plan.last)
        return plan

    def _home(self, place: marked.Place | None) -> Home | None:
        if place is None:
            return None
        entries = self.mapping(place, needed=("code",), known=("key",))
        return Home(
            code=self.pattern(entries.get("code"), shape=UNIT, example="H31"),
            key=self.pattern(entries["key"], shape=NAME, example="hung-yen") if "key" in entries else "",
        )

    def _pillar(self, place: marked.Place, seen: set[str]) -> Pillar:
        entries = self.mapping(place, needed=("key", "name"), known=("max",))
        key = self.pattern(entries.get("key"), shape=PILLAR, example="P")
        if key in seen:
            self.repeated(entries["key"], key)
        seen.add(key)
        return Pillar(key=key, name=self.said(entries.get("name")), limit=self.limit(entries.get("max")))

    def _target(self, place: marked.Place, pillars: Sequence[str], seen: set[str]) -> Target:
        entries = self.mapping(place, needed=NEEDED, known=TOO)
        name = self.pattern(entries.get("id"), shape=TARGET, example="P1")
        if name in seen:
            self.repeated(entries["id"], name)
        seen.add(name)
        known = len(self.faults)
        shape = self.word(entries.get("shape"), among=measure.Shape)
        asked = shape if len(self.faults) == known else None
        if ("readings" in entries) == ("why" in entries):
            message = gettext_noop(
                "Mỗi chỉ tiêu phải có hoặc cách đếm (readings), hoặc lý do chưa đo (why); hãy giữ đúng một."
            )
            self.note(place, "readings-or-why", message)
        owner, units = self._owner(entries.get("owner"))
        readings = self._readings(entries.get("readings"), asked)
        judged = self._judged(entries.get("judged"), asked)
        if judged is measure.Judged.LOWER_BOUND and readings and "asked" not in entries:
            self._asked_missing(entries["judged"])
        self._parts_known(entries.get("goals"), readings)
        return Target(
            id=name,
            pillar=self._under(name, entries, pillars),
            statement=self.said(entries.get("statement")),
            shape=shape,
            goals=tuple(
                aim for item in self.sequence(entries.get("goals")) if (aim := self.goal(item, asked))
            ),
            strive=self.flag(entries.get("strive")),
            owner=owner,
            units=units,
            evidence=self.word(entries.get("evidence"), among=Evidence),
            source=self.said(entries.get("source")),
            readings=readings,
            why=self.said_if(entries.get("why")),
            scope=self.said_if(entries.get("scope")),
            period=self.period(entries.get("period")),
            baseline=self.baseline(entries.get("baseline")),
            judged=judged,
            asked=self._asked(entries.get("asked"), judged),
            asked_text=self.text(entries["asked"]) if "asked" in entries else "",
            points=self.points(entries.get("points")),
            notes=self.said_if(entries.get("notes")),
        )

    def _parts_known(self, goals: marked.Place | None, readings: Sequence[Reading]) -> None:
        """Note a goal asked of a part that no sentence names: it would never be asked."""
        eaches = [each for reading in readings if (each := getattr(reading.sentence, "each", None))]
        known = [str(value.value) for each in eaches for value in each.values]
        for item in self.sequence(goals) if readings else ():
            if isinstance(item.node, yaml.MappingNode):
                part = self.open_mapping(item).get("part")
                if part is not None and self.text(part) not in known:
                    self.unknown_word(part, self.text(part), known)

    def _under(self, name: str, entries: marked.Entries, pillars: Sequence[str]) -> str:
        """Give the pillar a target says it stands under, else the longest whose key its id begins with."""
        if "pillar" in entries:
            key = self.text(entries["pillar"])
            if key and key not in pillars:
                self.unknown_word(entries["pillar"], key, pillars)
            return key
        found = max((key for key in pillars if begins(name, key)), key=len, default="")
        if TARGET.fullmatch(name) and not found and pillars:
            self.unknown_word(entries["id"], name.rstrip("0123456789.") or name.partition(".")[0], pillars)
        return found

    def _owner(self, place: marked.Place | None) -> tuple[Words, tuple[str, ...]]:
        """Give who answers, in words and by the codes of units, which the room of units looks up."""
        if place is None:
            return BLANK, ()
        entries = self.mapping(place, needed=("vi",), known=("en", "units"))
        return self.both(entries), tuple(self._code(item) for item in self.sequence(entries.get("units")))

    def _code(self, place: marked.Place) -> str:
        """Give the code of a unit; one written in no code's shape is told so, and not looked up."""
        known = len(self.faults)
        code = self.pattern(place, shape=UNIT, example="H31.09")
        if len(self.faults) == known:
            self.unit(place, code)
        return code

    def _judged(self, place: marked.Place | None, shape: measure.Shape | None) -> measure.Judged:
        if place is None:
            return measure.Judged.POINT
        judged = self.word(place, among=measure.Judged)
        if judged is measure.Judged.LOWER_BOUND and shape not in (measure.Shape.SHARE, None):
            message = gettext_noop("Chỉ tỷ lệ (share) mới xét được theo cận dưới của khoảng tin cậy.")
            self.note(place, "judged-not-of-shape", message)
        return judged

    def _asked_missing(self, place: marked.Place) -> None:
        """Remark on a survey that does not say who was asked: ninety of a hundred answers tell little if ten thousand kept silent."""
        message = gettext_noop(
            "Chỉ tiêu xét theo cận dưới là khảo sát: hãy viết thêm asked, câu cho biết đã hỏi những ai (of) và ai đã trả lời (that)."
        )
        self.remark(place, "asked-missing", message)

    def _asked(self, place: marked.Place | None, judged: measure.Judged) -> sentence.Share | None:
        if place is None:
            return None
        if judged is not measure.Judged.LOWER_BOUND:
            message = gettext_noop(
                "Chỉ khảo sát (judged: lower-bound) mới có người được hỏi; hãy bỏ asked hoặc xét theo cận dưới."
            )
            self.note(place, "asked-not-of-survey", message)
        said = self._sentence(place)
        if said is None or isinstance(said, sentence.Share):
            return said
        self.note(place, "not-a-share", gettext_noop("Câu này phải có dạng “of … that …”."))
        return None

    def _readings(self, place: marked.Place | None, shape: measure.Shape | None) -> tuple[Reading, ...]:
        seen: set[str] = set()
        found = [self._reading(item, seen, shape) for item in self.sequence(place)]
        if place is not None and isinstance(place.node, yaml.SequenceNode) and not place.node.value:
            self.note(place, "empty-list", gettext_noop("Danh sách này phải có ít nhất một mục."))
        return tuple(reading for reading in found if reading is not None)

    def _reading(self, place: marked.Place, seen: set[str], shape: measure.Shape | None) -> Reading | None:
        entries = self.mapping(place, needed=("key", "label", "sentence"), known=("judged",))
        judged = "judged" not in entries or self.flag(entries["judged"])
        if not judged and not seen:
            message = gettext_noop("Cách đếm đầu tiên là số chính nên phải được xét; hãy bỏ judged: false.")
            self.note(entries["judged"], "headline-not-judged", message)
        key = self.pattern(entries.get("key"), shape=KEY, example="due")
        if key in seen:
            self.repeated(entries["key"], key)
        seen.add(key)
        label = self.said(entries.get("label"))
        said = entries.get("sentence")
        parsed = self._sentence(said)
        if said is None or parsed is None:
            return None
        if shape not in (None, sentence.shape_of(parsed)):
            message = OTHER_SHAPE[sentence.shape_of(parsed)]
            self.note(said, "shape-of-sentence", message, {"shape": str(shape)})
        return Reading(key=key, label=label, sentence=parsed, text=self.text(said), judged=judged)

    def _sentence(self, place: marked.Place | None) -> sentence.Sentence | None:
        text = self.text(place)
        if place is None or not text:
            return None
        try:
            return sentence.parse(text, collections=self._collections)
        except sentence.Refusal as refused:
            self.faults.extend(self._moved(fault, place) for fault in refused.faults)
            return None

    def _moved(self, fault: Fault, place: marked.Place) -> Fault:
        """Say where a sentence's fault stands in the file: exactly in a `|` block and on one line, else at its start."""
        return marked.moved(fault, place, self._lines)


def begins(name: str, key: str) -> bool:
    """Tell whether a target's id begins with a pillar's key: P1 with P, 3.1 and 3 with 3, but 31 not with 3."""
    rest = name.removeprefix(key)
    if rest == name or (key[-1:].isdigit() and rest[:1] not in ("", ".")):
        return False
    return not key[-1:].isalpha() or rest[:1].isdigit()
