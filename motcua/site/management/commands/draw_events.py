"""Draw the list of every kind of fact that the ledger can hold."""

import importlib
import importlib.util
import pkgutil
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from motcua import systems
from motcua.base import drawing
from motcua.spine import event

HEAD = """# What the ledger can say

Drawn from the tables in the rooms' `events.py` and `motcua/spine/dossier/kinds.py` by `./run draw`. Every fact also says
when it happened (`at`, in Vietnam's time) and whose doing it was (`by`, an account's number, or `system:` and a name). A
fact holds identifiers, numbers, moments and digests, never the words or the name of a person.
"""


class Command(BaseCommand):
    """Write `docs/reference/events.md`."""

    help = "draw the list of the kinds of facts"

    def handle(self, *_: Any, **__: Any) -> None:
        parts = [HEAD, *(line for room, kinds in known().items() for line in _drawn(room, kinds))]
        drawing.write("reference/events.md", "\n".join(parts))


def known() -> dict[str, tuple[event.Kind, ...]]:
    """Give the kinds of facts of every room that has any."""
    found: dict[str, tuple[event.Kind, ...]] = {}
    for room in sorted(module.name for module in pkgutil.iter_modules(systems.__path__)):
        name = f"{systems.__name__}.{room}.events"
        if importlib.util.find_spec(name) is not None:
            found[room] = importlib.import_module(name).KINDS
    return found


def _drawn(room: str, kinds: tuple[event.Kind, ...]) -> Iterator[str]:
    yield f"## `{room}`\n"
    for kind in kinds:
        yield f"### `{kind.name}`\n"
        yield f"{kind.vi} / {kind.en} In the stream `{kind.stream}`.\n"
        if not kind.fields:
            continue
        yield "| field | what it is |"
        yield "|---|---|"
        for name, meaning in kind.fields.items():
            yield f"| `{name}`{' (not always)' if name in kind.sometimes else ''} | {meaning} |"
        yield ""
