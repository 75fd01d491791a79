"""Bình at the counter: two hundred a day, each with its paper and its day."""

from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.spine import worktime
from motcua.systems.dossiers import models, queries
from motcua.systems.dossiers.tests import people
from motcua.systems.dossiers.tests.officers import COUNTER, LIST, Officer, act_path, received, text

Desks = dict[str, Officer]
FORM = f"{COUNTER}1.004873/"


def typed(key: str = "k-1", **changes: Any) -> dict[str, Any]:
    return {
        "key": key,
        "unit": people.COMMUNE,
        "case": "thong-thuong",
        "name": "Nguyễn Thị Lan",
        "phone": "0912 345 678",
        "channel": "counter",
        "return_channel": "counter",
        "original-to-khai": "1",
        "copy-ly-hon": "2",
        **changes,
    }


def test_binh_finds_the_procedure_without_accents(desks: Desks) -> None:
    assert "Cấp Giấy xác nhận tình trạng hôn nhân" in text(
        desks["binh"].get(COUNTER, q="tinh trang hon nhan")
    )
    part = desks["binh"].get(COUNTER, q="hon nhan", into="results")
    assert b"<html" not in part.content
    assert FORM in part.content.decode()
    assert "Không có thủ tục nào khớp" in text(desks["binh"].get(COUNTER, q="xyz"))


def test_what_is_usual_here_stands_first(desks: Desks) -> None:
    assert "Hay tiếp nhận ở đây" not in text(desks["binh"].get(COUNTER))
    received(desks)
    assert "Hay tiếp nhận ở đây" in text(desks["binh"].get(COUNTER))


def test_one_form_and_the_dossier_is_received_with_its_papers_and_its_day(desks: Desks) -> None:
    done = desks["binh"].post(FORM, typed(exemption="ho-ngheo", filer_name=""))
    assert done.status_code == 302
    page = desks["binh"].get(done.headers["Location"])
    assert "Hẹn trả kết quả lúc 17:00 06/03/2023" in text(page)
    assert "In giấy hẹn (Mẫu 01)" in text(page)
    assert "1 bản chính" in text(page)
    assert "2 bản sao" in text(page)
    assert "miễn, giảm: Người thuộc hộ nghèo" in text(page)
    assert f"{FORM}?unit={people.COMMUNE}" in page.content.decode()


def test_a_second_click_makes_no_second_dossier(desks: Desks) -> None:
    first, second = desks["binh"].post(FORM, typed()), desks["binh"].post(FORM, typed())
    assert first.headers["Location"] == second.headers["Location"]
    assert models.Dossier.objects.count() == 1


def test_at_half_past_four_on_the_friday_before_tet_the_day_is_after_tet(desks: Desks) -> None:
    before_tet = datetime(2023, 1, 13, 16, 30, tzinfo=worktime.VN)
    done = desks["binh"].post(FORM, typed(), at=before_tet)
    page = text(desks["binh"].get(done.headers["Location"], at=before_tet))
    assert "17:00 18/01/2023" in page
    later = desks["binh"].post(FORM, typed("k-2"), at=before_tet + timedelta(days=5))
    assert "Tết Nguyên đán" in text(
        desks["binh"].get(later.headers["Location"], at=before_tet + timedelta(days=5))
    )


def test_nothing_typed_is_lost_when_something_is_wrong(desks: Desks) -> None:
    wrong = desks["binh"].post(FORM, typed(name="", email="khong phai thu"))
    assert wrong.status_code == 422
    assert "Hãy ghi họ và tên người nộp." in text(wrong)
    assert "Địa chỉ thư không đúng" in text(wrong)
    assert 'value="0912 345 678"' in wrong.content.decode()
    assert 'value="khong phai thu"' in wrong.content.decode()
    assert models.Dossier.objects.count() == 0


def test_a_dossier_without_its_papers_is_not_received_but_asked_for_in_one_go(desks: Desks) -> None:
    thin = typed(**{"original-to-khai": "0"})
    wrong = desks["binh"].post(FORM, thin)
    assert wrong.status_code == 422
    assert "Chưa đủ giấy tờ để tiếp nhận: Tờ khai" in text(wrong)
    noted = desks["binh"].post(FORM, {**thin, "incomplete": "1"})
    assert noted.status_code == 302
    form = desks["binh"].get(noted.headers["Location"])
    assert form.context["acting"].form["papers"].value() == ["to-khai"]
    assert models.Dossier.objects.get().stage == 1


def test_a_day_to_come_is_refused(desks: Desks) -> None:
    wrong = desks["binh"].post(FORM, typed(filed_at="2023-03-02T08:00"))
    assert wrong.status_code == 422
    assert "Thời điểm nộp không được sau thời điểm hiện tại" in text(wrong)


def test_chaus_counter_is_not_binhs(desks: Desks) -> None:
    assert desks["chau"].post(FORM, typed()).status_code == 422
    assert models.Dossier.objects.count() == 0


def test_a_procedure_that_is_not_there_is_said_clearly(desks: Desks) -> None:
    assert desks["binh"].get(f"{COUNTER}9.999999/").status_code == 404


def test_scans_are_kept_and_those_of_the_wrong_kind_are_not(desks: Desks) -> None:
    one = received(desks)
    path = f"{LIST}{one.code}/tep/"
    files = [
        SimpleUploadedFile("to khai.pdf", b"%PDF-1.7 to khai"),
        SimpleUploadedFile("virus.exe", b"MZ not a paper"),
    ]
    assert desks["binh"].post(path, {"paper": "to-khai", "files": files}).status_code == 302
    page = desks["binh"].get(f"{LIST}{one.code}/")
    assert "to khai.pdf" in text(page)
    assert "không thuộc loại được nhận" in text(page)
    (kept,) = queries.page(code=one.code, at=people.AFTERNOON).files
    opened = desks["binh"].get(f"{path}{kept.id}/")
    assert b"".join(opened) == b"%PDF-1.7 to khai"
    assert desks["chau"].get(f"{path}{kept.id}/").status_code == 403
    assert desks["phuc"].get(f"{path}{kept.id}/").status_code == 403
    assert desks["binh"].get(f"{path}khong-co/").status_code == 404


def test_the_supplement_form_begins_with_what_the_counter_found_missing(desks: Desks) -> None:
    one = received(desks)
    form = desks["binh"].get(act_path(one.code, "yeu-cau-bo-sung"), papers="ly-hon").context["acting"].form
    assert form["papers"].value() == ["ly-hon"]
