"""Working time: deadlines reckoned on a calendar of sessions, holidays and swapped days."""

from motcua.spine.worktime.duration import Duration, Unit
from motcua.spine.worktime.moment import VN
from motcua.spine.worktime.refusals import Refusal

__all__ = ["VN", "Duration", "Refusal", "Unit"]
