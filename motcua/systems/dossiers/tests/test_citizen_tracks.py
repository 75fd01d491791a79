"""Whoever holds a number learns where the dossier is and when it is due, and no name."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client

from motcua.base import clock
from motcua.spine import access
from motcua.systems.dossiers import actions, queries
from motcua.systems.dossiers.portal import guessing
from motcua.systems.dossiers.portal.line import line
from motcua.systems.dossiers.tests.people import BINH, DUNG, EM, LAN, MORNING, WHY, filing

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    guessing.forget()
    yield
    guessing.forget()


def track(number: str, *, at: datetime = MORNING + 5 * HOUR) -> tuple[int, str]:
    with clock.at(at):
        answer = Client().get("/tra-cuu/", {"ma": number})
    return answer.status_code, answer.content.decode()


def received() -> actions.Moved:
    one = actions.apply(filing=filing(), by=LAN, at=MORNING)
    actions.receive(dossier_id=one.id, by=BINH, at=MORNING + HOUR)
    return actions.hand_over(dossier_id=one.id, by=BINH, at=MORNING + 2 * HOUR)


def test_a_guest_sees_where_it_is_when_it_is_due_and_why(office: datetime) -> None:
    status, page = track(received().code)
    assert status == 200
    assert "Thẩm tra" in page
    assert "06/03/2023" in page
    assert "3 ngày làm việc, kể từ khi tiếp nhận lúc 10:00 01/03/2023" in page
    assert "Không tính ngày tiếp nhận, thứ Bảy, Chủ nhật" in page
    assert "Còn 3 ngày làm việc" in page


def test_a_guest_sees_nobody(office: datetime) -> None:
    one = received()
    actions.ask_supplement(
        dossier_id=one.id, papers=["Giấy của bà Lan"], why=WHY, by=DUNG, at=MORNING + 3 * HOUR
    )
    _, page = track(one.code)
    for personal in ("Lan", "0912345678", WHY.text, "Dũng", "Giấy của"):
        assert personal not in page
    assert "Chờ người nộp hồ sơ bổ sung giấy tờ" in page
    assert "Đang tạm dừng tính thời hạn" in page


def test_a_number_is_read_as_people_type_it(office: datetime) -> None:
    code = received().code
    assert track(f"  {code.lower().replace('-', ' - ')} ")[0] == 200


def test_what_is_no_number_is_said_to_be_none(office: datetime) -> None:
    status, page = track("12 <script>")
    assert status == 422
    assert "Mã hồ sơ không đúng" in page
    assert "<script>" not in page.split("<main")[1]


def test_a_number_nobody_has_is_said_to_be_unknown(office: datetime) -> None:
    status, page = track("H31.33.111-230301-0099")
    assert status == 404
    assert "Không có hồ sơ mang mã này" in page
    assert 'value="H31.33.111-230301-0099"' in page


def test_whoever_guesses_has_to_wait(office: datetime) -> None:
    code = received().code
    for place in range(guessing.MOST_MISSES):
        assert track(f"H31.33.111-230301-{place + 1000}")[0] == 404
    status, page = track(code)
    assert status == 429
    assert "Hãy thử lại sau 10 phút" in page


def test_an_empty_question_is_the_page_itself(office: datetime) -> None:
    status, page = track(" ")
    assert status == 200
    assert "errorlist" not in page


def stops(one: str) -> list[tuple[str, str]]:
    page = queries.page(code=one, at=MORNING)
    return [
        (stop.how, stop.name) for stop in line(page.state, definition=page.definition, history=page.history)
    ]


def test_the_line_moves_on_with_the_dossier(office: datetime) -> None:
    one = actions.apply(filing=filing(), by=LAN, at=MORNING)
    assert stops(one.code) == [
        ("done", "Nộp hồ sơ"),
        ("now", "Tiếp nhận"),
        ("ahead", "Thẩm tra"),
        ("ahead", "Ký"),
        ("ahead", "Có kết quả"),
        ("ahead", "Trả kết quả"),
    ]
    actions.receive(dossier_id=one.id, by=BINH, at=MORNING + HOUR)
    assert ("now", "Tiếp nhận") in stops(one.code)
    actions.hand_over(dossier_id=one.id, by=BINH, at=MORNING + 2 * HOUR)
    assert stops(one.code)[1:4] == [("done", "Tiếp nhận"), ("now", "Thẩm tra"), ("ahead", "Ký")]
    actions.require_payment(dossier_id=one.id, amount=15_000, by=DUNG, at=MORNING + 3 * HOUR)
    assert stops(one.code)[2:4] == [("done", "Thẩm tra"), ("waiting", "Chờ người nộp hồ sơ nộp phí, lệ phí")]
    actions.pay(dossier_id=one.id, amount=15_000, by=LAN, at=MORNING + 4 * HOUR)
    actions.hand_over(dossier_id=one.id, by=DUNG, at=MORNING + 5 * HOUR)
    actions.decide(dossier_id=one.id, approve=True, why=WHY, by=EM, at=MORNING + 6 * HOUR)
    assert stops(one.code)[-2:] == [("done", "Có kết quả"), ("now", "Trả kết quả")]
    actions.return_result(dossier_id=one.id, channel="online", by=BINH, at=MORNING + 7 * HOUR)
    assert {how for how, _ in stops(one.code)} == {"done"}


@pytest.mark.parametrize(
    ("ends", "name"),
    [
        ("withdraw", "Người nộp đã rút hồ sơ"),
        ("stop", "Dừng giải quyết"),
        ("refuse", "Từ chối giải quyết"),
    ],
)
def test_the_line_ends_where_the_dossier_ended(office: datetime, ends: str, name: str) -> None:
    one, at = received(), MORNING + 3 * HOUR
    if ends == "withdraw":
        actions.withdraw(dossier_id=one.id, by=LAN, at=at)
    elif ends == "stop":
        actions.stop(dossier_id=one.id, why=WHY, by=DUNG, at=at)
    else:
        actions.decide(dossier_id=one.id, approve=False, why=WHY, by=EM, at=at)
    assert stops(one.code)[2:] == [("done", "Thẩm tra"), ("stopped", name)]


def test_a_receipt_refused_stops_the_line_at_once(office: datetime) -> None:
    one = actions.apply(filing=filing(), by=LAN, at=MORNING)
    actions.refuse_receipt(dossier_id=one.id, why=WHY, by=BINH, at=MORNING + HOUR)
    assert stops(one.code) == [("done", "Nộp hồ sơ"), ("stopped", "Không được tiếp nhận")]
    assert WHY.text not in track(one.code)[1]


def test_holidays_and_pauses_are_named_as_reasons(office: datetime) -> None:
    start = datetime(2023, 4, 27, 9, tzinfo=MORNING.tzinfo)
    one = actions.apply(filing=filing(), by=LAN, at=start)
    actions.receive(dossier_id=one.id, by=BINH, at=start)
    _, page = track(one.code, at=start + HOUR)
    assert "Trong thời gian này có ngày nghỉ" in page
    assert "Chiến thắng" in page
    actions.ask_supplement(dossier_id=one.id, papers=["to-khai"], why=WHY, by=BINH, at=start + HOUR)
    actions.supplement(dossier_id=one.id, by=LAN, at=start + 2 * HOUR)
    _, page = track(one.code, at=start + 3 * HOUR)
    assert "Không tính thời gian chờ bổ sung hồ sơ, từ 10:00 27/04/2023 đến 11:00 27/04/2023" in page


def test_tracking_is_open_by_the_table() -> None:
    assert access.may(actor=access.GUEST, act=access.Act.TRACK)
