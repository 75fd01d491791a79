"""`./run psql`: a prompt on the database, as its owner."""

import os
import shutil
import subprocess
from collections.abc import Sequence

import psycopg

from motcua.base.postgres import binaries, keys
from motcua.site import database


def run(words: Sequence[str]) -> int:
    """Open psql on the database; its own words go through (`-c "SELECT 1"`)."""
    with database.at_hand() as known:
        if known is None:
            program = shutil.which("psql") or str(binaries.of_the_wheel().program("psql"))
            url, secret = os.environ["DATABASE_URL"], {}
        else:
            program = str(binaries.of_the_wheel().program("psql"))
            url, secret = (
                f"host={known.socket} user={keys.OWNER} dbname={keys.DATABASE}",
                {"PGPASSWORD": known.owner},
            )
        try:
            return subprocess.call([program, url, *words], env={**os.environ, **secret})  # noqa: S603 - the user's own words
        except FileNotFoundError as error:
            raise psycopg.OperationalError(f"no psql at {program}") from error
