"""Each act at the desk: done by who may, refused in words beside what was typed."""

from datetime import timedelta
from typing import Any

import pytest

from motcua.spine import dossier
from motcua.systems.dossiers import actions, queries
from motcua.systems.dossiers.office.acts import ACTS
from motcua.systems.dossiers.tests import people
from motcua.systems.dossiers.tests.officers import (
    LIST,
    WHY,
    WORK,
    Officer,
    act_path,
    handed,
    received,
    stage,
    text,
)

Desks = dict[str, Officer]
NEXT_DAY = people.AFTERNOON + timedelta(days=1)


def filed(desks: Desks) -> actions.Moved:
    """Let Lan file online; her dossier waits at the counter."""
    lan = desks["lan"]
    return actions.apply(filing=people.filing(owner=lan.account), by=lan.actor, at=people.MORNING)


def finished(desks: Desks) -> actions.Moved:
    one = handed(desks, step="ky", to="em")
    assert desks["em"].act(one.code, "quyet-dinh").status_code == 302
    return one


def test_binh_receives_and_the_page_says_beforehand_what_will_be_promised(desks: Desks) -> None:
    one = filed(desks)
    assert "hẹn trả kết quả lúc 17:00 06/03/2023" in text(desks["binh"].get(act_path(one.code, "tiep-nhan")))
    assert desks["binh"].act(one.code, "tiep-nhan").status_code == 302
    assert stage(one.code) == 2
    page = desks["binh"].get(f"{LIST}{one.code}/")
    assert "17:00 06/03/2023" in text(page)
    assert "Thời hạn giải quyết: 3 ngày làm việc" in text(page)


def test_binh_refuses_receipt_with_reason_and_article(desks: Desks) -> None:
    one = filed(desks)
    wrong = desks["binh"].act(one.code, "tu-choi-tiep-nhan")
    assert wrong.status_code == 422
    assert "Hãy ghi lý do." in text(wrong)
    assert desks["binh"].act(one.code, "tu-choi-tiep-nhan", **WHY).status_code == 302
    assert stage(one.code) == 3
    assert WHY["reason"] in text(desks["binh"].get(f"{LIST}{one.code}/"))


def test_dung_asks_once_and_in_full_and_binh_takes_what_comes(desks: Desks) -> None:
    one = handed(desks)
    nothing = desks["dung"].act(one.code, "yeu-cau-bo-sung", **WHY)
    assert nothing.status_code == 422
    assert "Hãy chọn hoặc ghi ít nhất một giấy tờ" in text(nothing)
    asked = desks["dung"].act(
        one.code, "yeu-cau-bo-sung", papers=["ly-hon"], others="Bản sao sổ hộ khẩu\n\nĐơn có chữ ký", **WHY
    )
    assert asked.status_code == 302
    page = text(desks["binh"].get(f"{LIST}{one.code}/"))
    assert "Bản án ly hôn; Bản sao sổ hộ khẩu; Đơn có chữ ký" in page
    assert "Chờ bổ sung từ 01/03/2023" in page
    assert desks["binh"].act(one.code, "nhan-bo-sung", at=NEXT_DAY).status_code == 302
    assert stage(one.code) == 4


def test_a_second_request_is_warned_of_and_needs_a_word(desks: Desks) -> None:
    one = handed(desks)
    desks["dung"].act(one.code, "yeu-cau-bo-sung", papers=["ly-hon"], **WHY)
    desks["binh"].act(one.code, "nhan-bo-sung")
    form = desks["dung"].get(act_path(one.code, "yeu-cau-bo-sung"))
    assert "đã được yêu cầu bổ sung 1 lần" in text(form)
    assert "tính là quá hạn" in text(form)
    again = {"papers": ["to-khai"], **WHY}
    assert desks["dung"].act(one.code, "yeu-cau-bo-sung", **again).status_code == 422
    assert desks["dung"].act(one.code, "yeu-cau-bo-sung", again="on", **again).status_code == 302
    assert "Bổ sung 2 lần" in text(desks["dung"].get(f"{LIST}{one.code}/"))


def test_a_fee_is_asked_for_and_only_the_very_sum_is_taken(desks: Desks) -> None:
    one = received(desks)
    assert "Lệ phí: 15.000 đồng/lần" in text(desks["binh"].get(act_path(one.code, "yeu-cau-nop-phi")))
    assert desks["binh"].act(one.code, "yeu-cau-nop-phi").status_code == 302
    short = desks["binh"].act(one.code, "nop-phi", amount=14_000)
    assert short.status_code == 422
    assert "đúng bằng số tiền được yêu cầu: 15000 đồng" in text(short)
    assert desks["binh"].act(one.code, "nop-phi").status_code == 302
    assert stage(one.code) == 4


def test_binh_hands_over_to_dung_by_name_and_to_the_next_step_by_default(desks: Desks) -> None:
    one = received(desks)
    form = desks["binh"].get(act_path(one.code, "chuyen"))
    assert "Thẩm tra – Dung" in text(form)
    assert "Ký – Em" in text(form)
    assert "Thẩm tra – Em" not in text(form)
    assert desks["binh"].act(one.code, "chuyen", to=f"tham-tra|{desks['dung'].account}").status_code == 302
    assert "Dung" in text(desks["binh"].get(f"{LIST}{one.code}/"))
    other = received(desks)
    desks["binh"].act(other.code, "chuyen")
    state = queries.standing(dossier_id=other.id)
    assert (state.step, state.officer, state.stage) == ("tham-tra", None, dossier.Stage.PROCESSING)


def test_nobody_is_handed_a_dossier_who_does_not_work_there(desks: Desks) -> None:
    one = received(desks)
    wrong = desks["binh"].act(one.code, "chuyen", to=f"tham-tra|{desks['giang'].account}")
    assert wrong.status_code == 422
    assert stage(one.code) == 2


def test_giang_is_asked_and_answers_and_em_decides(desks: Desks) -> None:
    one = handed(desks, step="ky", to="em")
    assert desks["dung"].act(one.code, "lay-y-kien", question="Có vướng mắc không?").status_code == 302
    early = desks["em"].act(one.code, "quyet-dinh")
    assert early.status_code == 409
    assert "chưa thể quyết định" in text(early)
    assert "Có vướng mắc không?" in text(desks["giang"].get(act_path(one.code, "tra-loi")))
    assert desks["giang"].act(one.code, "tra-loi", reply="Không vướng mắc.").status_code == 302
    assert desks["em"].act(one.code, "quyet-dinh").status_code == 302
    assert stage(one.code) == 9
    assert "Không vướng mắc." in text(desks["em"].get(f"{LIST}{one.code}/"))


def test_em_refuses_only_with_a_reason_of_her_own(desks: Desks) -> None:
    one = handed(desks, step="ky", to="em")
    lazy = desks["em"].act(one.code, "quyet-dinh", outcome="refuse")
    assert lazy.status_code == 422
    assert "Hãy ghi rõ vì sao từ chối" in text(lazy)
    assert desks["em"].act(one.code, "quyet-dinh", outcome="refuse", **WHY).status_code == 302
    assert stage(one.code) == 8


def test_binh_returns_the_result(desks: Desks) -> None:
    one = finished(desks)
    assert desks["binh"].act(one.code, "tra-ket-qua").status_code == 302
    assert stage(one.code) == 10
    assert desks["binh"].get(act_path(one.code, "tra-ket-qua")).status_code == 409


def test_binh_writes_down_that_lan_takes_it_back_and_dung_stops_another(desks: Desks) -> None:
    one, other = received(desks), handed(desks)
    assert desks["binh"].act(one.code, "rut", reason="Lan nộp nhầm").status_code == 302
    assert desks["dung"].act(other.code, "dung", **WHY).status_code == 302
    assert (stage(one.code), stage(other.code)) == (7, 8)


def test_an_apology_is_drafted_and_the_new_day_must_be_worked_and_later(desks: Desks) -> None:
    one = handed(desks)
    form = desks["dung"].get(act_path(one.code, "xin-loi")).context["acting"].form
    assert f"{form['day'].value():%d/%m/%Y}" == "09/03/2023"
    sunday = desks["dung"].act(one.code, "xin-loi", day="2023-03-12")
    assert "cơ quan không làm việc" in text(sunday)
    early = desks["dung"].act(one.code, "xin-loi", day="2023-03-03")
    assert early.status_code == 422
    assert "phải sau ngày hẹn trả" in text(early)
    assert desks["dung"].act(one.code, "xin-loi").status_code == 302
    page = text(desks["dung"].get(f"{LIST}{one.code}/"))
    assert "Hẹn lại 09/03/2023" in page
    assert "17:00 06/03/2023" in page
    assert desks["dung"].get(act_path(one.code, "xin-loi")).status_code == 409


def test_a_mistake_is_put_right_beside_the_record(desks: Desks) -> None:
    one = received(desks)
    why: dict[str, Any] = {"reason": "Ghi nhầm khi nhập", "article": "TT 01/2018/TT-VPCP"}
    assert desks["binh"].act(one.code, "dinh-chinh", field="filed_at", **why, filed_at="").status_code == 422
    right = desks["binh"].act(one.code, "dinh-chinh", field="case", case="xac-minh", **why)
    assert right.status_code == 302
    page = text(desks["binh"].get(f"{LIST}{one.code}/"))
    assert "Đã ghi: Không phải xác minh · Sửa thành: Phải xác minh" in page


def test_a_stale_page_says_so_and_keeps_what_was_typed(desks: Desks) -> None:
    one = handed(desks)
    opened = {"seen": one.seq, "papers": ["ly-hon"], **WHY}
    desks["em"].act(one.code, "dinh-chinh", field="return_channel", channel="post", **WHY)
    late = desks["dung"].post(act_path(one.code, "yeu-cau-bo-sung"), opened)
    assert late.status_code == 409
    assert "vừa được người khác cập nhật" in text(late)
    assert "Mới" in text(late)
    form = late.context["acting"].form
    assert form["reason"].value() == WHY["reason"]
    assert form["papers"].value() == ["ly-hon"]
    assert stage(one.code) == 4
    sent = {"seen": form["seen"].value(), "papers": ["ly-hon"], **WHY}
    assert desks["dung"].post(act_path(one.code, "yeu-cau-bo-sung"), sent).status_code == 302
    assert stage(one.code) == 5


def test_what_was_typed_is_there_to_copy_even_when_the_act_is_no_longer_allowed(desks: Desks) -> None:
    one = handed(desks)
    desks["binh"].act(one.code, "rut")
    late = desks["dung"].post(act_path(one.code, "yeu-cau-bo-sung"), {"seen": one.seq, **WHY})
    assert late.status_code == 409
    assert "không còn thực hiện được" in text(late)
    assert WHY["reason"] in text(late)
    assert stage(one.code) == 7


def test_after_an_act_the_officer_is_back_where_he_came_from_and_never_elsewhere(desks: Desks) -> None:
    one, other = handed(desks), handed(desks)
    came = f"{WORK}?pile=mine&mo={one.code}"
    assert desks["dung"].act(one.code, "yeu-cau-nop-phi", back=came).headers["Location"] == came
    away = desks["dung"].act(other.code, "yeu-cau-nop-phi", back="https://example.com/van-phong/")
    assert away.headers["Location"] == f"{LIST}{other.code}/"


@pytest.mark.parametrize("slug", [one.slug for one in ACTS])
def test_chau_of_another_commune_and_lan_can_do_nothing_here(desks: Desks, slug: str) -> None:
    one = handed(desks)
    for name in ("chau", "lan"):
        assert desks[name].post(act_path(one.code, slug), {"seen": one.seq, **WHY}).status_code == 403
    assert desks["phuc"].post(act_path(one.code, slug), {"seen": one.seq, **WHY}).status_code in {403, 409}
    assert queries.standing(dossier_id=one.id).seq == one.seq


def test_the_buttons_are_what_this_person_may_do_now(desks: Desks) -> None:
    one = handed(desks, step="ky", to="em")

    def slugs(name: str) -> set[str]:
        return {button.slug for button in desks[name].get(f"{LIST}{one.code}/").context["buttons"]}

    assert "quyet-dinh" in slugs("em")
    assert "quyet-dinh" not in slugs("dung")
    assert "rut" in slugs("binh")
    assert slugs("phuc") == slugs("ha") == set()


def test_there_is_a_form_for_every_act_of_an_officer() -> None:
    assert {one.act for one in ACTS} == set(dossier.Act) - {dossier.Act.APPLY, dossier.Act.RATE}


def test_who_asks_is_shown_only_after_the_asking_was_written_down(desks: Desks) -> None:
    one = received(desks)
    path = f"{LIST}{one.code}/hien-thong-tin/"
    assert "0912•••678" in text(desks["binh"].get(f"{LIST}{one.code}/"))
    shown = desks["binh"].post(path)
    assert "Nguyễn Thị Lan" in text(shown)
    assert "0912345678" in text(shown)
    assert "Việc xem thông tin này đã được ghi lại" in text(shown)
    assert shown.headers["Cache-Control"] == "no-store"
    from motcua.systems.ledger import queries as ledger  # noqa: PLC0415 - the one test that reads it

    kept = ledger.read(stream=f"reveal:{one.id}")
    assert [(entry.fact.kind, entry.fact.by) for entry in kept] == [
        ("dossier.revealed", desks["binh"].account)
    ]
    assert desks["phuc"].post(path).status_code == 403
    assert desks["lan"].post(path).status_code == 403
