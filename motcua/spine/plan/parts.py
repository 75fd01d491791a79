"""The smaller parts of a plan's file: words, goals, periods, baselines, points and grades."""

from collections.abc import Collection
from datetime import date
from fractions import Fraction

import yaml

from motcua.spine import marked, measure
from motcua.spine.fault import Fault, Params
from motcua.spine.measure import Shape, Unit, figures, goal
from motcua.spine.plan.definition import Baseline, Period
from motcua.spine.plan.points import Grade, Grades, Nothing, Points, Rule
from motcua.spine.procedure import Words
from motcua.spine.refusal import gettext_noop

LONGEST = 20  # years; every month of a period is read for its news and its trend
BLANK = Words(vi="", en="")
FIGURED = (Rule.FULL_AT, Rule.TIMES)  # the rules that need a figure
# What a goal may be asked of in each shape: a share is a percentage, a rank a place or what it gained.
UNITS: dict[Shape, tuple[Unit, ...]] = {
    Shape.SHARE: (Unit.PERCENT,),
    Shape.CHANGE: (Unit.PERCENT, Unit.UNITS, Unit.PEOPLE, Unit.POSTS, Unit.POINTS),
    Shape.RANK: (Unit.RANK, Unit.PLACES, Unit.POINTS),
    Shape.LEVEL: tuple(Unit),
}

OTHER_UNIT: dict[Shape, str] = {  # a level may be of any unit
    Shape.SHARE: gettext_noop(
        "Mức “%(goal)s” không hỏi được ở một tỷ lệ (share); hãy dùng đơn vị: %(units)s."
    ),
    Shape.CHANGE: gettext_noop(
        "Mức “%(goal)s” không hỏi được ở một mức thay đổi (change); hãy dùng đơn vị: %(units)s."
    ),
    Shape.RANK: gettext_noop(
        "Mức “%(goal)s” không hỏi được ở một thứ hạng (rank); hãy dùng đơn vị: %(units)s."
    ),
}


class Parts(marked.Reading):
    """One passage through a plan's file that knows how its smaller parts are written.

    Of `units`, the codes of all there are or were, every unit it names must be one; where none are given, nobody asks.
    """

    def __init__(self, units: Collection[str] = ()) -> None:
        super().__init__()
        self._units = units
        self.remarks: list[Fault] = []  # what a new version must mend, though one in force may stand with it

    def remark(self, place: marked.Place, code: str, message: str, params: Params | None = None) -> None:
        """Note what only a new version is refused for."""
        self.note(place, code, message, params)
        self.remarks.append(self.faults.pop())

    def unit(self, place: marked.Place, code: str) -> None:
        """Remark on the code of a unit that there never was."""
        if self._units and code not in self._units:
            message = gettext_noop(
                "Không có cơ quan, đơn vị nào mang mã “%(code)s”; hãy xem lại mã trong danh sách cơ quan."
            )
            self.remark(place, "unit-not-known", message, {"code": code})

    def said(self, place: marked.Place | None) -> Words:
        """Give words in both languages; what has no English is said in Vietnamese."""
        if place is None:
            return BLANK
        return self.both(self.mapping(place, needed=("vi",), known=("en",)))

    def both(self, entries: marked.Entries) -> Words:
        """Give the words of entries that hold more besides."""
        vi = self.text(entries.get("vi"))
        return Words(vi=vi, en=self.text(entries["en"]) if "en" in entries else vi)

    def said_if(self, place: marked.Place | None) -> Words | None:
        """Give words in both languages; None where nothing is said."""
        return None if place is None else self.said(place)

    def goal(self, place: marked.Place, shape: Shape | None) -> measure.Goal | None:
        """Give a goal, alone or with the words of what it is asked of; its unit must fit the shape."""
        what, part = None, None
        at = place
        if isinstance(place.node, yaml.MappingNode):
            entries = self.mapping(place, needed=("of", "at"), known=("part",))
            if "at" not in entries:
                return None
            what, at = self.said(entries.get("of")), entries["at"]
            part = self.text(entries["part"]) if "part" in entries else None
        try:
            read = goal.read(self.text(at), what=what, part=part)
        except goal.Refusal as refused:
            self.note(at, "goal-not-read", refused.message, refused.params)
            return None
        if shape is not None and read.unit not in UNITS[shape]:
            params = {"goal": marked.shown(at), "units": _units(shape)}
            self.note(at, "goal-unit", OTHER_UNIT[shape], params)
        elif shape is Shape.SHARE and not _within_a_share(read):
            message = gettext_noop(
                "Tỷ lệ chỉ từ 0 %% đến 100 %%, nên mức “%(goal)s” không thể đạt hoặc không đòi hỏi gì; hãy xem lại con số."
            )
            self.remark(at, "goal-out-of-reach", message, {"goal": marked.shown(at)})
        return read

    def period(self, place: marked.Place | None) -> Period | None:
        """Give a period of its own; None where it is not written."""
        if place is None:
            return None
        entries = self.mapping(place, needed=("from", "until"))
        period = Period(start=self.day(entries.get("from")), last=self.day(entries.get("until")))
        if len(entries) > 1:
            self.spell(entries["until"], start=period.start, last=period.last)
        return period

    def spell(self, place: marked.Place, *, start: date, last: date) -> None:
        """Note a period that ends before it begins, or that nobody plans over; nothing before its days can be read."""
        if any(fault.code == "not-a-day" for fault in self.faults):
            return
        if last < start:
            message = gettext_noop("Ngày cuối kỳ đứng trước ngày đầu kỳ; hãy xem lại from và until.")
            self.note(place, "period-backwards", message)
        elif last.year - start.year > LONGEST:
            message = gettext_noop("Kỳ dài hơn %(longest)s năm; hãy xem lại from và until.")
            self.note(place, "period-too-long", message, {"longest": LONGEST})

    def baseline(self, place: marked.Place | None) -> Baseline | None:
        """Give what a change is held against; a stated figure says where it is taken from."""
        if place is None:
            return None
        entries = self.mapping(place, needed=("what", "day"), known=("figure", "source", "units"))
        if ("figure" in entries) != ("source" in entries):
            message = gettext_noop(
                "Con số gốc (figure) và nguồn của nó (source) phải đi cùng nhau; hãy viết đủ hoặc bỏ cả hai."
            )
            self.note(place, "figure-and-source", message)
        figure = self.figure(entries["figure"]) if "figure" in entries else None
        return Baseline(
            what=self.said(entries.get("what")),
            day=self.day(entries.get("day")),
            figure=figure,
            source=self.said_if(entries.get("source")),
            units=self._divided(entries.get("units"), figure),
        )

    def _divided(
        self, place: marked.Place | None, whole: Fraction | None
    ) -> tuple[tuple[str, Fraction], ...]:
        """Give a stated figure by unit; its parts are the whole of it."""
        parts = self.open_mapping(place)
        for code, one in parts.items():
            self.unit(marked.Place(node=one.key or one.node, path=one.path), code)
        units = tuple((code, self.figure(one, least=Fraction(0))) for code, one in parts.items())
        total = sum((figure for _, figure in units), Fraction(0))
        if place is not None and total != whole:
            message = gettext_noop(
                "Các con số gốc theo đơn vị cộng lại là %(total)s, phải bằng con số chung (figure)."
            )
            self.note(place, "units-add-up", message, {"total": figures.exact(total, language="vi")})
        return units

    def points(self, place: marked.Place | None) -> Points | None:
        """Give what a target can give; `max` without a value is a figure still to be filled in."""
        if place is None:
            return None
        entries = self.mapping(place, needed=("max",), known=("rule", "figure", "nothing"))
        rule = self.word(entries["rule"], among=Rule) if "rule" in entries else Rule.RATIO
        if (rule in FIGURED) != ("figure" in entries):
            message = gettext_noop(
                "Cách cho điểm full-at và times cần một con số (figure); cách khác thì không có."
            )
            self.note(entries.get("rule", place), "points-figure", message)
        figure = self.figure(entries["figure"]) if "figure" in entries else None
        return Points(
            rule=rule,
            limit=self.limit(entries.get("max")),
            figure=figure,
            nothing=self.word(entries["nothing"], among=Nothing)
            if "nothing" in entries
            else Nothing.LEFT_OUT,
        )

    def limit(self, place: marked.Place | None) -> Fraction | None:
        """Give the most points there can be; None where the figure is not known."""
        return None if place is None or marked.empty(place) else self.figure(place)

    def grades(self, place: marked.Place | None) -> Grades | None:
        """Give the names of scores, from the highest down."""
        if place is None:
            return None
        entries = self.mapping(place, needed=("source", "steps"))
        steps: list[Grade] = []
        for item in self.sequence(entries.get("steps")):
            step = self.mapping(item, needed=("from", "name"))
            least = self.figure(step.get("from"), least=Fraction(0))
            if steps and least >= steps[-1].least:
                message = gettext_noop("Các mức xếp loại phải viết từ cao xuống thấp.")
                self.note(step.get("from", item), "grades-not-falling", message)
            steps.append(Grade(least=least, name=self.said(step.get("name"))))
        return Grades(steps=tuple(steps), source=self.said(entries.get("source")))


def _within_a_share(asked: measure.Goal) -> bool:
    """Tell whether the goal's figure is one that a share can have, and its sign leaves a share that reaches it."""
    least, most = Fraction(0), Fraction(100)
    beyond = {"<": least, ">": most}.get(asked.comparator)
    return least <= asked.figure <= most and asked.figure != beyond


def _units(shape: Shape) -> str:
    return ", ".join("%" if unit is Unit.PERCENT else unit.value for unit in UNITS[shape])
