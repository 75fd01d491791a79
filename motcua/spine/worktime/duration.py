"""How long the law allows, in the unit the law itself speaks."""

from dataclasses import dataclass
from enum import StrEnum

from motcua.spine.refusal import gettext_noop
from motcua.spine.worktime.refusals import Refusal


class Unit(StrEnum):
    """The units in which deadlines are set (Civil Code 2015, Articles 144 and 147; Decree 61/2018/NĐ-CP).

    Minutes and hours are working ones: they pass only while the office sits.
    """

    MINUTE = "minute"
    WORKING_HOUR = "working_hour"
    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Duration:
    """How long an office may take: a whole, positive `amount` of one `unit` (Civil Code 2015, Article 144).

    `Duration(0, Unit.WORKING_DAY)` is the one zero with a meaning: the result is due within the day of receipt,
    or the next working day when received from 15:00 on (Decree 23/2015/NĐ-CP, Article 7). Any other amount below one
    is refused with `worktime.duration-not-positive`.
    """

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        """Refuse what no law allows: no time at all, or less."""
        least = 0 if self.unit is Unit.WORKING_DAY else 1
        if self.amount < least:
            raise Refusal(
                "worktime.duration-not-positive",
                gettext_noop("Thời hạn giải quyết phải từ %(least)s trở lên, không thể là %(amount)s."),
                article="Civil Code 2015, Article 144",
                params={"least": least, "amount": self.amount},
            )
