"""An application read as a whole: its head, its answers once more, and the filing they make."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from motcua.base.templatetags.motcua import dong
from motcua.spine import procedure, worktime
from motcua.systems.dossiers import actions, queries
from motcua.systems.dossiers.portal import due, forms, steps, telling

# Answers that belong to this filing alone, kept with the applicant for the office to read.
BESIDE = ("filer_name", "filer_phone", "return_address", "exemption")


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One answer as it is read once more: `change` names the page to change it on, where the row is its first."""

    name: str
    value: str
    change: str = ""


def head(definition: procedure.Definition) -> dict[str, object]:
    """Give what is said of the procedure itself."""
    return {
        "code": definition.code,
        "procedure": telling.said(definition.name),
        "times": [
            (telling.said(one.label), telling.duration(one.allowed)) for one in forms.cases(definition)
        ],
        "fees": fees(definition),
        "named": [
            {"name": telling.said(paper.label), "note": telling.paper_note(paper)}
            for paper in definition.papers
        ],
    }


def fees(definition: procedure.Definition) -> list[tuple[str, str]]:
    """Give what is paid, by its name."""
    return [(telling.said(one.label), telling.fee(one)) for one in definition.fees]


def groups(writing: steps.Writing) -> list[tuple[str, list[Row]]]:
    """Give all answers under their headings, as the citizen reads them before filing."""
    answers = writing.answers
    told = (
        (gettext("Hồ sơ"), ((steps.CASE, _case(writing)), (steps.PLACE, _place(writing)))),
        (gettext("Người nộp"), ((steps.WHOM, _filer(answers)), (steps.PERSON, _person(answers)))),
        (gettext("Giấy tờ"), ((steps.PAPERS, _papers(writing)),)),
        (gettext("Kết quả và lệ phí"), ((steps.RESULT, _result(writing)),)),
    )
    return [
        (title, [row for step, rows in parts for row in _rows(writing, step, rows)]) for title, parts in told
    ]


def _rows(writing: steps.Writing, step: str, rows: list[tuple[str, str]]) -> list[Row]:
    return [
        Row(name=name, value=value, change=step if place == 0 and step in writing.steps else "")
        for place, (name, value) in enumerate(rows)
    ]


def _case(writing: steps.Writing) -> list[tuple[str, str]]:
    for one in forms.cases(writing.definition):
        if one.case == writing.answers.get("case"):
            return [
                (gettext("Trường hợp"), telling.said(one.label)),
                (gettext("Thời hạn giải quyết"), telling.duration(one.allowed)),
            ]
    return [(gettext("Trường hợp"), "")] if steps.CASE in writing.steps else []


def _place(writing: steps.Writing) -> list[tuple[str, str]]:
    place = writing.place
    if place is None:
        return [(gettext("Nơi nộp"), "")]
    within = f", {telling.inside(place.within)}" if place.district else ""
    return [(gettext("Nơi nộp"), f"{place.name}{within}")]


def _person(answers: Mapping[str, str]) -> list[tuple[str, str]]:
    return [
        (gettext("Họ và tên"), answers.get("name", "")),
        (gettext("Số định danh"), answers.get("id_number", "")),
        (gettext("Số điện thoại"), answers.get("phone", "")),
        *([(gettext("Thư điện tử"), answers["email"])] if answers.get("email") else []),
        (gettext("Địa chỉ"), answers.get("address", "")),
    ]


def _filer(answers: Mapping[str, str]) -> list[tuple[str, str]]:
    whom = dict(forms.WHOM).get(answers.get("whom", ""), "")
    rows = [(gettext("Nộp hồ sơ cho"), str(whom))]
    if answers.get("whom") != forms.OTHER:
        return rows
    return [
        *rows,
        (gettext("Người nộp thay"), answers.get("filer_name", "")),
        (gettext("Số điện thoại người nộp thay"), answers.get("filer_phone", "")),
    ]


def _papers(writing: steps.Writing) -> list[tuple[str, str]]:
    rows = []
    for paper in writing.definition.papers:
        names = [file.name for file in writing.draft.files if file.paper == paper.key]
        if names:
            rows.append((telling.said(paper.label), ", ".join(names)))
        elif paper.required and not paper.electronic:
            rows.append((telling.said(paper.label), gettext("Nộp bản giấy")))
        elif paper.required:
            rows.append((telling.said(paper.label), ""))
    others = [file.name for file in writing.draft.files if not file.paper]
    if others:
        rows.append((gettext("Giấy tờ khác"), ", ".join(others)))
    return rows or [(gettext("Giấy tờ"), gettext("Không có tệp nào"))]


def _result(writing: steps.Writing) -> list[tuple[str, str]]:
    answers = writing.answers
    channel = answers.get("return_channel", "")
    rows = [(gettext("Nhận kết quả"), str(telling.RETURNED.get(channel, "")))]
    if channel == "post":
        rows.append((gettext("Địa chỉ nhận"), answers.get("return_address", "")))
    rows += fees(writing.definition) or [(gettext("Phí, lệ phí"), dong(0))]
    if freed := exemption(writing.definition, answers.get("exemption", "")):
        rows.append((gettext("Đề nghị miễn"), freed))
    return rows


def exemption(definition: procedure.Definition, key: str) -> str:
    """Name whom an exemption frees; nothing for a key that the procedure does not have."""
    return next(
        (telling.said(one.label) for fee in definition.fees for one in fee.exemptions if one.key == key),
        "",
    )


def filing(writing: steps.Writing) -> actions.Filing:
    """Turn the answers into the application that reaches the office."""
    clean: dict[str, str] = {}
    for step in writing.steps:
        if step not in {steps.PAPERS, steps.CHECK}:
            form = writing.form(step, writing.answers)
            form.is_valid()
            clean |= form.cleaned_data
    if clean.get("return_channel") != "post":
        clean.pop("return_address", None)
    place = writing.place
    assert place is not None  # noqa: S101 - an application without a place is faulty and not filed
    return actions.Filing(
        procedure=writing.definition.code,
        unit=place.unit,
        channel=procedure.Channel.ONLINE.value,
        applicant=actions.Applicant(
            name=clean["name"],
            id_number=clean["id_number"],
            phone=clean["phone"],
            email=clean["email"],
            address=clean["address"],
            answers={name: clean[name] for name in BESIDE if clean.get(name)},
        ),
        return_channel=clean["return_channel"],
        case=writing.answers.get("case", ""),
        owner=writing.actor.id,
    )


def promise(writing: steps.Writing) -> dict[str, object]:
    """Say by when the office answers, and when the result would be there if it took the dossier on then."""
    chosen = next(
        (one for one in forms.cases(writing.definition) if one.case == writing.answers.get("case", one.case)),
        None,
    )
    return expected(chosen.allowed if chosen else None, filed_at=writing.at)


def expected(allowed: worktime.Duration | None, *, filed_at: datetime) -> dict[str, object]:
    """Reckon the answer and the result of an application filed at a moment."""
    calendar = queries.calendar()
    answered = due.answered_by(filed_at, calendar=calendar)
    result = allowed and worktime.due(received_at=answered, allowed=allowed, calendar=calendar)
    return {
        "answered_by": answered,
        "expected": result,
        "allowed": telling.duration(allowed).lower() if allowed else "",
        "counted": due.counted(allowed) if allowed else "",
    }
