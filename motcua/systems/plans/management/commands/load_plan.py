"""Put plans, and lists of signs, in force from their files."""

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
    """Load one file, or every plan and list of signs of the law; a file with a fault is refused with every fault's line."""

    help = (
        "put the plans under law/plans and the lists of signs under law/watch (or FILE) in force; "
        "the same files again change nothing"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="print what was loaded as JSON")

    def handle(self, *, file: Path | None, json: bool, **options: Any) -> None:  # noqa: ARG002 - Django's own signature
        law = Path(settings.LAW)
        files = [file] if file else [*sorted(law.glob("plans/*.yaml")), *sorted(law.glob("watch/*.yaml"))]
        loaded = [_load(path) for path in files]
        if json:
            self.stdout.write(jsons.dumps([_as_json(one) for one in loaded]))
            return
        for one in loaded:
            self.stdout.write(_said(one))


def _as_json(one: actions.Loaded | actions.LoadedWatch) -> dict[str, Any]:
    alike = {"version": one.version, "changed": one.changed}
    if isinstance(one, actions.LoadedWatch):
        return {"watch": one.list, **alike, "signs": list(one.signs)}
    return {"plan": one.plan, **alike, "redefined": list(one.redefined)}


def _said(one: actions.Loaded | actions.LoadedWatch) -> str:
    state = "loaded" if one.changed else "unchanged"
    if isinstance(one, actions.LoadedWatch):
        return f"signs of {one.list} version {one.version} {state}"
    anew = f"; defined anew: {', '.join(one.redefined)}" if one.redefined else ""
    return f"{one.plan} version {one.version} {state}{anew}"


def _load(path: Path) -> actions.Loaded | actions.LoadedWatch:
    text, by, at = plan_check.text(path), access.system("importer"), clock.now()
    try:
        if plan_check.is_watch(text):
            return actions.load_watch(text=text, by=by, at=at)
        return actions.load_plan(text=text, by=by, at=at)
    except plan.Refusal as refused:
        said = [
            f"{path}:{fault.line}:{fault.column}: {fault.code}: {plan_check.say(fault)}"
            for fault in refused.faults
        ]
        raise CommandError("\n".join([problem.say(refused), *said])) from refused
