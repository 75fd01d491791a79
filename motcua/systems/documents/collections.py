"""What of this room can be counted: documents exchanged between agencies, and how they were signed (target E1)."""

from collections.abc import Mapping

from motcua.base.source import Source
from motcua.spine.collection import Collection, Column, Link, Noun, Type
from motcua.spine.procedure import Words


def _w(vi: str, en: str) -> Words:
    return Words(vi=vi, en=en)


VERDICTS: Mapping[str | int, Words] = {
    "full": _w("ký số đầy đủ", "fully signed"),
    "partly": _w("ký số chưa đầy đủ", "partly signed"),
    "wrong_agency": _w("chữ ký số của cơ quan khác", "signed for another agency"),
    "invalid": _w("chữ ký số không hợp lệ", "with an invalid signature"),
    "unsigned": _w("không có chữ ký số", "unsigned"),
}
EXCHANGED = Collection(
    name="documents_exchanged",
    meaning=_w("văn bản trao đổi giữa các cơ quan", "documents exchanged"),
    noun=Noun(vi="lượt gửi văn bản", one="document sent", many="documents sent"),
    key="id",
    room="documents",
    columns=(
        Column(name="id", type=Type.TEXT, meaning=_w("định danh lượt gửi", "the identifier of the sending")),
        Column(name="sender", type=Type.TEXT, meaning=_w("cơ quan gửi", "the sender"), of="units"),
        Column(
            name="receiver",
            type=Type.TEXT,
            meaning=_w("cơ quan nhận; không nêu với văn bản mật", "the receiver; not told of a secret one"),
        ),
        Column(
            name="number",
            type=Type.TEXT,
            meaning=_w(
                "số, ký hiệu văn bản; không nêu với văn bản mật",
                "the document's number; not told of a secret one",
            ),
        ),
        Column(name="sent_on", type=Type.DATE, meaning=_w("ngày gửi", "the day it was sent")),
        Column(name="secret", type=Type.BOOLEAN, meaning=_w("là văn bản mật", "is secret")),
        Column(
            name="electronic",
            type=Type.BOOLEAN,
            meaning=_w("được gửi ở dạng điện tử", "was sent electronically"),
        ),
        Column(
            name="signed_by_person",
            type=Type.BOOLEAN,
            meaning=_w(
                "có chữ ký số chuyên dùng của người có thẩm quyền",
                "bears the signature of the person in charge",
            ),
        ),
        Column(
            name="signed_by_agency",
            type=Type.BOOLEAN,
            meaning=_w("có chữ ký số chuyên dùng của cơ quan", "bears the agency's signature"),
        ),
        Column(
            name="signatures_valid",
            type=Type.BOOLEAN,
            meaning=_w("các chữ ký số đều hợp lệ", "has signatures that are all valid"),
        ),
        Column(
            name="verdict",
            type=Type.TEXT,
            meaning=_w("kết quả kiểm tra chữ ký số", "the verdict on its signatures"),
            values=VERDICTS,
        ),
        Column(
            name="certified_copy",
            type=Type.BOOLEAN,
            meaning=_w(
                "là bản sao (sao y, trích sao, sao lục), chỉ cần chữ ký số của cơ quan sao",
                "is a certified copy, for which the signature of the agency that copies is enough",
            ),
        ),
    ),
    links=(Link(name="of_sender", column="sender", to="units", meaning=_w("cơ quan gửi", "the sender")),),
)
# Whoever reads a plan may open its lists: of a secret document they tell that it was sent, by whom and when, and no more.
_COLUMNS = """sender, CASE WHEN NOT secret THEN receiver END AS receiver, CASE WHEN NOT secret THEN number END AS number, sent_on, secret, electronic, signed_by_person, signed_by_agency,
    signatures_valid, verdict, certified_copy, since, changed"""
SOURCE = Source(
    collection=EXCHANGED,
    tables=("documents_exchanged", "documents_past"),
    current=f"SELECT id, {_COLUMNS} FROM documents_exchanged",
    past=f"SELECT exchanged AS id, {_COLUMNS}, until FROM documents_past",
)
