"""`./run edxml`, called as it is called: no database, one line when it cannot be done."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from motcua.gateways.edxml.tests import letters
from motcua.site import database
from motcua.site.verbs import edxml

RUN = database.HOUSE / "run"


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.edxml"
    path.write_bytes(letters.sample("new"))
    return path


def read(path: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert edxml.run(["read", str(path), *words]) == 0
    return capsys.readouterr().out


def refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert edxml.run(words) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    return said.err


def test_it_reads_with_no_database_to_be_had(letter: Path) -> None:
    environ = {**os.environ, "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    done = subprocess.run(  # noqa: S603 - our own words
        [RUN, "edxml", "read", letter], capture_output=True, text=True, env=environ, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == json.loads((letters.SAMPLES / "new.json").read_text(encoding="utf-8"))


def test_what_was_read_is_written_from_its_json_beside_the_message(
    letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = read(letter, capsys)
    letter.with_suffix(".json").write_text(said, encoding="utf-8")
    out = letter.with_name("out.edxml")
    assert edxml.run(["write", str(letter.with_suffix(".json")), str(out)]) == 0
    assert read(out, capsys) == said
    assert sorted(path.name for path in letter.parent.iterdir()) == [
        "letter.edxml",
        "letter.json",
        "out.edxml",
    ]


def test_files_are_saved_under_names_that_lead_nowhere_and_found_again(
    letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter.write_bytes(letters.new(("12-STĐ.pdf", "../../ngoài.pdf")))
    said = json.loads(read(letter, capsys, "--save", str(letter.parent / "files")))
    assert [path.name for path in (letter.parent / "files").iterdir()] == ["1-ngoài.pdf"]
    elsewhere = letter.parent / "other.json"
    said["attachments"][0]["file"] = "files/1-ngoài.pdf"
    elsewhere.write_text(json.dumps(said), encoding="utf-8")
    assert edxml.run(["write", str(elsewhere), str(letter.parent / "out.edxml")]) == 0
    assert "ngoài.pdf" in read(letter.parent / "out.edxml", capsys)


def test_a_file_that_is_missing_or_another_is_refused_and_nothing_is_written(
    letter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = read(letter, capsys)
    lonely = letter.parent / "lonely.json"
    lonely.write_text(said, encoding="utf-8")
    out = letter.parent / "out.edxml"
    out.write_bytes(b"as it was")
    assert "edxml.content-missing" in refused(["write", str(lonely), str(out)], capsys)
    (letter.parent / "12-STĐ.pdf").write_bytes(b"another")
    assert "edxml.content-differs" in refused(["write", str(lonely), str(out)], capsys)
    assert out.read_bytes() == b"as it was"
    assert not [path for path in letter.parent.iterdir() if path.name.startswith(".")]


def test_each_thing_wrong_is_one_line(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = letter.with_name("broken.edxml")
    broken.write_bytes(letters.new()[:700])
    assert refused(["read", str(broken)], capsys).startswith("dòng 15: ")
    assert "edxml.digest-differs" in refused(["read", str(letter), "--sha256", "0" * 64], capsys)
    assert "nowhere" in refused(["read", str(letter.with_name("nowhere"))], capsys)
    assert "edxml.json-not-readable" in refused(["write", str(letter), str(broken)], capsys)
    empty = letter.with_name("empty.json")
    empty.write_text("{}", encoding="utf-8")
    assert "edxml.json-not-message" in refused(["write", str(empty), str(broken)], capsys)


def test_the_bounds_are_settings(
    letter: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTCUA_EDXML_MESSAGE", "100")
    assert "edxml.too-large" in refused(["read", str(letter)], capsys)
    monkeypatch.setenv("MOTCUA_EDXML_MESSAGE", "many")
    assert "MOTCUA_EDXML_MESSAGE=many" in refused(["read", str(letter)], capsys)


@pytest.mark.parametrize(
    "words", [[], ["read"], ["write", "x"], ["eat", "x"], ["write", "a", "b", "--save", "c"]]
)
def test_words_it_does_not_know_are_answered_with_those_it_does(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert edxml.run(words) == 2
    assert "./run edxml read FILE" in capsys.readouterr().err
