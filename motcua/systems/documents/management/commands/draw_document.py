"""Draw the table of a document's stages."""

from typing import Any

from django.core.management.base import BaseCommand

from motcua.base import drawing
from motcua.systems.documents import rules


class Command(BaseCommand):
    """Write `docs/drawn/document.md`."""

    help = "draw the stages of a document and what may follow each"

    def handle(self, *_: Any, **__: Any) -> None:
        drawing.write("drawn/document.md", rules.draw())
