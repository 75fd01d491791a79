"""Every target of a plan broken down by one column at once."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from motcua.spine import plan as plans, refusal, sentence
from motcua.spine.collection import nearest, reach
from motcua.systems.plans import counting
from motcua.systems.plans.queries import current, stated
from motcua.systems.plans.queries.readings import PlanReading, in_its_period

Line = counting.Line
LinesBy = Mapping[str, Sequence[Line]]


def lines_by(*, reading: PlanReading, by: str, as_of: date | None, now: datetime) -> LinesBy:
    """Break the headline of every target that has the column `by` (or `month`) down, by the target's id.

    Raises Refusal `plans.no-such-column` where no target has it.
    """
    wanted = broken_down(reading.plan, by)
    moment = current.moment(reading.plan, as_of=as_of, now=now)
    names = current.touched((target.readings[0] for target in wanted), besides=(by,))
    lines: dict[str, Sequence[counting.Line]] = {}
    with counting.engine().sitting(names=names, asked=moment.asked, past=moment.past) as sitting:
        for target in wanted:
            own, _ = in_its_period(target, sitting, moment.asked)
            said = target.readings[0].sentence
            lines[target.id] = stated.held(own.breakdown(said, by=(by,)), target=target, said=said, by=(by,))
    return lines


def broken_down(plan: plans.Plan, by: str) -> list[plans.Target]:
    """Give the targets whose headline has the column `by` (or `month`). Raises Refusal `plans.no-such-column`."""
    collections = counting.engine().collections
    wanted = [target for target in plan.targets if target.readings and _has(target.readings[0].sentence, by)]
    if not wanted:
        known = {
            column.name
            for target in plan.targets
            for one in target.readings[:1]
            for column in collections[one.sentence.collection].public
        }
        raise current.Refusal(
            "plans.no-such-column",
            refusal.gettext_noop("Không chia được theo “%(name)s”; có phải ý là “%(nearest)s”?"),
            params={"name": by[:40], "nearest": nearest(by[:40], sorted(known))},
        )
    return wanted


def _has(said: sentence.Sentence, name: str) -> bool:
    if isinstance(said, sentence.Rank | sentence.Level):
        return False
    if name == counting.MONTH:
        return sentence.period_column(said) is not None
    found = reach(counting.engine().collections, said.collection, name)
    return found is not None and not found.personal
