"""Put plans in force from their files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from motcua.base import clock, problem
from motcua.spine import access, plan
from motcua.systems.plans import actions


class Command(BaseCommand):
    """Load one plan file, or every one under law/plans; a file with a fault is refused with every fault's line."""

    help = "put the plans under law/plans (or FILE) in force; the same files again change nothing"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)

    def handle(self, *, file: Path | None, **options: Any) -> None:  # noqa: ARG002 - Django's own signature
        files = [file] if file else sorted((Path(settings.LAW) / "plans").glob("*.yaml"))
        for path in files:
            try:
                text = path.read_text(encoding="utf-8")
                loaded = actions.load_plan(text=text, by=access.system("importer"), at=clock.now())
            except plan.Refusal as refused:
                said = [f"{path}:{fault.line}:{fault.column}: {fault.said()}" for fault in refused.faults]
                raise CommandError("\n".join([problem.say(refused), *said])) from refused
            except (OSError, UnicodeDecodeError) as error:
                raise CommandError(f"{path}: {error}") from error
            state = "loaded" if loaded.changed else "unchanged"
            self.stdout.write(f"{loaded.plan} version {loaded.version} {state}")
