"""Hà brings a table in by the browser: she sees what it would change before it does, and nobody else's seal helps her."""

import io
import zipfile
from datetime import date, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from motcua.base import clock, spreadsheet
from motcua.spine import access
from motcua.spine.worktime import VN
from motcua.systems.identity import actions as identity
from motcua.systems.organisation import actions as organisation
from motcua.systems.registers import collections, models, queries, tables
from motcua.systems.registers.rules import table
from motcua.systems.registers.tests import books

NOW = datetime(2023, 6, 15, 9, tzinfo=VN)
ALL = "/van-phong/so-lieu/"
SCORES = f"{ALL}index_scores/"
BY = access.system("test")
VI = {"accept-language": "vi"}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    text = "valid_from: 2019-05-01\nunits:\n  - {code: H31, name: Tỉnh Hưng Yên}\n"
    organisation.load(text=text, at=datetime(2023, 1, 2, tzinfo=VN), by=BY.id)


def at_the_desk(username: str, role: access.Role) -> Client:
    account = identity.open_account(
        by=BY, at=datetime(2023, 1, 2, tzinfo=VN), username=username, name=username, kind="staff"
    )
    grant = access.Grant(role=role, unit="H31")
    identity.give(by=BY, at=datetime(2023, 1, 2, tzinfo=VN), account_id=account, grant=grant)
    client = Client(headers=VI)
    client.force_login(get_user_model().objects.get(pk=account))
    return client


@pytest.fixture
def ha() -> Client:
    return at_the_desk("ha", access.Role.PLAN_KEEPER)


def sheet(content: bytes, name: str = "chi-so.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def send(client: Client, path: str, **typed: Any) -> str:
    with clock.at(NOW):
        answer = client.post(path, typed)
    assert answer.status_code == HTTPStatus.OK, answer.headers
    return answer.content.decode()


def seal(page: str) -> str:
    return page.split('name="sealed" value="')[1].split('"', maxsplit=1)[0]


def test_ha_sees_what_would_change_and_then_it_does(ha: Client) -> None:
    said = send(ha, SCORES, file=sheet(books.scores(books.PAPI, books.PCI)))
    assert "Dòng mới" in said
    assert models.Entry.objects.count() == 0
    with clock.at(NOW):
        answer = ha.post(f"{SCORES}nhap/", {"sealed": seal(said)}, follow=True)
    assert "Đã nhập: 2 dòng mới, 0 dòng thay đổi." in answer.content.decode()
    assert models.Entry.objects.count() == 2
    changed = send(ha, SCORES, file=sheet(books.scores(("Nghệ An", "PCI", 2022, 22, "", "", "found"))))
    assert "thứ hạng: <del>23</del> → <ins>22</ins>" in changed


def test_the_same_table_again_has_nothing_to_import(ha: Client) -> None:
    said = send(ha, SCORES, file=sheet(books.scores(books.PAPI)))
    with clock.at(NOW):
        ha.post(f"{SCORES}nhap/", {"sealed": seal(said)})
    assert "Bảng không có gì khác với sổ." in send(ha, SCORES, file=sheet(books.scores(books.PAPI)))
    assert models.Import.objects.count() == 1


def test_a_whole_table_says_which_rows_end_and_since_when(ha: Client) -> None:
    first = send(ha, SCORES, file=sheet(books.scores(books.PAPI, books.PCI)), since="2023-01-31")
    assert "31/01/2023" in first
    with clock.at(NOW):
        ha.post(f"{SCORES}nhap/", {"sealed": seal(first)})
    said = send(ha, SCORES, file=sheet(books.scores(books.PAPI)), whole="on")
    assert "Nghệ An · PCI · 2022</th>" in said
    assert "|" not in said.split("<tbody>")[1].split("</tbody>")[0]
    assert "kết thúc" in said


def test_a_row_that_would_differ_is_named_as_people_name_it(ha: Client) -> None:
    heading = ("mã đơn vị", "năm", "loại biên chế", "số biên chế được giao")
    where = f"{ALL}staff_quotas/"
    rows = [("H31", 2021, "công chức", 100), ("H99.X", 2021, "công chức", 7)]
    said = send(ha, where, file=sheet(books.book(heading, *rows)))
    with clock.at(NOW):
        ha.post(f"{where}nhap/", {"sealed": seal(said)})
    changed = send(ha, where, file=sheet(books.book(heading, *[(*row[:3], 9) for row in rows])))
    assert "Tỉnh Hưng Yên · 2021 · biên chế công chức</th>" in changed
    assert "H99.X · 2021 · biên chế công chức</th>" in changed


def test_a_whole_table_that_ends_most_of_the_register_is_taken_only_with_a_second_tick(ha: Client) -> None:
    first = send(ha, SCORES, file=sheet(books.scores(books.PAPI)))
    with clock.at(NOW):
        ha.post(f"{SCORES}nhap/", {"sealed": seal(first)})
    said = send(ha, SCORES, file=sheet(books.scores(books.PCI)), whole="on")
    assert "Bảng này kết thúc 1 dòng trong 1 dòng sổ đang có" in said
    assert 'name="ends"' in said
    with clock.at(NOW):
        unticked = ha.post(f"{SCORES}nhap/", {"sealed": seal(said)}, follow=True).content.decode()
        assert "ô đồng ý chưa được đánh dấu" in unticked
        assert models.Entry.objects.get().key == "hung-yen|papi|2021"
        ha.post(f"{SCORES}nhap/", {"sealed": seal(said), "ends": "on"})
    assert models.Entry.objects.get(ended_at=None).key == "nghe-an|pci|2022"
    assert 'name="ends"' not in send(ha, SCORES, file=sheet(books.scores(books.PCI, books.PAPI)), whole="on")


def test_a_sheet_with_nothing_under_its_heading_cannot_end_the_register(ha: Client) -> None:
    said = send(ha, SCORES, file=sheet(books.scores()), whole="on")
    assert "Bảng không có dòng số liệu nào" in said
    assert 'name="sealed"' not in said


def test_what_is_wrong_with_a_table_stands_beside_the_file(ha: Client) -> None:
    said = send(ha, SCORES, file=sheet(books.scores(books.PAPI, books.PCI, merged=("B2:B3",))))
    assert "Các ô B2:B3 bị gộp" in said
    assert 'id="id_file_error"' in said
    assert "Không mở được" in send(ha, SCORES, file=sheet(b"x", "chi-so.txt"))
    assert "Hãy chọn tệp." in send(ha, SCORES)
    paper = SimpleUploadedFile("quyet-dinh.exe", b"MZ")
    assert "không thuộc loại được nhận" in send(
        ha, SCORES, file=sheet(books.scores(books.PAPI)), document=paper
    )
    assert "Ngày 16/06/2023 chưa đến" in send(
        ha, SCORES, file=sheet(books.scores(books.PAPI)), since="2023-06-16"
    )


def test_refused_rows_are_shown_and_given_back_as_a_table(ha: Client) -> None:
    said = send(
        ha, SCORES, file=sheet(books.scores(books.PAPI, ("Hưng Yên", "PAPI", "?", "", "", "", "found")))
    )
    assert "năm đánh giá: “?” không phải là số" in said
    with clock.at(NOW):
        answer = ha.post(f"{SCORES}dong-can-sua.xlsx", {"sealed": seal(said)})
    (_, heading), (_, row) = list(spreadsheet.opened(answer.content, name="x.xlsx").rows())
    assert heading[-1] == "Lý do không nhận"
    assert row[2] == "?"


def test_a_seal_that_is_broken_or_anothers_imports_nothing(ha: Client) -> None:
    said = send(ha, SCORES, file=sheet(books.scores(books.PAPI)))
    minh = at_the_desk("minh", access.Role.PLAN_KEEPER)
    for client, sealed, where in (
        (ha, "khac", SCORES),
        (minh, seal(said), SCORES),
        (ha, seal(said), f"{ALL}endpoints/"),
    ):
        with clock.at(NOW):
            answer = client.post(f"{where}nhap/", {"sealed": sealed}, follow=True)
        assert "không còn dùng được" in answer.content.decode()
    assert models.Entry.objects.count() == 0


def test_the_paper_and_the_table_of_an_import_can_be_opened(ha: Client) -> None:
    content = books.scores(books.PAPI)
    paper = SimpleUploadedFile("quyet-dinh.pdf", b"%PDF-1.7 PAPI")
    said = send(ha, SCORES, file=sheet(content), document=paper)
    with clock.at(NOW):
        ha.post(f"{SCORES}nhap/", {"sealed": seal(said)})
        page = ha.get(SCORES).content.decode()
        assert "quyet-dinh.pdf" in page
        assert b"".join(ha.get(f"{SCORES}1/bang")) == content
        assert b"".join(ha.get(f"{SCORES}1/van-ban")) == b"%PDF-1.7 PAPI"
        assert ha.get(f"{SCORES}2/bang").status_code == HTTPStatus.NOT_FOUND
        assert ha.get(f"{ALL}khong_co/").status_code == HTTPStatus.NOT_FOUND


def test_a_table_that_the_law_brought_is_named_but_leads_nowhere(ha: Client) -> None:
    with clock.at(NOW):
        call_command("load_indices", stdout=io.StringIO())
        page = ha.get(SCORES).content.decode()
        assert "hung-yen.yaml" in page
        assert f"{SCORES}1/bang" not in page
        assert ha.get(f"{SCORES}1/bang").status_code == HTTPStatus.NOT_FOUND


def test_chau_must_not_see_it() -> None:
    chau = at_the_desk("chau", access.Role.CASE_OFFICER)
    for path in (ALL, SCORES):
        assert chau.get(path).status_code == HTTPStatus.FORBIDDEN


def test_the_list_says_what_each_register_holds(ha: Client) -> None:
    with clock.at(NOW):
        said = ha.get(ALL).content.decode()
    for register in collections.known().values():
        assert register.title.vi in said
    assert "chưa có" in said


@pytest.mark.parametrize("name", sorted(collections.known()))
def test_every_template_is_a_table_that_its_register_reads(client: Client, name: str) -> None:
    answer = client.get(f"/tu-dien-du-lieu/{name}/mau.xlsx")
    assert answer.headers["Content-Type"] == tables.MEDIA_TYPE
    opened = table.opened(
        spreadsheet.opened(answer.content, name="mau.xlsx"),
        queries.register(name),
        resolve={},
        codes={},
        today=date(2023, 6, 15),
    )
    assert [field.name for field in opened.heading.fields if field] == [
        each.name for each in queries.register(name).fields
    ]
    assert list(opened.rows()) == []


def test_a_template_offers_the_values_of_a_closed_list() -> None:
    with zipfile.ZipFile(io.BytesIO(tables.template(queries.register("survey_answers")))) as archive:
        sheet_ = archive.read("xl/worksheets/sheet1.xml").decode()
    assert '<dataValidation type="list"' in sheet_
    assert "bình thường,hài lòng,rất hài lòng" in sheet_
