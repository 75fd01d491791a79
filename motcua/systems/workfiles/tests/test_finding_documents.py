"""Lan finds a document for her file by its number, symbol, subject or sender, however old it is."""

import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest

from motcua.base import clock
from motcua.systems.documents import actions as documents, queries as papers
from motcua.systems.workfiles import actions, models
from motcua.systems.workfiles.tests.office import COMMUNE, HOME, NOW, Office, at_desk, came, on_paper, opened
from motcua.systems.workfiles.tests.test_pages import LIST, said


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.at(NOW):
        yield


def offered(office: Office, file: str, **asked: str) -> list[str]:
    """Give the ids that the page offers."""
    page = at_desk(office, "lan").get(f"{LIST}{file}/viec/them-van-ban/", asked)
    return [key for key, _ in page.context["acting"].form.fields["document"].choices]


def later(office: Office, number: int) -> None:
    """Let a letter come after it."""
    receiving = documents.Receiving(
        unit=COMMUNE,
        origin=papers.COUNTER,
        sender="",
        sender_name="Một công dân",
        symbol="",
        subject=f"Việc thứ {number}",
    )
    documents.receive(receiving=receiving, by=office.actor("dung"), at=NOW + timedelta(minutes=1))


def symbol_of(office: Office, document: str) -> str:
    return papers.document(document_id=document, by=office.actor("lan"), at=NOW).state.symbol or ""


def test_an_old_document_is_found_by_subject_without_accents_by_number_and_by_sender(office: Office) -> None:
    old = came(office, subject="Về việc tu bổ đê điều")
    for number in range(52):
        later(office, number)
    file = opened(office).id
    assert old not in offered(office, file)
    assert offered(office, file, q="tu bo de dieu") == [old]
    symbol = symbol_of(office, old)
    assert old in offered(office, file, q=symbol)
    assert old in offered(office, file, q=symbol.partition("/")[0])
    assert offered(office, file, q="khong co chu nay") == []
    sent = {"document": old}
    done = at_desk(office, "lan").post(f"{LIST}{file}/viec/them-van-ban/", sent, follow=True)
    assert "Đã đưa văn bản vào hồ sơ." in said(done)


def test_what_is_inside_secret_or_came_to_nothing_is_not_offered(office: Office) -> None:
    inside, secret, gone = came(office), on_paper(office, secrecy="secret"), came(office, subject="Gửi nhầm")
    documents.refuse(document_id=gone, words="Gửi nhầm nơi", by=office.actor("dung"), at=NOW)
    file = opened(office, document=inside).id
    assert not {inside, secret, gone} & set(offered(office, file))
    page = at_desk(office, "lan").get(f"{LIST}{file}/viec/them-van-ban/", {"q": "nhầm"})
    assert "Không có văn bản nào khớp" in said(page)


@pytest.mark.parametrize("wrong", ["", "khong-phai", str(uuid.UUID(int=204))])
def test_nothing_chosen_or_nothing_there_is_said_beside_the_list(office: Office, wrong: str) -> None:
    file = opened(office).id
    page = at_desk(office, "lan").post(f"{LIST}{file}/viec/them-van-ban/", {"document": wrong})
    assert page.status_code == 422
    assert page.context["acting"].form.errors.keys() == {"document"}
    assert not models.Item.objects.exists()


def test_a_choice_that_was_not_offered_tells_nothing_of_another_agency(office: Office) -> None:
    opening = actions.Opening(unit=HOME, title="Chỉ đạo", retention="10", reason="Việc phát sinh")
    hers = actions.open_file(opening=opening, by=office.actor("chau"), at=NOW)
    page = at_desk(office, "chau").post(
        f"{LIST}{hers.id}/viec/them-van-ban/", {"document": came(office), "seen": "0"}
    )
    assert page.context["acting"].form["document"].value()
    assert "hộ tịch" not in said(page, page.status_code)


def test_what_was_chosen_stays_chosen_on_a_page_that_was_overtaken(office: Office) -> None:
    letter, state = came(office), opened(office)
    actions.add_document(
        file_id=state.id, document=came(office, subject="Khác"), by=office.actor("binh"), at=NOW
    )
    sent = {"seen": state.seq, "document": letter}
    late = at_desk(office, "lan").post(f"{LIST}{state.id}/viec/them-van-ban/", sent)
    assert late.status_code == 409
    assert f'value="{letter}"' in late.content.decode()
    assert late.context["acting"].form["document"].value() == letter
