"""`./run serve`: the web server over the database, until Ctrl-C."""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import psycopg

from motcua.base.postgres import place
from motcua.site import command, database
from motcua.site.verbs import program, trial

PATIENCE = 60.0
PATIENCE_AT_END = 20.0
EVERY = 0.5  # seconds between two looks at the worker
LATEST = 30.0  # seconds of the longest pause before it is started again
REFUSALS = 20  # answers that it is not ready, a tenth of a second apart


def run(words: Sequence[str]) -> int:  # noqa: ARG001 - every verb is called with its words
    """Serve what is there, without loading anything."""
    refuse_taken_port()
    with stopped_in_order(), database.at_hand() as known:
        command.share_the_clock(database.owner_url(known))
        with trial.answering():
            return until_stopped(lambda: None)


def address() -> tuple[str, int]:
    """Return where to listen: HOST and PORT, by default 127.0.0.1 and 8000."""
    port = os.environ.get("PORT", "8000")
    if not port.isdecimal() or not 0 < int(port) < 65536:  # noqa: PLR2004 - a port has sixteen bits
        raise psycopg.OperationalError(f"PORT={port} is not a port")
    return os.environ.get("HOST", "127.0.0.1"), int(port)


def refuse_taken_port() -> None:
    """Say at once, before any work, that another program listens there."""
    host, port = address()
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            message = (
                f"port {port} is taken ({error.strerror}); choose another: PORT={port % 65535 + 1} ./run demo"
            )
            raise psycopg.OperationalError(message) from error


@contextlib.contextmanager
def stopped_in_order() -> Iterator[None]:
    """Let a SIGTERM or a closed terminal end the block as Ctrl-C does: in order, the database last."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = {each: signal.signal(each, stop) for each in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def until_stopped(ready: Callable[[], None], **environment: str) -> int:
    """Serve; call `ready` once the first answer is good; return when the server ends."""
    host, port = address()
    more = {"HOST": host, "PORT": str(port), "MOTCUA_SECRET_KEY": secret_key(), **environment}
    words = [sys.executable, "-m", "motcua.site.serving"]
    around = program.environ(**more)
    worker = [sys.executable, "-m", "motcua.site.verbs", "manage", "exchange"]
    carrying = Kept(words=worker, environment=around)
    with program.child(words, environment=around, apart=True) as server:
        try:
            carrying.start()
            wait_for(server, port=port, host=host)
            ready()
            return attend(server, carrying)
        except KeyboardInterrupt:
            return 0
        finally:
            carrying.stop()
            end(server)


@dataclass(kw_only=True)
class Kept:
    """A program that is started again whenever it ends by itself: at once at first, then ever later, up to `LATEST`."""

    words: Sequence[str]
    environment: dict[str, str]
    clock: Callable[[], float] = time.monotonic
    _process: "subprocess.Popen[bytes] | None" = None
    _started: float = 0.0
    _again: float | None = None
    _pause: float = 0.0

    def start(self) -> None:
        """Start it."""
        self._process = program.child(
            self.words, environment=self.environment, stdout=subprocess.DEVNULL, apart=True
        )
        self._started, self._again = self.clock(), None

    def look(self) -> None:
        """Start it again if it ended and its pause is over; to be called now and then."""
        process = self._process
        if process is None or process.poll() is None:
            return
        if self._again is None:
            ran = self.clock() - self._started
            self._pause = 0.0 if ran > LATEST else min(max(1.0, 2 * self._pause), LATEST)
            self._again = self.clock() + self._pause
            line = f"the exchange worker ended ({process.returncode}); it is started again"
            print(line, file=sys.stderr, flush=True)  # noqa: T201 - whoever keeps the house reads it
        if self.clock() >= self._again:
            self.start()

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            end(self._process)


def attend(server: subprocess.Popen[bytes], worker: Kept) -> int:
    """Wait for the server's end, and look after the worker meanwhile; gives the server's exit code."""
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return server.wait(EVERY)
        worker.look()


def end(server: subprocess.Popen[bytes]) -> None:
    """Let the server end its answers; insist after a while, or at a second Ctrl-C."""
    server.terminate()
    try:
        server.wait(PATIENCE_AT_END)
    except (KeyboardInterrupt, subprocess.TimeoutExpired):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)  # it has a group of its own, with its workers


def wait_for(server: subprocess.Popen[bytes], *, host: str, port: int) -> None:
    """Return when /healthz answers 200; raise a sentence with its reason when it does not."""
    here = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 - a name to ask by, not to bind
    until = time.monotonic() + PATIENCE
    refused = 0
    said = "no answer"
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://{here}:{port}/healthz", timeout=5):
                return
        except urllib.error.HTTPError as error:
            said = error.read().decode(errors="replace")
            refused += 1
            if refused > REFUSALS:
                break
        except OSError as error:
            said = str(error)
        time.sleep(0.1)
    raise psycopg.OperationalError(f"the server is not ready: {said}")


def secret_key() -> str:
    """Return the key that signs sessions: MOTCUA_SECRET_KEY, or one of this checkout's own, kept private."""
    if "MOTCUA_SECRET_KEY" in os.environ:
        return os.environ["MOTCUA_SECRET_KEY"]
    path = database.var() / "secret-key"
    path.parent.mkdir(parents=True, exist_ok=True)
    with place.private_file(path) as file:
        if file.tell() == 0:
            file.write(secrets.token_urlsafe(48).encode())
    return path.read_text(encoding="utf-8")
