"""Bring the figures that others published, as far as they are known, into their register."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from motcua.base import clock, problem
from motcua.spine import access, refusal
from motcua.systems.registers import actions, rules
from motcua.systems.registers.rules import rows

IMPORTER = access.system("importer")
TO_COME = "cell-to-come"


class Command(BaseCommand):
    """Load every file under law/indices; each row says where its figure is from and how far it was verified."""

    help = (
        "bring the published figures under law/indices (or FILE) into their register; again changes nothing"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)

    def handle(self, *, file: Path | None, **options: Any) -> None:  # noqa: ARG002 - Django's own signature
        for path in [file] if file else sorted((Path(settings.LAW) / "indices").glob("*.yaml")):
            try:
                self.stdout.write(_load(path))
            except rules.Refusal as refused:
                said = [f"{path}:{fault.line}:{fault.column}: {fault.said()}" for fault in refused.faults]
                raise CommandError("\n".join([problem.say(refused), *said])) from refused
            except refusal.Refusal as refused:
                raise CommandError(f"{path}: {problem.say(refused)}") from refused
            except (OSError, UnicodeDecodeError) as error:
                raise CommandError(f"{path}: {error}") from error


def _load(path: Path) -> str:
    content = path.read_bytes()
    sheet = rows.read(content.decode())
    outcome = actions.import_rows(
        wanted=actions.Wanted(register=sheet.register),
        sheet=sheet,
        file=actions.File(name=path.name, content=content),
        by=IMPORTER,
        at=clock.now(),
    )
    to_come = [bad for bad in outcome.refused if {reason.code for reason in bad.reasons} == {TO_COME}]
    if len(to_come) < len(outcome.refused):
        lines = [
            f"{path}:{bad.row}: {reason.heading}: {reason.message % reason.params}"
            for bad in outcome.refused
            for reason in bad.reasons
        ]
        raise CommandError("\n".join(lines))
    return f"{sheet.register}: {outcome.added} added, {outcome.changed} changed, {outcome.unchanged} unchanged, {len(to_come)} to come"
