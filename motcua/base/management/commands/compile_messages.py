"""`./run messages`: compile the translations; `--extract` first collects what is to be translated."""

import shutil
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from motcua.base import messages

IGNORED = (".venv", "var", "docs", "build", "dist", "*/tests/*", "tests", "law")


class Command(BaseCommand):
    """Compile every `.po` of the house with Babel."""

    help = "Compile the translations; --extract first collects what is to be translated (needs xgettext)."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--extract", action="store_true", help="collect new msgids into the .po first")
        parser.add_argument("--stale", action="store_true", help="compile only what has changed")

    def handle(self, *, extract: bool, stale: bool, **options: object) -> None:  # noqa: ARG002 - Django's signature
        folders = [Path(folder) for folder in settings.LOCALE_PATHS]
        if extract:
            self._extract()
        for folder in folders:
            sources = messages.stale(folder) if stale else sorted(folder.glob("*/LC_MESSAGES/*.po"))
            for source in sources:
                count = messages.compile_one(source)
                self.stdout.write(f"{source.parts[-3]}: {count} messages")

    def _extract(self) -> None:
        """Collect msgids from code and templates, in place, keeping every translation there is."""
        if not shutil.which("xgettext"):
            raise CommandError("no xgettext on this machine: ./run system-packages")
        call_command(
            "makemessages",
            locale=["en"],
            ignore_patterns=list(IGNORED),
            no_wrap=True,
            no_location=True,
            no_obsolete=True,
            verbosity=0,
        )
