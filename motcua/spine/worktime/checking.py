"""The rules of a calendar file: what it must say, and the list of what it says wrong."""

import re
from collections import Counter
from datetime import date

import yaml

from motcua.spine import marked
from motcua.spine.fault import Params
from motcua.spine.marked import Entries, Place
from motcua.spine.refusal import gettext_noop
from motcua.spine.worktime.calendar import SATURDAY, Calendar, Certainty, Holiday, Session, Swap

CITED = ("citation", "certainty")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
YEAR = re.compile(r"(?:19|20|21)\d{2}")
HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
EIGHT_HOURS = 480


# The faults that every file can have, under the names they have in a calendar.
CODES = {
    "not-yaml": "calendar-not-yaml",
    "empty": "calendar-value-wrong",
    "too-deep": "calendar-too-deep",
    "not-a-mapping": "calendar-value-wrong",
    "not-a-list": "calendar-value-wrong",
    "unknown-key": "calendar-key-unknown",
    "duplicate-key": "calendar-key-twice",
    "missing-key": "calendar-key-missing",
}


class Check(marked.Reading):
    """One passage through a calendar's file, which says everything in plain words: a year or a date is no number.

    A file has `code`, `sessions` (`hours`), `same_day` (`until`) and `years`; each year its days `closed` and Saturdays
    `swapped`; every entry its `citation` and `certainty` (Labour Code 2019, Articles 105 and 111-112).
    """

    def __init__(self) -> None:
        super().__init__()
        self.seen: dict[date, Place] = {}
        self.given_off: list[tuple[Swap, Place]] = []

    def calendar(self, root: Place | None) -> Calendar | None:
        """Make the calendar that `root` describes; None when there is a fault, each noted in `faults`."""
        if root is None:
            return None
        top = self.mapping(root, needed=("code", "sessions", "same_day", "years"))
        code = self.said(top.get("code"))
        sessions = self.sessions(top.get("sessions"))
        until = self.same_day(top.get("same_day"), sessions)
        years, holidays = self.years(top.get("years"))
        if self.faults:
            return None
        return Calendar(
            code=code,
            first_year=years[0],
            last_year=years[-1],
            sessions=tuple(sessions),
            same_day_until=until,
            holidays=tuple(sorted(holidays, key=lambda h: h.day)),
            swaps=tuple(sorted((swap for swap, _ in self.given_off), key=lambda s: s.day)),
        )

    def note(self, place: Place, code: str, message: str, params: Params | None = None) -> None:
        """Note a fault at the word that `place` stands behind, where it stands behind one."""
        spot = marked.at(place.key or place.node)
        self._put(spot, path=place.path, code=code, message=message, params=params)

    def _put(
        self, spot: tuple[int, int], *, path: str = "", code: str, message: str, params: Params | None = None
    ) -> None:
        code = f"worktime.{CODES.get(code, code)}"
        super()._put(spot, path=path, code=code, message=message, params=params)

    def entries(self, place: Place | None, *, needed: tuple[str, ...]) -> Entries:
        """Give the entries of a mapping with exactly these keys; nothing where it is not written."""
        return {} if place is None else self.mapping(place, needed=needed)

    def said(self, place: Place | None) -> str:
        """Give a text that may not be blank; a number is one too."""
        word = _word(place).strip()
        if place is not None and not word:
            self.note(place, "calendar-value-wrong", _SHAPE, {"path": place.path, "wanted": "…"})
        return word

    def certainty(self, place: Place | None) -> Certainty:
        """Give how certain an entry is."""
        word = _word(place)
        if word in set(Certainty):
            return Certainty(word)
        if place is not None:
            wanted = ", ".join(Certainty)
            self.note(place, "calendar-value-wrong", _SHAPE, {"path": place.path, "wanted": wanted})
        return Certainty.LOW

    def dated(self, place: Place | None) -> date | None:
        """Give a day written 2023-01-31, None where it is none."""
        try:
            if DATE.fullmatch(_word(place)):
                return date.fromisoformat(_word(place))
        except ValueError:
            pass
        if place is not None:
            self.note(place, "calendar-day-not-a-date", _DATE, {"value": marked.shown(place)})
        return None

    def sessions(self, place: Place | None) -> list[Session]:
        """Give the sessions of a working day, eight hours in all."""
        entry = self.entries(place, needed=(*CITED, "hours"))
        self.said(entry.get("citation"))
        self.certainty(entry.get("certainty"))
        before = len(self.faults)
        found: list[Session] = []
        for item in self.sequence(entry.get("hours")):
            match = HOURS.fullmatch(_word(item))
            numbers = [int(part) for part in match.groups()] if match else [0, 0, 0, 0]
            session = Session(begins=numbers[0] * 60 + numbers[1], ends=numbers[2] * 60 + numbers[3])
            if session.begins >= session.ends:
                self.note(item, "session-not-hours", _HOURS, {"value": marked.shown(item)})
            elif found and session.begins < found[-1].ends:
                self.note(item, "sessions-overlap", _OVERLAP, {"value": marked.shown(item)})
            else:
                found.append(session)
        total = sum(s.ends - s.begins for s in found)
        if "hours" in entry and total != EIGHT_HOURS and len(self.faults) == before:
            self.note(entry["hours"], "sessions-not-eight-hours", _EIGHT, {"minutes": total})
        return found

    def same_day(self, place: Place | None, sessions: list[Session]) -> int:
        """Give the minute of the day until which a dossier counts as received that day."""
        entry = self.entries(place, needed=(*CITED, "until"))
        self.said(entry.get("citation"))
        self.certainty(entry.get("certainty"))
        match = CLOCK.fullmatch(_word(entry.get("until")))
        minute = int(match[1]) * 60 + int(match[2]) if match else -1
        inside = minute >= 0 and (not sessions or sessions[0].begins < minute <= sessions[-1].ends)
        if "until" in entry and not inside:
            value = marked.shown(entry["until"])
            self.note(entry["until"], "same-day-outside-sessions", _SAME_DAY, {"value": value})
        return minute

    def years(self, place: Place | None) -> tuple[list[int], list[Holiday]]:
        """Give the years, one after another, and the days closed in them."""
        years: list[int] = []
        holidays: list[Holiday] = []
        before = len(self.faults)
        found = self.open_mapping(place)
        if place is not None and not found and len(self.faults) == before:
            self.note(place, "calendar-value-wrong", _SHAPE, {"path": place.path, "wanted": "2023, …"})
        for name, year in found.items():
            if not YEAR.fullmatch(name):
                self.note(year, "year-not-a-year", _YEAR, {"value": name})
                continue
            if years and int(name) != years[-1] + 1:
                self.note(year, "years-with-gap", _GAP, {"year": int(name), "wanted": years[-1] + 1})
            years.append(int(name))
            entry = self.entries(year, needed=("closed", "swapped"))
            for item in self.sequence(entry.get("closed")):
                holidays += self.holidays(item, int(name))
            for item in self.sequence(entry.get("swapped")):
                self.swap(item, int(name))
        self.pairs(holidays)
        return years, holidays

    def holidays(self, place: Place, year: int) -> list[Holiday]:
        """Give the days of one entry of days closed."""
        entry = self.entries(place, needed=(*CITED, "days", "name"))
        name, citation = self.said(entry.get("name")), self.said(entry.get("citation"))
        certainty = self.certainty(entry.get("certainty"))
        found: list[Holiday] = []
        for item in self.sequence(entry.get("days")):
            day = self.listed(item, year)
            if day and day.weekday() >= SATURDAY:
                self.note(item, "day-off-on-weekend", _WEEKEND, {"day": day.isoformat()})
            elif day:
                found.append(Holiday(day=day, name=name, citation=citation, certainty=certainty))
        return found

    def swap(self, place: Place, year: int) -> None:
        """Take one Saturday worked in place of a day given off."""
        entry = self.entries(place, needed=(*CITED, "day", "instead_of"))
        day, instead_of = self.listed(entry.get("day"), year), self.dated(entry.get("instead_of"))
        citation, certainty = self.said(entry.get("citation")), self.certainty(entry.get("certainty"))
        if day and day.weekday() != SATURDAY:
            self.note(entry["day"], "swapped-day-not-saturday", _SATURDAY, {"day": day.isoformat()})
        if day and instead_of:
            swap = Swap(day=day, instead_of=instead_of, citation=citation, certainty=certainty)
            self.given_off.append((swap, entry["instead_of"]))

    def listed(self, place: Place | None, year: int) -> date | None:
        """Give a day listed under its own year and nowhere else."""
        day = self.dated(place)
        if day is None or place is None:
            return None
        if day.year != year:
            self.note(place, "day-in-wrong-year", _WRONG_YEAR, {"day": day.isoformat(), "year": year})
            return None
        if day in self.seen:
            first = self.seen[day]
            line = marked.at(first.key or first.node)[0] + 1
            params: Params = {"day": day.isoformat(), "line": line, "path": first.path}
            self.note(place, "day-on-two-lists", _TWICE, params)
            return None
        self.seen[day] = place
        return day

    def pairs(self, holidays: list[Holiday]) -> None:
        """Note every swap whose day given off is not listed, or is given off for two Saturdays."""
        off = {holiday.day for holiday in holidays}
        times = Counter(swap.instead_of for swap, _ in self.given_off)
        for swap, place in self.given_off:
            if swap.instead_of not in off or times[swap.instead_of] > 1:
                self.note(place, "swap-without-day-off", _UNPAIRED, {"day": swap.instead_of.isoformat()})


def _word(place: Place | None) -> str:
    """Give the word that stands there, whatever YAML takes it for; a blank where there is none."""
    scalar = place is not None and isinstance(place.node, yaml.ScalarNode)
    return str(place.node.value) if scalar and place is not None else ""


_SHAPE = gettext_noop("“%(path)s” không đúng dạng; cần ghi: %(wanted)s.")
_DATE = gettext_noop("“%(value)s” không phải là một ngày có thật, viết theo mẫu 2023-01-20.")
_HOURS = gettext_noop("“%(value)s” không phải là một buổi làm việc, viết theo mẫu 07:00-11:30.")
_OVERLAP = gettext_noop(
    "Buổi làm việc %(value)s bắt đầu khi buổi trước chưa kết thúc; sửa lại giờ hoặc thứ tự."
)
_EIGHT = gettext_noop(
    "Các buổi làm việc cộng lại là %(minutes)s phút; một ngày làm việc phải đủ 480 phút (8 giờ)."
)
_SAME_DAY = gettext_noop("“%(value)s” phải là một giờ trong ngày làm việc, viết theo mẫu 15:00.")
_YEAR = gettext_noop("“%(value)s” không phải là một năm, viết theo mẫu 2023.")
_GAP = gettext_noop("Năm %(year)s không nối tiếp năm trước; năm tiếp theo phải là %(wanted)s.")
_WEEKEND = gettext_noop(
    "Ngày nghỉ %(day)s rơi vào thứ Bảy hoặc Chủ nhật, vốn đã nghỉ; ghi ngày nghỉ bù hoặc bỏ đi."
)
_SATURDAY = gettext_noop("Ngày làm bù %(day)s không phải là thứ Bảy; kiểm tra lại ngày.")
_WRONG_YEAR = gettext_noop("Ngày %(day)s được ghi trong năm %(year)s; chuyển về đúng năm.")
_TWICE = gettext_noop("Ngày %(day)s đã được ghi ở dòng %(line)s (%(path)s); một ngày chỉ ghi một lần.")
_UNPAIRED = gettext_noop(
    "Ngày nghỉ hoán đổi %(day)s phải có đúng một lần trong danh sách ngày nghỉ và một ngày làm bù."
)
