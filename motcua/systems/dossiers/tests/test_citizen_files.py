"""Files on their way in and out: what is wrong is said beside its paper, what was good stays, and nobody else reads it."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client

from motcua.base import store
from motcua.systems.dossiers import queries
from motcua.systems.dossiers.tests import citizens, people
from motcua.systems.dossiers.tests.citizens import APPLY, Person, pdf

PAPERS = f"{APPLY}giay-to/"


@pytest.fixture
def lan(office: datetime) -> Iterator[Person]:
    with citizens.at_home() as person:
        citizens.begin(person)
        yield person


def test_bad_files_are_refused_by_name_and_the_good_one_stays(lan: Person) -> None:
    sent = {"paper-to-khai": [pdf(), pdf("virus.exe"), pdf("rong.pdf", b"")], "tai": "1"}
    page = lan.browser.post(PAPERS, sent).content.decode()
    assert "Tệp “virus.exe” không thuộc loại được nhận" in page
    assert "Tệp “rong.pdf” không có nội dung" in page
    assert [file.name for file in citizens.draft(lan).files] == ["to khai.pdf"]
    assert "to khai.pdf" in page


def test_a_file_named_pdf_that_is_none_is_refused(lan: Person) -> None:
    page = lan.browser.post(PAPERS, {"paper-to-khai": pdf(content=b"MZ\x90")}).content.decode()
    assert "không thuộc loại được nhận" in page
    assert citizens.draft(lan).files == ()


def test_a_file_without_a_name_is_none_at_all(lan: Person) -> None:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="paper-to-khai"; filename=""\r\n'
        b"Content-Type: application/pdf\r\n\r\n%PDF-1.7\r\n--x\r\n"
        b'Content-Disposition: form-data; name="tiep"\r\n\r\n1\r\n--x--\r\n'
    )
    answer = lan.browser.generic("POST", PAPERS, body, content_type="multipart/form-data; boundary=x")
    assert "Giấy tờ này bắt buộc" in answer.content.decode()


def test_a_file_too_large_is_said_to_be_so(lan: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "LARGEST", 3 * 1024 * 1024)
    large = pdf("ban do.pdf", b"%PDF-1.7" + b"x" * (5 * 1024 * 1024))
    answer = lan.browser.post(PAPERS, {"paper-to-khai": large, "paper-ly-hon": pdf("an.pdf")})
    assert answer.status_code == 200
    assert "Tệp “ban do.pdf” lớn hơn 3 MB" in answer.content.decode()
    assert [file.name for file in citizens.draft(lan).files] == ["an.pdf"]


def test_a_paper_that_must_be_there_is_asked_for(lan: Person) -> None:
    page = lan.browser.post(PAPERS, {"tiep": "1"}).content.decode()
    assert "Giấy tờ này bắt buộc. Hãy tải lên ít nhất một tệp." in page
    answer = lan.browser.post(PAPERS, {"tiep": "1", "paper-to-khai": pdf()})
    assert answer.headers["Location"] == f"{APPLY}nhan-ket-qua/"


def test_a_file_can_be_taken_out_again(lan: Person) -> None:
    lan.browser.post(PAPERS, {"paper-to-khai": [pdf("mot.pdf"), pdf("hai.pdf")]})
    first = next(file for file in citizens.draft(lan).files if file.name == "mot.pdf")
    lan.browser.post(PAPERS, {"bo": first.id})
    assert [file.name for file in citizens.draft(lan).files] == ["hai.pdf"]
    lan.browser.post(PAPERS, {"bo": "khong-phai-ma"})
    assert len(citizens.draft(lan).files) == 1


def test_one_paper_is_answered_alone_to_htmx(lan: Person) -> None:
    sent = {"paper-to-khai": pdf(), "paper-ly-hon": pdf("khac.pdf")}
    answer = lan.browser.post(f"{PAPERS}?giay=to-khai", sent, headers={"HX-Request": "true"})
    assert b"<html" not in answer.content
    assert "to khai.pdf" in answer.content.decode()
    assert len(citizens.draft(lan).files) == 1


def test_files_stop_at_a_sensible_number(lan: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.systems.dossiers.portal.files.MOST", 1)
    page = lan.browser.post(PAPERS, {"paper-to-khai": [pdf(), pdf("nua.pdf")]}).content.decode()
    assert "Hồ sơ đã có 1 tệp" in page
    assert len(citizens.draft(lan).files) == 1


def test_a_draft_s_file_goes_to_its_owner_alone(lan: Person) -> None:
    lan.browser.post(PAPERS, {"paper-to-khai": pdf()})
    path = f"{APPLY}tep/{citizens.draft(lan).files[0].id}/"
    assert b"".join(lan.browser.get(path)) == citizens.PDF
    minh = citizens.sign_in("minh", "Minh")
    citizens.begin(minh)
    assert minh.browser.get(path).status_code == 404
    assert Client().get(path).status_code == 302


def test_a_dossier_s_file_is_saved_never_run(lan: Person) -> None:
    code = citizens.file(lan)
    file = queries.page(code=code, at=people.MORNING).files[0]
    path = f"/ho-so-cua-toi/{code}/tep/{file.id}/"
    answer = lan.browser.get(path)
    assert b"".join(answer) == citizens.PDF
    assert answer.headers["Content-Disposition"] == 'attachment; filename="to khai.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]
    minh = citizens.sign_in("minh", "Minh")
    assert minh.browser.get(path).status_code == 403
    assert Client().get(path).status_code == 302


def test_a_file_of_another_dossier_is_not_given_under_one_s_own_number(lan: Person) -> None:
    code = citizens.file(lan)
    file = queries.page(code=code, at=people.MORNING).files[0]
    minh = citizens.sign_in("minh", "Minh")
    own = citizens.file(minh)
    assert minh.browser.get(f"/ho-so-cua-toi/{own}/tep/{file.id}/").status_code == 404
