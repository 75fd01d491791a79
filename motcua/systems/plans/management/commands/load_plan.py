"""Put plans, and lists of signs, in force from their files."""

import json as jsons
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from motcua.base import clock, problem
from motcua.spine import access, plan
from motcua.systems.plans import actions
from motcua.systems.plans.management.commands import plan_check


class Command(BaseCommand):
    """Load one file, or what the house is shipped with; a file with a fault is refused with every fault's line.

    What is shipped is loaded when the house is made ready, with nobody there to ask: it never takes the place of what
    somebody put in force since, in the office or from a file of their own.
    """

    help = (
        "put FILE, a plan or a list of signs, in force; the same file again changes nothing. "
        "--shipped: those of law/plans and law/watch, where nobody has changed them since"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE")
        parser.add_argument("--shipped", action="store_true", help="load what the house is shipped with")
        parser.add_argument("--json", action="store_true", help="print what was loaded as JSON")

    def handle(self, *, file: Path | None, shipped: bool, json: bool, **options: Any) -> None:  # noqa: ARG002 - Django's own signature
        if (file is None) is not shipped:
            raise CommandError(
                gettext("Hãy ghi tệp cần nạp, ví dụ: ./run plan load law/plans/hung-yen-2023.yaml")
            )
        law = Path(settings.LAW)
        files = [file] if file else [*sorted(law.glob("plans/*.yaml")), *sorted(law.glob("watch/*.yaml"))]
        loaded = [_load(path, keep=shipped) for path in files]
        if json:
            self.stdout.write(jsons.dumps([_as_json(one) for one in loaded]))
            return
        for one in loaded:
            self.stdout.write(_said(one))


def _as_json(one: actions.Loaded | actions.LoadedWatch) -> dict[str, Any]:
    alike = {"version": one.version, "changed": one.changed} | ({"kept": True} if one.kept else {})
    if isinstance(one, actions.LoadedWatch):
        return {"watch": one.list, **alike, "signs": list(one.signs)}
    return {"plan": one.plan, **alike, "redefined": list(one.redefined)}


def _said(one: actions.Loaded | actions.LoadedWatch) -> str:
    state = "loaded" if one.changed else "kept, for it was changed here since" if one.kept else "unchanged"
    if isinstance(one, actions.LoadedWatch):
        return f"signs of {one.list} version {one.version} {state}"
    anew = f"; defined anew: {', '.join(one.redefined)}" if one.redefined else ""
    return f"{one.plan} version {one.version} {state}{anew}"


def _load(path: Path, *, keep: bool) -> actions.Loaded | actions.LoadedWatch:
    """Load a file: the one shipped as the importer, which keeps what is not its own; another as whoever is at the terminal."""
    text, by, at = plan_check.text(path), access.system("importer" if keep else "terminal"), clock.now()
    try:
        if plan_check.is_watch(text):
            return actions.load_watch(text=text, by=by, at=at, keep=keep)
        return actions.load_plan(text=text, by=by, at=at, keep=keep)
    except plan.Refusal as refused:
        said = [
            f"{path}:{fault.line}:{fault.column}: {fault.code}: {plan_check.say(fault)}"
            for fault in refused.faults
        ]
        raise CommandError("\n".join([problem.say(refused), *said])) from refused
