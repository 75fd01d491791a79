"""Any Django command, with the database at hand and as the role the command needs."""

import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

import psycopg
from django.core.management import BaseCommand, CommandError, ManagementUtility
from django.core.management.base import CommandParser
from django.db import ProgrammingError

from motcua.site import database, milestones

SKIP_CHECKS = "--skip-checks"
DJANGOS = {
    "--version",
    "--verbosity",
    "--settings",
    "--pythonpath",
    "--traceback",
    "--no-color",
    "--force-color",
}
RAISE = "--traceback"  # Django's word for letting a refusal out as it is, without the name of its class


class Commands(ManagementUtility):
    """Django's commands without its checks before each: they read every room, which takes longer than most commands do.

    `./run check` makes them. What a command refuses is said in its own sentence and no other word. `verb` is what a person
    types after ./run: a command line that cannot be read is answered by that name, without the options that are Django's.
    """

    def __init__(self, argv: Sequence[str], *, verb: str = "") -> None:
        super().__init__(list(argv))
        self._verb = verb

    def execute(self) -> None:
        """Do what the words say."""
        try:
            super().execute()
        except CommandError as no:
            print(no, file=sys.stderr)  # noqa: T201 - the terminal is its reader
            sys.exit(no.returncode)

    def fetch_command(self, subcommand: str) -> BaseCommand:
        """Give the command, and say in the words it is about to read that nothing is to be checked."""
        command = super().fetch_command(subcommand)
        if command.requires_system_checks and SKIP_CHECKS not in self.argv:
            self.argv.insert(2, SKIP_CHECKS)
        if RAISE not in self.argv:
            self.argv.insert(2, RAISE)
        if self._verb:
            command.suppressed_base_arguments = DJANGOS
            command.create_parser = _named(f"./run {self._verb}", command.create_parser)  # type: ignore[method-assign]  # Django names a parser by its own words alone
        return command


def _named(name: str, make: Callable[..., CommandParser]) -> Callable[..., CommandParser]:
    """Make a command's parser under another name."""

    def made(*words: Any, **more: Any) -> CommandParser:
        parser = make(*words, **more)
        parser.prog = name
        return parser

    return made


def run(arguments: Sequence[str], *, verb: str = "") -> None:
    """Run one command; the embedded server is started for it where none runs yet.

    Args:
        arguments: the words after the program's name; the first is the command.
        verb: what was typed for it after ./run, where that is not `manage`.

    """
    prepare()
    command = arguments[0] if arguments else "help"
    if command in database.OWNERS_COMMANDS:
        os.environ.setdefault(database.AS_OWNER, "1")
    words = ["./run manage", *arguments]
    if command in database.WITHOUT_DATABASE or "--help" in arguments:
        Commands(words, verb=verb).execute()
        return
    try:
        with database.at_hand() as known:
            share_the_clock(database.owner_url(known))
            try:
                Commands(words, verb=verb).execute()
            except ProgrammingError as error:
                _say_what_is_missing(error)
                raise
    except psycopg.OperationalError as error:
        sys.exit(f"motcua: {error}")


def _say_what_is_missing(error: ProgrammingError) -> None:
    """End in a sentence where the database lacks a table or a column because its tables are not made yet, or are old."""
    from motcua.site import health  # noqa: PLC0415 - views can be loaded only when there are settings

    if isinstance(error.__cause__, psycopg.errors.UndefinedTable | psycopg.errors.UndefinedColumn) and (
        waiting := health.unapplied()
    ):
        sys.exit(
            f"motcua: {waiting} migrations are not applied to this database; ./run demo makes a house with everything in it,"
            " ./run manage migrate only its tables"
        )


def share_the_clock(url: str) -> None:
    """Let a command on a demonstration's database live in the demonstration's time, as its pages do."""
    if "MOTCUA_CLOCK_STARTS" not in os.environ:
        os.environ.update(milestones.clock(url))


def prepare() -> None:
    """Tell Django which settings are the house's."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.site.settings")
