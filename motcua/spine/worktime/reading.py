"""A calendar read from the text of its file, or refused with the list of its faults."""

from collections.abc import Mapping, Sequence

from motcua.spine.fault import Fault
from motcua.spine.refusal import gettext_noop
from motcua.spine.worktime import checking, marked
from motcua.spine.worktime.calendar import Calendar
from motcua.spine.worktime.refusals import Refusal


def read(text: str) -> Calendar:
    """Give the calendar described by `text`, the YAML of a file in `law/calendars` (Labour Code 2019, Article 112).

    Refuses a text with faults (`worktime.calendar-has-faults`), naming the first; `faults` gives them all.
    """
    return _calendar(marked.read(text))


def faults(text: str) -> list[Fault]:
    """Give all that is wrong with `text`, in its order; nothing when it is a calendar (Labour Code 2019, Article 112)."""
    found = marked.read(text)
    if not found.faults:
        checking.check(found)
    return sorted(found.faults)


def calendar_from(data: Mapping[str, object]) -> Calendar:
    """Give the calendar described by `data`, shaped as the file is; refuse faults as `read` does.

    Dates and years may be words or dates and numbers (Labour Code 2019, Article 112).
    """
    return _calendar(marked.Text(content=_words(data)))


def _calendar(found: marked.Text) -> Calendar:
    calendar = None if found.faults else checking.check(found)
    if calendar is not None:
        return calendar
    first = min(found.faults)
    raise Refusal(
        "worktime.calendar-has-faults",
        gettext_noop("Tệp lịch làm việc có %(count)s lỗi; lỗi đầu tiên ở dòng %(line)s: %(fault)s"),
        article="Labour Code 2019, Article 112",
        params={"count": len(found.faults), "line": first.line, "fault": first.said()},
    )


def _words(value: object) -> marked.Plain:
    if isinstance(value, Mapping):
        return {str(key): _words(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_words(inner) for inner in value]
    return "" if value is None else str(value)
