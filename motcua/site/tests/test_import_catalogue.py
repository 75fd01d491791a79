"""`./run import-catalogue`: every row of a file is taken over or refused with its reason."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from motcua.base import web
from motcua.gateways.national_portal import server, twin
from motcua.gateways.national_portal.tests.rows import row
from motcua.gateways.national_portal.tests.test_catalogue import ANSWER
from motcua.systems.procedures import models, queries

pytestmark = pytest.mark.django_db

CATALOGUE = Path(settings.HOUSE).parent / "shared" / "data" / "catalogue"


def told(*files: Path) -> dict[str, Any]:
    out = StringIO()
    call_command("import_catalogue", *map(str, files), "--json", stdout=out)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def test_a_file_is_taken_over_and_its_bad_rows_refused_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    doubtful = row(ma_thu_tuc="1.900002", cach_thuc_thuc_hien="Trực tiếp7Miễn phí")
    lines = [json.dumps(row()), "{", json.dumps(doubtful), json.dumps(row(ma_thu_tuc="x"))]
    path.write_text("\n".join(lines), encoding="utf-8")
    first = told(path)
    assert (first["imported"], first["unchanged"]) == (2, 0)
    assert [(each["file"], each["line"], each["code"], each["reason"]) for each in first["refused"]] == [
        ("a.jsonl", 2, None, "national-portal.not-json"),
        ("a.jsonl", 4, "x", "national-portal.code-malformed"),
    ]
    assert "“x”" in first["refused"][1]["message"]
    assert first["unparsed"] == [
        {"code": "1.900002", "fields": ["cach_thuc_thuc_hien"], "reasons": {"deadline-without-unit": 1}}
    ]
    again = told(path)
    assert (again["imported"], again["unchanged"]) == (0, 2)
    assert again["refused"] == first["refused"]


def test_a_file_of_which_nothing_can_be_read_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("no\n", encoding="utf-8")
    with pytest.raises(CommandError) as failure:
        call_command("import_catalogue", str(path), stdout=StringIO(), stderr=StringIO())
    assert failure.value.returncode == 1
    with pytest.raises(CommandError):
        call_command("import_catalogue", str(tmp_path / "none.jsonl"), stdout=StringIO(), stderr=StringIO())


def test_in_words_each_refused_row_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(row()) + "\nno\n", encoding="utf-8")
    out, err = StringIO(), StringIO()
    call_command("import_catalogue", str(path), stdout=out, stderr=err)
    assert "imported 1" in out.getvalue()
    assert "a.jsonl:2: national-portal.not-json" in err.getvalue()


def from_portal() -> dict[str, Any]:
    out = StringIO()
    call_command("import_catalogue", "--from-portal", "--json", stdout=out)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def test_the_catalogue_comes_down_from_the_portal_and_the_second_time_changes_nothing(settings: Any) -> None:
    published = {"1.004873": ANSWER, "1.900001": ANSWER | {"MATTHC": "1.900001", "TENTTHC": ""}}
    door = server.Server(portal=twin.Twin(catalogue=published), username="u", password="p")
    settings.EXCHANGE_PORTAL_UNIT, settings.EXCHANGE_PORTAL_USER = "H31", "u"
    settings.EXCHANGE_PORTAL_PASSWORD = "p"
    with web.serving(door) as port:
        settings.EXCHANGE_PORTAL = f"http://127.0.0.1:{port}"
        first = from_portal()
        assert (first["imported"], first["unchanged"]) == (1, 0)
        assert [(each["code"], each["reason"]) for each in first["refused"]] == [
            ("1.900001", "national-portal.name-missing")
        ]
        assert from_portal()["unchanged"] == 1
    assert queries.search(text="hon nhan").items[0].code == "1.004873"
    with pytest.raises(CommandError, match="không trả lời"):
        from_portal()


def test_a_portal_that_is_not_set_and_a_file_beside_it_are_said(settings: Any, tmp_path: Path) -> None:
    settings.EXCHANGE_PORTAL = ""
    with pytest.raises(CommandError, match="MOTCUA_EXCHANGE_PORTAL"):
        call_command("import_catalogue", "--from-portal")
    for words in (["--from-portal", str(tmp_path / "a.jsonl")], []):
        with pytest.raises(CommandError, match="một trong hai"):
            call_command("import_catalogue", *words)


@pytest.mark.shared
def test_the_real_list_is_taken_over_whole_and_the_second_time_changes_nothing() -> None:
    details, lists = sorted(CATALOGUE.glob("*.jsonl.gz")), sorted(CATALOGUE.glob("*.xlsx"))
    first = told(*details)
    assert (first["imported"], first["unchanged"], first["refused"], len(first["unparsed"])) == (
        1376,
        0,
        [],
        1069,
    )
    assert told(*details)["unchanged"] == 1376
    assert told(*lists)["imported"] == 1333
    assert models.Procedure.objects.count() == 1376
    assert queries.search(text="khai sinh").items[0].name == "Thủ tục đăng ký khai sinh"
    assert queries.search(text="DAT DAI").total == 48
    assert queries.unparsed().total == 3186
