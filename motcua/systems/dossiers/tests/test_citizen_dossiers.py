"""Lan sees to her own dossiers: she brings what is missing, takes one back, says how it went; Minh sees none of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client

from motcua.base import clock
from motcua.spine import access, dossier
from motcua.systems.dossiers import actions, queries
from motcua.systems.dossiers.tests import citizens
from motcua.systems.dossiers.tests.citizens import Person, pdf
from motcua.systems.dossiers.tests.people import BINH, DUNG, EM, MORNING, WHY
from motcua.systems.identity import actions as identity

HOUR = timedelta(hours=1)
LATER = MORNING + 8 * HOUR
MINE = "/ho-so-cua-toi/"


@pytest.fixture
def lan(office: datetime) -> Iterator[Person]:
    with citizens.at_home() as person:
        yield person


@pytest.fixture
def code(lan: Person) -> Iterator[str]:
    """A dossier of Lan's that is being worked on, later that day."""
    number = citizens.file(lan)
    actions.receive(dossier_id=found(number), by=BINH, at=MORNING + HOUR)
    actions.hand_over(dossier_id=found(number), by=BINH, at=MORNING + 2 * HOUR)
    with clock.at(LATER):
        yield number


def found(number: str) -> str:
    return queries.identify(code=number)


def standing(number: str) -> dossier.State:
    return queries.standing(dossier_id=found(number))


def text(person: Person, path: str) -> str:
    return person.browser.get(path).content.decode()


def ask(number: str, *papers: str) -> None:
    actions.ask_supplement(dossier_id=found(number), papers=papers, why=WHY, by=DUNG, at=MORNING + 3 * HOUR)


def finish(number: str) -> None:
    actions.decide(dossier_id=found(number), approve=True, why=WHY, by=EM, at=MORNING + 3 * HOUR)
    actions.return_result(dossier_id=found(number), channel="counter", by=BINH, at=MORNING + 4 * HOUR)


def test_lan_finds_her_dossier_and_minh_does_not(lan: Person, code: str) -> None:
    assert code in text(lan, MINE)
    minh = citizens.sign_in("minh", "Minh")
    assert code not in text(minh, MINE)
    assert "Chưa có hồ sơ nào đã nộp" in text(minh, MINE)
    for path in ("", "da-nop/", "bo-sung/", "rut/", "nop-phi/"):
        refused = minh.browser.get(f"{MINE}{code}/{path}")
        assert refused.status_code == 403
        assert "Nguyễn Thị Lan" not in refused.content.decode()
    assert minh.browser.post(f"{MINE}{code}/danh-gia/", {"score": "1"}).status_code == 403
    assert Client().get(MINE).status_code == 302


def test_a_leader_reads_dossiers_at_the_desk_not_through_the_citizen_s_door(code: str) -> None:
    identity.open_in_bulk(
        by=access.system("test"),
        at=MORNING,
        newcomers=[
            identity.Newcomer(
                username="phuc",
                name="Phúc",
                signs_in=True,
                grants=(access.Grant(role=access.Role.LEADER, unit="H31"),),
            )
        ],
        password=citizens.PASSWORD,
    )
    phuc = Client()
    phuc.login(username="phuc", password=citizens.PASSWORD)
    assert phuc.get(f"{MINE}{code}/").status_code == 403


def test_the_story_is_told_in_plain_words(lan: Person, code: str) -> None:
    page = text(lan, f"{MINE}{code}/")
    assert "Hồ sơ được tiếp nhận" in page
    assert "Bước tiếp theo: Thẩm tra." in page
    assert "to khai.pdf" in page
    assert "0912•••678" in page
    assert "0912345678" not in page


def test_a_draft_stands_in_the_list_to_be_gone_on_with(lan: Person) -> None:
    citizens.begin(lan)
    assert f"{citizens.APPLY}tiep/" in text(lan, MINE)


def test_lan_answers_a_request_for_a_supplement(lan: Person, code: str) -> None:
    ask(code, "ly-hon", "Bản sao hộ khẩu")
    assert "Cần ông/bà bổ sung" in text(lan, f"{MINE}{code}/")
    page = text(lan, f"{MINE}{code}/bo-sung/")
    assert "Bản án ly hôn" in page
    assert "Bản sao hộ khẩu" in page
    assert WHY.text in page
    seen = standing(code).seq
    answer = lan.browser.post(
        f"{MINE}{code}/bo-sung/",
        {"paper-0": pdf("an.pdf"), "paper-1": pdf("hk.pdf"), "gui": "1", "seen": seen},
    )
    assert answer.headers["Location"] == f"{MINE}{code}/"
    assert standing(code).stage is dossier.Stage.PROCESSING
    papers = {file.paper for file in queries.page(code=code, at=LATER).files}
    assert papers == {"to-khai", "ly-hon", "Bản sao hộ khẩu"}
    assert (
        "không có yêu cầu bổ sung" in lan.browser.get(f"{MINE}{code}/bo-sung/", follow=True).content.decode()
    )


def test_a_bad_supplement_is_not_sent_and_the_good_file_waits(lan: Person, code: str) -> None:
    ask(code, "ly-hon")
    path = f"{MINE}{code}/bo-sung/"
    empty = lan.browser.post(path, {"gui": "1"}).content.decode()
    assert "Hãy tải lên ít nhất một tệp" in empty
    page = lan.browser.post(path, {"paper-0": [pdf("an.pdf"), pdf("x.exe")], "gui": "1"}).content.decode()
    assert "“x.exe” không thuộc loại được nhận" in page
    assert "an.pdf" in page
    assert standing(code).stage is dossier.Stage.SUPPLEMENT_ASKED
    brought = next(file for file in queries.page(code=code, at=LATER).files if file.name == "an.pdf")
    lan.browser.post(path, {"bo": brought.id})
    assert [file.name for file in queries.page(code=code, at=LATER).files] == ["to khai.pdf"]


def test_what_was_filed_before_cannot_be_taken_out(lan: Person, code: str) -> None:
    ask(code, "ly-hon")
    filed = queries.page(code=code, at=LATER).files[0]
    lan.browser.post(f"{MINE}{code}/bo-sung/", {"bo": filed.id})
    assert len(queries.page(code=code, at=LATER).files) == 1


def test_lan_withdraws_after_being_asked(lan: Person, code: str) -> None:
    path = f"{MINE}{code}/rut/"
    assert "Rút hồ sơ này?" in text(lan, path)
    assert standing(code).is_open
    page = lan.browser.post(path, {"why": "Không cần nữa", "seen": standing(code).seq}, follow=True)
    assert "Đã rút hồ sơ." in page.content.decode()
    assert standing(code).stage is dossier.Stage.WITHDRAWN
    assert "không còn rút được" in lan.browser.get(path, follow=True).content.decode()


def test_a_page_gone_stale_is_said_to_be_so(lan: Person, code: str) -> None:
    seen = standing(code).seq
    actions.hand_over(dossier_id=found(code), by=DUNG, at=MORNING + 3 * HOUR)
    page = lan.browser.post(f"{MINE}{code}/rut/", {"seen": seen}, follow=True).content.decode()
    assert standing(code).is_open
    assert 'class="notice late"' in page


def test_paying_is_told_truly_and_never_pretended(lan: Person, code: str) -> None:
    actions.require_payment(dossier_id=found(code), amount=15_000, by=DUNG, at=MORNING + 3 * HOUR)
    assert "Cần nộp 15.000 đồng" in text(lan, f"{MINE}{code}/")
    page = text(lan, f"{MINE}{code}/nop-phi/")
    assert "chưa nối với cổng thanh toán" in page
    assert code in page
    assert lan.browser.post(f"{MINE}{code}/nop-phi/").status_code == 405
    assert standing(code).fee_paid == 0


def test_lan_says_how_it_went_once_it_is_over(lan: Person, code: str) -> None:
    early = lan.browser.post(f"{MINE}{code}/danh-gia/", {"score": "5"}, follow=True).content.decode()
    assert "không thể thực hiện" in early
    finish(code)
    page = text(lan, f"{MINE}{code}/")
    assert "hài lòng với việc giải quyết" in page
    assert "Hãy chọn một mức" in lan.browser.post(f"{MINE}{code}/danh-gia/", {}).content.decode()
    thanks = lan.browser.post(f"{MINE}{code}/danh-gia/", {"score": "4"}, follow=True).content.decode()
    assert "Cảm ơn ông/bà đã đánh giá" in thanks
    assert standing(code).score == 4
    assert "hài lòng với việc giải quyết" not in text(lan, f"{MINE}{code}/")


def test_a_refusal_is_shown_with_its_reason_and_article(lan: Person, code: str) -> None:
    actions.decide(dossier_id=found(code), approve=False, why=WHY, by=EM, at=MORNING + 3 * HOUR)
    page = text(lan, f"{MINE}{code}/")
    assert "Cơ quan từ chối giải quyết hồ sơ" in page
    assert WHY.text in page
    assert WHY.article in page


def test_a_long_list_comes_page_by_page(lan: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.systems.dossiers.portal.mine.A_PAGE", 1)
    first = citizens.file(lan)
    with clock.at(MORNING + HOUR):
        second = citizens.file(lan)
    page = text(lan, MINE)
    assert second in page
    assert first not in page
    after = page.split("?sau=")[1].split('"')[0]
    older = text(lan, f"{MINE}?sau={after}")
    assert first in older
    assert second not in older
