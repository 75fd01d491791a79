"""Which version of a plan is in force, and at what moment it is read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django.db.models import F

from motcua.spine import plan as plans, refusal, sentence
from motcua.spine.collection import Schema, nearest
from motcua.spine.worktime import VN
from motcua.systems.plans import counting, models


class Refusal(refusal.Refusal):
    """A reading that no plan can give."""


@dataclass(frozen=True, kw_only=True, slots=True)
class InForce:
    """A plan, the number of its version in force, and since when that version is."""

    plan: plans.Plan
    version: int
    loaded_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """One version of a plan's file: its number, the digest of its text, and since when it is in force."""

    number: int
    digest: str
    loaded_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """When a plan is read: `past` where it is not now but as it stood at the end of a day that is over."""

    asked: sentence.Asked
    past: bool


def plans_in_force() -> tuple[InForce, ...]:
    """Give every plan, by its name."""
    return tuple(in_force(name) for name in models.Plan.objects.order_by("id").values_list("id", flat=True))


def in_force(name: str, *, at: datetime | None = None) -> InForce:
    """Give the plan called `name` in its version in force, now or at `at`; refuse a name that no plan has.

    Before its first version was loaded, a plan is read by that one.
    """
    known = versions(name)
    version = next((one for one in reversed(known) if at is None or one.loaded_at <= at), known[0])
    return InForce(
        plan=text_of(name, version.number, version.digest),
        version=version.number,
        loaded_at=version.loaded_at,
    )


def versions(name: str) -> tuple[Version, ...]:
    """Give every version of the plan called `name`, the first loaded first; refuse a name that no plan has."""
    asked = name.replace("\0", "\N{REPLACEMENT CHARACTER}")  # the database cannot even be asked for a NUL
    found = models.PlanVersion.objects.filter(plan=asked, number__lte=F("plan__number")).order_by("number")
    rows = tuple(
        Version(number=number, digest=digest, loaded_at=loaded_at)
        for number, digest, loaded_at in found.values_list("number", "digest", "loaded_at")
    )
    if not rows:
        known = list(models.Plan.objects.values_list("id", flat=True))
        raise Refusal(
            "plans.no-such-plan",
            refusal.gettext_noop("Không có kế hoạch “%(plan)s”. Các kế hoạch hiện có: %(known)s."),
            params={"plan": name, "known": ", ".join(known) or "–"},
        )
    return rows


def text_of(name: str, number: int, digest: str) -> plans.Plan:
    """Read what a version of a plan's file says; `digest` is that of its text."""
    return _text_of(name, number, digest, counting.engine().collections)


@lru_cache(maxsize=64)
def _text_of(name: str, number: int, digest: str, collections: Schema) -> plans.Plan:  # noqa: ARG001 - the digest is part of what is kept
    body = models.PlanVersion.objects.values_list("body", flat=True).get(plan=name, number=number)
    return plans.read(body, collections=collections)


def target_of(found: plans.Plan, name: str) -> plans.Target:
    """Give the target called `name`; refuse one the plan does not have, with the nearest that it has."""
    target = found.target(name)
    if target is None:
        near = nearest(name, [target.id for target in found.targets])
        raise Refusal(
            "plans.no-such-target",
            refusal.gettext_noop("Kế hoạch không có chỉ tiêu “%(target)s”; có phải ý là “%(nearest)s”?"),
            params={"target": name, "nearest": near},
        )
    return target


def not_measured(target: plans.Target) -> Refusal:
    """Say that a target has no figure that a list or a table could stand behind."""
    return Refusal(
        "plans.not-measured",
        refusal.gettext_noop("Chỉ tiêu %(target)s chưa đo được nên chưa có bản ghi để liệt kê."),
        params={"target": target.id},
    )


def reading_of(target: plans.Target, key: str | None) -> plans.Reading:
    """Give the reading `key` of a target, the headline for None; refuse what is not measured or not known."""
    if not target.readings:
        raise not_measured(target)
    for reading in target.readings:
        if key in (None, "", reading.key):
            return reading
    keys = [reading.key for reading in target.readings]
    raise Refusal(
        "plans.no-such-reading",
        refusal.gettext_noop("Chỉ tiêu %(target)s không có cách tính “%(reading)s”; hiện có: %(known)s."),
        params={"target": target.id, "reading": str(key), "known": ", ".join(keys)},
    )


def touched(readings: Iterable[plans.Reading], *, besides: tuple[str, ...] = ()) -> frozenset[str]:
    """Name the collections that some readings, broken down by the columns `besides`, are made of."""
    collections = counting.engine().collections
    found = [_touched(reading.sentence, collections, besides) for reading in readings]
    return frozenset[str]().union(*found)


def measured_by(targets: Iterable[plans.Target]) -> frozenset[str]:
    """Name the collections that some targets are measured by: those of their readings, and of who was asked."""
    collections = counting.engine().collections
    found = [_touched(said, collections, ()) for target in targets for said in sentences(target)]
    return frozenset[str]().union(*found)


@lru_cache(maxsize=1024)
def _touched(said: sentence.Sentence, collections: Schema, besides: tuple[str, ...]) -> frozenset[str]:
    return sentence.touched(said, collections, besides=besides)


def sentences(target: plans.Target) -> list[sentence.Sentence]:
    """Give every sentence that is counted to measure a target, the headline first."""
    read = [reading.sentence for reading in target.readings]
    return [*read, target.asked] if read and target.asked else read


def read_at(as_of: date | None, *, now: datetime) -> tuple[datetime, bool]:
    """Tell when is read, and whether that is past: now for None or today, the end of an earlier day."""
    today = now.astimezone(VN).date()
    if as_of is not None and as_of > today:
        raise Refusal(
            "plans.as-of-to-come",
            refusal.gettext_noop("Ngày %(day)s chưa đến; hãy chọn từ hôm nay (%(today)s) trở về trước."),
            params={"day": f"{as_of:%d/%m/%Y}", "today": f"{today:%d/%m/%Y}"},
        )
    past = as_of is not None and as_of < today
    return (
        datetime.combine(as_of + timedelta(days=1), time(), VN) if past and as_of is not None else now
    ), past


def moment(
    found: plans.Plan, *, as_of: date | None, now: datetime, target: plans.Target | None = None
) -> Moment:
    """Give the moment of reading, over the plan's period or that of `target`; refuse a day to come."""
    at, past = read_at(as_of, now=now)
    period = found.period if target is None else found.period_of(target)
    return Moment(asked=sentence.Asked(as_of=at, start=period.begins, end=period.ends), past=past)


def day(text: str | None) -> date | None:
    """Read the day of an `as_of`; refuse what is not one."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refusal(
            "plans.as-of-not-a-day",
            refusal.gettext_noop("“%(text)s” không phải là ngày; hãy viết năm-tháng-ngày, ví dụ 2023-06-30."),
            params={"text": text[:40]},
        ) from error
