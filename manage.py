"""Any Django command, with the database at hand and as the role the command needs."""

import os
import sys

import psycopg
from django.core.management import execute_from_command_line

from motcua.site import database


def main(arguments: list[str]) -> None:
    """Run one command; the embedded server is started for it where none runs yet."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.site.settings")
    command = arguments[1] if len(arguments) > 1 else "help"
    if command in database.OWNERS_COMMANDS:
        os.environ.setdefault(database.AS_OWNER, "1")
    if command in database.WITHOUT_DATABASE or "--help" in arguments:
        execute_from_command_line(arguments)
        return
    try:
        with database.at_hand():
            execute_from_command_line(arguments)
    except psycopg.OperationalError as error:
        sys.exit(f"motcua: {error}")


if __name__ == "__main__":
    main(sys.argv)
