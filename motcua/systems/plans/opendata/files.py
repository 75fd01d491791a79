"""A measure, and a whole plan, as files: JSON with the definition, CSV in plain rows, JSON-stat as a cube."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import msgspec
from django.urls import reverse

from motcua.spine import refusal
from motcua.systems.plans import queries, tables, wording
from motcua.systems.plans.opendata import cube, giving, shapes

HEADS = (
    "plan",
    "version",
    "target",
    "reading",
    "month",
    "unit",
    "unit_name",
    "numerator",
    "denominator",
    "percent",
    "values",
    "as_of",
    "simulated",
)
PLAN_HEADS = (
    "plan",
    "version",
    "target",
    "statement_vi",
    "statement_en",
    "reading",
    "sentence",
    "words_vi",
    "words_en",
    "numerator",
    "denominator",
    "percent",
    "values",
    "goal",
    "verdict",
    "judged",
    "low",
    "high",
    "asked",
    "answered",
    "response_percent",
    "owner_vi",
    "owner_en",
    "source_vi",
    "source_en",
    "licence_vi",
    "licence_en",
    "as_of",
    "simulated",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Format:
    """A form a measure is given in: the end of its address, its media type, the end of its file's name, its writing."""

    end: str
    kind: str
    name: str
    label: str
    write: Callable[[queries.Dataset, dict[str, str]], bytes]


def as_json(found: queries.Dataset, units: dict[str, str]) -> bytes:
    """Write a measure with its definition in both languages, and every cell."""
    return msgspec.json.encode(shapes.measured(found, units=units))


def as_csv(found: queries.Dataset, units: dict[str, str]) -> bytes:
    """Write one row for each reading, month and unit; no totals, so that a column may be summed."""
    said = shapes.measured(found, units=units)
    alike = {
        "plan": said.plan,
        "version": said.version,
        "target": said.target,
        "as_of": said.as_of,
        "simulated": said.simulated,
    }
    return tables.lines(HEADS, (_row(HEADS, {**alike, **asdict(cell)}) for cell in said.cells))


def as_jsonstat(found: queries.Dataset, units: dict[str, str]) -> bytes:
    """Write a measure as a cube with its totals."""
    return msgspec.json.encode(cube.cube(found, units=units))


FORMATS: Mapping[str, Format] = {
    one.end: one
    for one in (
        Format(end="json", kind="application/json", name="json", label="JSON", write=as_json),
        Format(end="csv", kind="text/csv; charset=utf-8", name="csv", label="CSV", write=as_csv),
        Format(
            end="jsonstat",
            kind="application/json",
            name="jsonstat.json",
            label="JSON-stat 2.0",
            write=as_jsonstat,
        ),
    )
}
PLAN_FORMATS = ("json", "csv")


def measure(found: queries.Dataset, *, end: str) -> giving.File:
    """Make the file of a measure."""
    form = FORMATS[format_of(end, known=tuple(FORMATS))]
    plan, target = found.plan.id, found.target.id
    return giving.File(
        content=form.write(found, dict(wording.unit_names())),
        kind=form.kind,
        name=f"{plan}-{target}.{form.name}",
        as_of=found.as_of,
        past=found.past,
        about=reverse("opendata_measure", kwargs={"plan": plan, "target": target, "end": "json"}),
    )


def plan(read: queries.PlanReading, *, end: str) -> giving.File:
    """Make the file of a whole plan: each reading of each target that is measured, with its definition."""
    form = FORMATS[format_of(end, known=PLAN_FORMATS)]
    rows = [
        _plan_row(read, target, value)
        for target in read.targets
        if target.value is not None
        for value in target.readings
    ]
    content = (
        tables.lines(PLAN_HEADS, (_row(PLAN_HEADS, row) for row in rows))
        if end == "csv"
        else msgspec.json.encode(rows)
    )
    about = reverse("opendata_catalogue")
    return giving.File(
        content=content,
        kind=form.kind,
        name=f"{read.plan.id}.{form.name}",
        as_of=read.as_of,
        past=read.past,
        about=about,
    )


def format_of(end: str, *, known: tuple[str, ...]) -> str:
    """Read the form an address asks for; refuse one that is not given."""
    if end not in known:
        raise queries.Refusal(
            "plans.no-such-form",
            refusal.gettext_noop("Dữ liệu mở không có dạng “%(end)s”; hãy chọn: %(known)s."),
            params={"end": end[:20], "known": ", ".join(known)},
        )
    return end


def _plan_row(
    read: queries.PlanReading, target: queries.TargetReading, value: queries.ReadingValue
) -> dict[str, Any]:
    said = shapes.reading(value, target.goals)
    return {
        "plan": read.plan.id,
        "version": read.version,
        "target": target.id,
        "statement_vi": target.statement.vi,
        "statement_en": target.statement.en,
        "reading": said.key,
        "sentence": said.sentence,
        "words_vi": said.words.vi,
        "words_en": said.words.en,
        "numerator": said.numerator,
        "denominator": said.denominator,
        "percent": said.percent,
        "values": said.values,
        "goal": "; ".join(
            f"{goal.comparator} {shapes.goal(goal).figure} {goal.unit}" for goal in target.goals
        ),
        "verdict": said.verdict,
        "judged": target.judged,
        **_survey(target),
        "owner_vi": target.owner.vi,
        "owner_en": target.owner.en,
        "source_vi": target.source.vi,
        "source_en": target.source.en,
        "licence_vi": shapes.LICENCE.vi,
        "licence_en": shapes.LICENCE.en,
        "as_of": read.as_of.isoformat(),
        "simulated": shapes.simulated(),
    }


def _survey(target: queries.TargetReading) -> dict[str, Any]:
    """Say in plain columns how sure a survey is: empty ones for what is none."""
    said = shapes.survey(target)
    names = ("low", "high", "asked", "answered", "response_percent")
    return {name: getattr(said, name) if said else None for name in names}


def _row(heads: tuple[str, ...], values: Mapping[str, Any]) -> list[Any]:
    return [_plain(values[head]) for head in heads]


def _plain(value: Any) -> Any:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case dict():
            return "; ".join(f"{unit} {figure}" for unit, figure in value.items())
        case _:
            return value
