"""Write what can be counted as Parquet, for a cluster."""

import json as notation
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from motcua.base import problem
from motcua.spine import refusal
from motcua.systems.plans.counting import engine, export, exported


class Command(BaseCommand):
    """Export every collection of this province; broken off, it goes on where it was; again, it writes what changed.

    `--check` writes nothing: it reads what every province wrote there, file by file, against the manifests.
    """

    help = "export-facts DIR|s3://BUCKET/FOLDER [--past|--check] [--json]: facts as Parquet by province and month"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("target", metavar="DIR|s3://…")
        which = parser.add_mutually_exclusive_group()
        which.add_argument(
            "--past", action="store_true", help="with the versions that a past day is read from"
        )
        which.add_argument(
            "--check",
            action="store_true",
            help="write nothing; read every file again and compare its SHA-256",
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *, target: str, past: bool, check: bool, json: bool, **options: Any) -> None:  # noqa: ARG002 - Django's own signature
        try:
            if check:
                self._check(target, json=json)
                return
            to = exported.place(target)
            key = export.key_of(engine().collections, settings.PROVINCE)
            for step in export.export(engine(), to=to, province=settings.PROVINCE_CODE, key=key, past=past):
                if json:
                    self.stdout.write(notation.dumps(asdict(step)))
                else:
                    state = "written  " if step.written else "unchanged"
                    self.stdout.write(
                        f"{step.done:>5}/{step.all}  {state}  {step.part.rows:>11,} rows  {step.part.path}"
                    )
        except exported.NotAsWritten as refused:
            said = [problem.say(each) for each in (*refused.files, refused)]
            raise CommandError("\n".join(said)) from refused
        except refusal.Refusal as refused:
            raise CommandError(problem.say(refused)) from refused
        except OSError as error:  # on the way, for a store far away
            raise CommandError(problem.say(exported.not_reached(target, error))) from error

    def _check(self, target: str, *, json: bool) -> None:
        for part in exported.checked(exported.place(target, made=False), facts=target):
            self.stdout.write(
                notation.dumps(asdict(part)) if json else f"as written  {part.rows:>11,} rows  {part.path}"
            )
