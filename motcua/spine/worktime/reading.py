"""A calendar read from the text of its file, or refused with the list of its faults."""

from collections.abc import Mapping

from motcua.spine import marked
from motcua.spine.fault import Fault
from motcua.spine.refusal import gettext_noop
from motcua.spine.worktime import checking
from motcua.spine.worktime.calendar import Calendar
from motcua.spine.worktime.refusals import Refusal


def read(text: str) -> Calendar:
    """Give the calendar described by `text`, the YAML of a file in `law/calendars` (Labour Code 2019, Article 112).

    Refuses a text with faults (`worktime.calendar-has-faults`), naming the first; `faults` gives them all.
    """
    check = checking.Check()
    return _calendar(check, check.root(text))


def faults(text: str) -> list[Fault]:
    """Give all that is wrong with `text`, in its order; nothing when it is a calendar (Labour Code 2019, Article 112)."""
    check = checking.Check()
    check.calendar(check.root(text))
    return sorted(check.faults)


def calendar_from(data: Mapping[str, object]) -> Calendar:
    """Give the calendar described by `data`, shaped as the file is; refuse faults as `read` does.

    Dates and years may be words or dates and numbers (Labour Code 2019, Article 112).
    """
    return _calendar(checking.Check(), marked.made(data))


def _calendar(check: checking.Check, root: marked.Place | None) -> Calendar:
    calendar = check.calendar(root)
    if calendar is not None:
        return calendar
    first = min(check.faults)
    raise Refusal(
        "worktime.calendar-has-faults",
        gettext_noop("Tệp lịch làm việc có %(count)s lỗi; lỗi đầu tiên ở dòng %(line)s: %(fault)s"),
        article="Labour Code 2019, Article 112",
        params={"count": len(check.faults), "line": first.line, "fault": first.said()},
    )
