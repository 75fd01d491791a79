"""What each kind of fact about a dossier says: the table behind the reference page."""

from collections.abc import Mapping

from motcua.spine.event import Kind

STREAM = "dossier:<dossier>"
REASON = {
    "reason": "digest of the officer's words, salted; the words stand in a row that can be erased",
    "article": "the provision it rests on",
}
DUE = {
    "due_at": "the moment promised for the result, null where nothing is promised",
    "due_session_start": "when the half-day of `due_at` begins: a result before it is early",
}
PROMISE = {
    "allowed_amount": "the time allowed, null where the procedure sets none",
    "allowed_unit": "its unit (`working_day`, …)",
    **DUE,
}
LEFT = {
    "left": "working minutes of the time allowed that were left, null where nothing is promised",
    "of": "working minutes there were from receipt to the day first promised, null where nothing is promised",
}
STEP_DUE = {"step_due_at": "when the step is due"}


def _kind(
    name: str, vi: str, en: str, fields: Mapping[str, str], sometimes: frozenset[str] = frozenset()
) -> Kind:
    return Kind(name=f"dossier.{name}", stream=STREAM, vi=vi, en=en, fields=fields, sometimes=sometimes)


FACTS: tuple[Kind, ...] = (
    _kind(
        "applied",
        "Hồ sơ được nộp hoặc được nhập tại bộ phận một cửa.",
        "A dossier was filed online, or entered at the counter.",
        {
            "id": "the dossier",
            "code": "its number, as on the receipt",
            "procedure": "code of the procedure",
            "version": "the version of the procedure it began under, and keeps",
            "service_level": "`full`, `partial` or `information`",
            "case": "the case of the procedure, empty where it has one only",
            "channel": "`counter`, `online` or `post`",
            "return_channel": "how the result is wanted",
            "unit": "the unit it was handed in at",
            "owner": "account of the citizen, null where there is none",
            "filed_at": "when the citizen handed it in",
        },
    ),
    _kind(
        "received",
        "Hồ sơ được tiếp nhận; thời hạn giải quyết bắt đầu.",
        "The dossier was received: the time allowed begins.",
        {"step": "first step of the internal process", **STEP_DUE, **PROMISE},
    ),
    _kind("receipt_refused", "Từ chối tiếp nhận hồ sơ.", "The dossier was not accepted.", REASON),
    _kind(
        "supplement_asked",
        "Yêu cầu bổ sung hồ sơ; thời hạn tạm dừng.",
        "Papers were asked for: the time allowed stands still.",
        {
            "round": "1 the first time; a second request is written down as what it is",
            "papers": "keys of the papers",
            **LEFT,
            **REASON,
        },
        frozenset(LEFT),
    ),
    _kind(
        "supplemented",
        "Hồ sơ được bổ sung; thời hạn chạy tiếp hoặc tính lại.",
        "The papers came: the time allowed runs on, or begins anew where the procedure says so.",
        {"papers": "keys of the papers", **DUE, **STEP_DUE},
    ),
    _kind(
        "payment_required",
        "Yêu cầu nộp phí, lệ phí; thời hạn tạm dừng.",
        "A fee was asked for: the time allowed stands still.",
        {"amount": "đồng"},
    ),
    _kind(
        "paid",
        "Phí, lệ phí đã nộp; thời hạn chạy tiếp.",
        "The fee was paid: the time allowed runs on.",
        {"amount": "đồng", **DUE, **STEP_DUE},
    ),
    _kind(
        "handed_over",
        "Hồ sơ được chuyển sang bước, đơn vị hoặc người khác.",
        "The dossier passed to another step, unit or officer.",
        {
            "unit": "the unit it came to",
            "officer": "account of the officer, null where the unit decides who",
            "step": "the step it came to",
            **STEP_DUE,
            "paper": "whether the papers themselves went too",
            "from_unit": "the unit it came from",
            "from_step": "the step it came from",
            "from_step_due_at": "when that step was due",
        },
    ),
    _kind(
        "consulted",
        "Một cơ quan phối hợp được lấy ý kiến.",
        "Another unit was asked for its opinion.",
        {"unit": "the unit asked", "question": "digest of the question", "due_at": "when the answer is due"},
    ),
    _kind(
        "answered",
        "Cơ quan phối hợp trả lời.",
        "The unit asked gave its opinion.",
        {"unit": "the unit", "reply": "digest of the answer"},
    ),
    _kind(
        "decided",
        "Hồ sơ được quyết định: phê duyệt hoặc từ chối.",
        "The matter was decided.",
        {"outcome": "`approved` or `refused`", "silent": "units asked that never answered", **REASON},
    ),
    _kind(
        "withdrawn",
        "Người nộp rút hồ sơ.",
        "The citizen withdrew the dossier.",
        {"reason": "digest of the citizen's words, empty where none were given"},
    ),
    _kind("stopped", "Dừng giải quyết hồ sơ.", "Work on the dossier was stopped.", REASON),
    _kind(
        "result_returned",
        "Kết quả được trả cho người nộp.",
        "The result was given to the citizen.",
        {"channel": "`counter`, `online` or `post`"},
    ),
    _kind(
        "apologised",
        "Xin lỗi và hẹn lại ngày trả; hạn gốc giữ nguyên.",
        "The office apologised and named a new day, once; what was first promised stays.",
        {"appointed_at": "the new day", **REASON},
    ),
    _kind(
        "corrected",
        "Đính chính một mục của hồ sơ; sổ cái giữ cả giá trị cũ.",
        "A field of the dossier was put right; what it said before stays in the ledger.",
        {"field": "the field", "value": "what it says now", "was": "what it said", **PROMISE, **REASON},
        frozenset(PROMISE),
    ),
    _kind(
        "rated",
        "Người nộp đánh giá việc giải quyết.",
        "The citizen rated how the matter was handled.",
        {
            "score": "1 to 5",
            "desk_days": "days since an officer of its units worked from the same network address; null where none did",
        },
        frozenset({"desk_days"}),
    ),
)
