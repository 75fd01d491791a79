"""What client and server of the six steps agree on: paths, and a message of ours in the words of each step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

TOKEN, NEXT, UPLOAD = "/token", "/GetNextValue", "/UploadFile"
LINK, PROGRESS, STATE = "/NoiHoSo", "/CapNhatTienTrinh", "/CapNhatTrangThai"
KEY = "Idempotency-Key"
ELECTRONIC = 2
"""`LoaiBan`: neither an original nor a copy on paper."""
OTHER = "Giấy tờ khác"
DAY, INSTANT = "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S.000"

Said = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Upload:
    """A file as the portal has it: its name there, and the digest that was made there."""

    id: str
    digest: str


def dossier(data: Mapping[str, Any], *, number: str, files: Mapping[str, Upload]) -> Said:
    """Say a dossier as `NoiHoSo` does; `files` are by the digest under which we keep them."""
    kind = int(data["LoaiDoiTuong"]) if data.get("LoaiDoiTuong") else None
    who = {
        "TenNguoiNop": data.get("ChuHoSo"),
        "SoDinhDanh": data.get("MaDoiTuong"),
        "SoDienThoai": data.get("SoDienThoai"),
        "Email": data.get("Email"),
        "DiaChiChiTiet": data.get("DiaChi"),
    }
    return _known(
        {
            "MaHoSo": number,
            "MaTTHC": data.get("MaTTHC"),
            "MaDichVuCong": data.get("MaTTHC"),
            "ChuHoSo": data.get("ChuHoSo"),
            "LoaiDoiTuong": kind,
            "MaDonViTiepNhan": data.get("MaDonViTiepNhan"),
            "NgayNop": _written(data.get("NgayNop"), DAY),
            "NgayTiepNhan": _written(data.get("NgayTiepNhan"), DAY),
            "ThanhPhanHoSo": _papers(data.get("TaiLieuNop") or [], files),
            "ThongTinNguoiNop": _known({"LoaiDoiTuong": kind, "ThongTinChiTiet": _known(who)}),
        }
    )


def step(data: Mapping[str, Any], *, number: str) -> Said:
    """Say a step as `CapNhatTienTrinh` does."""
    moments = ("ThoiDiemXuLy", "NgayBatDau", "NgayKetThucTheoQuyDinh")
    return _known(
        {
            "MaHoSo": number,
            **{name: data.get(name) for name in ("NguoiXuLy", "PhongBanXuLy", "NoiDungXuLy")},
            **{name: _written(data.get(name), INSTANT) for name in moments},
            "TrangThai": _whole(data.get("TrangThai")),
        }
    )


def state(data: Mapping[str, Any], *, number: str) -> Said:
    """Say a dossier's state as `CapNhatTrangThai` does, with the fees and the results that go with it."""
    names = ("PhongBanXuLy", "NoiDungXuLy", "DanhSachLePhi", "DanhSachGiayToKetQua")
    return _known(
        {
            "MaHoSo": number,
            "TrangThai": _whole(data.get("TrangThai") or data.get("TrangThaiHoSo")),
            **{name: data.get(name) for name in names},
        }
    )


def form(content: bytes, *, name: str, boundary: str) -> bytes:
    """Write a file as a form does (RFC 7578); its name in UTF-8, so that it is there as it is here."""
    called = quote(name, safe=" !#$&'()+,-.;=@[]^_`{}~") if '"' in name or not name.isprintable() else name
    head = (
        f"--{boundary}\r\n"
        f'Content-Disposition: form-data; name="files"; filename="{called}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    return b"".join([head.encode(), content, f"\r\n--{boundary}--\r\n".encode()])


def file_in(body: bytes, *, content_type: str) -> bytes | None:
    """Read the one file of a form; None where it has none."""
    _kind, _sign, boundary = content_type.partition("boundary=")
    start = body.find(b"\r\n\r\n")
    end = body.rfind(b"\r\n--" + boundary.encode() + b"--")
    return body[start + 4 : end] if boundary and 0 <= start < end else None


def _papers(given: Sequence[Mapping[str, Any]], files: Mapping[str, Upload]) -> list[Said]:
    """Give each part of the dossier with its files, in the order of the first of them."""
    parts: dict[str, list[Mapping[str, Any]]] = {}
    for each in given:
        if each.get("HashTepTin") in files:
            parts.setdefault(str(each.get("MaThanhPhanHoSo", "")), []).append(each)
    return [
        _known(
            {
                "MaThanhPhanHoSo": key,
                "TenThanhPhanHoSo": there[0].get("TenThanhPhanHoSo") or OTHER,
                "SoLuong": len(there),
                "LoaiBan": ELECTRONIC,
                "GiayToDinhKem": [_attached(each, files[each["HashTepTin"]]) for each in there],
            }
        )
        for key, there in parts.items()
    ]


def _attached(paper: Mapping[str, Any], upload: Upload) -> Said:
    return {"IdGiayTo": upload.id, "TenGiayTo": paper.get("TenTepDinhKem"), "HashTepTin": upload.digest}


def _written(text: object, form_: str) -> str:
    """Write fourteen digits the way a step does; what is no such moment is not said."""
    try:
        return datetime.strptime(str(text or ""), "%Y%m%d%H%M%S").strftime(form_)  # noqa: DTZ007 - Vietnam's clock on both sides
    except ValueError:
        return ""


def _whole(text: object) -> int | None:
    return int(str(text)) if str(text or "").isdecimal() else None


def _known(said: Said) -> Said:
    return {name: value for name, value in said.items() if value not in (None, "", [], {})}
