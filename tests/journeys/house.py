"""A house for the journeys: its database, and real servers at chosen hours of 2023."""

import contextlib
import json
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import psycopg
from psycopg import sql

from motcua.base import clock
from motcua.site import milestones
from motcua.site.verbs import program, serve

MORNING = datetime(2023, 12, 15, 8, 30, tzinfo=clock.VN)  # a Friday, after the simulated year
EXAMPLES = "journeys"  # the milestone that keeps where the examples are


@dataclass(kw_only=True)
class House:
    """The province, and the servers that are open in it."""

    url: str
    var: Path
    stack: contextlib.ExitStack
    servers: dict[datetime, str] = field(default_factory=dict)

    def at(self, moment: datetime) -> str:
        """Give the address of a server on which it was `moment` when it opened; opened when first asked for."""
        if moment not in self.servers:
            self.servers[moment] = self.stack.enter_context(_server(self.url, self.var, moment))
        return self.servers[moment]

    def examples(self) -> dict[str, str]:
        """Give where the dossier of each state is, by name."""
        return dict(json.loads(milestones.read(self.url)[EXAMPLES]))

    def ask(self, question: str, *values: object) -> list[tuple[object, ...]]:
        """Ask the database itself, to compare it with what a page says."""
        with psycopg.connect(self.url) as connection:
            return connection.execute(question.encode(), values).fetchall()


@contextlib.contextmanager
def opened(*, server_url: str, name: str) -> Iterator[House]:
    """Make the province in a database of its own, and drop it in the end.

    Args:
        server_url: the owner's URL of a PostgreSQL, whatever database it names
        name: of the database, and of the folder of its files

    """
    url = f"{server_url.rpartition('/')[0]}/{name}"
    home = Path(tempfile.gettempdir()).resolve() / f"motcua-{name}"
    home.mkdir(mode=0o700)
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, home)
        _create(server_url, name)
        stack.callback(_drop, server_url, name)
        _fill(url, home)
        yield House(url=url, var=home, stack=stack.enter_context(contextlib.ExitStack()))


def _create(server_url: str, name: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def _drop(server_url: str, name: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _environment(url: str, var: Path, moment: datetime, **more: str) -> dict[str, str]:
    settings = {
        "DATABASE_URL": url,
        "MOTCUA_VAR": str(var),
        "MOTCUA_CLOCK_STARTS": moment.isoformat(),
        "MOTCUA_SIMULATED": "1",
        "MOTCUA_SECRET_KEY": "only-for-the-journeys",  # one for all servers: a session holds at every hour
        "MOTCUA_WORKERS": "1",
        **more,
    }
    strange = {"APP_DATABASE_URL", "MOTCUA_CLOCK_SINCE", "MOTCUA_DEBUG", "MOTCUA_HOSTS", "MOTCUA_AS_OWNER"}
    known = program.environ(**settings)
    return {name: value for name, value in known.items() if name not in strange}


def _fill(url: str, var: Path) -> None:
    environment = _environment(url, var, MORNING)
    migrate = ("-m", "motcua.site.verbs", "manage", "migrate", "--verbosity=0", "--skip-checks")
    _told(migrate, environment)
    load = "from tests.journeys import province; province.load()"
    manage = ("-m", "motcua.site.verbs", "manage", "shell", "--no-imports", "-c", load)
    milestones.say(url, name=EXAMPLES, value=_told(manage, environment))


def _told(words: tuple[str, ...], environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, *words], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{' '.join(words)}: {done.stderr}"
    return done.stdout


@contextlib.contextmanager
def _server(url: str, var: Path, moment: datetime) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = _environment(url, var, moment, HOST="127.0.0.1", PORT=str(port))
    command = [sys.executable, "-m", "motcua.site.serving"]
    with program.child(command, environment=environment, apart=True, stdout=subprocess.DEVNULL) as server:
        try:
            serve.wait_for(server, host="127.0.0.1", port=port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)
