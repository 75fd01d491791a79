"""Hà imports a table at the terminal: what is wrong is told where it stands, and nothing is half taken."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from motcua.systems.registers import models
from motcua.systems.registers.tests import books

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path


def told(file: Path, *words: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("import_table", "index_scores", str(file), "--json", *words, stdout=out)
    said: dict[str, Any] = json.loads(out.getvalue())
    return said


def test_a_table_is_tried_imported_and_the_second_time_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "chi-so.xlsx"
    file.write_bytes(books.scores(books.PAPI, books.PCI))
    assert (told(file, "--dry-run")["added"], models.Import.objects.count()) == (2, 0)
    assert told(file)["added"] == 2
    again = told(file)
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, 2)
    assert models.Import.objects.count() == 1


@pytest.mark.parametrize("words", [(), ("--json",), ("--dry-run",)])
def test_a_script_knows_by_the_exit_status_that_some_rows_were_refused(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    file = tmp_path / "chi-so.xlsx"
    file.write_bytes(books.scores(books.PAPI, ("Nghệ An", "PCI", "?", 23, "", "", "found")))
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("import_table", "index_scores", str(file), *words, stdout=out)
    assert ended.value.code == 3
    assert out.getvalue()
    assert models.Entry.objects.count() == (0 if words == ("--dry-run",) else 1)
    assert (tmp_path / "chi-so-refused.xlsx").exists()


def test_a_rehearsal_warns_of_a_whole_table_that_ends_most_of_the_register(tmp_path: Path) -> None:
    file = tmp_path / "chi-so.xlsx"
    file.write_bytes(books.scores(books.PAPI))
    told(file)
    file.write_bytes(books.scores(books.PCI))
    out = io.StringIO()
    call_command("import_table", "index_scores", str(file), "--complete", "--dry-run", stdout=out)
    assert "Cảnh báo: bảng này kết thúc 1 dòng trong 1 dòng sổ đang có" in out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (books.scores(books.PAPI, books.PCI, merged=("B2:B3",)), r"chi-so\.xlsx:B2:B3: Các ô B2:B3 bị gộp"),
        (books.book(("Tỉnh", "Chỉ sốo"), ("Hưng Yên", "papi")), r"chi-so\.xlsx:B1: .*có phải ý là “chỉ số”"),
        (b"not a table", "Không mở được “chi-so.xlsx” như một bảng tính"),
    ],
)
def test_a_table_that_cannot_be_read_is_told_cell_by_cell_and_nothing_is_taken(
    tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "chi-so.xlsx"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=said) as refused:
        told(file)
    assert "lỗi đầu tiên" not in str(refused.value)
    assert not models.Import.objects.exists()
    assert not models.Entry.objects.exists()


def test_a_day_that_is_none_and_a_file_that_is_not_there_are_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="“hôm qua” không phải là ngày; hãy viết năm-tháng-ngày"):
        told(tmp_path / "chi-so.xlsx", "--since", "hôm qua")
    with pytest.raises(CommandError, match=r"Không có tệp .*khong-co\.xlsx\."):
        told(tmp_path / "khong-co.xlsx")
    with pytest.raises(CommandError, match="Không đọc hay ghi được “"):
        told(tmp_path)


def test_the_terminal_speaks_vietnamese_of_what_it_took_and_what_not(tmp_path: Path) -> None:
    file, out = tmp_path / "chi-so.xlsx", io.StringIO()
    file.write_bytes(books.scores(books.PAPI, *[("Nghệ An", "PCI", "?", 23, "", "", "found")] * 21))
    with pytest.raises(SystemExit):
        call_command("import_table", "index_scores", str(file), "--dry-run", stdout=out)
    first, *rows, more, refused = out.getvalue().splitlines()
    assert first == (
        "index_scores: 1 dòng mới, 0 dòng thay đổi, 0 dòng giữ nguyên, 0 dòng kết thúc,"
        " 21 dòng không nhận (xem trước, chưa ghi gì)"
    )
    assert len(rows) == 20
    assert more == "… còn 1 dòng nữa"
    assert refused == f"Các dòng không nhận, để sửa rồi nhập lại: {tmp_path / 'chi-so-refused.xlsx'}"
