"""Check the file of a plan, or of a list of signs, at the terminal, before anybody loads it."""

import json as jsons
import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from motcua.spine import plan
from motcua.spine.fault import Fault
from motcua.systems.plans import counting


class Command(BaseCommand):
    """Tell every fault of a plan's file with its line and column; needs no database, and changes nothing."""

    help = "check a plan's file: every fault with its line and column; exit status 1 where there is one"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="print the faults as JSON")

    def handle(self, *, file: Path, json: bool, **options: Any) -> None:  # noqa: ARG002 - Django's own signature
        written = text(file)
        faults = plan.watch_faults if is_watch(written) else plan.faults
        found = faults(
            written, collections={name: one.collection for name, one in counting.declared().items()}
        )
        if json:
            said = {"file": str(file), "ok": not found, "faults": [_as_json(fault) for fault in found]}
            self.stdout.write(jsons.dumps(said, ensure_ascii=False, indent=1))
            if found:
                raise SystemExit(1)
            return
        for fault in found:
            self.stdout.write(f"{file}:{fault.line}:{fault.column}: {fault.code}: {say(fault)}")
        if found:
            raise CommandError(
                gettext("Tệp %(file)s có %(count)s lỗi.") % {"file": file, "count": len(found)}
            )
        self.stdout.write(gettext("Tệp %(file)s không có lỗi.") % {"file": file})


def text(file: Path) -> str:
    """Read a file's text; refuse one that is not there or is not text in UTF-8."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise CommandError(gettext("Không có tệp %(file)s.") % {"file": file}) from error
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(
            gettext("Không đọc được tệp %(file)s; tệp phải là văn bản mã UTF-8.") % {"file": file}
        ) from error


def is_watch(written: str) -> bool:
    """Tell a list of signs from a plan: it says whose signs they are, by the key `watch`."""
    return re.search(r"^watch:", written, re.MULTILINE) is not None


def say(fault: Fault) -> str:
    """Say a fault in the reader's language."""
    return gettext(fault.message) % fault.params if fault.params else gettext(fault.message)


def _as_json(fault: Fault) -> dict[str, Any]:
    return {
        "line": fault.line,
        "column": fault.column,
        "path": fault.path,
        "code": fault.code,
        "message": say(fault),
        "nearest": fault.params.get("nearest"),
    }
