"""The registers' door for those who keep the figures: what there is, a table shown before it is taken, and taking it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.base import clock, doors, problem, store
from motcua.base.templatetags.motcua import vn_number
from motcua.spine import refusal
from motcua.spine.access import Act
from motcua.systems.registers import actions, forms, queries, rules, tables, wording
from motcua.systems.registers.rules import table

SHOWN = 20  # refused rows on the page; all of them are in the table given back
TYPES = {"pdf": "application/pdf", "xlsx": tables.MEDIA_TYPE}


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One row that would read otherwise: its key, and each value before and after."""

    key: str
    ends: bool
    values: tuple[tuple[str, str, str], ...]


@doors.guarded(Act.REGISTER_IMPORT)
@require_safe
def registers(request: HttpRequest) -> HttpResponse:
    """List the registers, how many rows each holds, and its latest import."""
    kept = [
        {
            "name": each.register.name,
            "title": wording.say(each.register.title),
            "rows": each.rows,
            "latest": each.latest,
        }
        for each in queries.kept()
    ]
    fault = queries.fault()
    said = problem.say(fault) if fault else ""
    return render(request, "registers/registers.html", {"kept": kept, "fault": said})


@doors.guarded(Act.REGISTER_IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, name: str) -> HttpResponse:
    """Ask for a table, and show what it would change before anything does."""
    found = queries.register(name)
    sent = request.method == "POST"
    form = forms.TableForm(request.POST if sent else None, request.FILES if sent else None)
    faults: list[str] = []
    if sent and form.is_valid():
        try:
            return _shown(request, found, form)
        except table.FaultyTable as refused:
            form.add_error(
                "file", gettext("Chưa dòng nào được nhập. Hãy sửa tệp theo các điểm dưới đây rồi gửi lại.")
            )
            faults = [wording.fault(each) for each in refused.cells]
        except refusal.Refusal as refused:
            form.add_error(_field_of(refused), problem.say(refused))
    return render(request, "registers/register.html", _page(found, form=form, faults=faults))


@doors.guarded(Act.REGISTER_IMPORT)
@require_POST
def agreed(request: HttpRequest, name: str) -> HttpResponse:
    """Take the table that was shown."""
    found, actor = queries.register(name), doors.who(request)
    form = forms.AgreedForm(request.POST, register=name, by=actor.id)
    if not form.is_valid():
        messages.error(request, _first_error(form))
        return redirect("registers:register", name=name)
    wanted, file = form.cleaned_data["sealed"]
    outcome = actions.import_table(wanted=wanted, file=file, by=actor, at=clock.now())
    messages.success(request, _said(outcome))
    return redirect("registers:register", name=found.name)


@doors.guarded(Act.REGISTER_IMPORT)
@require_POST
def refused(request: HttpRequest, name: str) -> HttpResponse:
    """Give back the rows that could not be taken, as a table to mend."""
    found, actor = queries.register(name), doors.who(request)
    form = forms.AgreedForm(request.POST, register=name, by=actor.id)
    if not form.is_valid():
        messages.error(request, _first_error(form))
        return redirect("registers:register", name=name)
    wanted, file = form.cleaned_data["sealed"]
    outcome = actions.rehearse_import(wanted=wanted, file=file, by=actor, at=clock.now())
    content = tables.refused(found, heading=outcome.heading, rows=outcome.refused)
    return _attached(content, f"{name}-can-sua.xlsx")


@doors.guarded(Act.REGISTER_IMPORT)
@require_safe
def kept_file(request: HttpRequest, name: str, number: int, kind: str) -> HttpResponseBase:  # noqa: ARG001 - Django's own signature
    """Give back the file of an import, or the paper that issued its figures."""
    found = queries.an_import(queries.register(name).name, number)
    digest, file_name = (
        (found.document, found.document_name) if kind == "van-ban" else (found.digest, found.file_name)
    )
    try:
        file = store.get(digest)
    except OSError as error:
        raise queries.no_such_file(name, number) from error
    media_type = TYPES.get(file_name.rpartition(".")[2].lower(), "application/octet-stream")
    return FileResponse(file, as_attachment=True, filename=file_name, content_type=media_type)


def _shown(request: HttpRequest, found: rules.Register, form: forms.TableForm) -> HttpResponse:
    actor, at = doors.who(request), clock.now()
    wanted, file = form.wanted(found.name), form.table()
    outcome = actions.rehearse_import(wanted=wanted, file=file, by=actor, at=at)
    sealed = forms.keep(wanted, file, by=actor.id, ends_most=outcome.ends_most)
    context = {
        "name": found.name,
        "title": wording.say(found.title),
        "file": file.name,
        "since": wanted.since,
        "whole": wanted.whole,
        "document": wanted.document.name if wanted.document else "",
        "outcome": outcome,
        "changes": [_change(found, each) for each in outcome.differences],
        "refused": [
            {"row": bad.row, "reasons": [wording.reason(each) for each in bad.reasons]}
            for bad in outcome.refused[:SHOWN]
        ],
        "more": max(0, len(outcome.refused) - SHOWN),
        "doubts": [
            {"row": row.row, "reasons": [wording.reason(each) for each in row.doubts]}
            for row in outcome.doubts[:SHOWN]
        ],
        "more_doubts": max(0, outcome.doubted - SHOWN),
        "in_room": wording.in_room(outcome.in_room),
        "sealed": sealed,
        "agree": forms.AgreedForm(initial={"sealed": sealed}, register=found.name, by=actor.id),
    }
    return render(request, "registers/check.html", context)


def _page(found: rules.Register, *, form: forms.TableForm, faults: list[str]) -> dict[str, Any]:
    return {
        "name": found.name,
        "title": wording.say(found.title),
        "source": wording.say(found.source),
        "form": form,
        "faults": faults,
        "imports": [(each, store.holds(each.digest)) for each in queries.imports(found.name)],
        "in_room": wording.in_room(queries.given_way(found.name)),
        "columns": [
            {
                "meaning": wording.say(field.column.meaning),
                "required": field.required,
                "shape": wording.shape(field),
                "choices": "; ".join(wording.choices(field)) if len(field.column.values) <= SHOWN else "",
            }
            for field in found.fields
        ],
    }


def _change(found: rules.Register, difference: actions.Difference) -> Change:
    after = difference.after or {}
    values = tuple(
        (wording.say(field.column.meaning), wording.cell(field, sides[0]), wording.cell(field, sides[1]))
        for field in found.fields
        if (sides := _sides(difference.before, after, field.name))
    )
    return Change(
        key=wording.key(found, difference.before),
        ends=difference.after is None,
        values=values if difference.after is not None else (),
    )


def _sides(before: Mapping[str, Any], after: Mapping[str, Any], name: str) -> tuple[Any, Any] | None:
    sides = before.get(name), after.get(name)
    return None if sides[0] == sides[1] else sides


def _field_of(refused: refusal.Refusal) -> str:
    """Say beside which field a refusal stands."""
    if refused.code == "registers.since-to-come":
        return "since"
    return "whole" if refused.code == "registers.whole-with-refusals" else "file"


def _first_error(form: forms.AgreedForm) -> str:
    return str(next(iter(error for errors in form.errors.values() for error in errors), ""))


def _said(outcome: actions.Outcome) -> str:
    if outcome.number is None:
        return gettext("Bảng không có gì khác với sổ; không có gì thay đổi.")
    return gettext("Đã nhập: %(parts)s.") % {"parts": ", ".join(_parts(outcome))}


def _parts(outcome: actions.Outcome) -> Iterator[str]:
    yield ngettext("%(count)s dòng mới", "%(count)s dòng mới", outcome.added) % {
        "count": vn_number(outcome.added)
    }
    yield ngettext("%(count)s dòng thay đổi", "%(count)s dòng thay đổi", outcome.changed) % {
        "count": vn_number(outcome.changed)
    }
    if outcome.ended:
        yield ngettext("%(count)s dòng kết thúc", "%(count)s dòng kết thúc", outcome.ended) % {
            "count": vn_number(outcome.ended)
        }
    if outcome.refused:
        count = len(outcome.refused)
        yield ngettext("%(count)s dòng không nhận", "%(count)s dòng không nhận", count) % {
            "count": vn_number(count)
        }


def _attached(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=tables.MEDIA_TYPE, headers=headers)
