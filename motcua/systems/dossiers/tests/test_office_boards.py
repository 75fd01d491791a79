"""The supervisor's board, the lists behind its numbers, apologies, and handing many over."""

import re
from datetime import timedelta
from typing import Any

from motcua.systems.dossiers import queries
from motcua.systems.dossiers.tests import people
from motcua.systems.dossiers.tests.officers import LIST, WHY, WORK, Officer, handed, received, stage, text

Desks = dict[str, Officer]
BOARD, BULK, APOLOGIES = "/van-phong/bang-theo-doi/", "/van-phong/chuyen-nhieu/", "/van-phong/xin-loi/"
LATE = people.AFTERNOON + timedelta(days=6)


def busy(desks: Desks) -> None:
    """Fill the desks: one late, one with time, one waiting, one finished late, one finished in time."""
    handed(desks)
    handed(desks, to="duyen", case="xac-minh")
    waiting = handed(desks)
    desks["dung"].act(waiting.code, "yeu-cau-bo-sung", papers=["ly-hon"], **WHY)
    for at in (people.AFTERNOON, LATE):
        one = handed(desks, step="ky", to="em")
        assert desks["em"].act(one.code, "quyet-dinh", at=at).status_code == 302


def test_every_number_on_the_board_opens_a_list_of_that_length(desks: Desks) -> None:
    busy(desks)
    for path in (BOARD, f"{BOARD}?level=commune", f"{BOARD}?unit={people.COMMUNE}"):
        page = desks["phuc"].get(path, at=LATE)
        cells = [cell for row in page.context["rows"] for cell in row.cells] + page.context["totals"]
        assert any(cell.count for cell in cells)
        for cell in cells:
            listed = desks["phuc"].get(cell.url, at=LATE)
            assert listed.context["total"] == cell.count, (path, cell)
            assert len(listed.context["rows"]) == cell.count


def test_em_sees_the_officers_of_her_own_unit_and_no_other(desks: Desks) -> None:
    busy(desks)
    page = desks["em"].get(BOARD, at=LATE)
    assert {row.name for row in page.context["rows"]} == {"Dung", "Duyen", "Em"}
    assert desks["em"].get(BOARD, unit=people.ELSEWHERE).status_code == 403


def test_a_list_is_narrowed_and_says_by_what(desks: Desks) -> None:
    busy(desks)
    page = desks["phuc"].get(LIST, unit=people.COMMUNE, officer=desks["duyen"].account, procedure="1.004873")
    assert page.context["total"] == 1
    assert "Duyen" in text(page)
    assert desks["phuc"].get(LIST, pile="khong-co").context["total"] == 5
    assert "Không có hồ sơ nào như vậy" in text(desks["phuc"].get(LIST, unit="H31.99"))


def test_pages_of_the_list_follow_each_other(desks: Desks) -> None:
    made = {received(desks, at=people.MORNING + timedelta(seconds=n)).code for n in range(53)}
    first = desks["binh"].get(LIST)
    second = desks["binh"].get(f"{LIST}?{first.context['next']}")
    seen = [row.line.code for page in (first, second) for row in page.context["rows"]]
    assert len(seen) == len(set(seen)) == 53
    assert set(seen) == made
    assert second.context["next"] == ""
    assert desks["binh"].get(LIST, after="hom-qua").status_code == 422


def picks(desks: Desks, name: str = "binh", **asked: Any) -> list[str]:
    found = desks[name].get(LIST, **asked).content.decode()
    return re.findall(r'name="pick" value="([^"]+)"', found)


def test_many_are_handed_over_after_a_page_that_says_what_will_happen(desks: Desks) -> None:
    going = [received(desks), received(desks)]
    over = handed(desks, step="ky", to="em")
    desks["em"].act(over.code, "quyet-dinh")
    chosen = picks(desks)
    assert len(chosen) == 3
    plan = desks["binh"].post(BULK, {"pick": chosen})
    assert "2 hồ sơ sẽ được chuyển" in text(plan)
    assert "Đang ở trạng thái “Đã xử lý xong”" in text(plan)
    assert {stage(one.code) for one in going} == {2}
    order = {"pick": chosen, "way": "next", "officer": desks["dung"].account}
    done = desks["binh"].post(BULK, {**order, "confirm": "1"})
    assert "Đã chuyển 2 hồ sơ" in text(done)
    assert "Không chuyển" in text(done)
    for one in going:
        state = queries.standing(dossier_id=one.id)
        assert (state.step, state.officer) == ("tham-tra", desks["dung"].account)
    undone = desks["binh"].post(BULK, {"undo": done.context["undo"]})
    assert "Đã chuyển trả lại 2 hồ sơ" in text(undone)
    for one in going:
        state = queries.standing(dossier_id=one.id)
        assert (state.step, state.officer) == ("tiep-nhan", desks["binh"].account)


def test_em_gives_dungs_work_to_duyen_on_the_same_step(desks: Desks) -> None:
    one, other = handed(desks), handed(desks, to="duyen")
    order = {"way": "same", "officer": desks["duyen"].account, "pick": picks(desks, "em")}
    done = desks["em"].post(BULK, {**order, "confirm": "1"})
    assert "Đã chuyển 1 hồ sơ" in text(done)
    assert "Người này đang xử lý hồ sơ" in text(done)
    state = queries.standing(dossier_id=one.id)
    assert (state.step, state.officer) == ("tham-tra", desks["duyen"].account)
    assert queries.standing(dossier_id=other.id).seq == other.seq


def test_what_moved_meanwhile_stays_and_says_so(desks: Desks) -> None:
    one = received(desks)
    chosen = picks(desks)
    desks["binh"].act(one.code, "dinh-chinh", field="return_channel", channel="post", **WHY)
    done = desks["binh"].post(BULK, {"pick": chosen, "way": "next", "officer": "", "confirm": "1"})
    assert "Đã chuyển 0 hồ sơ" in text(done)
    assert "Vừa được người khác cập nhật" in text(done)
    assert stage(one.code) == 2


def test_nobody_hands_over_many_without_the_right_or_from_elsewhere(desks: Desks) -> None:
    received(desks)
    chosen = picks(desks)
    assert desks["dung"].post(BULK, {"pick": chosen}).status_code == 403
    assert picks(desks, "phuc") == []
    assert "Chưa chọn hồ sơ nào" in text(desks["chau"].post(BULK, {"pick": chosen}))
    assert "Chưa chọn hồ sơ nào" in text(desks["binh"].post(BULK, {"pick": ["nham", "x:y", "' or 1=1"]}))
    assert desks["binh"].post(BULK, {"undo": "gia-mao"}).status_code == 302


def test_apologies_are_drafted_the_day_before_and_sent_with_one_click(desks: Desks) -> None:
    one = handed(desks)
    handed(desks, case="xac-minh")
    assert "Không có phiếu nào phải gửi" in text(desks["dung"].get(APOLOGIES))
    friday = people.AFTERNOON + timedelta(days=2)
    assert "1 hồ sơ cần gửi phiếu xin lỗi" in text(desks["dung"].get(WORK, at=friday))
    (draft,) = desks["dung"].get(APOLOGIES, at=friday).context["drafts"]
    assert draft.row.line.code == one.code
    sent = desks["dung"].post(
        draft.url,
        {
            "seen": draft.row.line.seq,
            "back": APOLOGIES,
            "reason": "Phải kiểm tra thực địa",
            "article": "Điều 19 NĐ 61/2018/NĐ-CP",
            "day": f"{draft.day:%Y-%m-%d}",
        },
        at=friday,
    )
    assert sent.headers["Location"] == APOLOGIES
    after = desks["dung"].get(APOLOGIES, at=friday)
    assert after.context["drafts"] == []
    assert [row.line.code for row in after.context["sent"]] == [one.code]
    assert f"{LIST}{one.code}/mau/04.pdf" in after.content.decode()
