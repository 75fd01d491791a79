"""Write what can be counted as Parquet, for a cluster."""

import json as notation
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from motcua.base import problem
from motcua.spine import refusal
from motcua.systems.plans.counting import engine, export


class Command(BaseCommand):
    """Export every collection of this province; broken off, it goes on where it was; again, it writes what changed."""

    help = "export-facts DIR|s3://BUCKET/FOLDER [--past] [--json]: facts as Parquet by province and month"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("target", metavar="DIR|s3://…")
        parser.add_argument(
            "--past", action="store_true", help="with the versions that a past day is read from"
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *, target: str, past: bool, json: bool, **options: Any) -> None:  # noqa: ARG002 - Django's own signature
        try:
            to = export.place(target)
            for step in export.export(engine(), to=to, province=settings.PROVINCE_CODE, past=past):
                if json:
                    self.stdout.write(notation.dumps(asdict(step)))
                else:
                    state = "written  " if step.written else "unchanged"
                    self.stdout.write(
                        f"{step.done:>5}/{step.all}  {state}  {step.part.rows:>11,} rows  {step.part.path}"
                    )
        except refusal.Refusal as refused:
            raise CommandError(problem.say(refused)) from refused
