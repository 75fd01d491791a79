"""From a form's record to its paper: what must stand on it, in which words, in which template."""

import functools
import io
from typing import Final

import segno
from django.conf import settings

from motcua.base import clock, typeset
from motcua.spine import refusal
from motcua.systems.dossiers.prints import records, words

LAW: Final = "Thông tư 01/2018/TT-VPCP"
NUMBER: Final[dict[type[records.Form], str]] = {
    records.ReceiptForm: "01",
    records.SupplementForm: "02",
    records.RefusalForm: "03",
    records.ApologyForm: "04",
    records.ControlForm: "05",
    records.RegisterForm: "06",
}


class Refusal(refusal.Refusal):
    """A form that lacks what the circular asks to stand on it."""


def must(form: records.Form, **fields: str) -> None:
    """Refuse to print `form` while one of the fields it cannot do without is blank."""
    for field, value in fields.items():
        if not value.strip():
            raise Refusal(
                "prints.field-missing",
                refusal.gettext_noop("Chưa in được mẫu số %(form)s: còn thiếu “%(field)s”."),
                article=LAW,
                params={"form": NUMBER[type(form)], "field": field},
            )


@functools.lru_cache(maxsize=256)
def picture(address: str) -> str:
    """Draw `address` as a QR code (ISO/IEC 18004, error level M), an SVG whose modules are one unit wide."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", border=2, xmldecl=False, svgns=True, unit=""
    )
    return drawn.getvalue().decode()


def _office(form: records.Form) -> dict[str, object]:
    """Give the head of the form."""
    office = form.office
    return {
        "name": office.name,
        "parent": office.parent,
        "desk": office.desk,
        "phone": office.phone,
        "website": office.website,
    }


def _applicant(applicant: records.Applicant) -> dict[str, object]:
    """Give whose dossier it is, and whose hand signs."""
    return {
        "name": applicant.name,
        "name-to-sign": applicant.agent or applicant.name,
        "identity": applicant.identity,
        "address": applicant.address,
        "phone": applicant.phone,
        "email": applicant.email,
    }


def _frame(form: records.Form, *, title: str) -> dict[str, object]:
    """Give what stands on every form; the agency, its place and, for one dossier, code and address must be there."""
    must(form, **{"tên cơ quan": form.office.name, "địa danh": form.office.place})
    here = words.local(form.issued_at)
    frame: dict[str, object] = {
        "form": NUMBER[type(form)],
        "title": title,
        "code": "",
        "office": _office(form),
        "number": form.number,
        "place-and-date": f"{form.office.place}, ngày {words.day(here)}",
        "issued": {
            part: getattr(here, part) for part in ("year", "month", "day", "hour", "minute", "second")
        },
        "simulated": form.simulated or settings.SIMULATED or clock.is_shifted(),
    }
    if not isinstance(form, records.RegisterForm):
        must(
            form,
            **{"mã hồ sơ": form.code, "địa chỉ tra cứu": form.tracking, "nội dung yêu cầu": form.request},
        )
        frame |= {"code": form.code, "request": form.request}
    return frame


def _receipt(form: records.ReceiptForm) -> dict[str, object]:
    must(form, **{"tên người nộp": form.applicant.name, "người tiếp nhận": form.officer})
    return _frame(form, title="Giấy tiếp nhận hồ sơ và hẹn trả kết quả") | {
        "applicant": _applicant(form.applicant),
        "papers": [
            {"name": one.name, "kind": words.PAPER_KIND[one.kind], "count": words.pieces(one.count)}
            for one in form.papers
        ],
        "sets": words.pieces(form.sets),
        "allowed": words.length(form.allowed),
        "received-at": words.moment(form.received_at),
        "due-at": words.moment(form.due_at),
        "collected": words.COLLECTED[form.collected],
        "fees": words.fees(form.fees),
        "book": form.book or "–",
        "entry": form.entry or "–",
        "officer": form.officer,
    }


def _supplement(form: records.SupplementForm) -> dict[str, object]:
    asked = "; ".join(one.name for one in form.items)
    must(form, **{"nội dung cần bổ sung": asked, "lý do": form.reason, "người hướng dẫn": form.officer})
    return _frame(form, title="Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ") | {
        "applicant": _applicant(form.applicant),
        "items": [
            {
                "name": one.name,
                "originals": words.pieces(one.originals),
                "certified": words.pieces(one.certified),
                "copies": words.pieces(one.copies),
            }
            for one in form.items
        ],
        "reason": form.reason,
        "answer-by": f"ngày {words.day(form.answer_by)}" if form.answer_by else "",
        "officer": form.officer,
    }


def _refusal(form: records.RefusalForm) -> dict[str, object]:
    must(
        form, **{"tên người nộp": form.applicant.name, "lý do": form.reason, "người tiếp nhận": form.officer}
    )
    return _frame(form, title="Phiếu từ chối tiếp nhận giải quyết hồ sơ") | {
        "applicant": _applicant(form.applicant),
        "reason": form.reason,
        "article": form.article,
        "go-to": form.go_to,
        "officer": form.officer,
    }


def _apology(form: records.ApologyForm) -> dict[str, object]:
    must(form, **{"tên người nộp": form.applicant.name, "lý do": form.reason, "người ký": form.signer})
    if form.promised_at <= form.due_at:
        raise Refusal(
            "prints.promise-not-later",
            refusal.gettext_noop("Thời gian hẹn lại phải sau thời gian hẹn trả kết quả đã ghi."),
            article=LAW,
        )
    reason = form.reason.strip()
    return _frame(form, title="Phiếu xin lỗi và hẹn lại ngày trả kết quả") | {
        "applicant": _applicant(form.applicant),
        "received-day": words.day(words.local(form.received_at)),
        "due-at": words.moment(form.due_at),
        "promised-at": words.moment(form.promised_at),
        "reason": reason if reason.endswith((".", "!", "?", "…")) else f"{reason}.",
        "signer": form.signer,
        "signer-title": form.signer_title,
        "copies-to": list(form.copies_to),
    }


def _control(form: records.ControlForm) -> dict[str, object]:
    must(form, **{"cơ quan giải quyết": form.handling})
    return _frame(form, title="Phiếu kiểm soát quá trình giải quyết hồ sơ") | {
        "handling": form.handling,
        "consulted": list(form.consulted),
        "due-at": words.moment(form.due_at),
        "hand-overs": [
            {
                "from": one.from_unit,
                "to": one.to_unit,
                "at": words.moment(one.at),
                "giver": one.giver,
                "taker": one.taker,
                "outcome": words.OUTCOME[one.outcome] if one.outcome else "",
                "note": one.note,
            }
            for one in form.hand_overs
        ],
    }


def _register(form: records.RegisterForm) -> dict[str, object]:
    if form.until < form.since:
        raise Refusal(
            "prints.period-backwards",
            refusal.gettext_noop("Ngày cuối kỳ của sổ không được trước ngày đầu kỳ."),
            article=LAW,
        )
    return _frame(form, title="Sổ theo dõi hồ sơ") | {
        "period": f"Từ ngày {form.since:%d/%m/%Y} đến ngày {form.until:%d/%m/%Y}",
        "book": form.book,
        "count": f"{len(form.entries):,}".replace(",", "."),
        "as-of": words.moment(form.issued_at),
        "entries": [
            {
                "place": str(place),
                "code": one.code,
                "request": one.request,
                "sets": words.pieces(one.sets),
                "applicant": one.applicant,
                "address": "; ".join(part for part in (one.address, one.phone) if part),
                "handling": one.handling,
                "received": words.short(one.received_at),
                "due": words.short(one.due_at),
                "returned": words.short(one.returned_at),
                "collected": words.COLLECTED[one.collected],
                "note": one.note,
            }
            for place, one in enumerate(form.entries, start=1)
        ],
    }


def _face(form: records.Form) -> dict[str, object]:
    """Give what stands on `form`, in the names its template reads."""
    match form:
        case records.ReceiptForm():
            return _receipt(form)
        case records.SupplementForm():
            return _supplement(form)
        case records.RefusalForm():
            return _refusal(form)
        case records.ApologyForm():
            return _apology(form)
        case records.ControlForm():
            return _control(form)
        case records.RegisterForm():
            return _register(form)


def render(form: records.Form) -> bytes:
    """Print `form` as a tagged PDF/A: A5 upright for forms 01 to 05, A4 lying for the register.

    The same record gives the same bytes. In a house of simulated data every form says so. The form is in Vietnamese, whatever language the page around it is in.

    Raises:
        Refusal: `prints.field-missing`, `prints.promise-not-later`, `prints.period-backwards`.
        typeset.Refusal: the paper could not be set.
    """
    face = _face(form)
    verbatim = {}
    if not isinstance(form, records.RegisterForm):
        verbatim = {"tracking": form.tracking, "qr": picture(form.tracking)}
    return typeset.pdf(
        template=settings.LAW / "forms" / f"{NUMBER[type(form)]}.typ",
        data=face,
        at=form.issued_at,
        verbatim=verbatim,
    )
