"""The names that others call, called as they call them: on a demonstration with few dossiers, on Debian's PostgreSQL."""

import contextlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from motcua.base.postgres import binaries, keys, lease, place
from motcua.base.signing.tests.office import paper
from motcua.gateways.national_portal.tests.rows import row
from motcua.site import database

pytestmark = pytest.mark.slow

RUN = database.HOUSE / "run"
PLAN = "/api/plans/hung-yen-2023/targets"
KEYS = {
    "id",
    "pillar",
    "statement",
    "shape",
    "goal",
    "value",
    "numerator",
    "denominator",
    "verdict",
    "why",
}
LIVE = {"P1", "P2", "P7", "P8", "E1", "E2", "E8"}
PERHAPS = {
    "P4",
    "P5",
    "P10",
    "E6",
}  # chance decides whether anyone rates; the portal is asked when all is open
PATIENCE = 600  # seconds: nothing here is timed, and the machine may be busy
DEBIAN = Path("/usr/lib/postgresql")


@dataclass(frozen=True, kw_only=True, slots=True)
class House:
    """A demonstration that is open, and how it was started."""

    port: int
    environ: dict[str, str]

    def get(self, path: str) -> tuple[int, Any]:
        """Read an address: its status and its JSON."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
                return int(answer.status), json.loads(answer.read())
        except urllib.error.HTTPError as refused:
            return refused.code, json.loads(refused.read())

    def run(self, *words: str) -> str:
        """Do a verb and give what it printed."""
        done = subprocess.run([RUN, *words], capture_output=True, text=True, env=self.environ, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def versions() -> list[str]:
    """Say which of Debian's servers are on this machine."""
    return [folder.parent.name for folder in DEBIAN.glob("*/bin")]


@contextlib.contextmanager
def debians(folder: Path) -> Iterator[str]:
    """Give the owner's URL on a server of Debian's newest PostgreSQL that knows nothing of our other role."""
    programs = binaries.Binaries(bin=DEBIAN / max(versions(), key=int) / "bin")
    with lease.running(place.place(var=folder, binaries=programs, durable=False)) as known:
        with psycopg.connect(known.url(role=keys.SUPERUSER), autocommit=True) as server:
            server.execute("DROP OWNED BY motcua_app")
            server.execute("DROP ROLE motcua_app")
            server.execute("ALTER ROLE motcua CREATEROLE")
        yield known.url(role=keys.OWNER)


@contextlib.contextmanager
def ours(database_url: str) -> Iterator[str]:
    """Give the URL of a new database on the server of these tests."""
    name = f"motcua_names_{os.getpid()}"
    with psycopg.connect(database_url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    yield f"{database_url.rpartition('/')[0]}/{name}"
    with psycopg.connect(database_url, autocommit=True) as server:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def house(database_url: str) -> Iterator[House]:
    """Open `PORT=… ./run demo` with forty dossiers; without Debian's PostgreSQL, on that of these tests."""
    var = Path("/tmp", f"motcua-t-{secrets.token_hex(4)}")  # noqa: S108 - a random name that PostgreSQL's user may walk to
    var.mkdir(mode=0o755)
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, var)
        server = debians(var / "debian") if versions() else ours(database_url)
        yield stack.enter_context(opened(stack.enter_context(server), var))


@contextlib.contextmanager
def opened(url: str, var: Path) -> Iterator[House]:
    """Start the demonstration, and end it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    known = {key: value for key, value in os.environ.items() if not key.startswith(("MOTCUA_", "PYTEST_"))}
    environ = {
        **known,
        "DATABASE_URL": url,
        "PORT": str(port),
        "MOTCUA_VAR": str(var),
        "MOTCUA_DEMO_DOSSIERS": "40",
        "MOTCUA_DEMO_DOCUMENTS": "12",
        "MOTCUA_DEMO_WORK_FILES": "24",
        "MOTCUA_CLOCK_STARTS": "2023-12-15T08:30:00+07:00",
    }
    log = var / "demo.txt"
    with log.open("w", encoding="utf-8") as out:
        demo = subprocess.Popen([RUN, "demo"], stdout=out, stderr=out, env=environ)
    try:
        until = time.monotonic() + PATIENCE
        while "Motcua is open" not in log.read_text(encoding="utf-8"):
            assert demo.poll() is None, log.read_text(encoding="utf-8")
            assert time.monotonic() < until, log.read_text(encoding="utf-8")
            time.sleep(0.2)
        yield House(port=port, environ=environ)
    finally:
        demo.terminate()
        demo.wait(60)


def test_healthz_and_the_contract(house: House) -> None:
    assert house.get("/healthz") == (200, {"status": "ready"})
    status, contract = house.get("/api/openapi.json")
    assert (status, contract["openapi"][:3]) == (200, "3.1")
    for path in ("/{plan}/targets", "/{plan}/targets/{target}", "/{plan}/targets/{target}/records"):
        assert "get" in contract["paths"][f"/api/plans{path}"]
    assert {"/api/procedures", "/api/dossiers", "/api/dossiers/{code}"} <= contract["paths"].keys()


def test_debians_postgresql_did_as_database_url(house: House) -> None:
    if not versions():
        pytest.skip("no PostgreSQL of Debian on this machine: ./run system-packages")
    with psycopg.connect(house.environ["DATABASE_URL"], options="-c role=motcua_app") as application:
        assert str(application.info.server_version // 10_000) in versions()
        for verb in ("UPDATE {} SET stream = stream", "DELETE FROM {}", "TRUNCATE {}"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), application.transaction():
                application.execute(sql.SQL(verb).format(sql.Identifier("ledger_fact")))


def test_all_38_targets_now_for_an_empty_day_and_for_a_past_one(house: House) -> None:
    status, now = house.get(f"{PLAN}?as_of=")
    assert (status, len(now)) == (200, 38)
    assert all(target.keys() >= KEYS for target in now)
    assert len({target["id"] for target in now}) == 38
    live = {target["id"] for target in now if target["denominator"]}
    assert live - PERHAPS == LIVE
    assert all(target["why"] for target in now if target["id"] not in live)
    assert shares(house.get(PLAN)[1]) == shares(now)
    june = house.get(f"{PLAN}?as_of=2023-06-30")[1]
    assert len(june) == 38
    assert share(june, "P1")[1] < share(now, "P1")[1]
    assert house.get(f"{PLAN}?as_of=hom-nay")[0] == 422


def shares(targets: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [
        (one["id"], one["value"], one["numerator"], one["denominator"], one["verdict"]) for one in targets
    ]


def share(targets: list[dict[str, Any]], target: str) -> tuple[int, int]:
    (one,) = [one for one in targets if one["id"] == target]
    return one["numerator"], one["denominator"]


@pytest.mark.parametrize("target", sorted(LIVE))
def test_a_target_and_the_records_behind_its_number(house: House, target: str) -> None:
    status, said = house.get(f"{PLAN}/{target}?as_of=")
    assert (status, said["id"]) == (200, target)
    for side, figure in (("of", said["denominator"]), ("that", said["numerator"])):
        seen: Counter[str] = Counter()
        after: str | None = ""
        while after is not None:
            query = urllib.parse.urlencode({"side": side, "after": after, "as_of": ""})
            status, page = house.get(f"{PLAN}/{target}/records?{query}")
            assert (status, page["count"]) == (200, figure)
            seen.update(json.dumps(item, sort_keys=True) for item in page["items"])
            after = page["next"]
        assert seen.total() == len(seen) == figure


def test_a_target_that_is_not_measured_says_so_and_one_that_is_none_is_not_found(house: House) -> None:
    assert house.get(f"{PLAN}/G1")[1]["value"] is None
    assert house.get(f"{PLAN}/E5/records?side=of")[1]["code"] == "plans.not-measured"
    assert house.get(f"{PLAN}/P99")[0] == 404
    assert house.get("/api/plans/none/targets")[0] == 404
    assert house.get(f"{PLAN}/P1/records?side=under")[1]["code"] == "plans.side-not-known"


def test_measure_says_what_the_address_says(house: House) -> None:
    at_the_terminal = json.loads(house.run("measure", "hung-yen-2023", "--as-of", "2023-06-30", "--json"))
    assert shares(at_the_terminal) == shares(house.get(f"{PLAN}?as_of=2023-06-30")[1])
    assert len(json.loads(house.run("measure", "hung-yen-2023", "--json"))) == 38
    lines = house.run("measure", "hung-yen-2023").splitlines()
    assert [line.split()[0] for line in lines][:2] == ["G1", "G2"]
    assert len(lines) == 38


def test_simulate_drives_more_dossiers_and_the_plan_follows(house: House) -> None:
    before = share(house.get(PLAN)[1], "P8")[1]
    said = house.run("simulate", "--dossiers", "12", "--seed", "7")
    assert said.startswith("12 ")
    assert before + 8 <= share(house.get(PLAN)[1], "P8")[1] <= before + 13


def test_import_catalogue_tells_what_became_of_each_row(house: House, tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    doubtful = row(ma_thu_tuc="1.900002", cach_thuc_thuc_hien="Trực tiếp7Miễn phí")
    path.write_text("\n".join([json.dumps(row()), json.dumps(doubtful), "{"]), encoding="utf-8")
    first = json.loads(house.run("import-catalogue", str(path), "--json"))
    assert (first["imported"], first["unchanged"]) == (2, 0)
    assert first["refused"][0]["reason"] == "national-portal.not-json"
    assert first["unparsed"][0]["fields"] == ["cach_thuc_thuc_hien"]
    again = json.loads(house.run("import-catalogue", str(path), "--json"))
    assert (again["imported"], again["unchanged"]) == (0, 2)
    assert house.get("/api/procedures?q=tha+dieu")[1]["items"][0]["code"] == "1.900001"


def test_bench_by_name_gives_rows_that_a_program_reads(house: House) -> None:
    rows = json.loads(house.run("bench", "edxml", "--json"))
    assert rows
    assert all({"name", "value", "unit"} <= one.keys() for one in rows)


def test_a_paper_is_signed_by_a_person_then_by_a_unit_and_its_signatures_are_read(
    house: House, tmp_path: Path
) -> None:
    bare, once, twice = (tmp_path / name for name in ("bare.pdf", "once.pdf", "twice.pdf"))
    bare.write_bytes(paper())
    house.run("sign", str(bare), "--as", "lanhdao-tinh", str(once))
    house.run("sign", str(once), "--as", "H31", str(twice))
    assert twice.read_bytes().startswith(bare.read_bytes())
    told = json.loads(house.run("check-signatures", str(twice), "--json"))
    assert [(one["holds"], one["whole"], one["identifier"]) for one in told] == [
        (True, False, ""),
        (True, True, "H31"),
    ]
