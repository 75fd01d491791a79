"""The whole history of a dossier in words: each fact with its particulars, and what officers wrote."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, gettext_lazy as _

from motcua.base.templatetags.motcua import dong, vn_datetime
from motcua.spine import event, procedure, worktime
from motcua.spine.refusal import gettext_noop
from motcua.systems.dossiers import queries, wording
from motcua.systems.dossiers.forms.matter import CHANNELS

CHANNEL = dict(CHANNELS)
FIELDS = {
    "channel": _("hình thức nộp"),
    "return_channel": _("hình thức nhận kết quả"),
    "filed_at": _("thời điểm nộp"),
    "case": _("trường hợp giải quyết"),
}
TITLES = {
    "dossier.applied": gettext_noop("Nộp hồ sơ"),
    "dossier.received": gettext_noop("Tiếp nhận hồ sơ"),
    "dossier.receipt_refused": gettext_noop("Từ chối tiếp nhận"),
    "dossier.supplement_asked": gettext_noop("Yêu cầu bổ sung hồ sơ"),
    "dossier.supplemented": gettext_noop("Bổ sung hồ sơ"),
    "dossier.payment_required": gettext_noop("Yêu cầu nộp phí, lệ phí"),
    "dossier.paid": gettext_noop("Nộp phí, lệ phí"),
    "dossier.handed_over": gettext_noop("Chuyển xử lý"),
    "dossier.consulted": gettext_noop("Lấy ý kiến phối hợp"),
    "dossier.answered": gettext_noop("Trả lời ý kiến phối hợp"),
    "dossier.withdrawn": gettext_noop("Rút hồ sơ"),
    "dossier.stopped": gettext_noop("Dừng giải quyết"),
    "dossier.result_returned": gettext_noop("Trả kết quả"),
    "dossier.apologised": gettext_noop("Xin lỗi và hẹn lại"),
    "dossier.corrected": gettext_noop("Đính chính"),
    "dossier.rated": gettext_noop("Đánh giá"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """One fact in words: `details` are its particulars (name, value), `words` what was written, `new` since a page was opened."""

    at: datetime
    title: str
    by: str
    details: tuple[tuple[str, str], ...]
    words: str
    erased: bool
    new: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reading:
    """What a fact's particulars are read with."""

    fact: queries.Happening
    definition: procedure.Definition
    names: Mapping[str, str]

    def text(self, name: str) -> str:
        return str(self.fact.data.get(name) or "")

    def moment(self, name: str) -> str:
        value = self.text(name)
        return vn_datetime(event.read_moment(value)) if value else ""

    def unit(self, name: str) -> str:
        code = self.text(name)
        return wording.unit(code) if code else ""


Details = list[tuple[str, str]]


def history(page: queries.Page, *, names: Mapping[str, str], seen: int | None = None) -> list[Told]:
    """Tell what happened, the newest first; what came after the fact `seen` is marked as new."""
    return [
        _told(_Reading(fact=one, definition=page.definition, names=names), page.state.owner, seen=seen)
        for one in reversed(page.history)
    ]


def _told(reading: _Reading, owner: str | None, *, seen: int | None) -> Told:
    fact = reading.fact
    details = _DETAILS.get(fact.kind, _nothing)(reading)
    if article := reading.text("article"):
        details.append((gettext("Căn cứ"), article))
    written = any(fact.data.get(key) for key in ("reason", "question", "reply"))
    return Told(
        at=fact.at,
        title=_title(fact),
        by=_who(fact, owner),
        details=tuple(one for one in details if one[1]),
        words=fact.text or "",
        erased=written and fact.text is None,
        new=seen is not None and fact.seq > seen,
    )


def _title(fact: queries.Happening) -> str:
    if fact.kind == "dossier.decided":
        approved = fact.data["outcome"] == "approved"
        return gettext("Đồng ý giải quyết") if approved else gettext("Từ chối giải quyết")
    return gettext(TITLES.get(fact.kind, fact.kind))


def _who(fact: queries.Happening, owner: str | None) -> str:
    """Name who acted; the citizen is not named where only officers' names belong."""
    if owner is not None and fact.by == owner:
        return gettext("Người nộp hồ sơ")
    if fact.by.startswith("system:"):
        return gettext("Hệ thống")
    return fact.by_name


def _nothing(_: _Reading) -> Details:
    return []


def _applied(one: _Reading) -> Details:
    filed, at = event.read_moment(one.text("filed_at")), one.fact.at
    return [
        (gettext("Hình thức"), str(CHANNEL.get(one.text("channel"), ""))),
        (gettext("Nơi nhận"), one.unit("unit")),
        (gettext("Trường hợp"), wording.case(one.text("case"), one.definition)),
        (gettext("Ghi vào hệ thống sau khi nộp"), vn_datetime(filed) if filed != at else ""),
    ]


def _received(one: _Reading) -> Details:
    unit, amount = one.text("allowed_unit"), one.fact.data.get("allowed_amount")
    allowed = worktime.Duration(int(str(amount)), worktime.Unit(unit)) if unit else None
    return [
        (gettext("Thời hạn"), wording.duration(allowed)),
        (gettext("Hẹn trả"), one.moment("due_at")),
        (gettext("Bước"), wording.step(one.text("step"), one.definition)),
    ]


def _supplement_asked(one: _Reading) -> Details:
    papers = "; ".join(wording.paper(each, one.definition) for each in wording.asked_papers(one.fact))
    round_ = int(str(one.fact.data.get("round", 1)))
    return [
        (gettext("Cần bổ sung"), papers),
        (gettext("Lần yêu cầu"), gettext("lần %(n)s") % {"n": round_} if round_ > 1 else ""),
    ]


def _supplemented(one: _Reading) -> Details:
    papers = "; ".join(wording.paper(each, one.definition) for each in wording.asked_papers(one.fact))
    return [(gettext("Đã nhận"), papers), (gettext("Hạn trả kết quả"), one.moment("due_at"))]


def _money(one: _Reading) -> Details:
    return [
        (gettext("Số tiền"), dong(int(one.text("amount") or 0))),
        (gettext("Hạn trả kết quả"), one.moment("due_at")),
    ]


def _handed_over(one: _Reading) -> Details:
    source = " – ".join(
        filter(None, [one.unit("from_unit"), wording.step(one.text("from_step"), one.definition)])
    )
    target = " – ".join(filter(None, [one.unit("unit"), wording.step(one.text("step"), one.definition)]))
    return [
        (gettext("Từ"), source),
        (gettext("Đến"), target),
        (gettext("Người nhận"), one.names.get(one.text("officer"), "")),
        (gettext("Hạn của bước"), one.moment("step_due_at")),
        (gettext("Hồ sơ giấy"), gettext("có giao kèm") if one.fact.data.get("paper") else ""),
    ]


def _consulted(one: _Reading) -> Details:
    return [(gettext("Cơ quan được hỏi"), one.unit("unit")), (gettext("Hạn trả lời"), one.moment("due_at"))]


def _decided(one: _Reading) -> Details:
    silent: Any = one.fact.data.get("silent") or []
    names = "; ".join(wording.unit(str(code)) for code in silent)
    return [(gettext("Quá hạn không trả lời ý kiến"), names)]


def _corrected(one: _Reading) -> Details:
    name = one.text("field")
    return [
        (gettext("Mục"), str(FIELDS.get(name, name))),
        (gettext("Đã ghi"), _value(one, name, "was")),
        (gettext("Sửa thành"), _value(one, name, "value")),
    ]


def _value(one: _Reading, field: str, name: str) -> str:
    if field == "filed_at":
        return one.moment(name)
    if field == "case":
        return wording.case(one.text(name), one.definition)
    return str(CHANNEL.get(one.text(name), one.text(name)))


_DETAILS: dict[str, Callable[[_Reading], Details]] = {
    "dossier.applied": _applied,
    "dossier.received": _received,
    "dossier.supplement_asked": _supplement_asked,
    "dossier.supplemented": _supplemented,
    "dossier.payment_required": _money,
    "dossier.paid": _money,
    "dossier.handed_over": _handed_over,
    "dossier.consulted": _consulted,
    "dossier.answered": lambda one: [(gettext("Cơ quan trả lời"), one.unit("unit"))],
    "dossier.decided": _decided,
    "dossier.result_returned": lambda one: [
        (gettext("Hình thức"), str(CHANNEL.get(one.text("channel"), "")))
    ],
    "dossier.apologised": lambda one: [(gettext("Hẹn lại"), one.moment("appointed_at"))],
    "dossier.corrected": _corrected,
    "dossier.rated": lambda one: [(gettext("Điểm"), gettext("%(n)s trên 5") % {"n": one.text("score")})],
}
