"""The indicators of a plan going to the Government's reporting system, once a month (Decree 09/2019/NĐ-CP)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction

from django.conf import settings

from motcua.base import clock
from motcua.spine import measure
from motcua.systems.exchange import actions as exchange, ports, queries as posted
from motcua.systems.organisation import queries as organisation
from motcua.systems.plans import queries

PLACES = 4  # decimals of a figure


def bring_up_indicators(*, at: datetime) -> list[str]:
    """Post the figures of every plan for the month that closed last, each month once; gives the ids of what is new.

    The figures are those at the end of the closing day (EXCHANGE_REPORTING_CLOSES), each with its two sides and its
    verdict; a target without figures is reported as having none. Nothing is posted where no reporting system is set, nor
    for a plan that did not run in that month.
    """
    if not settings.EXCHANGE_REPORTING:
        return []
    closed = last_closed(at.astimezone(clock.VN).date(), closes=settings.EXCHANGE_REPORTING_CLOSES)
    period = f"{closed:%Y-%m}"
    found = []
    for each in queries.plans_in_force():
        name = each.plan.id
        said = f"indicators:{name}:{period}"
        wanted = not settings.EXCHANGE_REPORTING_PLANS or name in settings.EXCHANGE_REPORTING_PLANS
        before = last_closed(closed, closes=settings.EXCHANGE_REPORTING_CLOSES)
        running = each.plan.start <= closed and before < each.plan.last
        if not wanted or not running or posted.is_posted(said):
            continue
        reading = queries.read(plan=name, as_of=closed, now=at)
        data = {
            "regime": name,
            "unit": settings.EXCHANGE_REPORTING_UNIT or _province(),
            "period": period,
            "as_of": closed.isoformat(),
            "values": _values(reading.targets),
        }
        if exchange.bring_up(
            message_id=said,
            sender=str(data["unit"]),
            to=ports.REPORTING,
            lane=name,
            kind=ports.INDICATORS,
            data=data,
            at=at,
        ):
            found.append(said)
    return found


def last_closed(day: date, *, closes: int) -> date:
    """Give the latest closing day that is over on `day`: with 14, on 15 June it is 14 June, on 14 June 14 May."""
    this = day.replace(day=closes)
    return this if this < day else (day.replace(day=1) - timedelta(days=1)).replace(day=closes)


def _province() -> str:
    return next((each.code for each in organisation.units() if each.parent is None), "")


def _values(targets: Sequence[queries.TargetReading]) -> list[Mapping[str, object]]:
    return [
        {
            "indicator": each.id,
            "name": each.statement.vi,
            "value": None if each.value is None else _decimal(each.value),
            "unit": each.unit.value,
            "numerator": each.numerator,
            "denominator": each.denominator,
            "verdict": measure.WORDS[each.verdict].vi,
        }
        for each in targets
    ]


def _decimal(value: Fraction) -> str:
    """Write a figure exactly to four decimals: text, for a report is read by people and compared letter by letter."""
    scaled = round(value * 10**PLACES)
    whole, rest = divmod(abs(scaled), 10**PLACES)
    return f"{'-' if scaled < 0 else ''}{whole}.{rest:0{PLACES}}"
