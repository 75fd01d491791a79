"""Lan applies online: one question a page, nothing she typed is lost, and one dossier comes of it."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client

from motcua.base import clock
from motcua.spine import access
from motcua.systems.dossiers import actions, models, queries
from motcua.systems.dossiers.tests import citizens, people
from motcua.systems.dossiers.tests.citizens import APPLY, Person
from motcua.systems.identity import actions as identity


@pytest.fixture
def lan(office: datetime) -> Iterator[Person]:
    with citizens.at_home() as person:
        yield person


def text(person: Person, path: str) -> str:
    return person.browser.get(path).content.decode()


def test_a_guest_is_told_what_to_have_at_hand_and_led_to_sign_in(lan: Person) -> None:
    page = Client().get(APPLY).content.decode()
    assert "Tờ khai" in page
    assert "3 ngày làm việc" in page
    assert "15.000 đồng/lần" in page
    assert f"/tai-khoan/dang-nhap/?next={APPLY}" in page
    led = Client().get(f"{APPLY}noi-nop/")
    assert led.status_code == 302
    assert "dang-nhap" in led.headers["Location"]


def test_lan_applies_page_by_page(lan: Person) -> None:
    assert "Bắt đầu" in text(lan, APPLY)
    first = lan.browser.post(f"{APPLY}bat-dau/", follow=True)
    assert first.redirect_chain[-1][0] == f"{APPLY}noi-nop/"
    code = citizens.file(lan)
    page = queries.page(code=code, at=people.MORNING)
    assert page.state.owner == lan.actor.id
    assert (page.state.channel, page.state.receiving_unit) == ("online", people.COMMUNE)
    assert page.state.case == "thong-thuong"
    assert (page.person.name, page.person.id_number) == ("Nguyễn Thị Lan", "033190001234")
    assert page.person.answers == {"exemption": "ho-ngheo"}
    assert [file.paper for file in page.files] == ["to-khai"]
    done = text(lan, f"/ho-so-cua-toi/{code}/da-nop/")
    assert code in done
    assert "chậm nhất 09:00 02/03/2023" in done
    assert "dự kiến ngày 07/03/2023" in done


def test_a_second_click_gives_the_same_dossier(lan: Person) -> None:
    draft = citizens.write(lan)
    first = lan.browser.post(f"{APPLY}kiem-tra/", {"draft": draft.id})
    second = lan.browser.post(f"{APPLY}kiem-tra/", {"draft": draft.id})
    assert first.headers["Location"] == second.headers["Location"]
    assert models.Dossier.objects.count() == 1


def test_what_is_wrong_is_said_beside_the_field_and_kept_as_typed(lan: Person) -> None:
    citizens.begin(lan)
    answer = lan.browser.post(f"{APPLY}thong-tin/", {"name": "Lan", "id_number": "12", "phone": "abc"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "số định danh cá nhân có 12 chữ số" in page
    assert "Số điện thoại chưa đúng" in page
    assert 'value="abc"' in page
    assert "Hãy ghi địa chỉ." in page
    assert citizens.draft(lan).answers["phone"] == "abc"


def test_nothing_is_filed_while_something_is_missing(lan: Person) -> None:
    draft = citizens.begin(lan)
    answer = lan.browser.post(f"{APPLY}kiem-tra/", {"draft": draft.id})
    page = answer.content.decode()
    assert "Còn thiếu trước khi nộp" in page
    assert f"{APPLY}giay-to/?ve=kiem-tra" in page
    assert models.Dossier.objects.count() == 0


def test_the_account_s_own_name_and_number_are_filled_in(lan: Person) -> None:
    citizens.begin(lan)
    lan.browser.post(f"{APPLY}nop-cho-ai/", {"whom": "self"})
    page = text(lan, f"{APPLY}thong-tin/")
    assert 'value="Nguyễn Thị Lan"' in page
    assert 'value="0912345678"' in page


def test_lan_files_for_her_mother(lan: Person) -> None:
    citizens.write(lan)
    lan.browser.post(f"{APPLY}nop-cho-ai/", {"whom": "other"})
    page = text(lan, f"{APPLY}thong-tin/")
    assert "Họ và tên người nộp thay" in page
    mother = {**citizens.ANSWERS["thong-tin"], "name": "Trần Thị Mẹ"}
    lan.browser.post(
        f"{APPLY}thong-tin/", {**mother, "filer_name": "Nguyễn Thị Lan", "filer_phone": "0912345678"}
    )
    answer = lan.browser.post(f"{APPLY}kiem-tra/", {"draft": citizens.draft(lan).id})
    person = queries.page(code=answer.headers["Location"].split("/")[2], at=people.MORNING).person
    assert person.name == "Trần Thị Mẹ"
    assert person.answers["filer_name"] == "Nguyễn Thị Lan"


def test_a_change_from_the_check_page_leads_back_to_it(lan: Person) -> None:
    citizens.write(lan)
    answer = lan.browser.post(f"{APPLY}noi-nop/?ve=kiem-tra", {"place": people.ELSEWHERE})
    assert answer.headers["Location"] == f"{APPLY}kiem-tra/"
    whom = lan.browser.post(f"{APPLY}nop-cho-ai/?ve=kiem-tra", {"whom": "other"})
    assert whom.headers["Location"] == f"{APPLY}thong-tin/?ve=kiem-tra"


def test_one_who_comes_from_the_check_page_sees_what_was_wrong(lan: Person) -> None:
    citizens.write(lan)
    lan.browser.post(f"{APPLY}thong-tin/", {**citizens.ANSWERS["thong-tin"], "phone": "x"})
    assert "Số điện thoại chưa đúng" in text(lan, f"{APPLY}thong-tin/?ve=kiem-tra")
    assert "Số điện thoại chưa đúng" not in text(lan, f"{APPLY}thong-tin/")


def test_a_commune_is_found_without_accents_or_by_its_district(lan: Person) -> None:
    citizens.begin(lan)
    assert "Huyện Văn Giang" in text(lan, f"{APPLY}noi-nop/")
    found = text(lan, f"{APPLY}noi-nop/?tim=xuan+quan")
    assert "Xã Xuân Quan" in found
    assert "Xã Cửu Cao" not in found
    assert "Xã Cửu Cao" in text(lan, f"{APPLY}noi-nop/?huyen=H31.33")
    assert "Không có nơi nào" in text(lan, f"{APPLY}noi-nop/?tim=paris")
    wrong = lan.browser.post(f"{APPLY}noi-nop/", {"place": "H31"})
    assert "Nơi này không nhận thủ tục này" in wrong.content.decode()


def test_the_search_for_a_place_answers_htmx_with_the_places_alone(lan: Person) -> None:
    citizens.begin(lan)
    answer = lan.browser.get(f"{APPLY}noi-nop/?tim=xuan+quan", headers={"HX-Request": "true"})
    assert b"<html" not in answer.content
    assert "Xã Xuân Quan" in answer.content.decode()


def test_what_is_typed_is_saved_as_it_is_typed(lan: Person) -> None:
    draft = citizens.begin(lan)
    answer = lan.browser.post(f"{APPLY}ban-nhap/{draft.id}/", {"name": "Nguyễn Th", "strange": "x"})
    assert answer.status_code == 204
    kept = citizens.draft(lan).touched_at.astimezone(clock.VN)
    assert answer.headers["X-Saved-At"] == f"{kept:%H:%M}", "the page says when the house kept it"
    assert citizens.draft(lan).answers == {"name": "Nguyễn Th"}
    assert 'value="Nguyễn Th"' in text(lan, f"{APPLY}thong-tin/")


def test_minh_cannot_write_into_lan_s_draft(lan: Person) -> None:
    draft = citizens.begin(lan)
    minh = citizens.sign_in("minh", "Minh")
    answer = minh.browser.post(f"{APPLY}ban-nhap/{draft.id}/", {"name": "Minh"})
    assert answer.status_code == 404
    assert citizens.draft(lan).answers == {}


def test_a_saving_script_whose_session_ended_is_told_so(lan: Person) -> None:
    draft = citizens.begin(lan)
    saved = Client().post(
        f"{APPLY}ban-nhap/{draft.id}/", {"name": "x"}, headers={"Accept": "application/json"}
    )
    assert saved.status_code == 401


def test_a_page_sent_after_the_session_ended_is_not_lost(office: datetime) -> None:
    with clock.at(office):
        hoa = citizens.sign_in("hoa", "Hoa", password=citizens.PASSWORD)
        draft = citizens.begin(hoa)
    browser = Client()
    sent = browser.post(f"{APPLY}thong-tin/", {"draft": draft.id, "name": "Nguyễn Thị Lan", "phone": "09"})
    assert sent.status_code == 302
    assert (
        sent.headers["Location"]
        == f"/tai-khoan/dang-nhap/?next=%2Fnop-ho-so%2F{citizens.CODE}%2Fthong-tin%2F"
    )
    back = browser.post(sent.headers["Location"], {"login": "hoa", "password": citizens.PASSWORD})
    assert back.headers["Location"] == f"{APPLY}thong-tin/"
    with clock.at(office):
        page = browser.get(f"{APPLY}thong-tin/", follow=True).content.decode()
    assert "Những gì đã ghi vẫn còn" in page
    assert 'value="09"' in page


def test_what_lan_sent_is_not_shown_to_minh_who_signs_in_on_the_same_machine(lan: Person) -> None:
    draft = citizens.begin(lan)
    citizens.begin(citizens.sign_in("minh", "Minh", password=citizens.PASSWORD))
    browser = Client()
    browser.post(f"{APPLY}thong-tin/", {"draft": draft.id, "name": "Nguyễn Thị Lan"})
    assert browser.login(username="minh", password=citizens.PASSWORD)
    assert "Nguyễn Thị Lan" not in browser.get(f"{APPLY}thong-tin/").content.decode()


def test_lan_throws_a_draft_away_after_being_asked(lan: Person) -> None:
    citizens.write(lan)
    assert "Xóa hồ sơ viết dở này?" in text(lan, f"{APPLY}xoa/")
    assert len(queries.drafts(by=lan.actor)) == 1
    lan.browser.post(f"{APPLY}xoa/")
    assert queries.drafts(by=lan.actor) == ()


def test_an_officer_s_account_does_not_apply_for_itself(lan: Person) -> None:
    identity.open_in_bulk(
        by=access.system("test"),
        at=people.MORNING,
        newcomers=[
            identity.Newcomer(
                username="binh",
                name="Bình",
                signs_in=True,
                grants=(access.Grant(role=access.Role.COUNTER_OFFICER, unit=people.COMMUNE),),
            )
        ],
        password=citizens.PASSWORD,
    )
    binh = Client()
    binh.login(username="binh", password=citizens.PASSWORD)
    assert "tài khoản công vụ" in binh.get(APPLY).content.decode()
    assert binh.post(f"{APPLY}bat-dau/").headers["Location"] == APPLY
    assert models.Draft.objects.count() == 0


def test_a_procedure_that_does_not_exist_is_said_not_to(lan: Person) -> None:
    assert lan.browser.get("/nop-ho-so/9.999999/").status_code == 404
    assert lan.browser.get(f"{APPLY}khong-co/").status_code == 302


def test_a_refusal_at_filing_loses_nothing(lan: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = citizens.write(lan)

    def refuse(**_: object) -> None:
        raise queries.Refusal("dossier.no-such-draft", "Không nộp được.")

    monkeypatch.setattr(actions, "file_draft", refuse)
    page = lan.browser.post(f"{APPLY}kiem-tra/", {"draft": draft.id}).content.decode()
    assert "Không nộp được." in page
    assert len(citizens.draft(lan).files) == 1
