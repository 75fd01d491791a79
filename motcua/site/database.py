"""Which database this Motcua works on, as whom, and who keeps it running.

Without DATABASE_URL it is the embedded server of this checkout. With it, the URL is the owner's: migrations run as
the owner, and the application takes the role `motcua_app`, which owns nothing (APP_DATABASE_URL overrides how).
"""

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import dj_database_url
import psycopg
from django.conf import settings
from django.db import connections

from motcua.base.postgres import keys, lease, place

HOUSE: Path = Path(__file__).resolve().parents[2]
AS_OWNER = "MOTCUA_AS_OWNER"
OWNERS_COMMANDS = frozenset({"migrate", "makemigrations", "flush", "test", "dbshell", "sqlflush"})
WITHOUT_DATABASE = frozenset(
    {
        "--version",
        "check",
        "collectstatic",
        "compile_messages",
        "compilemessages",
        "diffsettings",
        "findstatic",
        "help",
        "makemessages",
        "plan_check",
        "version",
    }
)
PREPARE_AFTER = 5  # a statement met this often is planned once; Django alone plans every one anew
PATIENCE = 10  # seconds for a database of others to answer at all
POOL = {"min_size": 1, "max_size": 8, "timeout": 20}


def var(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of changing things: `var` beside the code, or MOTCUA_VAR."""
    return Path(environ.get("MOTCUA_VAR", HOUSE / "var")).resolve()


def databases(environ: Mapping[str, str] = os.environ) -> dict[str, dict[str, Any]]:
    """Return Django's DATABASES: one database, as the owner when MOTCUA_AS_OWNER is 1, else as the application."""
    found = dict(_found(environ))
    found["OPTIONS"] = {**found.get("OPTIONS", {}), "pool": dict(POOL), "prepare_threshold": PREPARE_AFTER}
    found["CONN_HEALTH_CHECKS"] = (
        True  # a server that started anew left the pool connections that are no more
    )
    found["TEST"] = {"NAME": f"test_motcua_{os.getpid()}"}
    return {"default": found}


def _found(environ: Mapping[str, str]) -> Mapping[str, Any]:
    as_owner = environ.get(AS_OWNER) == "1"
    if "DATABASE_URL" not in environ:
        return _embedded(keys.OWNER if as_owner else keys.APPLICATION, environ)
    if not as_owner and "APP_DATABASE_URL" in environ:
        return parsed(environ["APP_DATABASE_URL"])
    found = parsed(environ["DATABASE_URL"])
    if not as_owner:
        options = found.setdefault("OPTIONS", {})
        options["options"] = f"{options.get('options', '')} -c role={keys.APPLICATION}".strip()
    return found


def parsed(url: str) -> dict[str, Any]:
    """Return Django's settings for a database URL."""
    return dict(dj_database_url.parse(url, conn_max_age=0))


def _embedded(role: str, environ: Mapping[str, str]) -> dict[str, Any]:
    home = place.home_of(var=var(environ))
    known = keys.read(home / "keys.json")
    if known is None:  # not made yet: the settings may be read all the same, only a connection will fail
        known = keys.Keys(socket=str(home / "socket"), superuser="", owner="", application="")
    return parsed(known.url(role=role))


@contextlib.contextmanager
def at_hand(environ: Mapping[str, str] = os.environ) -> Iterator[keys.Keys | None]:
    """Have the database running within the block: the embedded one is started and stopped, a real one is not ours.

    Raises psycopg.OperationalError, a sentence, when the embedded server cannot be started or the real one not reached.
    """
    if "DATABASE_URL" in environ:
        _reach(environ["DATABASE_URL"])
        yield None
        return
    with lease.running(place.place(var=var(environ))) as known:
        try:
            yield known
        finally:
            let_go()


def _reach(url: str) -> None:
    """Try the address once, so that a wrong one is said at once and in one sentence."""
    try:
        psycopg.connect(url, connect_timeout=PATIENCE).close()
    except psycopg.ProgrammingError as error:
        message = "DATABASE_URL is not an address like postgres://name:password@host:5432/database"
        raise psycopg.OperationalError(message) from error
    except psycopg.OperationalError as error:
        raise psycopg.OperationalError(f"the database of DATABASE_URL cannot be reached: {error}") from error


def owner_url(known: keys.Keys | None, environ: Mapping[str, str] = os.environ) -> str:
    """Return the database's address as its owner; `known` is what `at_hand` gave."""
    return known.url(role=keys.OWNER) if known else environ["DATABASE_URL"]


def let_go() -> None:
    """Close this process's connections and their pools, where it has any."""
    if not settings.configured:
        return
    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()
