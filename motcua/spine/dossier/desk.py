"""The desk at which the law of the dossier is decided, and how it says no."""

from datetime import datetime

from motcua.spine import event, procedure, refusal, worktime
from motcua.spine.refusal import gettext_noop

EARLIEST = datetime(1945, 9, 2, tzinfo=event.VN)  # no office of this state is older


class Refusal(refusal.Refusal):
    """The law, or the state of the dossier, does not allow what was asked."""


class Desk:
    """What an officer has before them when they decide: the definition, the calendar, the clock and their name."""

    __slots__ = ("at", "by", "calendar", "definition")

    def __init__(
        self, *, definition: procedure.Definition, calendar: worktime.Calendar, at: datetime, by: str
    ) -> None:
        """Lay the desk."""
        self.definition = definition
        self.calendar = calendar
        self.at = at
        self.by = by

    def minutes(self, start: datetime, end: datetime) -> int:
        """Tell how many minutes the office sits between two moments; none where the first comes last."""
        if end <= start:
            return 0
        return worktime.working_minutes_between(start=start, end=end, calendar=self.calendar)

    def fact(self, kind: str, **data: event.JSON) -> event.Fact:
        """Write down what happened, here and now."""
        return event.Fact(kind=f"dossier.{kind}", at=self.at, by=self.by, data=data)


def refuse_antique(filed_at: datetime) -> None:
    """Refuse a day of filing before there was an office to file at: a slip of the pen in the year."""
    if filed_at < EARLIEST:
        raise Refusal(
            "dossier.filed-too-long-ago", gettext_noop("Ngày nộp lùi quá xa; hãy xem lại năm trên giấy tờ.")
        )
