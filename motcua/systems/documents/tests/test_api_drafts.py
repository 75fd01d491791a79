"""Programs begin drafts and put files in; a call that is repeated does nothing more."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from motcua.base import clock, store
from motcua.systems.documents import models
from motcua.systems.documents.actions import desk, papers
from motcua.systems.documents.tests.office import HEALTH, HOME, NOW, Office, paper
from motcua.systems.documents.tests.programs import program
from motcua.systems.identity import queries as accounts

REPORT: dict[str, Any] = {"unit": HOME, "kind": "bao-cao", "subject": "Về kết quả sáu tháng"}
FIRST, SECOND = paper(kind="bao-cao"), paper("Bản sửa", kind="bao-cao")
APPENDIX = paper("Phụ lục", kind="bao-cao")


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    accounts.forget_tokens()
    with clock.at(NOW):
        yield


def files(document: str) -> list[tuple[str, int, str]]:
    rows = models.File.objects.filter(document_id=document).order_by("-role", "version")
    return list(rows.values_list("role", "version", "digest"))


def test_lans_program_begins_a_report_and_the_paper_goes_its_way(office: Office) -> None:
    lan, binh = program(office, "lan"), program(office, "binh")
    begun = lan.send("", main=FIRST, attached=(APPENDIX,), **REPORT)
    assert (begun.status_code, begun.said["new"], begun.said["stage"]) == (201, True, 1)
    read = lan.get(f"/{begun.said['id']}", expand="files").said
    assert (read["subject"], read["kind"], read["unit"]) == (REPORT["subject"], "bao-cao", HOME)
    assert [one["role"] for one in read["files"]] == ["main", "attached"]
    assert read["acts"] == ["add_file", "comment", "drop", "submit"]
    lan.act(begun.said["id"], "submit", to=office.accounts["binh"])
    signed = binh.act(begun.said["id"], "sign", shown=read["file"])
    assert signed.said["stage"] == 3


def test_the_same_key_again_is_the_same_draft_and_another_is_refused(office: Office) -> None:
    lan = program(office, "lan")
    first = lan.send("", main=FIRST, key="soan-0001", **REPORT)
    again = lan.send("", main=FIRST, key="soan-0001", **REPORT)
    assert (again.said["id"], again.said["new"]) == (first.said["id"], False)
    others = [
        lan.send("", main=FIRST, key="soan-0001", **REPORT | {"subject": "Về việc khác"}),
        lan.send("", main=FIRST, key="soan-0001", **REPORT | {"kind": "cong-van"}),
        lan.send("", main=SECOND, key="soan-0001", **REPORT),
        lan.send("", attached=(FIRST,), key="soan-0001", **REPORT),
        lan.send("", key="soan-0001", **REPORT),
    ]
    assert [(one.status_code, one.said["code"]) for one in others] == [(409, "documents.key-reused")] * 5
    assert models.Document.objects.count() == 1
    assert program(office, "binh").send("", key="soan-0001", **REPORT).said["new"]
    with clock.at(NOW + timedelta(minutes=1)):
        lan.send(f"/{first.said['id']}/files", main=SECOND)
    assert lan.send("", main=FIRST, key="soan-0001", **REPORT).said["id"] == first.said["id"]


def test_files_are_put_in_and_replaced_and_none_is_lost(office: Office) -> None:
    lan = program(office, "lan")
    begun = lan.send("", main=FIRST, attached=(APPENDIX,), **REPORT).said
    old = next(one for one in lan.get(f"/{begun['id']}", expand="files").said["files"] if one["version"] == 0)
    answer = lan.send(
        f"/{begun['id']}/files", main=SECOND, attached=(FIRST,), instead=old["id"], seen=begun["seq"]
    )
    assert (answer.status_code, answer.said["seq"]) == (200, begun["seq"] + 2)
    assert len(files(begun["id"])) == 4
    state = models.Document.objects.get(pk=begun["id"])
    assert papers.content(state.file or "") == SECOND
    whole = lan.get(f"/{begun['id']}", expand="files").said
    assert whole["version"] == 2
    again = lan.send(f"/{begun['id']}/files", attached=(APPENDIX,), instead=old["id"])
    assert (again.status_code, again.said["code"]) == (404, "documents.no-such-file")


def test_a_call_that_is_sent_twice_puts_nothing_in_twice(office: Office) -> None:
    lan = program(office, "lan")
    begun = lan.send("", **REPORT).said
    assert lan.send(f"/{begun['id']}/files", main=FIRST, seen=begun["seq"]).status_code == 200
    again = lan.send(f"/{begun['id']}/files", main=FIRST, seen=begun["seq"])
    assert (again.status_code, again.said["code"]) == (409, "ledger.stale")
    assert len(files(begun["id"])) == 1


def test_all_of_the_files_go_in_or_none(office: Office) -> None:
    lan = program(office, "lan")
    begun = lan.send("", **REPORT).said
    answer = lan.send(f"/{begun['id']}/files", main=FIRST, attached=(b"MZ\x90 chuong trinh",))
    assert answer.status_code == 415
    assert files(begun["id"]) == []
    none = lan.send("", main=FIRST, attached=(b"MZ\x90 chuong trinh",), **REPORT)
    assert none.status_code == 415
    assert models.Document.objects.count() == 1


def test_a_scan_put_in_later_is_checked_at_once(office: Office) -> None:
    hue = program(office, "hue")
    came = hue.take_in(register="true").said
    answer = hue.send(f"/{came['id']}/files", main=FIRST, seen=came["seq"])
    assert answer.said["stage"] == 12
    read = hue.get(f"/{came['id']}", expand="findings").said
    assert [one["digest"] for one in read["findings"]] == [read["file"]]
    assert models.Exchanged.objects.get().verdict == "unsigned"


def test_who_may_not_begins_nothing_and_of_a_secret_document_nothing_is_kept(office: Office) -> None:
    lan = program(office, "lan")
    assert lan.send("", **REPORT | {"unit": HEALTH}).said["code"] == "access.outside-unit"
    assert program(office, "quan").send("", **REPORT).said["code"] == "access.not-allowed"
    secret = lan.send("", **REPORT, secrecy="secret").said
    assert secret["stage"] == 1
    only = paper("Bí mật", kind="bao-cao")
    for answer in (
        lan.send("", main=only, **REPORT, secrecy="secret"),
        lan.send(f"/{secret['id']}/files", main=only),
    ):
        assert answer.said["code"] == "documents.secret-not-here"
    with pytest.raises(FileNotFoundError):
        store.get(desk.digest_of(only)).close()
    chau = program(office, "chau").send(f"/{secret['id']}/files", main=FIRST)
    assert chau.said["code"] == "access.outside-unit"
    nothing = lan.send(f"/{lan.send('', **REPORT).said['id']}/files")
    assert (nothing.status_code, nothing.said["code"]) == (422, "documents.no-file-given")
