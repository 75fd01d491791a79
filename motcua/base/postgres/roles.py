"""The roles and the database inside the cluster, brought to what the keys say."""

import psycopg
from psycopg import sql

from motcua.base.postgres import keys

FUTURE = "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT "
GRANTS = (
    "GRANT USAGE ON SCHEMA public TO {application}",
    FUTURE + "SELECT, INSERT, UPDATE, DELETE ON TABLES TO {application}",
    FUTURE + "USAGE, SELECT ON SEQUENCES TO {application}",
)


def settle(known: keys.Keys) -> None:
    """Make the owner, who migrates, and the application's role, which owns nothing, and their database.

    The owner may create databases (the tests do); neither is a superuser; the application's role belongs to no
    other and so cannot become the owner.
    """
    with psycopg.connect(known.url(role=keys.SUPERUSER, database="postgres"), autocommit=True) as server:
        for role, secret, right in (
            (keys.OWNER, known.owner, "CREATEDB"),
            (keys.APPLICATION, known.application, "NOCREATEDB"),
        ):
            exists = server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
            verb = sql.SQL("ALTER" if exists else "CREATE")
            words = sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOCREATEROLE {} PASSWORD {}")
            server.execute(words.format(verb, sql.Identifier(role), sql.SQL(right), sql.Literal(secret)))
        names = {"owner": sql.Identifier(keys.OWNER), "application": sql.Identifier(keys.APPLICATION)}
        server.execute(sql.SQL("GRANT {application} TO {owner}").format(**names))
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", (keys.DATABASE,)).fetchone():
            words = sql.SQL("CREATE DATABASE {} OWNER {}")
            server.execute(words.format(sql.Identifier(keys.DATABASE), names["owner"]))
    with psycopg.connect(known.url(role=keys.SUPERUSER), autocommit=True) as database:
        for grant in GRANTS:
            database.execute(sql.SQL(grant).format(**names))


def afresh(known: keys.Keys) -> None:
    """Drop the database, whoever is connected, and make an empty one."""
    with psycopg.connect(known.url(role=keys.SUPERUSER, database="postgres"), autocommit=True) as server:
        server.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(keys.DATABASE))
        )
    settle(known)
