"""Read a plan's targets at the terminal."""

from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgspec
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language

from motcua.base import clock, problem
from motcua.spine import measure, plan as plans, refusal
from motcua.spine.measure import figures
from motcua.spine.measure.goal import SAID
from motcua.systems.plans import api, counting, queries, wording
from motcua.systems.plans.management.commands import plan_check
from motcua.systems.plans.queries.nation import NationalTarget

Counted = measure.Value | measure.Missing | None


class Command(BaseCommand):
    """Print each target of a plan with its value, goal and verdict."""

    help = "measure PLAN or FILE: every target of a plan, counted now or as it stood on a day"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("plan", metavar="PLAN|FILE", help="a plan in force, by its id, or a plan's file")
        parser.add_argument("--as-of", default=None, metavar="DAY")
        parser.add_argument("--by", default=None, metavar="COLUMN", help="break targets down by a column")
        parser.add_argument("--engine", default=counting.DEFAULT, choices=counting.ENGINES)
        parser.add_argument("--json", action="store_true")

    def handle(
        self,
        *,
        plan: str,
        as_of: str | None,
        by: str | None,
        engine: str,
        json: bool,
        **options: Any,  # noqa: ARG002 - Django's own signature
    ) -> None:
        try:
            with counting.counted_by(engine) as cluster:
                day = queries.day(as_of)
                if cluster is not None:
                    nation = queries.nation(
                        plan=_plan(plan), cluster=cluster, now=clock.now(), as_of=day, by=by
                    )
                    self._national(nation, by, json=json)
                    return
                reading = _read(plan, day)
                lines = queries.lines_by(reading=reading, by=by, as_of=day, now=clock.now()) if by else {}
        except plans.Refusal as refused:
            said = [
                f"{plan}:{fault.line}:{fault.column}: {plan_check.say(fault)}" for fault in refused.faults
            ]
            raise CommandError("\n".join([problem.say(refused), *said])) from refused
        except refusal.Refusal as refused:
            raise CommandError(problem.say(refused)) from refused
        if json:
            self.stdout.write(_as_json(reading, by, lines))
            return
        for target in reading.targets:
            self.stdout.write(line(target))
            for one in lines.get(target.id, ()):
                sides = "/".join("–" if side is None else str(side) for side in _sides(one).values())
                name = "–" if one.values[0] is None else str(one.values[0])
                self.stdout.write(f"     {name:<32} {sides:>15}")

    def _national(self, nation: Sequence[NationalTarget], by: str | None, *, json: bool) -> None:
        """Write the national table: a line for each target, and under it each province, the best first."""
        if json:
            self.stdout.write(msgspec.json.encode([_nationally(one, by) for one in nation]).decode())
            return
        for one in nation:
            self.stdout.write(f"{one.target.id:<4} {_counted(one.whole):>37}")
            self._parts(one.whole, one.lines)
            for province in sorted(
                one.provinces, key=lambda each: (each.rank is None, each.rank, each.province)
            ):
                rank = "–" if province.rank is None else str(province.rank)
                figure = "–" if province.figure is None else f"{float(province.figure):.2f}"
                verdict = measure.WORDS[province.verdict].said(get_language() or "vi")
                self.stdout.write(
                    f"     {rank:>3}  {province.province:<16} {figure:>15} {_counted(province.value):>20}  {verdict}"
                )
                self._parts(province.value, province.lines)

    def _parts(self, value: Counted, lines: Sequence[queries.Line]) -> None:
        parts = value.parts if isinstance(value, measure.Share) else ()
        named: list[tuple[Any, str]] = [(part.value, _counted(part.share)) for part in parts]
        named += [(line.values[0], "/".join(map(str, _sides(line).values()))) for line in lines]
        for name, counted in named:
            self.stdout.write(f"            {'–' if name is None else str(name):<25} {counted:>20}")


def _counted(value: Counted) -> str:
    """Give a value as the two figures it is made of."""
    match value:
        case measure.Share(numerator=numerator, denominator=denominator):
            return f"{numerator}/{denominator}"
        case measure.Change(baseline=baseline, now=now):
            return f"{float(baseline):g} → {float(now):g}"
        case _:
            return ""


def _nationally(one: NationalTarget, by: str | None) -> dict[str, Any]:
    return {
        "id": one.target.id,
        "whole": None if one.whole is None else {**_said(one.whole), **_broken(one.lines, by)},
        "provinces": [
            {
                "province": each.province,
                "rank": each.rank,
                "verdict": each.verdict.value,
                "figure": None if each.figure is None else float(each.figure),
                **_said(each.value),
                **_broken(each.lines, by),
            }
            for each in one.provinces
        ],
    }


def _said(value: Counted) -> dict[str, Any]:
    """Give what a value is made of, by names; of no value, why there is none."""
    match value:
        case measure.Share(numerator=numerator, denominator=denominator, parts=parts):
            said: dict[str, Any] = {"numerator": numerator, "denominator": denominator}
            return said | (
                {"parts": [{"value": part.value, **_said(part.share)} for part in parts]} if parts else {}
            )
        case measure.Missing(why=why):
            return {"why": why.said(get_language() or "vi")}
        case None:
            return {}
        case _:
            figures = ((each.name, getattr(value, each.name)) for each in fields(value))
            return {
                name: float(figure) if isinstance(figure, Fraction) else figure for name, figure in figures
            }


def _broken(lines: Sequence[queries.Line], by: str | None) -> dict[str, Any]:
    return {"by": [{by: line.values[0], **_sides(line)} for line in lines]} if by and lines else {}


def _plan(plan: str) -> plans.Plan:
    """Give a plan by its id, or as it stands in a file, unread."""
    file = Path(plan)
    if file.suffix in (".yaml", ".yml") or file.is_file():
        return plans.read(plan_check.text(file), collections=counting.engine().collections)
    return queries.in_force(plan).plan


def _read(plan: str, day: date | None) -> queries.PlanReading:
    """Read a plan by its id; a name that looks like a file, or is one, is read from there."""
    file = Path(plan)
    if file.suffix in (".yaml", ".yml") or file.is_file():
        return queries.read_file(text=plan_check.text(file), as_of=day, now=clock.now())
    return queries.read(plan=plan, as_of=day, now=clock.now())


def _as_json(reading: queries.PlanReading, by: str | None, lines: queries.LinesBy) -> str:
    said = [msgspec.to_builtins(api.said(target, reading)) for target in reading.targets]
    if by:
        for one in said:
            one["by"] = [{by: line.values[0], **_sides(line)} for line in lines.get(one["id"], ())]
    return msgspec.json.encode(said).decode()


def _figure(value: Fraction, target: queries.TargetReading, language: str) -> str:
    if target.unit is measure.Unit.PERCENT:
        return figures.percent(value, language=language, reached=target.reached)
    return figures.exact(value, language=language) + SAID[target.unit].said(language)


def _sides(line: queries.Line) -> dict[str, float | int | None]:
    """Give what a line counts: of a share its two figures, of a change the figure and the one before."""
    if isinstance(line.value, measure.Share):
        return {"numerator": line.value.numerator, "denominator": line.value.denominator}
    before = line.value.before
    return {"now": float(line.value.recorded), "before": None if before is None else float(before)}


def line(target: queries.TargetReading) -> str:
    """Write one target on one line: id, verdict, value, fraction, goal."""
    language = get_language() or "vi"
    value = "–" if target.value is None else _figure(target.value, target, language)
    fraction = "" if target.denominator is None else f"{target.numerator}/{target.denominator}"
    goal = "; ".join(goal.said(language) for goal in target.goals)
    verdict = wording.verdict(target)
    return f"{target.id:<4} {verdict:<22} {value:>9} {fraction:>15}  {goal}"
