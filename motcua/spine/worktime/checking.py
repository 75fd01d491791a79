"""The rules of a calendar file: what it must say, and the list of what it says wrong."""

import re
from collections import Counter
from datetime import date
from typing import TypeVar

from motcua.spine.refusal import gettext_noop
from motcua.spine.worktime.calendar import SATURDAY, Calendar, Certainty, Holiday, Session, Swap
from motcua.spine.worktime.marked import Plain, Text

Entry = TypeVar("Entry", Holiday, Swap)

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
YEAR = re.compile(r"(?:19|20|21)\d{2}")
HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
EIGHT_HOURS = 480


def check(text: Text) -> Calendar | None:
    """Make the calendar that `text` describes; None when there is a fault, each noted in `text.faults`.

    A file has `code`, `sessions` (`hours`), `same_day` (`until`) and `years`; each year its days `closed` and Saturdays
    `swapped`; every entry its `citation` and `certainty` (Labour Code 2019, Articles 105 and 111-112).
    """
    return _Check(text).calendar()


class _Check:
    def __init__(self, text: Text) -> None:
        self.text = text
        self.seen: dict[date, str] = {}

    def calendar(self) -> Calendar | None:
        top = self.mapping(self.text.content, "", keys={"code", "sessions", "same_day", "years"})
        code = self.word(top, "code", "")
        sessions = self.sessions(top.get("sessions"))
        until = self.same_day(top.get("same_day"), sessions)
        years, holidays, swaps = self.years(top.get("years"))
        if self.text.faults:
            return None
        return Calendar(
            code=code,
            first_year=years[0],
            last_year=years[-1],
            sessions=tuple(sessions),
            same_day_until=until,
            holidays=tuple(sorted(holidays, key=lambda h: h.day)),
            swaps=tuple(sorted(swaps, key=lambda s: s.day)),
        )

    def note(self, where: str, code: str, message: str, /, **params: str | int) -> None:
        self.text.fault(path=where, code=f"worktime.{code}", message=message, params=params)

    def mapping(self, value: Plain | None, path: str, *, keys: set[str]) -> dict[str, Plain]:
        """Give `value` as a mapping with exactly `keys`, noting those missing and those not known; None is no mapping."""
        if not isinstance(value, dict):
            if value is not None:
                self.note(
                    path, "calendar-value-wrong", _SHAPE, path=path or "tệp", wanted=", ".join(sorted(keys))
                )
            return {}
        for key in value.keys() - keys:
            where = f"{path}.{key}" if path else key
            self.note(where, "calendar-key-unknown", _UNKNOWN, key=key, known=", ".join(sorted(keys)))
        for key in sorted(keys - value.keys()):
            self.note(path, "calendar-key-missing", _MISSING, key=key)
        return {key: value[key] for key in value if key in keys}

    def items(self, value: Plain | None, path: str) -> list[tuple[str, Plain]]:
        """Give the items of a list, each with its path; a missing list has none."""
        if isinstance(value, list):
            return [(f"{path}[{n}]", item) for n, item in enumerate(value)]
        if value is not None:
            self.note(path, "calendar-value-wrong", _SHAPE, path=path, wanted="[…]")
        return []

    def word(self, entry: dict[str, Plain], key: str, path: str) -> str:
        """Give a text that may not be blank."""
        value = entry.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if key in entry:
            where = f"{path}.{key}" if path else key
            self.note(where, "calendar-value-wrong", _SHAPE, path=where, wanted="…")
        return ""

    def certainty(self, entry: dict[str, Plain], path: str) -> Certainty:
        value = entry.get("certainty")
        if isinstance(value, str) and value in set(Certainty):
            return Certainty(value)
        if value is not None:
            where = f"{path}.certainty"
            self.note(where, "calendar-value-wrong", _SHAPE, path=where, wanted=", ".join(Certainty))
        return Certainty.LOW

    def day(self, value: Plain | None, path: str) -> date | None:
        try:
            if isinstance(value, str) and DATE.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        if value is not None:
            self.note(path, "calendar-day-not-a-date", _DATE, value=str(value))
        return None

    def sessions(self, value: Plain | None) -> list[Session]:
        entry = self.mapping(value, "sessions", keys={"hours", "citation", "certainty"})
        self.word(entry, "citation", "sessions")
        self.certainty(entry, "sessions")
        before = len(self.text.faults)
        found: list[Session] = []
        for path, item in self.items(entry.get("hours"), "sessions.hours"):
            match = HOURS.fullmatch(item) if isinstance(item, str) else None
            numbers = [int(part) for part in match.groups()] if match else [0, 0, 0, 0]
            session = Session(begins=numbers[0] * 60 + numbers[1], ends=numbers[2] * 60 + numbers[3])
            if session.begins >= session.ends:
                self.note(path, "session-not-hours", _HOURS, value=str(item))
            elif found and session.begins < found[-1].ends:
                self.note(path, "sessions-overlap", _OVERLAP, value=str(item))
            else:
                found.append(session)
        total = sum(s.ends - s.begins for s in found)
        if "hours" in entry and total != EIGHT_HOURS and len(self.text.faults) == before:
            self.note("sessions.hours", "sessions-not-eight-hours", _EIGHT, minutes=total)
        return found

    def same_day(self, value: Plain | None, sessions: list[Session]) -> int:
        entry = self.mapping(value, "same_day", keys={"until", "citation", "certainty"})
        self.word(entry, "citation", "same_day")
        self.certainty(entry, "same_day")
        until = entry.get("until")
        match = CLOCK.fullmatch(until) if isinstance(until, str) else None
        minute = int(match[1]) * 60 + int(match[2]) if match else -1
        inside = minute >= 0 and (not sessions or sessions[0].begins < minute <= sessions[-1].ends)
        if "until" in entry and not inside:
            self.note("same_day.until", "same-day-outside-sessions", _SAME_DAY, value=str(until))
        return minute

    def years(self, value: Plain | None) -> tuple[list[int], list[Holiday], list[Swap]]:
        years: list[int] = []
        holidays: list[Holiday] = []
        swaps: list[Swap] = []
        if not isinstance(value, dict) or not value:
            if value is not None:
                self.note("years", "calendar-value-wrong", _SHAPE, path="years", wanted="2023, …")
            return years, holidays, swaps
        for name, year in value.items():
            path = f"years.{name}"
            if not YEAR.fullmatch(name):
                self.note(path, "year-not-a-year", _YEAR, value=name)
                continue
            if years and int(name) != years[-1] + 1:
                self.note(path, "years-with-gap", _GAP, year=int(name), wanted=years[-1] + 1)
            years.append(int(name))
            entry = self.mapping(year, path, keys={"closed", "swapped"})
            for where, item in self.items(entry.get("closed"), f"{path}.closed"):
                holidays += self.holidays(item, where, int(name))
            for where, item in self.items(entry.get("swapped"), f"{path}.swapped"):
                swaps += self.swaps(item, where, int(name))
        self.pairs(holidays, swaps)
        return years, holidays, swaps

    def holidays(self, item: Plain, path: str, year: int) -> list[Holiday]:
        entry = self.mapping(item, path, keys={"days", "name", "citation", "certainty"})
        name, citation = self.word(entry, "name", path), self.word(entry, "citation", path)
        certainty = self.certainty(entry, path)
        found: list[Holiday] = []
        for where, value in self.items(entry.get("days"), f"{path}.days"):
            day = self.listed(value, where, year)
            if day and day.weekday() >= SATURDAY:
                self.note(where, "day-off-on-weekend", _WEEKEND, day=day.isoformat())
            elif day:
                found.append(Holiday(day=day, name=name, citation=citation, certainty=certainty))
        return found

    def swaps(self, item: Plain, path: str, year: int) -> list[Swap]:
        entry = self.mapping(item, path, keys={"day", "instead_of", "citation", "certainty"})
        day = self.listed(entry.get("day"), f"{path}.day", year)
        instead_of = self.day(entry.get("instead_of"), f"{path}.instead_of")
        citation, certainty = self.word(entry, "citation", path), self.certainty(entry, path)
        if day and day.weekday() != SATURDAY:
            self.note(f"{path}.day", "swapped-day-not-saturday", _SATURDAY, day=day.isoformat())
        if not (day and instead_of):
            return []
        return [Swap(day=day, instead_of=instead_of, citation=citation, certainty=certainty)]

    def listed(self, value: Plain | None, path: str, year: int) -> date | None:
        """Give a day listed under its own year and nowhere else."""
        day = self.day(value, path)
        if day is None:
            return None
        if day.year != year:
            self.note(path, "day-in-wrong-year", _WRONG_YEAR, day=day.isoformat(), year=year)
            return None
        if day in self.seen:
            line = self.text.mark(self.seen[day])[0]
            self.note(path, "day-on-two-lists", _TWICE, day=day.isoformat(), line=line, path=self.seen[day])
            return None
        self.seen[day] = path
        return day

    def pairs(self, holidays: list[Holiday], swaps: list[Swap]) -> None:
        """Note every swap whose day given off is not listed, or is given off for two Saturdays."""
        off = {holiday.day for holiday in holidays}
        times = Counter(swap.instead_of for swap in swaps)
        for swap in swaps:
            path = self.seen[swap.day].removesuffix(".day") + ".instead_of"
            if swap.instead_of not in off or times[swap.instead_of] > 1:
                self.note(path, "swap-without-day-off", _UNPAIRED, day=swap.instead_of.isoformat())


_SHAPE = gettext_noop("“%(path)s” không đúng dạng; cần ghi: %(wanted)s.")
_UNKNOWN = gettext_noop("Không có mục “%(key)s”; các mục được dùng là: %(known)s.")
_MISSING = gettext_noop("Thiếu mục “%(key)s”.")
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
