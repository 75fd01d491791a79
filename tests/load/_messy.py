"""A national list of procedures made up for the benchmarks, in the portal's run-together shape and of its length."""

import functools
import json
import random
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.load import _house

ROWS = 1_376  # as many as the three ministries' exports have together

FIELDS = {
    "Hộ tịch": ("khai sinh", "khai tử", "kết hôn", "giám hộ", "nhận cha, mẹ, con", "thay đổi họ, tên"),
    "Đất đai": ("quyền sử dụng đất", "tranh chấp đất đai", "biến động đất đai", "thu hồi đất", "giao đất, cho thuê đất"),
    "Hoạt động xây dựng": ("giấy phép xây dựng", "chứng chỉ hành nghề xây dựng", "thiết kế cơ sở", "di dời công trình"),
    "Chứng thực": ("bản sao từ bản chính", "chữ ký", "hợp đồng, giao dịch", "bản dịch"),
    "Thủy sản": ("giấy phép khai thác thủy sản", "nuôi trồng thủy sản", "tàu cá", "nguồn gốc loài thủy sản"),
    "Thành lập doanh nghiệp": ("doanh nghiệp tư nhân", "công ty cổ phần", "chi nhánh, văn phòng đại diện", "vốn điều lệ"),
    "Nuôi con nuôi": ("nuôi con nuôi trong nước", "nuôi con nuôi có yếu tố nước ngoài"),
}  # fmt: skip
VERBS = ("Đăng ký", "Đăng ký lại", "Cấp", "Cấp lại", "Cấp đổi", "Gia hạn", "Thu hồi", "Điều chỉnh", "Công nhận", "Thẩm định", "Xóa đăng ký")  # fmt: skip
ENDS = ("", " lưu động", " có yếu tố nước ngoài", " tại khu vực biên giới", " đối với tổ chức", " đối với cá nhân", " cho người đã có hồ sơ, giấy tờ cá nhân", " trên địa bàn một tỉnh")  # fmt: skip
LEVELS = ("Cấp tỉnh", "Cấp xã", "Cấp Quận/huyện", "Cấp tỉnh, Cấp xã", "Cấp Bộ", "Không có thông tin")
TIMES = ("3 Ngày làm việc", "15 Ngày", "5", "Không có thông tin", "8 Giờ", "2 Tháng", "30 Ngày làm việc")
FEES = ("Miễn phí", "Không có thông tin", "20,000 VNĐ", "1,000,000 Việt Nam Đồng", "4,500,000 Việt Nam Đồng(Lệ phí: 4.500.000 Đồng)", "50 USD", "200 VNĐ")  # fmt: skip
PAPERS = ("Đơn đề nghị theo mẫu", "Bản sao giấy tờ tùy thân", "Giấy chứng nhận đã cấp", "Bản vẽ kèm thuyết minh", "Văn bản ủy quyền (nếu có)")  # fmt: skip
PROSE = (
    "Người yêu cầu nộp trực tiếp, qua dịch vụ bưu chính công ích hoặc trực tuyến một bộ hồ sơ đến cơ quan có thẩm quyền; "
    "cơ quan tiếp nhận kiểm tra thành phần hồ sơ, trường hợp chưa đầy đủ thì hướng dẫn bổ sung một lần bằng văn bản.\n"
)
END = (
    "Từ khóaKhông có thông tinMô tảKhông có thông tinChọn cơ quan thực hiệnTỉnh/ Thành phốBộ ngành"
    "-- Chọn Tỉnh/ Thành phố --Nộp hồ sơ"
)


def rows(count: int = ROWS) -> list[dict[str, Any]]:
    """Make the rows, the same in every run; some lack a unit, a fee, a level, as the real ones do."""
    chance = random.Random(204)  # noqa: S311 - the same list in every run, nothing secret
    return [_row(chance, number) for number in range(count)]


def _row(chance: random.Random, number: int) -> dict[str, Any]:
    field = chance.choice(list(FIELDS))
    thing, article = chance.choice(FIELDS[field]), chance.randint(1, 200)
    ways = "".join(
        f"{channel}{chance.choice(TIMES)}{chance.choice(FEES)}{chance.choice(('', PROSE))}"
        for channel in ("Trực tuyến", "Dịch vụ bưu chính", "Trực tiếp")[: chance.randint(1, 3)]
    )
    papers = "".join(
        f"- {paper};{chance.randint(0, 2)} bản chính{chance.choice(('', ',1 bản sao'))}"
        for paper in chance.sample(PAPERS, chance.randint(1, len(PAPERS)))
    )
    laws = "".join(
        f"Nghị định số {n}/2021/NĐ-CP của Chính phủ{n}/2021/NĐ-CP" for n in range(article, article + 5)
    )
    return {
        "ma_thu_tuc": f"{chance.choice('123')}.{700_000 + number}",
        "ten_thu_tuc": f"{chance.choice(VERBS)} {thing}{chance.choice(ENDS)}",
        "so_quyet_dinh": f"{article}/QĐ-BTP",
        "cap_thuc_hien": chance.choice(LEVELS),
        "loai_thu_tuc": "TTHC được giao luật quy định chi tiết",
        "linh_vuc": field,
        "doi_tuong_thuc_hien": "Công dân Việt Nam, Tổ chức (không bao gồm doanh nghiệp, HTX)",
        "co_quan_co_tham_quyen": "",
        "thu_tuc_lien_quan": "Không có thông tin",
        "trinh_tu_thuc_hien": PROSE * chance.randint(2, 12),
        "cach_thuc_thuc_hien": f"Hình thức nộpThời gianPhí, lệ phíMô tả{ways}",
        "thanh_phan_ho_so": f"--Tên giấy tờMẫu đơn, tờ khaiSố lượng{papers}",
        "can_cu_phap_ly": f"Tên văn bản pháp lýMã văn bản{laws}",
        "co_quan_thuc_hien": "Sở Tư pháp, Ủy ban nhân dân cấp xã",
        "yeu_cau_dieu_kien": chance.choice(("Không có thông tin", PROSE)),
        "ket_qua_xu_ly": f"Quyết định về {thing}Mã: KQ.G15.{number:06d}{END}",
    }


@functools.cache
def taken_over() -> tuple[float, float, int]:
    """Import the list into the house, twice; give the seconds of the first and the second time, and the rows taken."""
    _house.opened()
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up only once the house is opened

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "national.jsonl"
        text = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows())
        file.write_text(text, encoding="utf-8")
        out = Path(folder) / "said.json"
        spent = []
        taken = 0
        for _ in range(2):
            with out.open("w", encoding="utf-8") as said:
                began = time.perf_counter()
                call_command("import_catalogue", str(file), json=True, stdout=said)
                spent.append(time.perf_counter() - began)
            found = json.loads(out.read_text(encoding="utf-8"))
            taken = taken or int(found["imported"])
    return spent[0], spent[1], taken
