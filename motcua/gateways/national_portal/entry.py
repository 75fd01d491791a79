"""One row of an export, a mapping of the portal's own field names to text, into one entry of the catalogue."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from motcua.gateways.national_portal import laws, methods, outcomes, papers
from motcua.gateways.national_portal.piece import REMAINDER, Piece, known
from motcua.spine import refusal
from motcua.systems.procedures.ports import CatalogueEntry, Kind, Unparsed

CODE = re.compile(r"[1-9]\.\d{6}(?:\.(?:\d{3}\.\d{2}\.\d{2}\.)?[GH]\d{2})?")
LEVELS = {
    "Cấp bộ": "ministry",
    "Cấp tỉnh": "province",
    "Cấp huyện": "district",
    "Cấp xã": "commune",
    "Cơ quan khác": "other",
}
AUDIENCE = {
    "Tổ chức (không bao gồm doanh nghiệp, HTX)": "organisation",
    "Doanh nghiệp có vốn đầu tư nước ngoài": "foreign_enterprise",
    "Người Việt Nam định cư ở nước ngoài": "overseas_vietnamese",
    "Người nước ngoài cư trú tại Việt Nam": "resident_foreigner",
    "Cán bộ, công chức, viên chức": "official",
    "Doanh nghiệp Việt Nam": "vietnamese_enterprise",
    "Tổ chức nước ngoài": "foreign_organisation",
    "Công dân Việt Nam": "citizen",
    "Người nước ngoài": "foreigner",
    "Hợp tác xã": "cooperative",
    "Doanh nghiệp": "enterprise",
    "Tổ chức Đảng": "party_organisation",
    "Đảng viên": "party_member",
}
LIST_COLUMNS = {
    "Mã số": "ma_thu_tuc",
    "Tên": "ten_thu_tuc",
    "Cơ quan ban hành": "co_quan_ban_hanh",
    "Cơ quan thực hiện": "co_quan_thuc_hien",
    "Lĩnh vực": "linh_vuc",
}
KEPT = frozenset(
    [
        "ma_thu_tuc",
        "ten_thu_tuc",
        "so_quyet_dinh",
        "cap_thuc_hien",
        "loai_thu_tuc",
        "linh_vuc",
        "doi_tuong_thuc_hien",
        "co_quan_co_tham_quyen",
        "dia_chi_tiep_nhan",
        "co_quan_duoc_uy_quyen",
        "co_quan_phoi_hop",
        "thu_tuc_lien_quan",
        "trinh_tu_thuc_hien",
        "cach_thuc_thuc_hien",
        "thanh_phan_ho_so",
        "can_cu_phap_ly",
        "co_quan_thuc_hien",
        "yeu_cau_dieu_kien",
        "ket_qua_xu_ly",
        "co_quan_ban_hanh",
    ],
)


class Refusal(refusal.Refusal):
    """A row that is not an entry of the catalogue."""


def read(row: object, *, kind: Kind) -> CatalogueEntry:
    """Read one row; what cannot be read of its text is kept and listed, what is not a row at all is refused.

    Raises Refusal `national-portal.*`: not a mapping, a value that is no text, no code, no name, a code of another form.
    """
    said = _texts(row)
    code, name = named(said.get("ma_thu_tuc", ""), said.get("ten_thu_tuc", ""))
    return _entry(said, code, name, kind)


def named(code: str, name: str) -> tuple[str, str]:
    """Give the code and the name of a procedure without their surrounding blanks; refuse what names none."""
    code, name = code.strip(), " ".join(name.split())
    if not _writable(name):
        raise _not_text("ten_thu_tuc")
    if not code:
        raise Refusal("national-portal.code-missing", refusal.gettext_noop("Dòng không có mã thủ tục."))
    if not CODE.fullmatch(code):
        raise Refusal(
            "national-portal.code-malformed",
            refusal.gettext_noop("Mã thủ tục “%(code)s” không đúng dạng 1.001193 hoặc 1.001193.H31."),
            params={"code": code},
        )
    if not name:
        raise Refusal(
            "national-portal.name-missing",
            refusal.gettext_noop("Thủ tục %(code)s không có tên."),
            params={"code": code},
        )
    return code, name


def _entry(said: Mapping[str, str], code: str, name: str, kind: Kind) -> CatalogueEntry:
    ways, way_doubts = methods.read(said.get(methods.FIELD, ""))
    needed, paper_doubts = papers.read(said.get(papers.FIELD, ""))
    basis, basis_doubts = laws.read(said.get(laws.FIELD, ""))
    results, keywords, description, result_doubts = outcomes.read(said.get(outcomes.FIELD, ""))
    levels, level_doubts = _chosen(said, "cap_thuc_hien", LEVELS)
    audience, audience_doubts = _chosen(said, "doi_tuong_thuc_hien", AUDIENCE)
    strange = [
        Unparsed(field=field, reason="field-not-known", verbatim=said[field])
        for field in said
        if field not in KEPT
    ]
    return CatalogueEntry(
        code=code,
        name=name,
        kind=kind,
        decision=known(said.get("so_quyet_dinh", "")),
        sort=known(said.get("loai_thu_tuc", "")),
        field=known(said.get("linh_vuc", "")),
        issued_by=known(said.get("co_quan_ban_hanh", "")),
        levels=levels,
        audience=audience,
        agencies=_lines(said.get("co_quan_thuc_hien", "")),
        authority=known(said.get("co_quan_co_tham_quyen", "")),
        address=known(said.get("dia_chi_tiep_nhan", "")),
        steps=known(said.get("trinh_tu_thuc_hien", "")),
        conditions=known(said.get("yeu_cau_dieu_kien", "")),
        methods=ways,
        papers=needed,
        legal_basis=basis,
        outcomes=results,
        keywords=keywords,
        description=description,
        unparsed=(
            *level_doubts,
            *audience_doubts,
            *way_doubts,
            *paper_doubts,
            *basis_doubts,
            *result_doubts,
            *strange,
        ),
        verbatim=said,
    )


def choices(text: str, words: Mapping[str, str]) -> list[Piece]:
    """Take a list of known names apart (“Cấp tỉnh, Cấp xã”); some names have commas of their own."""
    found: list[Piece] = []
    name = re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))
    at = 0
    while at < len(text):
        match = name.match(text, at)
        end = match.end() if match else at
        if not match or not re.match(r",\s*|$", text[end:]):
            found.append(Piece(REMAINDER, text[at:]))
            break
        found.append(Piece("choice", match[0]))
        comma = re.compile(r",\s*|$").match(text, end)
        at = comma.end() if comma else end
        if at > end:
            found.append(Piece("comma", text[end:at]))
    return found


def _chosen(
    said: Mapping[str, str],
    field: str,
    words: Mapping[str, str],
) -> tuple[tuple[str, ...], Sequence[Unparsed]]:
    found, strange = chosen(said.get(field, ""), words)
    return found, [Unparsed(field=field, reason="not-understood", verbatim=each) for each in strange]


def chosen(text: str, words: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give what a list of known names chooses, each once, and the rest of the text that is none of them."""
    parts = choices(known(text), words)
    found = dict.fromkeys(words[part.text] for part in parts if part.kind == "choice")
    return tuple(found), tuple(part.text for part in parts if part.kind == REMAINDER)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in known(text).split("\n") if line.strip())


def _texts(row: object) -> dict[str, str]:
    """Give the row as texts by field; `null` is no text, and a text must be one that can be written down."""
    said = mapping(row)
    for field, value in said.items():
        if value is not None and not (isinstance(value, str) and _writable(value) and _writable(str(field))):
            raise _not_text(field)
    return {field: value or "" for field, value in said.items()}


def mapping(row: object) -> dict[str, Any]:
    """Give a row that is a mapping, refuse one that is none."""
    if not isinstance(row, dict):
        raise Refusal(
            "national-portal.not-a-row",
            refusal.gettext_noop("Dòng không phải là một bản ghi gồm các trường có tên."),
        )
    return {str(field): value for field, value in row.items()}


def _not_text(field: str) -> Refusal:
    return Refusal(
        "national-portal.value-not-text",
        refusal.gettext_noop("Trường “%(field)s” không phải là chữ đọc được."),
        params={"field": ascii(field)[1:-1]},
    )


def _writable(text: str) -> bool:
    """Tell text from what no UTF-8 file and no database takes: half a surrogate pair, the null character."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)
