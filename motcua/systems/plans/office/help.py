"""The keys of a target and of a sign, as their writer needs them: what each says, and a line to begin with."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KEYS: tuple[tuple[str, str, Promise], ...] = (
    ("id", 'id: ""', _("mã theo kế hoạch: P1, “3.1”")),
    ("statement", 'statement: {vi: ""}', _("nội dung chỉ tiêu; en là bản tiếng Anh, không bắt buộc")),
    ("shape", "shape: share", _("share tỷ lệ, change mức thay đổi, rank thứ hạng, level mức ghi nhận")),
    ("goals", 'goals: [">= 90 %"]', _("mức phải đạt; “> 95 %” khác “>= 95 %”")),
    ("strive", "strive: true", _("chỉ tiêu phấn đấu, không bắt buộc")),
    ("judged", "judged: lower-bound", _("khảo sát: xét theo cận dưới của khoảng tin cậy 95 %")),
    (
        "asked",
        "asked: |\n      of dossiers\n      where finished_at in period\n      that score is not null",
        _("khảo sát: câu cho biết đã hỏi những ai (of) và ai đã trả lời (that)"),
    ),
    ("scope", 'scope: {vi: ""}', _("phạm vi")),
    ("period", "period: {from: 2022-01-01, until: 2022-12-31}", _("kỳ riêng, nếu khác kỳ của kế hoạch")),
    ("baseline", 'baseline: {what: {vi: ""}, day: 2021-12-31}', _("mốc so sánh")),
    ("owner", 'owner: {vi: "", units: []}', _("cơ quan chủ trì và mã đơn vị")),
    (
        "evidence",
        "evidence: computed",
        _("computed đếm tại đây, recorded ghi kèm văn bản, external nơi khác công bố"),
    ),
    ("source", 'source: {vi: ""}', _("căn cứ trong kế hoạch")),
    ("points", "points: {max: 6}", _("điểm tối đa và cách cho điểm")),
    (
        "readings",
        'readings:\n  - key: main\n    label: {vi: ""}\n    sentence: |\n      of dossiers\n      that ',
        _("cách đếm, số chính trước"),
    ),
    ("why", 'why: {vi: ""}', _("thay cho readings: lý do chưa đo được")),
    ("notes", 'notes: {vi: ""}', _("ghi chú cách hiểu")),
)
OF_A_SIGN: tuple[tuple[str, str, Promise], ...] = (
    (
        "key",
        "key: hai-lan",
        _("mã của dấu hiệu, không dấu, nối bằng gạch ngang; không trùng với danh sách khác"),
    ),
    ("statement", 'statement: {vi: ""}', _("dấu hiệu là gì; en là bản tiếng Anh, không bắt buộc")),
    ("note", 'note: {vi: ""}', _("điều cần hỏi, nguyên nhân vô can, và mức lấy từ đâu")),
    (
        "sentence",
        "sentence: |\n  of dossiers\n  that ",
        _("câu đo: of xét những bản ghi nào, that thế nào là có dấu hiệu"),
    ),
    ("why", 'why: {vi: ""}', _("thay cho sentence: lý do chưa đo được")),
    (
        "flatters",
        "flatters: false",
        _("dấu hiệu không thể làm đẹp con số: vẫn đếm, nhưng không bỏ bản ghi ra khỏi chỉ tiêu"),
    ),
)
