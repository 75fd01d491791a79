"""Every package that is imported is named in pyproject.toml: none is there only because another happens to bring it."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import pytest

from motcua.site import database

OURS = {"motcua", "tests", "conftest"}
OWNERS = metadata.packages_distributions()


def named(*extras: str) -> set[str]:
    """Give what pyproject.toml names, with these extras."""
    said = tomllib.loads((database.HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    more = [one for extra in extras for one in said["optional-dependencies"][extra]]
    return {_plain(re.split(r"[^A-Za-z0-9._-]", one)[0]) for one in [*said["dependencies"], *more]}


def unnamed(source: str, known: Iterable[str]) -> set[str]:
    """Give the packages that a module imports and `known` has not; one that is not installed goes by its own name."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(str(node.module).partition(".")[0])
    strange = found - sys.stdlib_module_names - OURS
    return {name for name in strange if not {_plain(one) for one in OWNERS.get(name, [name])} & set(known)}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _is_test(path: Path) -> bool:
    return "tests" in path.parts or path.name == "conftest.py"


def test_what_the_house_and_its_tests_import_is_named() -> None:
    files = [database.HOUSE / "conftest.py"]
    files += [path for top in ("motcua", "tests") for path in (database.HOUSE / top).rglob("*.py")]
    missing = {}
    for path in files:
        where = path.relative_to(database.HOUSE)
        known = named(*(("dev", "spark") if _is_test(where) else ("spark",)))
        if found := unnamed(path.read_text(encoding="utf-8"), known):
            missing[str(where)] = found
    assert missing == {}, "name them in pyproject.toml, then ./run lock"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import sqlglot", {"sqlglot"}),
        ("def late():\n    from sqlglot import exp", {"sqlglot"}),
        ("import yaml, sqlglot.expressions as e", {"sqlglot"}),
        ("from . import sqlglot", set()),
        ("import nobody_has_this", {"nobody_has_this"}),
        ("import json, motcua.base", set()),
    ],
)
def test_a_package_that_is_not_named_is_found(source: str, found: set[str]) -> None:
    assert unnamed(source, named() - {"sqlglot"}) == found
