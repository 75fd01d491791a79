"""The facts of the documents; the words of a document, its files' names and people's names stay out of them."""

from collections.abc import Mapping
from datetime import datetime

from motcua.spine import event

WORDS = "digest of the words, salted"
STREAM = "document:<id>"


def _kind(
    name: str, vi: str, en: str, fields: Mapping[str, str], sometimes: frozenset[str] = frozenset()
) -> event.Kind:
    return event.Kind(
        name=f"document.{name}", stream=STREAM, vi=vi, en=en, fields=fields, sometimes=sometimes
    )


_BEGUN = {
    "id": "the document",
    "unit": "code of our agency",
    "kind": "key of the kind of document",
    "urgency": "0 normal to 4 express at a set hour",
    "secrecy": "`none`, `secret`, `very_secret` or `top_secret`",
    "subject": "digest of what it is about, salted; empty of a secret one",
    "replies_to": "the document it answers, null where none",
}
_SIGNED = {
    "seen": "SHA-256 of the file that the signer was shown",
    "digest": "SHA-256 of the signed file",
    "certificate": "SHA-256 of the signer's certificate",
}
_BOOK = {"series": "the book", "year": "its year", "number": "the number in it"}
KINDS: tuple[event.Kind, ...] = (
    _kind(
        "drafted",
        "Một dự thảo văn bản được bắt đầu.",
        "Somebody began to write a document.",
        _BEGUN
        | {
            "legal": "whether it is a legal document (QPPL)",
            "key": "a program's own word for it, null where it gave none",
        },
        frozenset({"key"}),
    ),
    _kind(
        "file_added",
        "Một tệp được thêm vào văn bản; tên tệp không ghi vào sổ cái.",
        "A file was added; its name stays out of the ledger.",
        {
            "role": "`main` (a new version) or `attached`",
            "file": "the file",
            "digest": "SHA-256 of its bytes",
            "instead": "the attached file in whose place it stands, empty for none",
        },
        frozenset({"instead"}),
    ),
    _kind("commented", "Có góp ý cho văn bản.", "Somebody said something about it.", {"words": WORDS}),
    _kind(
        "submitted",
        "Dự thảo được trình ký.",
        "A draft was handed up to be signed.",
        {"to": "the account it is for"},
    ),
    _kind(
        "sent_back",
        "Văn bản được trả lại để soạn lại.",
        "It was given back to be written anew.",
        {"words": WORDS},
    ),
    _kind("signed", "Người có thẩm quyền ký số văn bản.", "The person in charge signed it.", _SIGNED),
    _kind(
        "numbered",
        "Văn bản được cấp số, ký hiệu.",
        "It was given its number and symbol.",
        _BOOK
        | {
            "symbol": "as written: 05/QĐ-UBND",
            "digest": "SHA-256 of the paper with its number on it, empty where it has none",
        },
    ),
    _kind(
        "sealed",
        "Cơ quan ký số văn bản.",
        "The agency signed it.",
        _SIGNED | {"attached": "SHA-256 of each appendix it signed"},
    ),
    _kind(
        "issued",
        "Văn bản được phát hành đến nơi nhận.",
        "It was issued to its receivers.",
        {
            "receivers": "agency codes",
            "electronic": "over the network, else on paper",
            "effective_on": "the day a legal document comes into force, null for any other",
        },
        frozenset({"effective_on"}),
    ),
    _kind("dropped", "Dự thảo được bỏ.", "A draft was given up.", {"words": WORDS}),
    _kind(
        "recalled", "Văn bản đã phát hành được thu hồi.", "What was issued was recalled.", {"words": WORDS}
    ),
    _kind(
        "updated",
        "Văn bản đã phát hành được gửi lại như hiện có.",
        "What was issued was sent again as it now is.",
        {
            "words": WORDS,
            "added": "codes of the receivers added",
            "removed": "codes of the receivers removed",
            "files": "SHA-256 of each file attached",
            "file": "SHA-256 of its main paper with more signatures, empty where it is as it was",
            "subject": "digest of what it is about, salted, where that is said anew",
        },
        frozenset({"removed", "file", "subject"}),
    ),
    _kind(
        "replaced",
        "Văn bản đã phát hành được thay thế bằng văn bản khác.",
        "Another document took the place of what was issued.",
        {"words": WORDS, "document": "the document in its place"},
    ),
    _kind(
        "asked_back",
        "Nơi gửi xin lấy lại văn bản trước khi được tiếp nhận.",
        "Its receivers were asked to give it back before taking it on.",
        {"words": WORDS},
    ),
    _kind(
        "received",
        "Một văn bản đến được tiếp nhận.",
        "A document came in.",
        _BEGUN
        | {
            "origin": "`counter`, `scan` or `exchange`",
            "sender": "code of the agency that sent it, as it said",
            "key": "the same when the same thing comes twice",
            "symbol": "its number and symbol, as written",
            "files": "SHA-256 of each file, the main one first",
        },
    ),
    _kind("refused", "Văn bản đến bị từ chối tiếp nhận.", "What came was not taken.", {"words": WORDS}),
    _kind(
        "registered",
        "Văn bản đến được vào sổ.",
        "It was written into the register of incoming documents.",
        _BOOK,
    ),
    _kind(
        "assigned",
        "Văn bản được phân công xử lý.",
        "It was given to an officer to handle.",
        {"officer": "the account", "due_at": "by when, null where no time is set", "words": WORDS},
    ),
    _kind("started", "Người được phân công bắt đầu xử lý.", "Its officer began to handle it.", {}),
    _kind("handled", "Văn bản đã được xử lý.", "Its officer reported it done.", {"words": WORDS}),
    _kind(
        "filed",
        "Văn bản được đưa vào hồ sơ công việc.",
        "It was put into a work file.",
        {"work_file": "code of the work file, may be empty"},
    ),
    _kind("taken_back", "Nơi gửi thu hồi văn bản.", "Its sender took it back.", {"words": WORDS}),
    _kind(
        "copied",
        "Văn bản được sao: sao y, trích sao hoặc sao lục, có chữ ký số của cơ quan sao.",
        "A certified copy was made of it, signed by the agency that copies.",
        _BOOK
        | _SIGNED
        | {
            "kind": "`sao-y`, `trich-sao` or `sao-luc`",
            "pages": "of an extract, else empty",
            "symbol": "of the copy: 01/SY-UBND",
        },
    ),
    _kind(
        "copy_sent",
        "Bản sao của văn bản được gửi đi như một văn bản riêng.",
        "A certified copy of it was sent as a document of its own.",
        {"copy": "the file that the copy is", "document": "the document that the copy became"},
    ),
    _kind(
        "copy_begun",
        "Một bản sao đã có số và chữ ký số của cơ quan sao trở thành văn bản đi.",
        "A certified copy, numbered and signed by the agency that copies, became a document out.",
        {name: said for name, said in _BEGUN.items() if name != "replies_to"}
        | _BOOK
        | {
            "copied": "the file of the copy, among those of what was copied",
            "digest": "SHA-256 of the copy",
            "symbol": "of the copy: 01/SY-UBND",
            "made_at": "when the copy was made, the time it bears",
        },
    ),
    _kind(
        "renewed",
        "Nơi gửi gửi bản cập nhật của văn bản.",
        "Its sender sent it anew.",
        {
            "words": WORDS,
            "file": "SHA-256 of its main paper now, empty where it has none",
            "files": "SHA-256 of each file it now has",
            "subject": "digest of what it is about, salted, where that is said anew",
        },
        frozenset({"subject"}),
    ),
    _kind(
        "superseded",
        "Nơi gửi thay thế văn bản bằng văn bản khác.",
        "Its sender replaced it by another document.",
        {"words": WORDS, "document": "the document in its place, which came too"},
    ),
    event.Kind(
        name="document.checked",
        stream="document-check:<document>",
        vi="Chữ ký số của văn bản được kiểm tra; kết quả cũ vẫn giữ.",
        en="Its signatures were checked; earlier findings stay.",
        fields={
            "document": "the document",
            "digest": "SHA-256 of the file that was checked",
            "verdict": "`full`, `partly`, `wrong_agency`, `invalid` or `unsigned`",
            "reason": "why it is not fully signed; empty where it is, `certified` of a copy that is",
            "signatures": "how many it bears",
            "evidence": "SHA-256 of each answer of an authority that the finding rests on",
        },
    ),
    event.Kind(
        name="document.key_enrolled",
        stream="signing-key:<holder>",
        vi="Một chứng thư ký số được ghi cho người hoặc cơ quan.",
        en="A certificate to sign with was written down for a person or an agency.",
        fields={
            "holder": "account or agency code",
            "certificate": "SHA-256 of the certificate",
            "place": "`file` or `token`",
        },
    ),
    event.Kind(
        name="document.key_ended",
        stream="signing-key:<holder>",
        vi="Một chứng thư ký số không dùng nữa.",
        en="A certificate is no longer used to sign.",
        fields={"holder": "account or agency code", "certificate": "SHA-256 of the certificate"},
    ),
)


def stream(document: object) -> str:
    """Name the ledger's stream of a document."""
    return f"document:{document}"


def checked(
    *,
    document: str,
    digest: str,
    verdict: str,
    reason: str,
    signatures: int,
    evidence: list[str],
    by: str,
    at: datetime,
) -> event.Fact:
    """Say what a check of the signatures found."""
    data: dict[str, event.JSON] = {
        "document": document,
        "digest": digest,
        "verdict": verdict,
        "reason": reason,
        "signatures": signatures,
        "evidence": list(evidence),
    }
    return event.Fact(kind="document.checked", at=at, by=by, data=data)


def key_enrolled(*, holder: str, certificate: str, place: str, by: str, at: datetime) -> event.Fact:
    """Say that somebody may sign with a certificate."""
    data: dict[str, event.JSON] = {"holder": holder, "certificate": certificate, "place": place}
    return event.Fact(kind="document.key_enrolled", at=at, by=by, data=data)


def key_ended(*, holder: str, certificate: str, by: str, at: datetime) -> event.Fact:
    """Say that a certificate is no longer signed with."""
    data: dict[str, event.JSON] = {"holder": holder, "certificate": certificate}
    return event.Fact(kind="document.key_ended", at=at, by=by, data=data)
