"""Publish the province's procedures from their files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from motcua.base import clock
from motcua.spine import access
from motcua.systems.procedures import actions, rules


class Command(BaseCommand):
    """Publish every procedure file, or none where one has a fault."""

    help = "publish the procedures under law/procedures (or FOLDER); the same files again change nothing"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=Path(settings.LAW) / "procedures")

    def handle(self, *, folder: Path, **options: Any) -> None:  # noqa: ARG002 - Django's own signature
        try:
            loaded = actions.load_law(folder=folder, by=access.system("importer"), at=clock.now())
        except rules.Refusal as error:
            raise CommandError(gettext(error.message) % error.params, returncode=1) from error
        for code, version in loaded.published:
            self.stdout.write(f"published {code} version {version}")
        self.stdout.write(f"{len(loaded.published)} published, {loaded.unchanged} unchanged")
