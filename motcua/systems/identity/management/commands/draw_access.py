"""Draw the table of access."""

from typing import Any

from django.core.management.base import BaseCommand

from motcua.base import drawing
from motcua.spine import access


class Command(BaseCommand):
    """Write `docs/drawn/access.md`."""

    help = "draw the table of roles and acts"

    def handle(self, *_: Any, **__: Any) -> None:
        drawing.write("drawn/access.md", access.draw())
