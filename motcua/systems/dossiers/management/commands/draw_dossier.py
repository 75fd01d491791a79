"""Draw the table of a dossier's stages."""

from typing import Any

from django.core.management.base import BaseCommand

from motcua.base import drawing
from motcua.spine import dossier


class Command(BaseCommand):
    """Write `docs/drawn/dossier.md`."""

    help = "draw the stages of a dossier and what may follow each"

    def handle(self, *_: Any, **__: Any) -> None:
        drawing.write("drawn/dossier.md", dossier.draw())
