"""Facts leave as Parquet: whole, of one moment, checked, going on where they were broken off, and nobody's name in them."""

import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from motcua.base import clock, house
from motcua.spine.worktime import VN
from motcua.systems.plans import counting
from motcua.systems.plans.counting import export, exported
from motcua.systems.plans.tests import dossiers_written, s3_twin

MARCH = datetime(2023, 3, 6, 9, tzinfo=VN)


@pytest.fixture
def engine(transactional_db: None) -> counting.Engine:
    dossiers_written.write(30, filed=MARCH)
    dossiers_written.write(12, filed=MARCH + timedelta(days=40))
    return counting.Engine(counting.declared())


def sent(engine: counting.Engine, folder: Path, *, past: bool = False) -> list[export.Step]:
    return list(export.export(engine, to=exported.place(str(folder)), province="H31", past=past))


def known(folder: Path) -> exported.Facts:
    """Read the manifest, as whoever counts the facts begins."""
    return exported.manifest(exported.place(str(folder)), "H31")


def rows_of(folder: Path, facts: exported.Facts, collection: str) -> int:
    """Read the files of a manifest, and count their rows."""
    return sum(pq.read_table(folder / part.path, partitioning=None).num_rows for part in facts.of(collection))


def march(folder: Path) -> Path:
    """Find the file of the dossiers of March."""
    (path,) = (part.path for part in known(folder).of("dossiers") if "of_month=2023-03" in part.path)
    return folder / path


def test_every_row_leaves_by_province_and_month(engine: counting.Engine, tmp_path: Path) -> None:
    steps = sent(engine, tmp_path)
    assert all(step.written for step in steps)
    months = [step.part.folder for step in steps if step.part.path.startswith("dossiers/")]
    assert months == [
        "dossiers/of_province=H31/of_month=2023-03",
        "dossiers/of_province=H31/of_month=2023-04",
    ]
    assert rows_of(tmp_path, known(tmp_path), "dossiers") == 42
    found = list(exported.checked(exported.place(str(tmp_path)), facts="here"))
    assert [part.path for part in found] == sorted(step.part.path for step in steps)


def test_no_file_tells_who_a_person_is(engine: counting.Engine, tmp_path: Path) -> None:
    sent(engine, tmp_path, past=True)
    personal = {
        column.name
        for collection in engine.collections.values()
        for column in collection.columns
        if column.personal
    } | {"applicant", "name", "phone", "email", "address", "id_number", "owner", "officer", "filed_by"}
    for file in (tmp_path / "dossiers").glob("**/*.parquet"):
        assert not personal & set(pq.read_schema(file).names)


def test_again_only_what_changed_is_written(engine: counting.Engine, tmp_path: Path) -> None:
    sent(engine, tmp_path)
    assert not any(step.written for step in sent(engine, tmp_path))
    dossiers_written.write(1, filed=MARCH + timedelta(days=41))
    written = {step.part.path.split("/")[-2] for step in sent(engine, tmp_path) if step.written}
    assert "of_month=2023-04" in written
    assert "of_month=2023-03" not in written


def test_an_export_broken_off_goes_on_and_leaves_no_half_file(
    engine: counting.Engine, tmp_path: Path
) -> None:
    steps = export.export(engine, to=exported.place(str(tmp_path)), province="H31")
    first = next(steps)
    steps.close()
    (tmp_path / "dossiers/of_province=H31/of_month=2023-04").mkdir(parents=True, exist_ok=True)
    (tmp_path / "dossiers/of_province=H31/of_month=2023-04" / f"{house.name()}.part").write_bytes(b"half")
    assert not known(tmp_path).parts, "nothing is there to be counted before everything is"
    again = sent(engine, tmp_path)
    assert [step.part.path for step in again if not step.written] == [first.part.path]
    assert not list(tmp_path.rglob("*.part"))
    assert not list(tmp_path.rglob("*.begun"))
    assert rows_of(tmp_path, known(tmp_path), "dossiers") == 42


def test_of_two_exports_of_a_province_the_second_is_refused_until_the_first_is_over(
    engine: counting.Engine, tmp_path: Path, environment: Callable[..., dict[str, str]]
) -> None:
    """Lan's export is at work; Bình starts one in a process of his own, to the same folder and by another name of it."""
    (tmp_path / "same").symlink_to(tmp_path)

    def binh(target: Path) -> tuple[int, str]:
        done = subprocess.run(  # noqa: S603 - our own words
            [sys.executable, "-m", "django", "export_facts", str(target)],
            capture_output=True,
            text=True,
            check=False,
            env=environment(DJANGO_SETTINGS_MODULE="motcua.site.settings", MOTCUA_AS_OWNER="1"),
        )
        return done.returncode, done.stderr

    lan = export.export(engine, to=exported.place(str(tmp_path)), province="H31")
    next(lan)
    for target in (tmp_path, tmp_path / "same"):
        code, said = binh(target)
        assert code == 1
        assert "Số liệu của H31 đang được xuất" in said
    list(lan)
    assert list(exported.checked(exported.place(str(tmp_path)), facts="here"))
    before = known(tmp_path)
    assert binh(tmp_path) == (0, "")
    assert known(tmp_path).parts == before.parts


def test_an_export_whose_database_went_away_ends_before_it_writes_what_stands(
    engine: counting.Engine, tmp_path: Path
) -> None:
    """With its connection the lock is gone: somebody else may be exporting by now."""
    steps = export.export(engine, to=exported.place(str(tmp_path)), province="H31")
    next(steps)
    connection.connection.close()
    with pytest.raises(DatabaseError):
        list(steps)
    connection.close()
    assert not known(tmp_path).parts


def test_versions_that_are_over_leave_where_asked_for(engine: counting.Engine, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE dossiers_dossier SET score = 4, acted_at = acted_at + interval '1 day' WHERE stage = 10"
        )
        changed = cursor.rowcount
    sent(engine, tmp_path, past=True)
    assert rows_of(tmp_path, known(tmp_path), "dossiers.past") == changed > 0


def test_whoever_began_to_read_before_an_export_ends_reads_the_earlier_facts_whole(
    engine: counting.Engine, tmp_path: Path
) -> None:
    """Lan begins to count, Hưng Yên exports again, with one month other and one month gone; Bình begins after."""
    sent(engine, tmp_path)
    lan = known(tmp_path)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM dossiers_dossier WHERE filed_at > %s", [MARCH + timedelta(days=30)])
    dossiers_written.write(5, filed=MARCH + timedelta(days=1))
    for _ in export.export(engine, to=exported.place(str(tmp_path)), province="H31"):
        assert known(tmp_path) == lan, "while it is under way nothing is other"
        assert rows_of(tmp_path, lan, "dossiers") == 42
    binh = known(tmp_path)
    assert rows_of(tmp_path, binh, "dossiers") == 35
    assert rows_of(tmp_path, lan, "dossiers") == 42, "Lan still reads"
    list(exported.checked(exported.place(str(tmp_path)), facts="here"))


def test_what_is_over_goes_at_the_first_export_a_day_later(engine: counting.Engine, tmp_path: Path) -> None:
    with clock.at(MARCH):
        sent(engine, tmp_path)
    gone = {tmp_path / part.path for part in known(tmp_path).of("dossiers")}
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE dossiers_dossier, dossiers_past CASCADE")
    with clock.at(MARCH + timedelta(hours=1)):
        sent(engine, tmp_path)
    with clock.at(MARCH + timedelta(hours=24)):
        sent(engine, tmp_path)
    assert gone <= set(tmp_path.rglob("*.parquet"))
    assert rows_of(tmp_path, known(tmp_path), "dossiers") == 0
    with clock.at(MARCH + timedelta(hours=25)):
        sent(engine, tmp_path)
    assert set(tmp_path.rglob("*.parquet")) == {tmp_path / path for path in known(tmp_path).parts}
    assert not known(tmp_path).over


def test_rows_that_come_back_are_not_taken_away(engine: counting.Engine, tmp_path: Path) -> None:
    """What was over stands again before its day is up: then it is no more among what goes."""
    with connection.cursor() as cursor:
        for hours, score in ((0, None), (1, "5"), (2, None), (50, None)):
            cursor.execute("UPDATE dossiers_dossier SET score = %s", [score])
            with clock.at(MARCH + timedelta(hours=hours)):
                sent(engine, tmp_path)
    assert list(exported.checked(exported.place(str(tmp_path)), facts="here"))


def test_a_file_that_was_touched_is_refused_and_written_anew(engine: counting.Engine, tmp_path: Path) -> None:
    sent(engine, tmp_path)
    file = march(tmp_path)
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(exported.NotAsWritten) as refused:
        list(exported.checked(exported.place(str(tmp_path)), facts="here"))
    assert [each.code for each in refused.value.files] == ["plans.export-broken"]
    assert [step.part.path for step in sent(engine, tmp_path) if step.written] == [
        str(file.relative_to(tmp_path))
    ]


def test_every_file_that_is_missing_or_touched_is_told_and_the_others_are_read(
    engine: counting.Engine, tmp_path: Path
) -> None:
    every = sent(engine, tmp_path)
    gone, touched = (tmp_path / step.part.path for step in every[:2])
    gone.unlink()
    touched.write_bytes(touched.read_bytes()[:-1])
    out = io.StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("export_facts", str(tmp_path), "--check", stdout=out)
    missing, broken, all_of_them = str(refused.value).splitlines()
    assert missing.startswith(f"Không có tệp “{gone.relative_to(tmp_path)}” dù bảng kê có ghi")
    assert broken.startswith(f"Tệp “{touched.relative_to(tmp_path)}” không đúng như trong bảng kê")
    assert all_of_them == "Có 2 tệp bị thiếu hoặc không đúng như trong bảng kê."
    assert len(out.getvalue().splitlines()) == len(every) - 2
    assert [step.part for step in sent(engine, tmp_path) if step.written] == [step.part for step in every[:2]]


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[s3_twin.Store]:
    """A store that speaks S3 over HTTP on loopback, and the environment that leads to it."""
    with s3_twin.running() as store:
        for name, value in store.environment.items():
            monkeypatch.setenv(name, value)
        yield store


def told(*words: str) -> list[dict[str, Any]]:
    """Export to the store, and read what the terminal said."""
    out = io.StringIO()
    call_command("export_facts", "s3://facts/nation", *words, "--json", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_facts_go_to_s3_over_http_and_are_held_against_their_manifest_there(
    engine: counting.Engine, store: s3_twin.Store
) -> None:
    steps = told()
    files = {f"nation/{step['part']['path']}": step["part"] for step in steps}
    assert all(
        hashlib.sha256(store.objects[key]).hexdigest() == part["sha256"] for key, part in files.items()
    )
    assert {key for key in store.objects if key.endswith(".parquet")} == set(files)
    assert not [key for key in store.objects if key.endswith(".part")]
    assert not any(step["written"] for step in told())
    assert [part["path"] for part in told("--check")] == [part["path"] for part in files.values()]
    key = next(key for key in files if key.startswith("nation/dossiers/"))
    store.objects[key] = store.objects[key][:-1] + b"?"
    with pytest.raises(CommandError, match="of_month=2023-03"):
        told("--check")


def test_an_export_to_s3_that_was_broken_off_goes_on_where_it_was(
    engine: counting.Engine, store: s3_twin.Store
) -> None:
    store.fails_at = 25
    with pytest.raises(CommandError, match=r"s3://facts/nation.*ACCESS_DENIED"):
        told()
    there = {key for key in store.objects if key.endswith(".parquet")}
    store.fails_at = None
    left = {f"nation/{step['part']['path']}" for step in told() if not step["written"]}
    assert left
    assert left <= there
    assert len(list(told("--check"))) > len(left)


def test_a_store_that_does_not_let_us_in_is_refused_in_a_sentence(
    store: s3_twin.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "not the secret")
    with pytest.raises(CommandError, match=r"(?s)Không đọc hay ghi được.*(ACCESS_DENIED|SIGNATURE)"):
        call_command("export_facts", "s3://facts/nation")
    assert not store.objects


@pytest.mark.parametrize("words", [[], ["--check"]])
@pytest.mark.parametrize(("target", "bucket"), [("s3://elsewhere/nation", "elsewhere"), ("s3://", "")])
def test_a_bucket_that_is_not_there_is_named_to_whoever_writes_or_reads(
    store: s3_twin.Store, target: str, bucket: str, words: list[str]
) -> None:
    with pytest.raises(CommandError, match=f"không có bucket “{bucket}”"):
        call_command("export_facts", target, *words)
    assert not store.objects


def test_s3_without_credentials_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_WEB_IDENTITY_TOKEN_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(CommandError, match="AWS_ACCESS_KEY_ID"):
        call_command("export_facts", "s3://motcua-facts/2023")


def test_a_place_that_cannot_be_written_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="Không đọc hay ghi được"):
        call_command("export_facts", str(tmp_path / "file" / "below"))


def test_the_terminal_shows_how_far_it_is(engine: counting.Engine, tmp_path: Path) -> None:
    out = io.StringIO()
    call_command("export_facts", str(tmp_path), "--json", stdout=out)
    steps = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [step["done"] for step in steps] == list(range(1, len(steps) + 1))
    assert {step["all"] for step in steps} == {len(steps)}


def test_whoever_receives_facts_checks_them_at_the_terminal(engine: counting.Engine, tmp_path: Path) -> None:
    """Lan sends the facts on a disk; Bình reads every file again before a cluster counts them."""
    steps = sent(engine, tmp_path)
    out = io.StringIO()
    call_command("export_facts", str(tmp_path), "--check", "--json", stdout=out)
    assert {json.loads(line)["path"] for line in out.getvalue().splitlines()} == {
        step.part.path for step in steps
    }
    file = march(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(bytes([*whole[:100], whole[100] ^ 1, *whole[101:]]))
    with pytest.raises(CommandError, match="of_month=2023-03"):
        call_command("export_facts", str(tmp_path), "--check", stdout=out)
    file.unlink()
    with pytest.raises(CommandError, match="of_month=2023-03"):
        call_command("export_facts", str(tmp_path), "--check", stdout=out)
    assert [step.part.path for step in sent(engine, tmp_path) if step.written] == [
        str(file.relative_to(tmp_path))
    ]
    call_command("export_facts", str(tmp_path), "--check", stdout=out)


def test_a_folder_without_facts_is_no_checked_export_and_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Chưa có tỉnh nào"):
        call_command("export_facts", str(tmp_path / "nowhere"), "--check")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("whole", [True, False], ids=["whole", "broken off"])
def test_a_second_database_of_the_same_province_does_not_write_over_the_first_one_s_facts(
    engine: counting.Engine, tmp_path: Path, *, whole: bool
) -> None:
    """The province practises on a copy of its own; one evening somebody exports that to where the real facts are."""
    steps = export.export(engine, to=exported.place(str(tmp_path)), province="H31")
    next(steps)
    if whole:
        list(steps)
    steps.close()
    before = known(tmp_path)
    called_otherwise()
    file = "manifest/H31.json" if whole else "manifest/H31.begun"
    copy = counting.Engine(counting.declared())
    with pytest.raises(exported.Refusal) as refused:
        sent(copy, tmp_path)
    assert refused.value.code == "plans.export-of-another-house"
    assert copy._copy is None, "nothing is read before it is said"
    assert refused.value.params == {"province": "H31", "file": file}
    assert known(tmp_path) == before
    (tmp_path / file).unlink()
    assert sent(engine, tmp_path)
    assert known(tmp_path).parts


def test_of_two_databases_that_export_at_once_the_second_to_end_changes_nothing(
    engine: counting.Engine, tmp_path: Path
) -> None:
    slow = export.export(engine, to=exported.place(str(tmp_path)), province="H31")
    next(slow)
    (tmp_path / "manifest/H31.begun").unlink()
    called_otherwise()
    with connection.cursor() as cursor:  # the other database knows nothing of this one's lock
        cursor.execute("SELECT pg_advisory_unlock_all()")
    sent(engine, tmp_path)
    theirs = known(tmp_path)
    with pytest.raises(exported.Refusal):
        list(slow)
    assert known(tmp_path) == theirs
    assert not list(tmp_path.rglob("*.begun"))
    assert not any(step.written for step in sent(engine, tmp_path)), "whose facts stand goes on writing them"


def test_what_was_begun_says_whose_it_is_before_its_first_file(
    engine: counting.Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its first file may take long: a second database that comes meanwhile is told."""
    write, found = export._write, []

    def written(*given: Any, **named: Any) -> exported.Part:
        found.append(exported.manifest(exported.place(str(tmp_path)), "H31", ending=".begun"))
        return write(*given, **named)

    monkeypatch.setattr(export, "_write", written)
    sent(engine, tmp_path)
    assert (found[0].house, found[0].parts) == (house.name(), {})


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"files": [{}]}'])
@pytest.mark.parametrize("ending", [".json", ".begun"])
def test_a_manifest_that_was_damaged_is_said_and_can_be_made_anew(
    engine: counting.Engine, tmp_path: Path, ending: str, text: str
) -> None:
    (tmp_path / "manifest").mkdir()
    file = tmp_path / f"manifest/H31{ending}"
    file.write_text(text)
    with pytest.raises(CommandError, match=f"“manifest/H31{ending}” bị hỏng"):
        call_command("export_facts", str(tmp_path))
    file.unlink()
    assert sent(engine, tmp_path)


def called_otherwise() -> None:
    """Be another database from now on."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE base_house SET id = gen_random_uuid()")
