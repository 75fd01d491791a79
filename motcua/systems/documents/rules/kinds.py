"""The kinds of document an agency writes: 29 of them, each with its abbreviation (NĐ 30/2020/NĐ-CP, Annex III)."""

from collections.abc import Mapping
from dataclasses import dataclass

from motcua.spine.procedure import Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """A kind of document: our own key, its name, and the abbreviation in its symbol (empty for a letter)."""

    key: str
    name: Words
    abbreviation: str


def _kind(key: str, abbreviation: str, vi: str, en: str) -> Kind:
    return Kind(key=key, name=Words(vi=vi, en=en), abbreviation=abbreviation)


LETTER = "cong-van"
_ALL = (
    _kind("nghi-quyet", "NQ", "Nghị quyết", "Resolution"),
    _kind("quyet-dinh", "QĐ", "Quyết định", "Decision"),
    _kind("chi-thi", "CT", "Chỉ thị", "Directive"),
    _kind("quy-che", "QC", "Quy chế", "Statute"),
    _kind("quy-dinh", "QyĐ", "Quy định", "Regulation"),
    _kind("thong-cao", "TC", "Thông cáo", "Communiqué"),
    _kind("thong-bao", "TB", "Thông báo", "Notice"),
    _kind("huong-dan", "HD", "Hướng dẫn", "Guidance"),
    _kind("chuong-trinh", "CTr", "Chương trình", "Programme"),
    _kind("ke-hoach", "KH", "Kế hoạch", "Plan"),
    _kind("phuong-an", "PA", "Phương án", "Scheme"),
    _kind("de-an", "ĐA", "Đề án", "Proposal"),
    _kind("du-an", "DA", "Dự án", "Project"),
    _kind("bao-cao", "BC", "Báo cáo", "Report"),
    _kind("bien-ban", "BB", "Biên bản", "Minutes"),
    _kind("to-trinh", "TTr", "Tờ trình", "Submission"),
    _kind("hop-dong", "HĐ", "Hợp đồng", "Contract"),
    _kind(LETTER, "", "Công văn", "Official letter"),
    _kind("cong-dien", "CĐ", "Công điện", "Telegram"),
    _kind("ban-ghi-nho", "BGN", "Bản ghi nhớ", "Memorandum"),
    _kind("ban-thoa-thuan", "BTT", "Bản thỏa thuận", "Agreement"),
    _kind("giay-uy-quyen", "GUQ", "Giấy ủy quyền", "Letter of authority"),
    _kind("giay-moi", "GM", "Giấy mời", "Invitation"),
    _kind("giay-gioi-thieu", "GGT", "Giấy giới thiệu", "Letter of introduction"),
    _kind("giay-nghi-phep", "GNP", "Giấy nghỉ phép", "Leave permit"),
    _kind("phieu-gui", "PG", "Phiếu gửi", "Sending slip"),
    _kind("phieu-chuyen", "PC", "Phiếu chuyển", "Transfer slip"),
    _kind("phieu-bao", "PB", "Phiếu báo", "Advice slip"),
    _kind("thu-cong", "", "Thư công", "Letter of courtesy"),
)
KINDS: Mapping[str, Kind] = {one.key: one for one in _ALL}

# Copies that an agency certifies (NĐ 30/2020/NĐ-CP, Article 25): of all of a document, of part of it, of such a copy.
WHOLE_COPY, EXTRACT, COPY_OF_COPY = "sao-y", "trich-sao", "sao-luc"
COPIES: Mapping[str, Kind] = {
    one.key: one
    for one in (
        _kind(WHOLE_COPY, "SY", "Sao y", "Certified copy"),
        _kind(EXTRACT, "TrS", "Trích sao", "Certified extract"),
        _kind(COPY_OF_COPY, "SL", "Sao lục", "Copy of a copy"),
    )
}
KINDS_AND_COPIES: Mapping[str, Kind] = {**KINDS, **COPIES}
BY_ABBREVIATION: Mapping[str, Kind] = {
    one.abbreviation: one for one in KINDS_AND_COPIES.values() if one.abbreviation
}

URGENCIES: Mapping[int, Words] = {
    0: Words(vi="Thường", en="Normal"),
    1: Words(vi="Khẩn", en="Urgent"),
    2: Words(vi="Thượng khẩn", en="Very urgent"),
    3: Words(vi="Hỏa tốc", en="Express"),
    4: Words(vi="Hỏa tốc hẹn giờ", en="Express at a set hour"),
}
OPEN = "none"
SECRECIES: Mapping[str, Words] = {
    OPEN: Words(vi="Không mật", en="Not secret"),
    "secret": Words(vi="Mật", en="Secret"),
    "very_secret": Words(vi="Tối mật", en="Very secret"),
    "top_secret": Words(vi="Tuyệt mật", en="Top secret"),
}


def key_of(said: str) -> str | None:
    """Give the key of the kind that somebody names by its key, name or abbreviation, in any case; None for none.

    A certified copy is called `Bản sao y` as well as `Sao y`.
    """
    wanted = said.strip().casefold()
    if wanted.startswith(("bản sao", "bản trích sao")):
        wanted = wanted.removeprefix("bản ")
    for one in KINDS_AND_COPIES.values():
        if wanted in (one.key, one.name.vi.casefold(), one.abbreviation.casefold()) and wanted:
            return one.key
    return None
