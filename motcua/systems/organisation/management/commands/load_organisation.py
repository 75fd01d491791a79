from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from motcua.base import clock
from motcua.systems.organisation import actions, rules


class Command(BaseCommand):
    """`manage.py load_organisation FILE`: enter the units of a file into the register."""

    help = "Enter the units of a file, such as law/organisation/hung-yen-2023.yaml, into the register."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:  # noqa: ARG002 - Django's own signature
        try:
            loaded = actions.load(text=file.read_text("utf-8"), at=clock.now(), by="system")
        except OSError as error:
            raise CommandError(gettext("Không mở được tệp %(file)s.") % {"file": file}) from error
        except rules.FaultyFile as error:
            lines = [f"{file}:{f.line}:{f.column}: {gettext(f.message) % f.params}" for f in error.faults]
            raise CommandError("\n".join(lines)) from error
        self.stdout.write(
            gettext("Đơn vị mới: %(created)s; thay đổi: %(changed)s; giữ nguyên: %(unchanged)s.")
            % {
                "created": len(loaded.created),
                "changed": len(loaded.changed),
                "unchanged": len(loaded.unchanged),
            },
        )
