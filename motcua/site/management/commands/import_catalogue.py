"""Take over the national list of procedures, from exports or from the portal itself: gateway and room joined."""

import contextlib
import json
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from motcua.base import clock
from motcua.gateways.national_portal import catalogue, exports
from motcua.site import exchange
from motcua.spine import access
from motcua.systems.exchange.ports import Unreachable
from motcua.systems.procedures import actions, ports

AT_ONCE = 200
IMPORTER = access.system("importer")


@dataclass(kw_only=True)
class Outcome:
    """What became of the rows of all files."""

    imported: int = 0
    unchanged: int = 0
    answered: int = 0
    changed: int = 0
    refused: list[ports.RefusedRow] = field(default_factory=list)
    unparsed: list[ports.CatalogueEntry] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Give the outcome as programs read it: the counts, each refused row, each entry with its unread fields.

        `answered` and `changed` count what the portal said of our own procedures; 0 where a file was read.
        """
        return {
            "imported": self.imported,
            "unchanged": self.unchanged,
            "answered": self.answered,
            "changed": self.changed,
            "refused": [
                {
                    "file": row.file,
                    "line": row.line,
                    "code": row.code,
                    "reason": row.reason,
                    "message": _said(row),
                }
                for row in self.refused
            ],
            "unparsed": [
                {
                    "code": entry.code,
                    "fields": sorted({doubt.field for doubt in entry.unparsed}),
                    "reasons": dict(sorted(Counter(doubt.reason for doubt in entry.unparsed).items())),
                }
                for entry in self.unparsed
            ],
        }


class Command(BaseCommand):
    """Import exports of the national list: every row is taken over or refused with its reason."""

    help = "import exports of the national catalogue of procedures (.jsonl, .jsonl.gz, .xlsx)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
        parser.add_argument(
            "--from-portal",
            action="store_true",
            help="bring the catalogue down from the national portal itself",
        )
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")

    def handle(self, *, files: list[Path], from_portal: bool, json: bool, **options: Any) -> None:  # noqa: ARG002 - Django's own signature
        if bool(files) == from_portal:
            raise CommandError(gettext("Hãy nêu các tệp cần nhập, hoặc --from-portal, chỉ một trong hai."))
        outcome = Outcome()
        if from_portal:
            self._download(outcome)
        else:
            self._read(files, outcome)
        self._tell(outcome, as_json=json)
        if not outcome.imported and not outcome.unchanged:
            raise CommandError(gettext("Không đọc được dòng nào."), returncode=1)

    def _download(self, outcome: Outcome) -> None:
        """Bring down what the portal lists; what came before it stopped answering is kept, and the failure said."""
        portal = exchange.portal()
        if portal is None:
            raise CommandError(
                gettext("Chưa đặt địa chỉ Cổng Dịch vụ công quốc gia (MOTCUA_EXCHANGE_PORTAL).")
            )
        listed: list[str] = []
        rows = catalogue.download(portal, listed=listed)
        broken: Unreachable | None = None

        def until_it_breaks() -> Iterator[ports.CatalogueEntry | ports.RefusedRow]:
            nonlocal broken
            try:
                yield from rows
            except Unreachable as error:
                broken = error

        with contextlib.closing(portal.caller):
            entries: list[ports.CatalogueEntry] = []
            for batch in _batches(until_it_breaks()):
                _take_over(batch, outcome)
                entries += [row for row in batch if isinstance(row, ports.CatalogueEntry)]
        if broken is not None:
            raise CommandError(
                gettext("Cổng Dịch vụ công quốc gia không trả lời (%(why)s); đã nhập %(done)s mục trước đó.")
                % {"why": broken, "done": outcome.imported},
                returncode=1,
            )
        # Only a list that came whole says what the portal does not have.
        asked = actions.note_answers(listed=listed, entries=entries, by=IMPORTER, at=clock.now())
        outcome.answered, outcome.changed = asked.answered, asked.changed

    def _read(self, files: list[Path], outcome: Outcome) -> None:
        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=console, disable=not sys.stderr.isatty()) as progress:
            for file in files:
                rows = list(exports.read(file))
                task = progress.add_task(file.name, total=len(rows))
                for batch in _batches(iter(rows)):
                    _take_over(batch, outcome)
                    progress.advance(task, len(batch))

    def _tell(self, outcome: Outcome, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(outcome.as_json(), ensure_ascii=False, indent=1))
            return
        for row in outcome.refused:
            self.stderr.write(f"{row.file}:{row.line}: {row.reason}: {_said(row)}")
        reasons = Counter(
            (doubt.field, doubt.reason) for entry in outcome.unparsed for doubt in entry.unparsed
        )
        self.stdout.write(f"imported {outcome.imported}")
        self.stdout.write(f"unchanged {outcome.unchanged}")
        if outcome.answered:
            self.stdout.write(f"answered {outcome.answered}")
            self.stdout.write(f"changed {outcome.changed}")
        self.stdout.write(f"refused {len(outcome.refused)}")
        self.stdout.write(f"unparsed {len(outcome.unparsed)}")
        for (name, reason), count in reasons.most_common():
            self.stdout.write(f"  {name} {reason} {count}")


def _batches(rows: Iterator[ports.CatalogueEntry | ports.RefusedRow]) -> Iterator[Sequence[Any]]:
    while batch := list(islice(rows, AT_ONCE)):
        yield batch


def _take_over(batch: Sequence[ports.CatalogueEntry | ports.RefusedRow], outcome: Outcome) -> None:
    entries = [row for row in batch if isinstance(row, ports.CatalogueEntry)]
    outcome.refused += [row for row in batch if isinstance(row, ports.RefusedRow)]
    outcome.unparsed += [entry for entry in entries if entry.unparsed]
    done = actions.import_entries(entries=entries, by=IMPORTER, at=clock.now())
    outcome.imported += done.imported
    outcome.unchanged += done.unchanged


def _said(row: ports.RefusedRow) -> str:
    return gettext(row.message) % row.params if row.params else gettext(row.message)
