"""Put plans in force from their files."""

import json as jsons
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from motcua.base import clock, problem
from motcua.spine import access, plan
from motcua.systems.plans import actions
from motcua.systems.plans.management.commands import plan_check


class Command(BaseCommand):
    """Load one plan file, or every one under law/plans; a file with a fault is refused with every fault's line."""

    help = "put the plans under law/plans (or FILE) in force; the same files again change nothing"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="print what was loaded as JSON")

    def handle(self, *, file: Path | None, json: bool, **options: Any) -> None:  # noqa: ARG002 - Django's own signature
        files = [file] if file else sorted((Path(settings.LAW) / "plans").glob("*.yaml"))
        loaded = [_load(path) for path in files]
        if json:
            said = [
                {
                    "plan": one.plan,
                    "version": one.version,
                    "changed": one.changed,
                    "redefined": list(one.redefined),
                }
                for one in loaded
            ]
            self.stdout.write(jsons.dumps(said))
            return
        for one in loaded:
            state = "loaded" if one.changed else "unchanged"
            anew = f"; defined anew: {', '.join(one.redefined)}" if one.redefined else ""
            self.stdout.write(f"{one.plan} version {one.version} {state}{anew}")


def _load(path: Path) -> actions.Loaded:
    try:
        return actions.load_plan(text=plan_check.text(path), by=access.system("importer"), at=clock.now())
    except plan.Refusal as refused:
        said = [
            f"{path}:{fault.line}:{fault.column}: {fault.code}: {plan_check.say(fault)}"
            for fault in refused.faults
        ]
        raise CommandError("\n".join([problem.say(refused), *said])) from refused
