"""What is written down keeps the manners of the house."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from motcua.site import database

LONGEST = 400
LONGEST_TEST = 600
COUNTED = {".py", ".html", ".js", ".typ", ".sql"}
HEAVIEST_SHEET = 40_000  # bytes; the one style sheet is a single file by design
ATTICS = {"utils", "helpers", "common", "services", "managers", "util", "helper", "misc"}
SILENCE = re.compile(r"#\s*(noqa|type:\s*ignore)(?P<rest>.*)")
NOQA = re.compile(r":\s*[A-Z]+[0-9]+(,?\s*[A-Z]+[0-9]+)*\s*(-|#)\s*\w")
TYPE_IGNORE = re.compile(r"\[[a-z, -]+\]\s*(-|#)\s*\w")
HOSTS = re.compile(r"pypi[.]org|pythonhosted[.]org|npmjs[.]org|deb[.]debian[.]org|--(extra-)?index-url[ =]")


@cache
def tracked() -> tuple[Path, ...]:
    command = ["git", "-c", f"safe.directory={database.HOUSE}", "ls-files", "-z"]
    done = subprocess.run(command, cwd=database.HOUSE, capture_output=True, text=True, check=True)
    paths = (database.HOUSE / name for name in done.stdout.split("\0") if name)
    return tuple(path for path in paths if path.is_file())


@cache
def written() -> tuple[tuple[Path, str], ...]:
    found = []
    for path in tracked():
        try:
            found.append((path, path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return tuple(found)


def is_test(path: Path) -> bool:
    """Tell by where it is in the house, wherever this checkout is."""
    return "tests" in path.relative_to(database.HOUSE).parts


def test_no_file_is_longer_than_a_sitting() -> None:
    long = []
    for path, text in written():
        limit = LONGEST_TEST if is_test(path) else LONGEST
        if (path.suffix in COUNTED or path.name == "run") and text.count("\n") > limit:
            long.append(f"{path.relative_to(database.HOUSE)}: {text.count(chr(10))} lines")
    assert not long, "\n".join(long)


def test_the_style_sheet_stays_light() -> None:
    assert all(path.stat().st_size <= HEAVIEST_SHEET for path in tracked() if path.suffix == ".css")


def test_no_room_is_an_attic() -> None:
    attics = [
        path for path in tracked() if {path.stem, *path.relative_to(database.HOUSE).parts[:-1]} & ATTICS
    ]
    assert not attics


def test_every_silence_of_a_tool_says_why() -> None:
    silent = []
    for path, text in written():
        if path.suffix != ".py" and path.name != "run":
            continue
        for number, line in enumerate(text.splitlines(), 1):
            for found in SILENCE.finditer(line):
                wanted = NOQA if found[1] == "noqa" else TYPE_IGNORE
                excused = path == Path(__file__) or (wanted is TYPE_IGNORE and is_test(path))
                if not excused and not wanted.match(found["rest"]):
                    silent.append(f"{path.relative_to(database.HOUSE)}:{number}: {line.strip()}")
    assert not silent, "\n".join(silent)


@pytest.mark.parametrize("what", ["the place of this checkout", "the address of a package index"])
def test_no_file_tells_of_the_machine_it_was_written_on(what: str) -> None:
    pattern = HOSTS if "index" in what else re.compile(re.escape(str(database.HOUSE)) + r"\b")
    told = [str(path.relative_to(database.HOUSE)) for path, text in written() if pattern.search(text)]
    assert not told, f"{what} stands in {', '.join(told)}"


def test_every_decision_has_a_number_of_its_own_and_stands_in_the_list() -> None:
    pages = sorted((database.HOUSE / "docs" / "decisions").glob("*.md"))
    assert len({page.name[:4] for page in pages}) == len(pages)
    listed = re.findall(
        r"\(decisions/(.+?\.md)\)", (database.HOUSE / "docs" / "README.md").read_text(encoding="utf-8")
    )
    assert listed == [page.name for page in pages]
    for page in pages:
        assert page.read_text(encoding="utf-8").startswith(f"# {page.name[:4]} "), page.name
