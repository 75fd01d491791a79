"""Explain a sentence at the terminal, before it stands in any plan."""

import json as jsons
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language, gettext

from motcua.base import clock, problem
from motcua.spine import refusal, sentence
from motcua.spine.fault import Fault
from motcua.spine.measure import figures
from motcua.systems.plans import queries
from motcua.systems.plans.management.commands.plan_check import say


class Command(BaseCommand):
    """Say a sentence in both languages, and show its SQL and over how many rows it is read; or its faults, each marked."""

    help = "explain a sentence: words in both languages, SQL, rows read; exit status 1 where it has a fault"

    def add_arguments(self, parser: ArgumentParser) -> None:
        # Several words are one sentence: at a terminal it is easily typed without quotation marks.
        parser.add_argument("sentence", metavar="SENTENCE", nargs="+")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, sentence: list[str], json: bool, **options: Any) -> None:  # noqa: ARG002 - Django's own signature
        text = " ".join(sentence)
        try:
            found = queries.explain(text=text, now=clock.now())
        except refusal.Refusal as refused:
            self._refused(text, refused, json=json)
            return
        if json:
            self.stdout.write(jsons.dumps(_as_json(found), ensure_ascii=False, indent=1))
            return
        language = get_language() or "vi"
        rows = ", ".join(
            f"{name} {figures.whole(many, language=language)}" for name, many in found.rows.items()
        )
        self.stdout.write(f"vi   {found.words.vi}")
        self.stdout.write(f"en   {found.words.en}")
        self.stdout.write(f"SQL  {found.sql}")
        self.stdout.write(
            gettext("Đọc %(rows)s dòng: %(each)s")
            % {"rows": figures.whole(found.cost, language=language), "each": rows}
        )

    def _refused(self, text: str, refused: refusal.Refusal, *, json: bool) -> None:
        if not isinstance(refused, sentence.Refusal):
            raise CommandError(problem.say(refused)) from refused
        if json:
            said = {"ok": False, "faults": [_fault(fault) for fault in refused.faults]}
            self.stdout.write(jsons.dumps(said, ensure_ascii=False, indent=1))
        else:
            for fault in refused.faults:
                for line in marked(text, fault):
                    self.stderr.write(line)
        raise SystemExit(1)


def marked(text: str, fault: Fault) -> Iterator[str]:
    """Show a fault under the line in which it stands."""
    line = text.split("\n")[fault.line - 1] if text else ""
    yield f"{fault.line}:{fault.column}: {say(fault)}"
    yield f"  {line}"
    yield f"  {' ' * (fault.column - 1)}^"


def _as_json(found: queries.Explained) -> dict[str, Any]:
    return {
        "ok": True,
        "sentence": found.written,
        "shape": found.shape,
        "words": {"vi": found.words.vi, "en": found.words.en},
        "sql": found.sql,
        "cost": {"rows": found.cost, "collections": dict(found.rows)},
    }


def _fault(fault: Fault) -> dict[str, Any]:
    return {
        "line": fault.line,
        "column": fault.column,
        "code": f"sentence.{fault.code}",
        "message": say(fault),
        "nearest": fault.params.get("nearest"),
    }
