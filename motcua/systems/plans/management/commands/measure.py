"""Read a plan's targets at the terminal."""

from argparse import ArgumentParser
from typing import Any

import msgspec
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language

from motcua.base import clock, problem
from motcua.spine import measure, refusal
from motcua.spine.measure import figures
from motcua.systems.plans import api, queries


class Command(BaseCommand):
    """Print each target of a plan with its value, goal and verdict."""

    help = "measure PLAN [--as-of DAY] [--json]: every target of a plan, counted now or as it stood on a day"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("plan")
        parser.add_argument("--as-of", default=None)
        parser.add_argument("--json", action="store_true")

    def handle(self, *, plan: str, as_of: str | None, json: bool, **options: Any) -> None:  # noqa: ARG002 - Django's own signature
        try:
            reading = queries.read(plan=plan, as_of=queries.day(as_of), now=clock.now())
        except refusal.Refusal as refused:
            raise CommandError(problem.say(refused)) from refused
        if json:
            said = [api.said(target, reading) for target in reading.targets]
            self.stdout.write(msgspec.json.encode(said).decode())
            return
        for target in reading.targets:
            self.stdout.write(line(target))


def line(target: queries.TargetReading) -> str:
    """Write one target on one line: id, verdict, value, fraction, goal."""
    language = get_language() or "vi"
    value = (
        "–"
        if target.value is None
        else figures.percent(target.value, language=language, reached=target.reached)
    )
    fraction = "" if target.denominator is None else f"{target.numerator}/{target.denominator}"
    goal = "; ".join(goal.said(language) for goal in target.goals)
    verdict = measure.WORDS[target.verdict].said(language)
    return f"{target.id:<4} {verdict:<22} {value:>9} {fraction:>15}  {goal}"
