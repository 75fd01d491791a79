"""Draw the tables of a work file's stages and of the year's list."""

from typing import Any

from django.core.management.base import BaseCommand

from motcua.base import drawing
from motcua.systems.workfiles import rules


class Command(BaseCommand):
    """Write `docs/drawn/workfile.md`."""

    help = "draw the stages of a work file and what may follow each"

    def handle(self, *_: Any, **__: Any) -> None:
        drawing.write("drawn/workfile.md", rules.draw())
