"""Papers from the record: each form when it has come to that, its printing written down."""

import io
from typing import Any

import pikepdf
import pytest

from motcua.base.tests import archive, paper
from motcua.systems.dossiers.tests import people
from motcua.systems.dossiers.tests.officers import LIST, WHY, Officer, handed, received
from motcua.systems.dossiers.tests.test_office_acts import filed
from motcua.systems.ledger import queries as ledger

pytestmark = paper.POPPLER

Desks = dict[str, Officer]
REGISTER = "/van-phong/so-theo-doi.pdf"


def printed(desks: Desks, name: str, code: str, number: str) -> str:
    """Print a form and read what stands on it."""
    page = desks[name].get(f"{LIST}{code}/mau/{number}.pdf")
    assert page.status_code == 200
    assert page.headers["Content-Type"] == "application/pdf"
    assert page.headers["Cache-Control"] == "no-store"
    return said(page.content)


def said(body: bytes) -> str:
    return paper.text(body)


def over(desks: Desks, since: str, until: str) -> Any:
    period: dict[str, Any] = {"from": since, "to": until}
    return desks["binh"].get(REGISTER, **period)


def test_form_01_has_the_name_the_papers_and_the_day(desks: Desks) -> None:
    one = received(desks)
    paper = printed(desks, "binh", one.code, "01")
    for words in (one.code, "Nguyễn Thị Lan", "0001/TNHS", "03 ngày làm việc", "06 tháng 3 năm 2023", "Binh"):
        assert words in paper
    assert len(ledger.read(stream=f"reveal:{one.id}")) == 1


def test_form_02_has_all_that_is_asked_for(desks: Desks) -> None:
    one = handed(desks)
    desks["dung"].act(one.code, "yeu-cau-bo-sung", papers=["ly-hon"], others="Đơn có chữ ký", **WHY)
    paper = printed(desks, "dung", one.code, "02")
    for words in ("Bản án ly hôn", "Đơn có chữ ký", WHY["reason"], "0001/HDHS"):
        assert words in paper


def test_form_03_has_reason_and_article(desks: Desks) -> None:
    one = filed(desks)
    desks["binh"].act(one.code, "tu-choi-tiep-nhan", **WHY)
    paper = printed(desks, "binh", one.code, "03")
    assert WHY["reason"] in paper
    assert WHY["article"] in paper


def test_form_04_has_both_days_and_is_signed_by_em(desks: Desks) -> None:
    one = handed(desks)
    desks["dung"].act(one.code, "xin-loi")
    paper = printed(desks, "dung", one.code, "04")
    for words in ("06 tháng 3 năm 2023", "09 tháng 3 năm 2023", "Em", "0001/PXL"):
        assert words in paper


def test_form_05_has_every_handing_over_and_anybody_who_reads_may_print_it(desks: Desks) -> None:
    one = handed(desks)
    desks["dung"].act(one.code, "chuyen", to=f"ky|{desks['em'].account}")
    paper = printed(desks, "phuc", one.code, "05")
    for words in ("Thẩm tra", "Dung", "Em", "Trước hạn"):
        assert words in paper
    assert not ledger.read(stream=f"reveal:{one.id}")


def test_form_06_is_the_register_of_the_counter_over_a_period(desks: Desks) -> None:
    codes = [received(desks).code for _ in range(3)]
    page = over(desks, "2023-03-01", "2023-03-31")
    assert page.status_code == 200
    paper = said(page.content)
    assert all(code in paper for code in codes)
    with pikepdf.open(io.BytesIO(page.content)) as book:
        assert len(book.pages) == 1
    empty = over(desks, "2023-02-01", "2023-02-28")
    assert codes[0] not in said(empty.content)
    assert over(desks, "2023-03-31", "2023-03-01").status_code == 422
    assert desks["binh"].get(REGISTER, unit=people.ELSEWHERE).status_code == 403


@pytest.mark.slow
def test_every_form_may_go_to_an_archive(desks: Desks) -> None:
    filed_, supplement, late = filed(desks), handed(desks), handed(desks)
    desks["binh"].act(filed_.code, "tu-choi-tiep-nhan", **WHY)
    desks["dung"].act(supplement.code, "yeu-cau-bo-sung", papers=["ly-hon"], **WHY)
    desks["dung"].act(late.code, "xin-loi")
    forms = {"01": late, "02": supplement, "03": filed_, "04": late, "05": late}
    papers = {
        number: desks["dung" if number in ("02", "04") else "binh"]
        .get(f"{LIST}{one.code}/mau/{number}.pdf")
        .content
        for number, one in forms.items()
    } | {"06": over(desks, "2023-03-01", "2023-03-31").content}
    assert archive.faults(papers) == {}


@pytest.mark.parametrize("number", ["02", "03", "04"])
def test_a_form_for_what_never_happened_is_not_printed(desks: Desks, number: str) -> None:
    one = received(desks)
    assert desks["binh"].get(f"{LIST}{one.code}/mau/{number}.pdf").status_code == 404


def test_neither_chau_nor_phuc_prints_lans_name(desks: Desks) -> None:
    one = received(desks)
    for name in ("chau", "phuc", "lan"):
        assert desks[name].get(f"{LIST}{one.code}/mau/01.pdf").status_code == 403
