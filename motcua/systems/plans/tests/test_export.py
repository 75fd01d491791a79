"""Facts leave as Parquet: whole, of one moment, checked, going on where they were broken off, and nobody's name in them."""

import hashlib
import io
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from motcua.spine.worktime import VN
from motcua.systems.plans import counting
from motcua.systems.plans.counting import export
from motcua.systems.plans.tests import dossiers_written, s3_twin

MARCH = datetime(2023, 3, 6, 9, tzinfo=VN)


@pytest.fixture
def engine(transactional_db: None) -> counting.Engine:
    dossiers_written.write(30, filed=MARCH)
    dossiers_written.write(12, filed=MARCH + timedelta(days=40))
    return counting.Engine(counting.declared())


def exported(engine: counting.Engine, folder: Path, *, past: bool = False) -> list[export.Step]:
    return list(export.export(engine, to=export.place(str(folder)), province="H31", past=past))


def rows_of(folder: Path, collection: str) -> int:
    return sum(
        pq.read_table(file, partitioning=None).num_rows for file in folder.glob(f"{collection}/**/*.parquet")
    )


def test_every_row_leaves_by_province_and_month(engine: counting.Engine, tmp_path: Path) -> None:
    steps = exported(engine, tmp_path)
    assert all(step.written for step in steps)
    months = [step.part.path for step in steps if step.part.path.startswith("dossiers/")]
    assert months == [
        "dossiers/of_province=H31/of_month=2023-03/rows.parquet",
        "dossiers/of_province=H31/of_month=2023-04/rows.parquet",
    ]
    assert rows_of(tmp_path, "dossiers") == 42
    found = list(export.checked(export.place(str(tmp_path)), facts="here"))
    assert [part.path for part in found] == sorted(step.part.path for step in steps)


def test_no_file_tells_who_a_person_is(engine: counting.Engine, tmp_path: Path) -> None:
    exported(engine, tmp_path, past=True)
    personal = {
        column.name
        for collection in engine.collections.values()
        for column in collection.columns
        if column.personal
    } | {"applicant", "name", "phone", "email", "address", "id_number", "owner", "officer", "filed_by"}
    for file in (tmp_path / "dossiers").glob("**/*.parquet"):
        assert not personal & set(pq.read_schema(file).names)


def test_again_only_what_changed_is_written(engine: counting.Engine, tmp_path: Path) -> None:
    exported(engine, tmp_path)
    assert not any(step.written for step in exported(engine, tmp_path))
    dossiers_written.write(1, filed=MARCH + timedelta(days=41))
    written = {step.part.path.split("/")[-2] for step in exported(engine, tmp_path) if step.written}
    assert "of_month=2023-04" in written
    assert "of_month=2023-03" not in written


def test_an_export_broken_off_goes_on_and_leaves_no_half_file(
    engine: counting.Engine, tmp_path: Path
) -> None:
    steps = export.export(engine, to=export.place(str(tmp_path)), province="H31")
    first = next(steps)
    steps.close()
    (tmp_path / "dossiers/of_province=H31/of_month=2023-04").mkdir(parents=True, exist_ok=True)
    (tmp_path / "dossiers/of_province=H31/of_month=2023-04/rows.parquet.part").write_bytes(b"half")
    again = exported(engine, tmp_path)
    assert [step.part.path for step in again if not step.written] == [first.part.path]
    assert not list(tmp_path.rglob("*.part"))
    assert rows_of(tmp_path, "dossiers") == 42


def test_versions_that_are_over_leave_where_asked_for(engine: counting.Engine, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE dossiers_dossier SET score = 4, acted_at = acted_at + interval '1 day' WHERE stage = 10"
        )
        changed = cursor.rowcount
    exported(engine, tmp_path, past=True)
    assert rows_of(tmp_path, "dossiers.past") == changed > 0


def test_a_month_that_is_no_more_leaves_no_file_behind(engine: counting.Engine, tmp_path: Path) -> None:
    exported(engine, tmp_path)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE dossiers_dossier, dossiers_past CASCADE")
    exported(engine, tmp_path)
    assert rows_of(tmp_path, "dossiers") == 0


def test_a_file_that_was_touched_is_refused_and_written_anew(engine: counting.Engine, tmp_path: Path) -> None:
    exported(engine, tmp_path)
    file = tmp_path / "dossiers/of_province=H31/of_month=2023-03/rows.parquet"
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(export.Refusal) as refused:
        list(export.checked(export.place(str(tmp_path)), facts="here"))
    assert refused.value.code == "plans.export-broken"
    assert [step.part.path for step in exported(engine, tmp_path) if step.written] == [
        str(file.relative_to(tmp_path))
    ]


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


@pytest.mark.parametrize(
    ("target", "secret", "said"),
    [
        ("s3://facts/nation", "not the secret", "ACCESS_DENIED|SIGNATURE"),
        ("s3://elsewhere/nation", s3_twin.SECRET, "elsewhere"),
    ],
)
def test_a_store_that_does_not_let_us_in_is_refused_in_a_sentence(
    store: s3_twin.Store, monkeypatch: pytest.MonkeyPatch, target: str, secret: str, said: str
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", secret)
    with pytest.raises(CommandError, match=rf"(?s)Không ghi được.*({said})"):
        call_command("export_facts", target)
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
    with pytest.raises(CommandError, match="Không ghi được"):
        call_command("export_facts", str(tmp_path / "file" / "below"))


def test_the_terminal_shows_how_far_it_is(engine: counting.Engine, tmp_path: Path) -> None:
    out = io.StringIO()
    call_command("export_facts", str(tmp_path), "--json", stdout=out)
    steps = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [step["done"] for step in steps] == list(range(1, len(steps) + 1))
    assert {step["all"] for step in steps} == {len(steps)}


def test_whoever_receives_facts_checks_them_at_the_terminal(engine: counting.Engine, tmp_path: Path) -> None:
    """Lan sends the facts on a disk; Bình reads every file again before a cluster counts them."""
    steps = exported(engine, tmp_path)
    out = io.StringIO()
    call_command("export_facts", str(tmp_path), "--check", "--json", stdout=out)
    assert {json.loads(line)["path"] for line in out.getvalue().splitlines()} == {
        step.part.path for step in steps
    }
    file = tmp_path / "dossiers/of_province=H31/of_month=2023-03/rows.parquet"
    whole = file.read_bytes()
    file.write_bytes(bytes([*whole[:100], whole[100] ^ 1, *whole[101:]]))
    with pytest.raises(CommandError, match="of_month=2023-03"):
        call_command("export_facts", str(tmp_path), "--check", stdout=out)
    file.unlink()
    with pytest.raises(CommandError, match="of_month=2023-03"):
        call_command("export_facts", str(tmp_path), "--check", stdout=out)
    assert [step.part.path for step in exported(engine, tmp_path) if step.written] == [
        str(file.relative_to(tmp_path))
    ]
    call_command("export_facts", str(tmp_path), "--check", stdout=out)


def test_a_file_that_no_manifest_knows_would_be_counted_and_is_refused(
    engine: counting.Engine, tmp_path: Path
) -> None:
    exported(engine, tmp_path)
    stray = tmp_path / "dossiers/of_province=H33/of_month=2023-03/rows.parquet"
    stray.parent.mkdir(parents=True)
    stray.write_bytes((tmp_path / "dossiers/of_province=H31/of_month=2023-03/rows.parquet").read_bytes())
    with pytest.raises(CommandError, match="of_province=H33"):
        call_command("export_facts", str(tmp_path), "--check", stdout=io.StringIO())


def test_a_folder_without_facts_is_no_checked_export_and_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Chưa có tỉnh nào"):
        call_command("export_facts", str(tmp_path / "nowhere"), "--check")
    assert not (tmp_path / "nowhere").exists()
