"""The plan of the house is true."""

import configparser
import subprocess
import sys

import grimp
import pytest

from motcua.site import database
from tests.house import contracts

LINT = "from importlinter.cli import lint_imports_command as lint; lint()"
PLAN = database.HOUSE / ".importlinter"


def test_every_import_keeps_to_the_plan() -> None:
    command = [sys.executable, "-c", LINT, "--no-logo", "--no-cache"]
    done = subprocess.run(command, cwd=database.HOUSE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_contract_says_in_two_lines_why_it_stands() -> None:
    lines = PLAN.read_text(encoding="utf-8").splitlines()
    heads = [at for at, line in enumerate(lines) if line.startswith("[importlinter:contract:")]
    assert heads
    for at in heads:
        assert lines[at - 1].startswith("# "), lines[at]
        assert lines[at - 2].startswith("# "), lines[at]


def meeting(*imports: tuple[str, str]) -> list[tuple[str, str]]:
    graph = grimp.ImportGraph()
    for importer, imported in imports:
        graph.add_import(importer=importer, imported=imported)
    plan = configparser.ConfigParser()
    plan.read(PLAN)
    section = plan["importlinter:contract:meeting"]
    words = {name: section[name].split() for name in ("meeting_places", "gateway_places")}
    options = {"rooms": section["rooms"], "gateways": section["gateways"], **words}
    contract = contracts.Meeting(name="meeting", session_options={}, contract_options=options)
    return list(contract.check(graph, verbose=False).metadata["trespasses"])


@pytest.mark.parametrize("place", ["actions.receiving", "queries", "events", "ports", "collections"])
def test_one_room_may_ask_another_at_a_meeting_place(place: str) -> None:
    assert meeting(("motcua.systems.office.office", f"motcua.systems.dossiers.{place}")) == []


@pytest.mark.parametrize(
    "place", ["models", "models.rows", "rules", "forms", "portal", "management.commands.load"]
)
def test_one_room_may_not_reach_into_another(place: str) -> None:
    trespass = ("motcua.systems.office.office", f"motcua.systems.dossiers.{place}")
    assert meeting(trespass) == [trespass]
    assert meeting((f"motcua.systems.dossiers.{place}", f"motcua.systems.dossiers.{place}.more")) == []


def test_a_gateway_knows_a_room_by_its_ports_alone() -> None:
    trespass = ("motcua.gateways.post.door", "motcua.systems.dossiers.actions")
    assert meeting(trespass, ("motcua.gateways.post.door", "motcua.systems.dossiers.ports")) == [trespass]
