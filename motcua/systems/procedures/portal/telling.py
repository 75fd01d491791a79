"""How a procedure is told to people: how long, how much, what to bring, each with the words it rests on."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, gettext, gettext_lazy as _, ngettext, pgettext

from motcua.base.templatetags.motcua import dong
from motcua.spine import procedure, worktime
from motcua.systems.procedures import ports, queries

LEVELS = {
    "ministry": _("Cấp bộ"),
    "province": _("Cấp tỉnh"),
    "district": _("Cấp huyện"),
    "commune": _("Cấp xã"),
    "other": _("Cơ quan khác"),
}
CHANNELS = {
    "counter": _("Trực tiếp tại bộ phận một cửa"),
    "online": _("Trực tuyến"),
    "post": _("Qua bưu chính công ích"),
}
SERVICE_LEVELS = {
    "full": _("Dịch vụ công trực tuyến toàn trình"),
    "partial": _("Dịch vụ công trực tuyến một phần"),
    "information": _("Chỉ cung cấp thông tin trực tuyến"),
}
AUDIENCE = {
    "citizen": _("Công dân Việt Nam"),
    "foreigner": _("Người nước ngoài"),
    "resident_foreigner": _("Người nước ngoài cư trú tại Việt Nam"),
    "overseas_vietnamese": _("Người Việt Nam định cư ở nước ngoài"),
    "household_business": _("Hộ kinh doanh"),
    "enterprise": _("Doanh nghiệp"),
    "vietnamese_enterprise": _("Doanh nghiệp Việt Nam"),
    "foreign_enterprise": _("Doanh nghiệp có vốn đầu tư nước ngoài"),
    "cooperative": _("Hợp tác xã"),
    "organisation": _("Tổ chức (không phải doanh nghiệp, hợp tác xã)"),
    "foreign_organisation": _("Tổ chức nước ngoài"),
    "official": _("Cán bộ, công chức, viên chức"),
    "party_member": _("Đảng viên"),
    "party_organisation": _("Tổ chức Đảng"),
}
HANDLERS = {
    procedure.RECEIVING: _("Bộ phận tiếp nhận và trả kết quả"),
    procedure.HANDLING: _("Cơ quan giải quyết"),
}


BULLETS = "-–+*• \t\n"
"""What the national list puts before a paper's name, to look like a list where the page already is one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """One answer: in which case, the answer itself, and what else must be known; an empty `value` is unset."""

    value: str
    case: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Bring:
    """A paper to bring: `quantity` in words, empty where it is unset; `required` None where nobody says."""

    name: str
    quantity: str
    group: str = ""
    required: bool | None = None
    electronic: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """A step on the office's side: what is done, by whom, how long."""

    name: str
    who: str
    hours: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Basis:
    """A legal document: its number and title."""

    number: str
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A procedure ready to be shown: in brief for the first screen, then in full.

    `prose` are the national list's own words, for want of a definition.
    """

    how_long: tuple[Answer, ...]
    how_much: tuple[Answer, ...]
    papers: tuple[Bring, ...]
    channels: tuple[str, ...]
    audience: tuple[str, ...]
    results: tuple[Basis, ...]
    basis: tuple[Basis, ...]
    stages: tuple[Stage, ...] = ()
    can_file: bool = False
    prose: tuple[tuple[str, str], ...] = ()

    def long_in_brief(self) -> tuple[Answer, ...]:
        """Say how long, each different answer once."""
        return _brief(self.how_long)

    def much_in_brief(self) -> tuple[Answer, ...]:
        """Say how much, each different answer once."""
        return _brief(self.how_much)


def duration(allowed: worktime.Duration) -> str:
    """Say a time allowed as an official would: 15 ngày làm việc; trong ngày."""
    if allowed.amount == 0:
        return gettext("Trong ngày làm việc")
    return unit(allowed.amount, str(allowed.unit))


def unit(amount: int, name: str) -> str:
    """Say an amount of a unit of time; a unit nobody set is not said."""
    words = {
        "minute": ngettext("%(n)s phút làm việc", "%(n)s phút làm việc", amount),
        "hour": ngettext("%(n)s giờ", "%(n)s giờ", amount),
        "working_hour": ngettext("%(n)s giờ làm việc", "%(n)s giờ làm việc", amount),
        "calendar_day": ngettext("%(n)s ngày", "%(n)s ngày", amount),
        "working_day": ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", amount),
        "week": ngettext("%(n)s tuần", "%(n)s tuần", amount),
        "month": ngettext("%(n)s tháng", "%(n)s tháng", amount),
        "year": ngettext("%(n)s năm", "%(n)s năm", amount),
    }
    return words[name] % {"n": amount}


def quantity(originals: int | None, copies: int | None) -> str:
    """Say how many originals and copies; nothing where either is unset."""
    if originals is None or copies is None:
        return ""
    said = []
    if originals:
        said.append(ngettext("%(n)s bản chính", "%(n)s bản chính", originals) % {"n": originals})
    if copies:
        said.append(ngettext("%(n)s bản sao", "%(n)s bản sao", copies) % {"n": copies})
    return ", ".join(said)


def sheet(page: queries.ProcedurePage) -> Sheet:
    """Tell a procedure by the province's law where there is one, else by the national list."""
    if page.definition is not None:
        return _of_law(page.definition)
    return _of_entry(page.entry) if page.entry is not None else _nothing()


def _of_law(definition: procedure.Definition) -> Sheet:
    language = get_language() or "vi"
    many = len(definition.cases()) > 1
    full_or_part = definition.service_level != procedure.ServiceLevel.INFORMATION
    return Sheet(
        how_long=tuple(_deadline(each, many=many, language=language) for each in definition.deadlines),
        how_much=tuple(
            _fee(each, many=len(definition.fees) > 1, language=language) for each in definition.fees
        )
        or (Answer(value=gettext("Không thu phí, lệ phí")),),
        papers=tuple(
            Bring(
                name=paper.label.said(language),
                quantity=quantity(paper.originals, paper.copies),
                required=paper.required,
                electronic=paper.electronic,
            )
            for paper in definition.papers
        ),
        channels=tuple(str(CHANNELS[channel]) for channel in definition.channels),
        audience=tuple(str(AUDIENCE[each]) for each in definition.audience),
        results=tuple(
            Basis(number=result.code or "", title=result.label.said(language))
            for result in definition.results
        ),
        basis=tuple(
            Basis(number=", ".join(filter(None, (cited.number, _article(cited)))), title=cited.title)
            for cited in definition.legal_basis
        ),
        stages=tuple(
            Stage(
                name=step.label.said(language),
                who=str(HANDLERS.get(step.unit, _("Cơ quan phối hợp"))),
                hours=unit(step.hours, "working_hour"),
            )
            for step in definition.process
        ),
        can_file=full_or_part and procedure.Channel.ONLINE in definition.channels,
    )


def _deadline(deadline: procedure.Deadline, *, many: bool, language: str) -> Answer:
    case = [deadline.label.said(language)] if many else []
    if deadline.channel is not None:
        case.append(str(CHANNELS[deadline.channel]))
    notes = []
    if deadline.statutory is not None and deadline.statutory != deadline.allowed:
        notes.append(gettext("Pháp luật quy định %(time)s.") % {"time": duration(deadline.statutory).lower()})
    return Answer(
        case=" – ".join(case),
        value=duration(deadline.allowed) if deadline.allowed is not None else "",
        notes=tuple(notes),
    )


def _fee(fee: procedure.Fee, *, many: bool, language: str) -> Answer:
    per = fee.unit_label.said(language)
    value = ""
    if fee.amount is not None:
        value = f"{dong(fee.amount)}/{per}" if fee.amount and per else dong(fee.amount)
    exempt = [
        gettext("Miễn cho %(who)s; giấy tờ chứng minh: %(proof)s.")
        % {"who": each.label.said(language), "proof": each.proof.said(language)}
        for each in fee.exemptions
    ]
    verbatim = [fee.verbatim] if fee.verbatim and fee.amount is None else []
    return Answer(case=fee.label.said(language) if many else "", value=value, notes=(*verbatim, *exempt))


def _of_entry(entry: ports.CatalogueEntry) -> Sheet:
    prose = (
        (gettext("Trình tự thực hiện"), entry.steps),
        (gettext("Yêu cầu, điều kiện"), entry.conditions),
        (gettext("Địa chỉ tiếp nhận hồ sơ"), entry.address),
    )
    return Sheet(
        how_long=_by_channel(entry.methods, _time_told),
        how_much=_by_channel(entry.methods, _fee_told),
        papers=tuple(
            Bring(
                name=paper.name.lstrip(BULLETS),
                quantity=quantity(paper.originals, paper.copies),
                group=paper.group,
            )
            for paper in entry.papers
        ),
        channels=tuple(dict.fromkeys(str(CHANNELS[method.channel]) for method in entry.methods)),
        audience=tuple(str(AUDIENCE[each]) for each in entry.audience),
        results=tuple(
            Basis(number=outcome.code, title=outcome.label.lstrip(BULLETS)) for outcome in entry.outcomes
        ),
        basis=tuple(Basis(number=cited.number, title=cited.title) for cited in entry.legal_basis),
        prose=tuple((title, said) for title, said in prose if said),
    )


def _time_told(method: ports.Method) -> tuple[str, tuple[str, ...]]:
    if method.amount is None or method.unit is None:
        unclear = gettext("Danh mục quốc gia ghi “%(said)s”, chưa rõ đơn vị thời gian.")
        notes = [unclear % {"said": method.deadline_verbatim}] if method.amount is not None else []
        return "", (*notes, *filter(None, [method.description]))
    return unit(method.amount, str(method.unit)), tuple(filter(None, [method.description]))


def _fee_told(method: ports.Method) -> tuple[str, tuple[str, ...]]:
    note = method.fee_note.strip()
    if note.startswith("(") and note.endswith(")"):
        note = note[1:-1].strip()
    return ("" if method.fee is None else dong(method.fee)), tuple(filter(None, [note]))


def _by_channel(
    methods: Sequence[ports.Method], told: Callable[[ports.Method], tuple[str, tuple[str, ...]]]
) -> tuple[Answer, ...]:
    """Say each different answer once, with the channels it holds for where they differ."""
    found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for method in methods:
        channels = found.setdefault(told(method), [])
        name = str(CHANNELS[method.channel])
        if name not in channels:
            channels.append(name)
    return tuple(
        Answer(value=value, notes=notes, case=_joined(channels) if len(found) > 1 else "")
        for (value, notes), channels in found.items()
    )


def _brief(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    found: dict[str, list[str]] = {}
    for answer in answers:
        found.setdefault(answer.value, []).append(answer.case)
    return tuple(
        Answer(value=value, case=_joined(filter(None, cases)) if len(found) > 1 else "")
        for value, cases in found.items()
    )


def _article(cited: procedure.Citation) -> str:
    if cited.article and cited.article[0].isdigit():
        return gettext("Điều %(article)s") % {"article": cited.article}
    return cited.article or ""


def _joined(names: Iterable[str]) -> str:
    return pgettext("between two names of a list", ", ").join(names)


def _nothing() -> Sheet:
    return Sheet(how_long=(), how_much=(), papers=(), channels=(), audience=(), results=(), basis=())
