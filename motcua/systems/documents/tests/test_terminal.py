"""At the terminal: a paper is signed as Bình and as his department, and its signatures are read."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from motcua.base import clock
from motcua.systems.documents.tests.office import HOME, NOW, Office, paper


def signed(office: Office, folder: Path) -> Path:
    draft, once, twice = (folder / name for name in ("du-thao.pdf", "mot.pdf", "hai.pdf"))
    draft.write_bytes(paper())
    with clock.at(NOW):
        call_command("sign", str(draft), str(once), who="binh")
        call_command("sign", str(once), str(twice), who=HOME)
    return twice


def test_a_person_and_a_unit_sign_and_both_are_told(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper_twice = signed(office, tmp_path)
    with clock.at(NOW):
        call_command("check_signatures", str(paper_twice))
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Trần Văn Bình, Sở Nội vụ, ký lúc ")
    assert all(line.endswith(": hợp lệ") for line in lines)
    with clock.at(NOW):
        call_command("check_signatures", str(paper_twice), json=True)
    told = json.loads(capsys.readouterr().out)
    assert [(one["name"], one["holds"], one["whole"]) for one in told] == [
        ("Trần Văn Bình", True, False),
        ("Sở Nội vụ tỉnh Hưng Yên", True, True),
    ]


def test_what_is_unsigned_or_no_paper_ends_with_one(office: Office, tmp_path: Path) -> None:
    bare = tmp_path / "du-thao.pdf"
    bare.write_bytes(paper())
    with pytest.raises(SystemExit) as ended:
        call_command("check_signatures", str(bare))
    assert ended.value.code == 1
    bare.write_bytes(b"khong phai pdf")
    with pytest.raises(CommandError, match="Không kiểm tra được"):
        call_command("check_signatures", str(bare))
    with pytest.raises(CommandError, match="Không mở được tệp"):
        call_command("check_signatures", str(tmp_path / "khong-co.pdf"))


def test_nobody_signs_without_a_key(office: Office, tmp_path: Path) -> None:
    bare = tmp_path / "du-thao.pdf"
    bare.write_bytes(paper())
    with pytest.raises(CommandError, match="Chưa ghi nhận chứng thư"):
        call_command("sign", str(bare), str(tmp_path / "ra.pdf"), who="lan")
    assert not (tmp_path / "ra.pdf").exists()
