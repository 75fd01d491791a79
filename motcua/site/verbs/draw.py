"""`./run draw`: the generated pages of docs/, made anew from what they are drawn from."""

from collections.abc import Sequence

import django
from django.core.management import call_command, get_commands

from motcua.site import command, database


def commands() -> list[str]:
    """Return the names of every drawing command of every room, in order."""
    return sorted(name for name in get_commands() if name.startswith("draw_"))


def run(words: Sequence[str]) -> int:
    """Run every `draw_*` command of the rooms."""
    command.prepare()
    with database.at_hand():
        django.setup()
        for name in commands():
            print(name, flush=True)  # noqa: T201 - the terminal is this verb's reader
            call_command(name, *words)
    return 0
