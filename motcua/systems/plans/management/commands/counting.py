"""Say what the counting engine keeps in memory."""

from argparse import ArgumentParser
from typing import Any

import msgspec
from django.core.management.base import BaseCommand, CommandError

from motcua.base import problem
from motcua.spine import refusal
from motcua.systems.plans.counting import engine

MEGABYTE = 1 << 20


class Command(BaseCommand):
    """Load the copy that a serving process counts on, and print its rows, seconds and bytes."""

    help = "counting [--past] [--json]: what a serving process keeps in memory to count on, and its bound"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--past", action="store_true", help="with the versions that a past day is read from"
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *, past: bool, json: bool, **options: Any) -> None:  # noqa: ARG002 - Django's own signature
        try:
            state = engine().loaded(past=past)
        except refusal.Refusal as refused:
            raise CommandError(problem.say(refused)) from refused
        if json:
            self.stdout.write(msgspec.json.encode(state).decode())
            return
        for kept in state.kept:
            versions = "–" if kept.past is None else f"{kept.past:,}"
            self.stdout.write(
                f"{kept.collection:<24} {kept.rows:>12,} rows  {versions:>12} versions  {kept.loaded:>7.2f} s"
            )
        self.stdout.write(
            f"{'memory':<24} {state.used / MEGABYTE:>12,.0f} of {state.bound / MEGABYTE:,.0f} MiB"
        )
