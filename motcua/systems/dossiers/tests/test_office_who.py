"""Each page of the desk opens to those who work with it, and to nobody else."""

import pytest

from motcua.systems.dossiers.tests.officers import COUNTER, LIST, WORK, Officer, handed, received, text

BOARD, APOLOGIES, REGISTER = "/van-phong/bang-theo-doi/", "/van-phong/xin-loi/", "/van-phong/so-theo-doi.pdf"
CLERKS = {"binh", "dung", "em"}
ALL = ("binh", "dung", "em", "phuc", "ha", "khanh", "lan", "guest")
WHO = {
    WORK: {*CLERKS, "phuc", "ha", "khanh"},
    LIST: {*CLERKS, "phuc", "ha"},
    COUNTER: {"binh"},
    f"{COUNTER}1.004873/": {"binh"},
    BOARD: {"em", "phuc", "ha"},
    APOLOGIES: CLERKS,
    REGISTER: CLERKS,
}

Desks = dict[str, Officer]


@pytest.mark.parametrize("path", WHO)
def test_a_page_opens_to_those_who_work_with_it(desks: Desks, path: str) -> None:
    opened = {name for name in ALL if desks[name].get(path).status_code == 200}
    assert opened == WHO[path]
    assert desks["guest"].get(path).headers["Location"].startswith("/tai-khoan/dang-nhap/")
    assert desks["lan"].get(path).status_code == 403


def test_a_dossier_opens_to_its_units_and_those_above_and_not_to_chau(desks: Desks) -> None:
    one = received(desks)
    path = f"{LIST}{one.code}/"
    opened = {name for name in (*ALL, "chau", "giang") if desks[name].get(path).status_code == 200}
    assert opened == {"binh", "dung", "em", "phuc", "ha"}
    assert "đơn vị khác" in text(desks["chau"].get(path))


def test_giang_of_the_department_of_justice_reads_what_she_is_asked_about(desks: Desks) -> None:
    one = handed(desks)
    path = f"{LIST}{one.code}/"
    assert desks["giang"].get(path).status_code == 403
    assert desks["dung"].act(one.code, "lay-y-kien", question="Có vướng mắc không?").status_code == 302
    page = desks["giang"].get(path)
    assert page.status_code == 200
    assert "Trả lời ý kiến phối hợp" in text(page)
    assert "Hiện thông tin" not in text(page)
    assert one.code in desks["giang"].get(WORK, pile="asked").content.decode()


def test_the_menu_shows_each_the_doors_that_open(desks: Desks) -> None:
    def menu(name: str) -> list[str]:
        return [item.path for item in desks[name].get(WORK).context["office_menu"]]

    assert COUNTER in menu("binh")
    assert COUNTER not in menu("phuc")
    assert BOARD in menu("phuc")
    assert BOARD not in menu("dung")
    assert "/van-phong/danh-muc/" in menu("khanh")
    assert {LIST, COUNTER, BOARD, APOLOGIES}.isdisjoint(menu("khanh"))


def test_the_desk_leads_to_todays_work(desks: Desks) -> None:
    assert desks["binh"].get("/van-phong/").headers["Location"] == WORK


def test_a_number_that_is_none_and_one_that_is_not_there_are_said_clearly(desks: Desks) -> None:
    assert desks["binh"].get(f"{LIST}khong-phai-ma/").status_code == 422
    page = desks["binh"].get(f"{LIST}H31.26.103-230301-0099/")
    assert page.status_code == 404
    assert "Không có hồ sơ mang mã này" in text(page)
