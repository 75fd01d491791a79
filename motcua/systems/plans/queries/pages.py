"""Everything a target's page says, counted at one moment: no two numbers on it can disagree."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.spine import measure, plan as plans
from motcua.systems.plans import counting
from motcua.systems.plans.queries import current, details, noted, proof, readings, standing
from motcua.systems.plans.queries.definitions import Change, definition_history, definitions


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetPage:
    """A target with its statistics, its breakdowns in the order asked, its proof, its definitions and its notes.

    `over`: the target's period is over.
    """

    reading: readings.PlanReading
    target: readings.TargetReading
    standing: standing.Standing | None
    breakdowns: tuple[details.Breakdown, ...]
    proof: proof.Proof | None
    over: bool
    definitions: tuple[Change, ...]
    notes: tuple[noted.Note, ...]


def target_page(*, asked: details.Asked, by: Sequence[tuple[str, ...]] = (), now: datetime) -> TargetPage:
    """Read a target with all that stands on its page; `by` names the columns of each breakdown, one or two.

    Breakdowns are of the reading asked, the rest of the headline. Raises what `queries.target` and
    `queries.breakdown` raise.
    """
    found = current.in_force(asked.plan)
    target = current.target_of(found.plan, asked.target)
    moment = current.moment(found.plan, as_of=asked.as_of, now=now, target=target)
    over = moment.asked.as_of >= moment.asked.end
    besides = details.columns_of(target, key=asked.reading, by=by) if target.readings else ()
    names = _touched(target, besides)
    said = definition_history(plan=asked.plan, target=target.id)
    written = noted.notes(plan=asked.plan, target=target.id)
    if not names:
        read = readings.unmeasured(target)
        whole = _plan_reading(found, moment, read)
        return TargetPage(
            reading=whole,
            target=read,
            standing=None,
            breakdowns=(),
            proof=None,
            over=over,
            definitions=said,
            notes=written,
        )
    with counting.engine().sitting(names=names, asked=moment.asked, past=moment.past) as sitting:
        read = readings.measured(target, sitting, moment.asked)
        return TargetPage(
            reading=_plan_reading(found, moment, read),
            target=read,
            standing=standing.standing(target, read, sitting, moment.asked),
            breakdowns=details.within(sitting, target=target, key=asked.reading, by=by)
            if isinstance(read.measured, measure.Share | measure.Change)
            else (),
            proof=proof.proof(found, target, read, sitting, moment),
            over=over,
            definitions=said,
            notes=written,
        )


def _touched(target: plans.Target, besides: tuple[str, ...]) -> frozenset[str]:
    """Name the collections that a target is measured by, and its readings broken down by `besides`."""
    return current.measured_by((target,)) | current.touched(target.readings, besides=besides)


def _plan_reading(
    found: current.InForce, moment: current.Moment, read: readings.TargetReading
) -> readings.PlanReading:
    return readings.PlanReading(
        plan=found.plan,
        version=found.version,
        as_of=moment.asked.as_of,
        past=moment.past,
        loaded_at=found.loaded_at,
        targets=(read,),
        definitions=definitions(found.plan.id),
    )
