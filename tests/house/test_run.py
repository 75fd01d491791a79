"""The one script at the door."""

import ast
import re
import subprocess
import sys

from motcua.site import database
from motcua.site.verbs import __main__ as verbs

RUN = database.HOUSE / "run"
ELSEWHERE = {"lock", "system-packages"}  # done by the script itself, before or about the environment


def run(*words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([RUN, *words], capture_output=True, text=True, check=False)


def test_without_a_verb_it_lists_every_verb_with_a_line() -> None:
    done = run()
    assert done.returncode == 0
    listed = {line.split()[1] for line in done.stdout.splitlines()}
    assert listed == {*verbs.VERBS, *ELSEWHERE}
    assert all(re.search(r"  \S.{15,}$", line) for line in done.stdout.splitlines())


def test_a_slip_of_the_finger_is_answered_with_the_nearest_verb() -> None:
    done = run("mesure", "hung-yen-2023")
    assert done.returncode == 2
    assert "did you mean 'measure'?" in done.stderr
    assert run("xyzzy").returncode == 2


def test_the_script_needs_nothing_but_python() -> None:
    for node in ast.walk(ast.parse(RUN.read_bytes())):
        names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert all(name.split(".")[0] in sys.stdlib_module_names for name in names)


def locked(name: str) -> dict[str, str]:
    lines = (database.HOUSE / name).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    found = {}
    for line in lines:
        if line and line[0].isalnum():
            assert "--hash=sha256:" in line, f"{line.split()[0]} has no hash"
            package, _, version = line.split()[0].partition("==")
            found[package] = version
    return found


def test_the_tests_run_on_the_very_versions_that_serve() -> None:
    served, tested = locked("requirements.txt"), locked("requirements-dev.txt")
    assert served
    assert served == {name: version for name, version in tested.items() if name in served}
