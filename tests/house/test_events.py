"""Nothing is written into the ledger that the list of facts does not know: kind by kind, field by field."""

import ast
import dataclasses
import importlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from motcua.site.management.commands import draw_events
from motcua.spine import dossier, event
from motcua.systems.documents import rules as documents
from motcua.systems.workfiles import rules as workfiles

# Where a fact may be made: the rooms' events, the desks of the laws, and where one is read back from what was written.
DESKS = {
    "motcua/spine/dossier/desk.py",
    "motcua/systems/documents/rules/decide.py",
    "motcua/systems/workfiles/rules/decide.py",
    "motcua/systems/workfiles/rules/lists.py",
}
READ_BACK = {"motcua/spine/event.py", "motcua/systems/dossiers/office/steps.py"}

ALL = [kind for kinds in draw_events.known().values() for kind in kinds]
BY_NAME = {kind.name: kind for kind in ALL}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((settings.HOUSE / "motcua").rglob("*.py")):
        name = path.relative_to(settings.HOUSE)
        if "tests" not in name.parts and "migrations" not in name.parts:
            yield str(name), ast.parse(path.read_text(encoding="utf-8"))


def made(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"event.Fact", "Fact"}:
            yield node


def kinds_of(node: ast.expr, module: ModuleType) -> list[str]:
    match node:
        case ast.Constant(value=str(kind)):
            return [kind]
        case ast.IfExp(body=one, orelse=other):
            return [*kinds_of(one, module), *kinds_of(other, module)]
        case ast.Name(id=name):
            return [str(getattr(module, name))]
    message = f"a fact's kind must be a word: {ast.unparse(node)}"
    raise AssertionError(message)


def fields_of(node: ast.expr, function: ast.FunctionDef) -> set[str]:
    if isinstance(node, ast.Name):
        node = next(
            found.value
            for found in ast.walk(function)
            if isinstance(found, ast.AnnAssign) and ast.unparse(found.target) == node.id and found.value
        )
    assert isinstance(node, ast.Dict), ast.unparse(node)
    return {key.value for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}


def written() -> Iterator[tuple[str, set[str]]]:
    """Walk every fact that a room's events make: its kind and its fields."""
    for path, tree in modules():
        if Path(path).name != "events.py":
            continue
        module = importlib.import_module(path.removesuffix(".py").replace("/", "."))
        for function in [node for node in tree.body if isinstance(node, ast.FunctionDef)]:
            for call in made(function):
                said = {word.arg: word.value for word in call.keywords}
                for kind in kinds_of(said["kind"], module):
                    yield kind, fields_of(said["data"], function)


def test_facts_are_made_only_where_the_list_is_read() -> None:
    elsewhere = [
        path
        for path, tree in modules()
        if any(made(tree)) and Path(path).name != "events.py" and path not in DESKS | READ_BACK
    ]
    assert elsewhere == [], "make the fact in the room's events.py, beside its line in KINDS"


def test_every_fact_of_a_room_is_in_its_list_with_its_fields() -> None:
    found = list(written())
    assert found
    wrong = [
        (kind, fields) for kind, fields in found if kind not in BY_NAME or fields != set(BY_NAME[kind].fields)
    ]
    assert wrong == []


def test_nothing_stands_in_the_lists_that_is_never_made() -> None:
    decided = {*dossier.KINDS, *documents.FACTS.values(), *workfiles.FACTS.values()}
    never = BY_NAME.keys() - {kind for kind, _ in written()} - decided - set(workfiles.LIST_FACTS.values())
    assert never == set()


def test_the_law_of_the_dossier_has_its_kinds_in_the_list_and_no_other() -> None:
    assert [kind.name for kind in dossier.FACTS] == list(dossier.KINDS)


def test_a_documents_facts_have_the_fields_of_their_commands() -> None:
    commands = {
        command.act: {field.name for field in dataclasses.fields(command)}
        for command in documents.Command.__subclasses__()
    }
    assert commands == {act: set(BY_NAME[kind].fields) for act, kind in documents.FACTS.items()}


def test_the_facts_of_work_files_and_lists_have_the_fields_of_their_commands() -> None:
    for base, facts in (
        (workfiles.Command, workfiles.FACTS),
        (workfiles.ListCommand, workfiles.LIST_FACTS),
    ):
        commands = {
            one.act: {field.name for field in dataclasses.fields(one)} for one in base.__subclasses__()
        }
        assert commands == {act: set(BY_NAME[kind].fields) for act, kind in facts.items()}


def test_a_kind_stands_once_and_says_what_it_means() -> None:
    assert [name for name, times in Counter(kind.name for kind in ALL).items() if times > 1] == []
    assert all(kind.vi.endswith(".") and kind.en.endswith(".") and kind.stream for kind in ALL)
    assert all(kind.sometimes <= set(kind.fields) and all(kind.fields.values()) for kind in ALL)


@pytest.mark.django_db
def test_a_simulated_month_writes_nothing_else() -> None:
    """Lan, Minh and their neighbours file through the real actions; whatever the ledger then says is in the list."""
    law = settings.LAW
    call_command("load_organisation", str(law / "organisation" / "hung-yen-2023.yaml"), verbosity=0)
    call_command("load_law", verbosity=0)
    call_command("demo_accounts", json=True, verbosity=0)
    call_command("simulate", dossiers=60, seed=204, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM ledger_fact")
        facts = [event.read(row[0]) for row in cursor.fetchall()]
    assert len({fact.kind for fact in facts}) > 10
    strange = {
        (fact.kind, json.dumps(sorted(fact.data)))
        for fact in facts
        if fact.kind not in BY_NAME or not BY_NAME[fact.kind].fits(fact)
    }
    assert strange == set()
