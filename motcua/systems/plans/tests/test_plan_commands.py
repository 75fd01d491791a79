"""At the terminal: a plan's file is checked, loaded and measured, and every way to get it wrong is told."""

import io
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import override_settings

from motcua.base import clock
from motcua.spine import access
from motcua.spine.worktime import VN
from motcua.systems.plans import actions, queries

FILE = Path(settings.LAW) / "plans" / "hung-yen-2023.yaml"
NOW = datetime(2023, 6, 15, 9, tzinfo=VN)


def said(*words: str | Path) -> str:
    out = io.StringIO()
    with clock.at(NOW):
        call_command(*map(str, words), stdout=out)
    return out.getvalue()


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """Thu's file has a wrong column in one sentence and a goal no share can have."""
    text = FILE.read_text(encoding="utf-8")
    text = text.replace("  and outcome not in", "  and outcom not in", 1).replace(
        '"> 95 %"', '"> 95 units"', 1
    )
    file = tmp_path / "ke-hoach.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_good_file_is_good_without_a_database() -> None:
    assert "không có lỗi" in said("plan_check", FILE)
    assert json.loads(said("plan_check", FILE, "--json")) == {"file": str(FILE), "ok": True, "faults": []}


def test_thu_reads_each_fault_once_with_its_place_and_the_nearest_word(wrong: Path) -> None:
    out = io.StringIO()
    with pytest.raises(CommandError, match="2 lỗi"):
        call_command("plan_check", str(wrong), stdout=out)
    lines = wrong.read_text(encoding="utf-8").split("\n")
    for told, word in zip(out.getvalue().strip().split("\n"), ('"> 95 units"', "outcom "), strict=True):
        _, line, column, _ = told.split(":", 3)
        assert lines[int(line) - 1][int(column) - 1 :].startswith(word)
    assert "“outcome”" in out.getvalue()


def test_a_program_reads_the_faults_and_the_exit_status(wrong: Path) -> None:
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("plan_check", str(wrong), json=True, stdout=out)
    assert ended.value.code == 1
    faults = json.loads(out.getvalue())["faults"]
    assert [fault["code"] for fault in faults] == ["goal-unit", "column-not-known"]
    assert faults[1]["nearest"] == "outcome"
    assert faults[1]["path"].startswith("targets[9].readings[0]")


def test_a_file_that_is_not_there_or_is_not_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Không có tệp"):
        said("plan_check", tmp_path / "nowhere.yaml")
    (tmp_path / "table.yaml").write_bytes(b"PK\x03\x04\xff\xfe")
    with pytest.raises(CommandError, match="UTF-8"):
        said("plan_check", tmp_path / "table.yaml")


def test_loading_says_which_version_and_a_wrong_file_changes_nothing(db: None, wrong: Path) -> None:
    assert "hung-yen-2023 version 1 loaded" in said("load_plan", FILE)
    assert json.loads(said("load_plan", FILE, "--json")) == [
        {"plan": "hung-yen-2023", "version": 1, "changed": False, "redefined": []}
    ]
    with pytest.raises(CommandError, match="outcome"):
        said("load_plan", wrong)
    assert queries.in_force("hung-yen-2023").version == 1


def test_a_file_is_measured_without_being_loaded(db: None) -> None:
    targets = json.loads(said("measure", FILE, "--json"))
    assert len(targets) == 38
    assert {target["version"] for target in targets} == {0}
    assert queries.plans_in_force() == ()


def test_a_measure_says_the_version_of_its_definition(db: None) -> None:
    said("load_plan", FILE)
    targets = json.loads(said("measure", "hung-yen-2023", "--json"))
    assert {target["definition"] for target in targets} == {1}
    digests = {target["id"]: target["definition_digest"] for target in targets}
    assert len({digests[name] for name in ("P1", "P2", "P8", "E8")}) == 4


def test_targets_are_broken_down_by_a_column_that_they_have(db: None) -> None:
    said("load_plan", FILE)
    targets = {
        one["id"]: one for one in json.loads(said("measure", "hung-yen-2023", "--by", "level", "--json"))
    }
    assert targets["P1"]["by"] == targets["G1"]["by"] == []
    with pytest.raises(CommandError, match="level"):
        said("measure", "hung-yen-2023", "--by", "levl")


def test_spark_that_is_not_there_is_refused_in_words(db: None) -> None:
    said("load_plan", FILE)
    with pytest.raises(CommandError, match="duckdb"):
        said("measure", "hung-yen-2023", "--engine", "spark")


def test_a_list_of_signs_is_checked_and_loaded_like_a_plan(db: None, tmp_path: Path) -> None:
    signs = Path(settings.LAW) / "watch" / "dossiers.yaml"
    assert "không có lỗi" in said("plan_check", signs)
    assert "signs of dossiers version 1 loaded" in said("load_plan", signs)
    (told,) = json.loads(said("load_plan", signs, "--json"))
    assert told == {"watch": "dossiers", "version": 1, "changed": False, "signs": []}
    wrong = tmp_path / "dau-hieu.yaml"
    wrong.write_text(
        signs.read_text(encoding="utf-8").replace("supplements >= 2", "supplement >= 2"), encoding="utf-8"
    )
    with pytest.raises(CommandError, match="1 lỗi"):
        said("plan_check", wrong)
    with pytest.raises(CommandError, match="supplements"):
        said("load_plan", wrong)


@pytest.fixture
def shipped(tmp_path: Path) -> Iterator[Path]:
    """Let the house be shipped with one plan and one list of signs, which a later one may have otherwise."""
    law = tmp_path / "law"
    law.mkdir()
    for other in Path(settings.LAW).iterdir():
        if other.name not in ("plans", "watch"):
            (law / other.name).symlink_to(other)
    for part in ("plans/hung-yen-2023.yaml", "watch/dossiers.yaml"):
        (law / part).parent.mkdir(parents=True)
        (law / part).write_text((Path(settings.LAW) / part).read_text(encoding="utf-8"), encoding="utf-8")
    with override_settings(LAW=law):
        yield law


def turned(file: Path, before: str, after: str) -> str:
    text = file.read_text(encoding="utf-8").replace(before, after, 1)
    file.write_text(text, encoding="utf-8")
    return text


def test_what_the_house_is_shipped_with_is_loaded_and_comes_anew_with_a_later_house(
    db: None, shipped: Path
) -> None:
    told = json.loads(said("load_plan", "--shipped", "--json"))
    assert [one.get("plan", one.get("watch")) for one in told] == ["hung-yen-2023", "dossiers"]
    turned(shipped / "plans" / "hung-yen-2023.yaml", "> 95 %", "> 96 %")
    assert "hung-yen-2023 version 2 loaded" in said("load_plan", "--shipped")


def test_thu_who_forgets_the_file_is_told_to_name_it_and_nothing_changes(db: None, shipped: Path) -> None:
    said("load_plan", "--shipped")
    turned(shipped / "plans" / "hung-yen-2023.yaml", "> 95 %", "> 96 %")
    for words in ((), ("--json",), (FILE, "--shipped")):
        with pytest.raises(CommandError, match=r"Hãy ghi tệp cần nạp.*\./run plan load law/plans/"):
            said("load_plan", *words)
    assert queries.in_force("hung-yen-2023").version == 1


def test_a_start_of_the_house_keeps_what_hoa_saved_in_the_office_since(db: None, shipped: Path) -> None:
    said("load_plan", "--shipped")
    hoa, plan = access.system("hoa"), queries.source("hung-yen-2023")
    body = queries.block(plan, "P1").replace("> 95 %", "> 97 %")
    edit = actions.Edit(file=plan.key, target="P1", body=body, base=1, why="Công văn 12/SNV")
    actions.edit_target(edit=edit, by=hoa, at=NOW)
    signs = shipped / "watch" / "dossiers.yaml"
    hers = signs.read_text(encoding="utf-8").replace("supplements >= 2", "supplements >= 3", 1)
    actions.load_watch(text=hers, by=hoa, at=NOW)
    turned(shipped / "plans" / "hung-yen-2023.yaml", "> 95 %", "> 96 %")
    told = said("load_plan", "--shipped")
    assert "hung-yen-2023 version 2 kept" in told
    assert "signs of dossiers version 2 kept" in told
    assert queries.block(queries.source("hung-yen-2023"), "P1") == body
    assert queries.watch_source("dossiers").text == hers


def test_a_start_of_the_house_keeps_what_was_loaded_from_a_file_of_ones_own(
    db: None, shipped: Path, tmp_path: Path
) -> None:
    said("load_plan", "--shipped")
    own = tmp_path / "cua-so.yaml"
    own.write_text(FILE.read_text(encoding="utf-8"), encoding="utf-8")
    text = turned(own, "> 95 %", "> 97 %")
    assert "hung-yen-2023 version 2 loaded; defined anew: P1" in said("load_plan", own)
    told = json.loads(said("load_plan", "--shipped", "--json"))
    assert told[0] == {
        "plan": "hung-yen-2023",
        "version": 2,
        "changed": False,
        "kept": True,
        "redefined": [],
    }
    assert queries.source("hung-yen-2023").text == text
    assert "hung-yen-2023 version 3 loaded" in said("load_plan", FILE), (
        "asked for by name, it is put in force"
    )
