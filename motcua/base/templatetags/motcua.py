"""How figures, days and time left are written on every page, the same in both languages."""

from datetime import date, datetime
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from motcua.base import clock
from motcua.spine import worktime

register = template.Library()

Number = int | float | Decimal

NOTHING = "–"
NO_BREAK = "\N{NO-BREAK SPACE}"
WORKING_HOUR, WORKING_DAY = 60, 480  # minutes
HIDDEN = "•••"
SHORTEST_TO_SHOW = 9


MEANINGS: dict[worktime.Urgency, str] = {
    worktime.Urgency.FINE: "on-course",
    worktime.Urgency.SOON: "soon",
    worktime.Urgency.URGENT: "soon",
    worktime.Urgency.LATE: "late",
}


def _grouped(value: Decimal) -> str:
    """Write a decimal with a point between thousands and a comma before the fraction."""
    return f"{value:,f}".replace(",", " ").replace(".", ",").replace(" ", ".")


@register.simple_tag(takes_context=True)
def beside(context: template.Context, place: str, **about: object) -> SafeString:
    """Give what rooms on higher floors have to say at a place of this page: the functions that BESIDE names for it.

    Each is given the request and what the place is about, and gives a piece of the page, empty where it has nothing.
    """
    pieces = (import_string(name)(context["request"], **about) for name in settings.BESIDE.get(place, ()))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


@register.filter
def vn_number(value: Number | None, places: int | None = None) -> str:
    """Write a number the Vietnamese way: 1.234,5; at most two decimals, or exactly `places`; None is a dash."""
    if value is None or value == "":
        return NOTHING
    number = Decimal(str(value))
    if places is not None:
        return _grouped(number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
    text = _grouped(number.quantize(Decimal("0.01"), ROUND_HALF_UP))
    return text.rstrip("0").rstrip(",") if "," in text else text


@register.filter
def percent(part: Number | None, places: int = 1) -> str:
    """Write a part of one as a percentage: 0.954 is 95,4 %; what is not yet all is never rounded up to 100 %."""
    if part is None or part == "":
        return NOTHING
    exact = Decimal(str(part)) * 100
    unit = Decimal(1).scaleb(-places)
    rounded = exact.quantize(unit, ROUND_HALF_UP)
    if exact < 100 <= rounded:  # noqa: PLR2004 - a hundred per cent
        rounded = exact.quantize(unit, ROUND_DOWN)
    text = _grouped(rounded)
    if "," in text:
        text = text.rstrip("0").rstrip(",")
    return f"{text}{NO_BREAK}%"


@register.filter
def dong(amount: int | None) -> str:
    """Write an amount of money in đồng: 50.000 đồng; nothing to pay is said in words."""
    if amount is None:
        return NOTHING
    if amount == 0:
        return gettext("Không thu")
    return gettext("%(amount)s đồng") % {"amount": _grouped(Decimal(amount))}


@register.filter
def vn_date(day: date | datetime | None) -> str:
    """Write a day as dd/mm/yyyy; a moment is first taken to Vietnam's time."""
    if not day:
        return NOTHING
    if isinstance(day, datetime) and day.tzinfo is not None:
        day = day.astimezone(clock.VN)
    return f"{day:%d/%m}/{day.year:04d}"


@register.filter
def vn_datetime(moment: datetime | None) -> str:
    """Write a moment as HH:MM dd/mm/yyyy in Vietnam's time."""
    if not moment:
        return NOTHING
    local = moment.astimezone(clock.VN)
    return f"{local:%H:%M} {vn_date(local)}"


@register.filter
def meaning(left: worktime.Left | None) -> str:
    """Say which of the four meanings time left has: on-course, soon (two working days or less), late, nothing."""
    return "nothing" if left is None else MEANINGS[worktime.urgency(left)]


@register.filter
def time_left_words(left: worktime.Left | None) -> str:
    """Say time left as an official would: còn 2 ngày làm việc, quá hạn 2 ngày làm việc."""
    if left is None:
        return gettext("Không có thời hạn")
    days, hours = left.days, -(-left.minutes // WORKING_HOUR)
    if left.late:
        if days:
            said = ngettext("Quá hạn %(n)d ngày làm việc", "Quá hạn %(n)d ngày làm việc", days)
            return said % {"n": days}
        return ngettext("Quá hạn %(n)d giờ làm việc", "Quá hạn %(n)d giờ làm việc", hours) % {"n": hours}
    if days:
        return ngettext("Còn %(n)d ngày làm việc", "Còn %(n)d ngày làm việc", days) % {"n": days}
    return ngettext("Còn %(n)d giờ làm việc", "Còn %(n)d giờ làm việc", hours) % {"n": hours}


@register.filter
def time_left(left: worktime.Left | None) -> SafeString:
    """Draw time left as a chip: its word, its shape, its colour."""
    return format_html('<span class="chip {}">{}</span>', meaning(left), time_left_words(left))


@register.filter
def time_left_bar(left: worktime.Left | None, part: Number | None = None) -> SafeString:
    """Draw time left as a bar that empties, with its words; `part` of the time allowed is still there (0 to 1)."""
    if part is None:
        part = min(1.0, abs(left.minutes) / (10 * WORKING_DAY)) if left else 0.0
    return format_html(
        '<span class="time-left {}"><span class="bar" aria-hidden="true"><span style="--left:{}"></span></span>'
        "<span>{}</span></span>",
        meaning(left),
        f"{max(0.0, min(1.0, float(part))):.2f}",
        time_left_words(left),
    )


@register.filter
def mask(value: str | None) -> str:
    """Hide the middle of a phone number, a personal number or an address of e-mail: 0912•••678."""
    text = str(value or "").strip()
    if not text:
        return NOTHING
    name, at, host = text.partition("@")
    if at:
        return f"{name[:2]}{HIDDEN}@{host}"
    if len(text) < SHORTEST_TO_SHOW:
        return f"{HIDDEN}{text[-2:]}"
    return f"{text[:4]}{HIDDEN}{text[-3:]}"
