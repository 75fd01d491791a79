"""Lan holds the paper: every word on it can be read, by her, by her phone and by a screen reader."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
import segno
from django.conf import settings

from motcua.base.tests import paper as paper_
from motcua.spine import worktime
from motcua.systems.dossiers import prints
from motcua.systems.dossiers.prints import sheets, words
from motcua.systems.dossiers.prints.tests import examples, reading

EVERY = pytest.mark.parametrize("form", examples.ALL, ids=lambda form: sheets.NUMBER[type(form)])
OF_A_DOSSIER = pytest.mark.parametrize("form", examples.ALL[:5], ids=lambda form: sheets.NUMBER[type(form)])

SAID = {
    prints.ReceiptForm: (
        "ỦY BAN NHÂN DÂN XÃ ĐÔNG TẢO",
        "Số: 0007/TNHS",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "tiếp nhận hồ sơ của: Nguyễn Thị Ngọc Lan",
        "Giấy chứng nhận kết hôn của cha, mẹ Bản chứng thực 02",
        "3. Thời gian giải quyết hồ sơ theo quy định là: trong ngày làm việc",
        "4. Thời gian nhận hồ sơ: 16 giờ 30 phút, ngày 13 tháng 01 năm 2023",
        "5. Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 16 tháng 01 năm 2023",
        "Lệ phí đăng ký khai sinh quá hạn: 8.000 đồng",
        "quyển số: 01/2023; số thứ tự: 0112",
    ),
    prints.SupplementForm: (
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
        "Văn bản ủy quyền, có chứng thực chữ ký",
        "Lý do: Giấy chứng sinh chưa có dấu của cơ sở y tế",
        "Thời hạn bổ sung, hoàn thiện: ngày 07 tháng 02 năm 2023",
        "liên hệ với Trần Văn Bình, số điện thoại 0221 3910 123",
    ),
    prints.RefusalForm: (
        "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ",
        "không thuộc thẩm quyền của Ủy ban nhân dân cấp xã.",
        "Căn cứ: Điều 35 Luật Hộ tịch số 60/2014/QH13",
        "Cơ quan có thẩm quyền giải quyết: Ủy ban nhân dân huyện Khoái Châu",
    ),
    prints.ApologyForm: (
        "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ",
        "Kính gửi: Phạm Thị Cúc",
        "Thời gian hẹn trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 10 tháng 3 năm 2023.",
        "phải xác minh thêm ranh giới thửa đất với các hộ liền kề.",
        "trả kết quả giải quyết hồ sơ vào 17 giờ 00 phút, ngày 17 tháng 3 năm 2023.",
        "– Trung tâm Phục vụ hành chính công tỉnh;",
        "GIÁM ĐỐC",
    ),
    prints.ControlForm: (
        "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
        "Cơ quan phối hợp giải quyết hồ sơ: Công an xã Đông Tảo",
        "1. Giao: Bộ phận Một cửa",
        "Trước hạn",
        "Quá hạn",
        "Đỗ Đức Thắng",
    ),
    prints.RegisterForm: (
        "SỔ THEO DÕI HỒ SƠ",
        "Từ ngày 01/01/2023 đến ngày 31/01/2023 · Quyển số 01/2023",
        "Công ty TNHH Thương mại và Dịch vụ Phố Hiến",
        "000.22.15.H31-230113-0024",
        "Tổng số: 24 hồ sơ.",
        "Trang 2/2",
    ),
}


def said(line: str) -> str:
    return line.replace(words.GAP, " ")


@paper_.POPPLER
@EVERY
def test_every_form_says_what_the_circular_asks_with_its_diacritics(form: prints.Form) -> None:
    read = paper_.text(prints.render(form))
    for asked in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", *SAID[type(form)]):
        assert asked in read
    assert "MÔ PHỎNG" not in read


@EVERY
def test_every_form_is_a_tagged_archival_paper_in_vietnamese(form: prints.Form) -> None:
    with pikepdf.open(io.BytesIO(prints.render(form))) as pdf:
        with pdf.open_metadata() as known:
            assert (known["pdfaid:part"], known["pdfaid:conformance"]) == ("2", "A")
            assert known["pdfuaid:part"] == "1"
            assert sheets._face(form)["title"] in known["dc:title"]
            assert known["xmp:CreateDate"].startswith(f"{form.issued_at:%Y-%m-%dT%H:%M}")
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("vi")
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        fonts = [
            one
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
        ]
        assert fonts
        assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)
        assert {str(font.FontName).partition("+")[2].partition("-")[0] for font in fonts} == {
            "LibertinusSerif"
        }


@EVERY
def test_forms_one_to_five_are_a5_upright_and_the_register_a4_lying(form: prints.Form) -> None:
    with pikepdf.open(io.BytesIO(prints.render(form))) as pdf:
        box = pdf.pages[0].obj.MediaBox
        size = tuple(round(float(side) * 25.4 / 72) for side in (box[2], box[3]))
    assert size == ((297, 210) if isinstance(form, prints.RegisterForm) else (148, 210))


@paper_.POPPLER
@OF_A_DOSSIER
def test_a_phone_reads_the_tracking_address_from_the_paper(form: prints.ReceiptForm, tmp_path: Path) -> None:
    drawn = segno.make(form.tracking, error="m", micro=False)
    assert reading.modules(prints.render(form), tmp_path) == [list(row) for row in drawn.matrix]
    assert form.code in form.tracking


@OF_A_DOSSIER
def test_the_code_is_described_for_those_who_cannot_see_it(form: prints.ReceiptForm) -> None:
    with pikepdf.open(io.BytesIO(prints.render(form))) as pdf:
        told = [str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    assert [words_ for words_ in told if form.tracking in words_ and form.code in words_]


@EVERY
def test_the_same_record_gives_the_same_bytes(form: prints.Form) -> None:
    assert prints.render(form) == prints.render(form)


@paper_.POPPLER
@EVERY
def test_what_is_simulated_says_so_on_every_page(form: prints.Form) -> None:
    paper = prints.render(replace(form, simulated=True))
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        assert paper_.text(paper).count("DỮ LIỆU MÔ PHỎNG – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ") == len(pdf.pages)


@paper_.POPPLER
def test_in_a_house_of_simulated_data_nobody_has_to_ask_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "SIMULATED", True)
    assert "DỮ LIỆU MÔ PHỎNG" in paper_.text(prints.render(examples.RECEIPT))


def test_days_and_months_are_written_as_the_decree_says() -> None:
    assert said(words.day(datetime(2023, 2, 7, tzinfo=worktime.VN))) == "07 tháng 02 năm 2023"
    assert said(words.day(datetime(2023, 3, 17, tzinfo=worktime.VN))) == "17 tháng 3 năm 2023"


def test_a_moment_is_said_in_vietnamese_time_wherever_it_came_from() -> None:
    from_utc = words.moment(datetime(2022, 12, 31, 18, 5, tzinfo=UTC))
    assert said(from_utc) == "01 giờ 05 phút, ngày 01 tháng 01 năm 2023"


def test_no_fee_an_unknown_fee_and_a_fee_of_zero_are_three_things() -> None:
    unknown, free, dear = (prints.FeeLine(label="Phí", amount=amount) for amount in (None, 0, 1_500_000))
    assert words.fees(()) == "không thu"
    assert words.fees((unknown,)) == "Phí: chưa xác định"
    assert words.fees((free, dear)) == "Phí: 0 đồng; Phí: 1.500.000 đồng"


def test_a_length_of_time_keeps_its_unit_and_unset_stays_unset() -> None:
    assert words.length(worktime.Duration(15, worktime.Unit.WORKING_DAY)) == "15 ngày làm việc"
    assert words.length(worktime.Duration(1, worktime.Unit.MONTH)) == "01 tháng"
    assert words.length(None) == ""


def test_every_kind_has_its_word() -> None:
    assert set(words.PAPER_KIND) == set(prints.PaperKind)
    assert set(words.OUTCOME) == set(prints.Outcome)
    assert set(words.UNIT) == set(worktime.Unit)
