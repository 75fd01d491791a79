"""How a dossier is told to the one who asked for it: times, what happened, and what is to be done next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language, gettext, gettext_lazy as _, gettext_noop, ngettext

from motcua.base.templatetags.motcua import dong, vn_datetime
from motcua.spine import dossier, event, procedure, worktime
from motcua.systems.dossiers import queries
from motcua.systems.organisation import queries as organisation

RETURNED = {
    "counter": _("Nhận trực tiếp tại bộ phận một cửa"),
    "post": _("Nhận tại nhà qua dịch vụ bưu chính công ích"),
    "online": _("Nhận bản điện tử trên cổng này"),
}
FILED = {
    "counter": _("Nộp trực tiếp tại bộ phận một cửa"),
    "post": _("Nộp qua dịch vụ bưu chính công ích"),
    "online": _("Nộp trực tuyến"),
}
SCORES = (
    (1, _("Rất không hài lòng")),
    (2, _("Không hài lòng")),
    (3, _("Bình thường")),
    (4, _("Hài lòng")),
    (5, _("Rất hài lòng")),
)
FIELDS = {
    "channel": _("hình thức nộp"),
    "return_channel": _("hình thức nhận kết quả"),
    "filed_at": _("thời điểm nộp"),
    "case": _("trường hợp giải quyết"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """One thing that happened, in plain words; `words` are the officer's own, `article` what they rest on."""

    at: datetime
    title: str
    detail: str = ""
    words: str = ""
    article: str = ""


def said(words: procedure.Words) -> str:
    """Say words in the reader's language."""
    return words.said(get_language() or "vi")


def duration(allowed: worktime.Duration | None) -> str:
    """Say a time allowed as an official would; one that is not set is not guessed."""
    if allowed is None:
        return gettext("Chưa xác định")
    if allowed.amount == 0:
        return gettext("Trong ngày làm việc")
    words = {
        worktime.Unit.MINUTE: ngettext("%(n)s phút làm việc", "%(n)s phút làm việc", allowed.amount),
        worktime.Unit.WORKING_HOUR: ngettext("%(n)s giờ làm việc", "%(n)s giờ làm việc", allowed.amount),
        worktime.Unit.WORKING_DAY: ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", allowed.amount),
        worktime.Unit.CALENDAR_DAY: ngettext("%(n)s ngày", "%(n)s ngày", allowed.amount),
        worktime.Unit.MONTH: ngettext("%(n)s tháng", "%(n)s tháng", allowed.amount),
    }
    return words[allowed.unit] % {"n": allowed.amount}


def unit(code: str) -> str:
    """Name a unit."""
    return organisation.unit(code=code).short_name


def inside(name: str) -> str:
    """Write the name of a unit inside a sentence: xã Xuân Quan."""
    return name[:1].lower() + name[1:]


def desk(code: str) -> str:
    """Name the counter of a unit: bộ phận một cửa xã Xuân Quan; a centre that is itself a counter goes by its name."""
    found = organisation.unit(code=code)
    if found.kind not in {level.value for level in procedure.Level}:
        return found.short_name
    return gettext("Bộ phận một cửa %(unit)s") % {"unit": inside(found.short_name)}


def fee(one: procedure.Fee) -> str:
    """Say what is paid: an amount for each, or the law's own words where no amount is set."""
    if one.amount is None:
        return one.verbatim or gettext("Chưa xác định")
    per = said(one.unit_label)
    return f"{dong(one.amount)}/{per}" if one.amount and per else dong(one.amount)


def paper(key: str, definition: procedure.Definition) -> str:
    """Name a paper by its key; one asked for in the officer's own words keeps them."""
    for one in definition.papers:
        if one.key == key:
            return said(one.label)
    return key or gettext("Giấy tờ khác")


def paper_note(one: procedure.Paper) -> str:
    """Say in two words that a paper may be left out, or comes on paper; a label that says so itself is enough."""
    if not one.required:
        return "" if "(nếu" in one.label.vi else gettext("nếu có")
    return "" if one.electronic else gettext("nộp bản giấy")


def happened(page: queries.Page) -> list[Told]:
    """Tell what happened to a dossier, the newest first."""
    return [_TELLERS[one.kind](one, page) for one in reversed(page.history) if one.kind in _TELLERS]


def _moment(one: queries.Happening, name: str) -> str:
    value = one.data.get(name)
    return vn_datetime(event.read_moment(str(value))) if value else ""


def _words(title: str) -> Callable[[queries.Happening, queries.Page], Told]:
    def tell(one: queries.Happening, _page: queries.Page) -> Told:
        article = str(one.data.get("article") or "")
        return Told(at=one.at, title=gettext(title), words=one.text or "", article=article)

    return tell


def _plain(title: str) -> Callable[[queries.Happening, queries.Page], Told]:
    return lambda one, _page: Told(at=one.at, title=gettext(title))


def _applied(one: queries.Happening, _page: queries.Page) -> Told:
    return Told(
        at=one.at,
        title=str(FILED[str(one.data["channel"])]),
        detail=gettext("Nơi nhận hồ sơ: %(unit)s.") % {"unit": inside(desk(str(one.data["unit"])))},
    )


def _received(one: queries.Happening, _page: queries.Page) -> Told:
    due = _moment(one, "due_at")
    return Told(
        at=one.at,
        title=gettext("Hồ sơ được tiếp nhận"),
        detail=gettext("Hẹn trả kết quả: %(moment)s.") % {"moment": due} if due else "",
    )


def asked_papers(one: queries.Happening) -> list[str]:
    """Give what a request for a supplement names, keys or words, in its order."""
    papers = one.data.get("papers")
    return [str(each) for each in papers] if isinstance(papers, list | tuple) else []


def _supplement_asked(one: queries.Happening, page: queries.Page) -> Told:
    papers = "; ".join(paper(each, page.definition) for each in asked_papers(one))
    return Told(
        at=one.at,
        title=gettext("Cơ quan yêu cầu bổ sung hồ sơ"),
        detail=gettext("Cần bổ sung: %(papers)s.") % {"papers": papers},
        words=one.text or "",
        article=str(one.data.get("article") or ""),
    )


def _amount(title: str) -> Callable[[queries.Happening, queries.Page], Told]:
    def tell(one: queries.Happening, _page: queries.Page) -> Told:
        return Told(at=one.at, title=gettext(title) % {"amount": dong(int(str(one.data["amount"])))})

    return tell


def _handed_over(one: queries.Happening, page: queries.Page) -> Told:
    step = next((each for each in page.definition.process if each.key == one.data.get("step")), None)
    return Told(
        at=one.at,
        title=gettext("Hồ sơ được chuyển đến %(unit)s") % {"unit": inside(unit(str(one.data["unit"])))},
        detail=gettext("Bước tiếp theo: %(step)s.") % {"step": said(step.label)} if step else "",
    )


def _consulted(one: queries.Happening, _page: queries.Page) -> Told:
    return Told(
        at=one.at,
        title=gettext("Cơ quan lấy ý kiến %(unit)s") % {"unit": inside(unit(str(one.data["unit"])))},
        detail=gettext("Thời hạn giải quyết vẫn được tính."),
    )


def _answered(one: queries.Happening, _page: queries.Page) -> Told:
    return Told(
        at=one.at, title=gettext("%(unit)s đã trả lời ý kiến") % {"unit": unit(str(one.data["unit"]))}
    )


def _decided(one: queries.Happening, page: queries.Page) -> Told:
    approved = one.data["outcome"] == "approved"
    title = gettext_noop("Hồ sơ đã được giải quyết")
    if not approved:
        title = gettext_noop("Cơ quan từ chối giải quyết hồ sơ")
    return _words(title)(one, page)


def _returned(one: queries.Happening, _page: queries.Page) -> Told:
    return Told(
        at=one.at, title=gettext("Đã trả kết quả"), detail=str(RETURNED.get(str(one.data["channel"]), ""))
    )


def _apologised(one: queries.Happening, _page: queries.Page) -> Told:
    return Told(
        at=one.at,
        title=gettext("Cơ quan xin lỗi và hẹn lại ngày trả kết quả"),
        detail=gettext("Hẹn lại: %(moment)s.") % {"moment": _moment(one, "appointed_at")},
        words=one.text or "",
        article=str(one.data.get("article") or ""),
    )


def _corrected(one: queries.Happening, _page: queries.Page) -> Told:
    what = FIELDS.get(str(one.data["field"]), "")
    return Told(
        at=one.at,
        title=gettext("Cơ quan đính chính %(what)s") % {"what": what},
        words=one.text or "",
        article=str(one.data.get("article") or ""),
    )


def _rated(one: queries.Happening, _page: queries.Page) -> Told:
    score = int(str(one.data["score"]))
    return Told(
        at=one.at,
        title=gettext("Ông/bà đã đánh giá"),
        detail=gettext("%(score)s trên 5 – %(word)s.") % {"score": score, "word": dict(SCORES)[score]},
    )


_TELLERS: dict[str, Callable[[queries.Happening, queries.Page], Told]] = {
    "dossier.applied": _applied,
    "dossier.received": _received,
    "dossier.receipt_refused": _words(gettext_noop("Hồ sơ không được tiếp nhận")),
    "dossier.supplement_asked": _supplement_asked,
    "dossier.supplemented": _plain(gettext_noop("Hồ sơ đã được bổ sung")),
    "dossier.payment_required": _amount(gettext_noop("Cơ quan yêu cầu nộp %(amount)s")),
    "dossier.paid": _amount(gettext_noop("Đã nộp %(amount)s")),
    "dossier.handed_over": _handed_over,
    "dossier.consulted": _consulted,
    "dossier.answered": _answered,
    "dossier.decided": _decided,
    "dossier.withdrawn": _plain(gettext_noop("Ông/bà đã rút hồ sơ")),
    "dossier.stopped": _words(gettext_noop("Cơ quan dừng giải quyết hồ sơ")),
    "dossier.result_returned": _returned,
    "dossier.apologised": _apologised,
    "dossier.corrected": _corrected,
    "dossier.rated": _rated,
}


def status(line: queries.Line, *, at: datetime) -> tuple[str, str]:
    """Say in a word how a dossier stands, with which of the four meanings: (`soon`, “Chờ ông/bà bổ sung”)."""
    if line.stage in {dossier.Stage.RECEIVED, dossier.Stage.PROCESSING}:
        if line.due_at and line.due_at < at:
            return "late", gettext("Đang xử lý, đã quá hẹn")
        return "on-course", gettext("Đang xử lý")
    meaning, word = _STANDING.get(line.stage, ("nothing", line.stage_name))
    return meaning, gettext(word)


_STANDING = {
    dossier.Stage.SUPPLEMENT_ASKED: ("soon", gettext_noop("Chờ ông/bà bổ sung")),
    dossier.Stage.PAYMENT_ASKED: ("soon", gettext_noop("Chờ ông/bà nộp phí, lệ phí")),
    dossier.Stage.FINISHED: ("on-course", gettext_noop("Đã có kết quả")),
    dossier.Stage.RETURNED: ("on-course", gettext_noop("Đã trả kết quả")),
}
