"""The members that the older exchange knows (its `DongBoHoSoMC` and `CapNhatTienDoHoSoMC`); others are not sent."""

from collections.abc import Iterable, Mapping

Members = Mapping[str, Iterable[str] | None]
"""Names of members; those of a list's entries where the member is one."""

DOSSIER: Members = {
    **dict.fromkeys(
        (
            "MaHoSo",
            "MaTTHC",
            "TenTTHC",
            "MaLinhVuc",
            "TenLinhVuc",
            "SoBienNhan",
            "ChuHoSo",
            "LoaiDoiTuong",
            "MaDoiTuong",
            "Email",
            "SoDienThoai",
            "NgayNop",
            "NgayTiepNhan",
            "NgayHenTra",
            "TrangThaiHoSo",
            "NgayTra",
            "HinhThuc",
            "NgayKetThucXuLy",
            "DonViXuLy",
            "KenhThucHien",
            "HoSoCoThanhPhanSoHoa",
        )
    ),
    "TaiLieuNop": ("TepDinhKemId", "TenTepDinhKem", "IsDeleted", "MaThanhPhanHoSo", "DuocSoHoa"),
    "DanhSachLePhi": ("TenPhiLePhi", "MaPhiLePhi", "HinhThucThu", "Gia"),
    "DanhSachHoSoBoSung": (
        "HoSoBoSungId",
        "NguoiYeuCauBoSung",
        "NoiDungBoSung",
        "NgayBoSung",
        "NgayTiepNhanBoSung",
        "TrangThaiBoSung",
        "DanhSachGiayToBoSung",
        "NgayHenTraTruoc",
        "NgayHenTraMoi",
    ),
    "DanhSachGiayToKetQua": ("TenGiayTo", "MaKetQua"),
}
STEP: Members = dict.fromkeys(
    (
        "MaHoSo",
        "NguoiXuLy",
        "ThoiDiemXuLy",
        "PhongBanXuLy",
        "NoiDungXuLy",
        "TrangThai",
        "NgayBatDau",
        "NgayKetThucTheoQuyDinh",
    )
)


def chosen(data: Mapping[str, object], members: Members) -> dict[str, object]:
    """Give those members of a message that are named, and of its lists' entries likewise."""
    return {name: _entries(value, members[name]) for name, value in data.items() if name in members}


def _entries(value: object, names: Iterable[str] | None) -> object:
    if names is None or not isinstance(value, list):
        return value
    return [
        {name: each[name] for name in names if name in each} for each in value if isinstance(each, Mapping)
    ]
