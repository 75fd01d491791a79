"""An act on a work file that cannot be: with its own status, in words beside what was typed, nothing of it lost."""

from collections.abc import Iterator
from typing import Any

import pytest

from motcua.base import clock
from motcua.base.tests.page import text
from motcua.systems.workfiles import actions, models
from motcua.systems.workfiles.tests.office import NOW, Office, at_desk, came, opened

LIST = "/van-phong/ho-so-cong-viec/"


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.at(NOW):
        yield


def path(file: str, slug: str) -> str:
    return f"{LIST}{file}/viec/{slug}/"


def form(page: Any) -> Any:
    return page.context["acting"].form


def test_a_page_that_binh_overtook_says_so_and_keeps_what_lan_typed(office: Office) -> None:
    state = opened(office)
    actions.add_document(file_id=state.id, document=came(office), by=office.actor("binh"), at=NOW)
    step = {"what": "Lấy chữ ký", "words": "Dân không có chữ ký số", "done_on": "2023-05-09"}
    lan = at_desk(office, "lan")
    late = lan.post(path(state.id, "buoc-giay"), {"seen": state.seq} | step)
    assert late.status_code == 409
    assert "vừa được người khác cập nhật" in text(late)
    assert {name: form(late)[name].value() for name in step} == step
    assert [one["new"] for one in late.context["history"]] == [True, False]
    again = {"seen": form(late)["seen"].value()} | step
    assert lan.post(path(state.id, "buoc-giay"), again).status_code == 302
    assert models.PaperStep.objects.get().done_on.isoformat() == "2023-05-09"


def test_what_was_typed_is_there_to_copy_when_the_file_was_closed_meanwhile(office: Office) -> None:
    state = opened(office, document=came(office))
    actions.close(file_id=state.id, by=office.actor("lan"), at=NOW)
    task = {"officer": office.accounts["minh"], "days": 3, "words": "Tổng hợp số liệu"}
    late = at_desk(office, "lan").post(path(state.id, "giao-viec"), {"seen": state.seq} | task)
    assert late.status_code == 409
    assert "không còn thực hiện được" in text(late)
    assert dict(late.context["acting"].typed) == {
        "Người thực hiện": "Hoàng Văn Minh",
        "Số ngày làm việc": "3",
        "Nội dung nhiệm vụ": "Tổng hợp số liệu",
    }
    assert not models.Task.objects.exists()


def test_what_the_law_refuses_stands_beside_its_field_with_its_status(office: Office) -> None:
    state = opened(office, document=came(office))
    lan = at_desk(office, "lan")
    early = lan.post(path(state.id, "ket-thuc"), {"seen": state.seq, "closed_on": "2023-05-01"})
    assert early.status_code == 422
    assert form(early).errors.keys() == {"closed_on"}
    assert "Ngày kết thúc không được trước ngày bắt đầu" in text(early)
    empty = lan.post(path(state.id, "giao-viec"), {"seen": state.seq, "days": 3})
    assert empty.status_code == 422
    assert form(empty).errors.keys() == {"officer", "words"}
    assert form(empty)["days"].value() == "3"


def test_an_act_that_is_another_s_or_not_open_is_refused_before_its_form_is_shown(office: Office) -> None:
    state = opened(office, document=came(office))
    assert at_desk(office, "lan").get(path(state.id, "mo-lai")).status_code == 409
    assert at_desk(office, "lan").get(path(state.id, "ban-giao")).status_code == 403
    kept = at_desk(office, "minh").get(path(state.id, "ket-thuc"))
    assert kept.status_code == 422
    assert "người lập hồ sơ hoặc lãnh đạo đơn vị" in text(kept)
    assert at_desk(office, "lan").get(path(state.id, "gi-do")).status_code == 404
