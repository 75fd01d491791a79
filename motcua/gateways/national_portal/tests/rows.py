"""Rows in the national portal's form, written for the tests."""

from typing import Any

WAYS = "Hình thức nộpThời gianPhí, lệ phíMô tả"
PAPERS = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
LAWS = "Tên văn bản pháp lýMã văn bản"
END = (
    "Từ khóaKhông có thông tinMô tảKhông có thông tinChọn cơ quan thực hiệnTỉnh/ Thành phốBộ ngành"
    "-- Chọn Tỉnh/ Thành phố --Nộp hồ sơ"
)


def row(**said: Any) -> dict[str, Any]:
    """Give a row that can be read to the last letter, save for what the test says otherwise."""
    return {
        "ma_thu_tuc": "1.900001",
        "ten_thu_tuc": "Cấp giấy phép thả diều",
        "so_quyet_dinh": "12/QĐ-BTP",
        "cap_thuc_hien": "Cấp tỉnh, Cấp xã",
        "linh_vuc": "Trò chơi",
        "doi_tuong_thuc_hien": "Công dân Việt Nam, Tổ chức (không bao gồm doanh nghiệp, HTX), Cán bộ, công chức, viên chức",
        "cach_thuc_thuc_hien": f"{WAYS}Trực tuyến2 Ngày làm việc20,000 VNĐTrực tiếp3 Ngày làm việc20,000 VNĐ(Mỗi con diều)",
        "thanh_phan_ho_so": f"--{PAPERS}Đơn đề nghị1 bản chínhẢnh chụp con diều0 bản chính,2 bản sao",
        "can_cu_phap_ly": f"{LAWS}Luật Trò chơi1/2020/QH14Nghị định 2/2021/NĐ-CP2/2021/NĐ-CP",
        "co_quan_thuc_hien": "Sở Tư pháp",
        "yeu_cau_dieu_kien": "Không có thông tin",
        "ket_qua_xu_ly": f"Giấy phép thả diềuMã: KQ.G15.000999{END}",
        **said,
    }
