"""The internal process as a graph of steps: what follows what, and how long the longest way takes."""

import graphlib
from collections.abc import Collection, Mapping

from motcua.spine import worktime
from motcua.spine.procedure.definition import Step

HOURS_A_DAY = 8
WITHIN_THE_DAY = 2  # the working hours left, 15:00 to 17:00, to what is received just before 15:00
WEEK = 7
WEEKEND = 2
SHORTEST_MONTH = 28


def hours_in(allowed: worktime.Duration) -> int:
    """Give the working hours that a deadline leaves in the worst case, public holidays apart.

    A working day is 8 hours; "within the day" is the 2 hours left after 15:00, since what comes later is due on the
    next working day. Calendar days run over weekends: of N days, every full week gives 5 working days and what
    remains is taken to hold a whole weekend; at least 1 day, since the end rolls to a working day. A month is
    28 such days. Public holidays belong to a calendar, not to a definition, and are left out.
    """
    amount = allowed.amount
    match allowed.unit:
        case worktime.Unit.MINUTE:
            return amount // 60
        case worktime.Unit.WORKING_HOUR:
            return amount
        case worktime.Unit.WORKING_DAY:
            return amount * HOURS_A_DAY or WITHIN_THE_DAY
        case worktime.Unit.CALENDAR_DAY:
            return _working_days(amount) * HOURS_A_DAY
        case worktime.Unit.MONTH:
            return _working_days(amount * SHORTEST_MONTH) * HOURS_A_DAY


def _working_days(days: int) -> int:
    weeks, rest = divmod(days, WEEK)
    return max(1, weeks * (WEEK - WEEKEND) + max(0, rest - WEEKEND))


def ring(after: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Give one ring of steps that wait for each other, the first repeated at the end; empty where there is none."""
    try:
        graphlib.TopologicalSorter(after).prepare()
    except graphlib.CycleError as error:
        return tuple(error.args[1])
    return ()


def longest_path(process: Collection[Step]) -> tuple[Step, ...]:
    """Give the steps, in order, of the way through the process that takes most hours.

    The process must have no ring; steps it names but does not have are passed over.
    """
    steps = {step.key: step for step in process}
    ways: dict[str, tuple[Step, ...]] = {}
    for key in graphlib.TopologicalSorter({step.key: step.after for step in process}).static_order():
        if key in steps:
            before = (ways[other] for other in steps[key].after if other in ways)
            ways[key] = (*max(before, key=hours_of, default=()), steps[key])
    return max(ways.values(), key=hours_of, default=())


def hours_of(steps: Collection[Step]) -> int:
    """Add up the hours of `steps`."""
    return sum(step.hours for step in steps)


def ready(process: Collection[Step], *, done: Collection[str]) -> tuple[Step, ...]:
    """Give the steps that may begin now: not done, and everything they wait for is."""
    return tuple(step for step in process if step.key not in done and all(key in done for key in step.after))
