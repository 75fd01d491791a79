"""`./run plan check FILE` and `./run plan load FILE`: two commands under one word, the first without a database."""

import sys
from collections.abc import Sequence

from motcua.site import command

COMMANDS = {"check": "plan_check", "load": "load_plan"}


def run(words: Sequence[str]) -> int:
    """Do what the first word says with the file."""
    if not words or words[0] not in COMMANDS:
        sys.exit("run plan: say what to do with which file: ./run plan check FILE, or ./run plan load FILE")
    command.run([COMMANDS[words[0]], *words[1:]], verb=f"plan {words[0]}")
    return 0
