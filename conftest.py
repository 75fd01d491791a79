"""How the tests of the whole house run: on a PostgreSQL of their own, off the network, with nothing skipped in silence."""

import atexit
import contextlib
import gc
import hashlib
import ipaddress
import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connections, transaction
from django.utils import translation
from pytest_django import DjangoDbBlocker

from motcua.base import messages
from motcua.base.postgres import keys, lease, place
from motcua.site import database

SHARED = database.HOUSE.parent / "shared"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
NOT_RUN = pytest.StashKey[dict[str, int]]()
SKIPPED = pytest.StashKey[dict[str, str]]()

hypothesis.settings.register_profile(
    "default",
    max_examples=40,
    deadline=None,
    database=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.register_profile(
    "all", parent=hypothesis.settings.get_profile("default"), max_examples=120
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="also the slow tests; a skipped test is a failure")
    parser.addoption(
        "--photographs", action="store_true", help="keep what pages look like in var/screenshots"
    )


def _hush() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def pytest_configure(config: pytest.Config) -> None:
    # DuckDB's binding complains of its own types when the interpreter ends, after everything of ours has been said.
    atexit.register(_hush)
    for source in messages.stale(database.HOUSE / "motcua" / "locale"):
        messages.compile_one(source)
    config.stash[NOT_RUN] = {}
    config.stash[SKIPPED] = {}
    if not any(str(word).startswith("--hypothesis-profile") for word in config.invocation_params.args):
        hypothesis.settings.load_profile("all" if config.getoption("--all") else "default")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect without the garbage collector: what is loaded stays to the end, and need not be walked again and again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this run did not ask for, and what needs the shared folder where there is none.

    The files that take long go first, so that at the end no worker sits alone over one of them; of these the ones with
    a browser, which is closed after them: as long as it is open, a loop of asyncio runs in the thread of the tests.
    """
    with_browser, long = (
        {item.path for item in items if item.get_closest_marker(marker)} for marker in ("browser", "slow")
    )
    items.sort(key=lambda item: (item.path not in with_browser, item.path not in long))
    chosen: list[pytest.Item] = []
    left: list[pytest.Item] = []
    reasons = config.stash[NOT_RUN]
    for item in items:
        reason = None
        if item.get_closest_marker("shared") and not SHARED.is_dir():
            reason = "need the shared folder beside the checkout"
        elif item.get_closest_marker("slow") and not config.getoption("--all"):
            reason = "are slow: ./run test --all"
        if reason:
            reasons[reason] = reasons.get(reason, 0) + 1
        (left if reason else chosen).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = chosen


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") and not any(shutil.which(name) for name in CHROMIUM):
        pytest.skip("no Chromium on this machine: ./run system-packages")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(
    node: Any, error: object
) -> None:  # the controller of several workers hears what they left out
    for reason, count in getattr(node, "workeroutput", {}).get("not_run", {}).items():
        node.config.stash[NOT_RUN][reason] = count


class Names:
    """Keeps the name of everything skipped, in whichever process it was."""

    def __init__(self, config: pytest.Config) -> None:
        self.skipped = config.stash[SKIPPED]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._note(report)

    def _note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            self.skipped[report.nodeid] = str(
                report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
            )


def pytest_sessionstart(session: pytest.Session) -> None:
    session.config.pluginmanager.register(Names(session.config), "names-of-the-skipped")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    config = session.config
    if hasattr(config, "workeroutput"):
        config.workeroutput["not_run"] = config.stash[NOT_RUN]
    elif config.getoption("--all") and config.stash[SKIPPED] and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    for reason, count in config.stash[NOT_RUN].items():
        terminalreporter.write_line(f"not run: {count} that {reason}")
    for name, reason in config.stash[SKIPPED].items():
        terminalreporter.write_line(f"skipped: {name}: {reason}")
    if config.getoption("--all") and config.stash[SKIPPED]:
        terminalreporter.write_line("--all allows no skip: this run failed", red=True)


@pytest.fixture(scope="session", autouse=True)
def no_foreign_network() -> Iterator[None]:
    """Refuse every connection that would leave this machine."""
    really = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not _loopback(str(address[0])):
            raise PermissionError(f"a test may not speak to {address[0]}")
        really(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        yield


@pytest.fixture(scope="session", autouse=True)
def passwords_hashed_in_no_time() -> Iterator[None]:
    """Hash passwords in one round instead of the million that Django chose against thieves; servers keep theirs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PBKDF2PasswordHasher, "iterations", 1)
        yield


def _loopback(host: str) -> bool:
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


@pytest.fixture(scope="session")
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Give the owner's URL of a server for this session: DATABASE_URL, or an embedded one of this worker's own.

    On a server of several workers a transaction of one would keep the followers of another from reading what is new:
    the oldest that runs is looked for in all databases.
    """
    if "DATABASE_URL" in os.environ:
        yield os.environ["DATABASE_URL"]
        return
    worker = getattr(request.config, "workerinput", {})
    run = worker.get("testrunuid", f"{os.getpid()}") + worker.get("workerid", "")
    name = hashlib.sha256(f"{os.geteuid()} {run}".encode()).hexdigest()[:10]
    home = Path(tempfile.gettempdir()).resolve() / f"motcua-test-{name}"
    with contextlib.suppress(FileExistsError):
        home.mkdir(mode=0o711)
    if home.lstat().st_uid != os.geteuid() or home.is_symlink():
        pytest.exit(f"{home} is not ours")
    at = place.place(var=home, durable=False)
    with lease.running(at) as known:
        yield known.url(role=keys.OWNER)
    shutil.rmtree(home, ignore_errors=True) if lease.nobody_holds(at) else None


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    database_url: str, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Point Django at the session's server, as the owner: tests make, migrate and drop databases."""
    default = connections["default"].settings_dict
    default.update(
        {key: value for key, value in database.parsed(database_url).items() if key not in {"TEST", "OPTIONS"}}
    )
    default["OPTIONS"].pop("options", None)


@pytest.fixture(scope="module")
def held(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Hold one transaction around all tests of a file, for what they find there; each has one of its own within.

    No test of such a file may commit (`transactional_db`).
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def tests_database_url(database_url: str, django_db_setup: None) -> str:
    """Give the owner's URL of the very database the tests work on, for a program started by a test."""
    return f"{database_url.rpartition('/')[0]}/{connections['default'].settings_dict['NAME']}"


@pytest.fixture
def environment(tests_database_url: str) -> Callable[..., dict[str, str]]:
    """Give the environment of a program that a test starts on the tests' own database."""

    def of(**more: str) -> dict[str, str]:
        return {**os.environ, "DATABASE_URL": tests_database_url, **more}

    return of


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """Let no test speak on in the language that another's last request was answered in."""
    yield
    translation.deactivate()
