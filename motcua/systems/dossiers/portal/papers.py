"""The page of an application on which papers are uploaded, one or many files for each."""

import dataclasses
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.base import clock, doors
from motcua.spine import procedure
from motcua.spine.access import Act
from motcua.systems.dossiers import actions, queries
from motcua.systems.dossiers.portal import apply, files, kept, steps, telling

OTHER = "khac"  # the field of what the procedure does not name


@kept.through_sign_in
@doors.guarded(Act.APPLY)
@require_http_methods(["GET", "HEAD", "POST"])
@apply.written
def papers(request: HttpRequest, writing: steps.Writing) -> HttpResponse:
    """Take and give back files; what is already there stays, whatever is wrong with the others."""
    if request.method != "POST":
        kept.restored(request, writing)
        return _show(request, writing, {}, needed=False)
    only = request.GET.get("giay", "")
    faults = {
        key: taken.errors
        for key in _keys(writing)
        if (not only or key == only) and (taken := _take(request, writing, key)).errors
    }
    if gone := request.POST.get("bo", ""):
        _remove(writing, gone)
    fresh = _again(writing)
    going = "tiep" in request.POST
    if going and not faults and not fresh.missing_papers():
        return apply.onward(request, writing, steps.PAPERS)
    return _show(request, fresh, faults, needed=going, only=only)


def _keys(writing: steps.Writing) -> list[str]:
    return [*(paper.key for paper in writing.definition.papers), OTHER]


def _take(request: HttpRequest, writing: steps.Writing, key: str) -> files.Taken:
    def keep(name: str, chunks: Iterable[bytes]) -> object:
        return actions.attach_to_draft(
            draft_id=writing.draft.id,
            paper="" if key == OTHER else key,
            name=name,
            chunks=chunks,
            by=writing.actor,
            at=clock.now(),
        )

    return files.take(request, field=f"paper-{key}", there=len(writing.draft.files), keep=keep)


def _remove(writing: steps.Writing, file_id: str) -> None:
    if any(file.id == file_id for file in writing.draft.files):
        actions.detach(attachment_id=file_id, draft_id=writing.draft.id, by=writing.actor)


def _again(writing: steps.Writing) -> steps.Writing:
    draft = queries.draft(draft_id=writing.draft.id, by=writing.actor)
    return dataclasses.replace(writing, draft=draft)


def _show(
    request: HttpRequest,
    writing: steps.Writing,
    faults: dict[str, tuple[str, ...]],
    *,
    needed: bool,
    only: str = "",
) -> HttpResponse:
    missing = {paper.key for paper in writing.missing_papers()} if needed else set()
    shown = [_paper(writing, paper, faults, missing) for paper in writing.definition.papers]
    shown.append(
        {
            "key": OTHER,
            "name": gettext("Giấy tờ khác"),
            "hint": gettext("Ví dụ: giấy ủy quyền, giấy chứng minh thuộc diện miễn lệ phí."),
            "note": gettext("nếu có"),
            "files": [file for file in writing.draft.files if not file.paper],
            "errors": faults.get(OTHER, ()),
        }
    )
    context = {
        **apply.page(request, writing, steps.PAPERS),
        "papers": shown,
        "accept": files.ACCEPT,
        "largest": files.LARGEST_MB,
        "faulty": [paper for paper in shown if paper["errors"]],
    }
    if only and getattr(request, "htmx", False):
        context["alone"] = True
        context["paper"] = next((paper for paper in shown if paper["key"] == only), None)
        return render(request, "dossiers/portal/apply/paper.html", context)
    return render(request, "dossiers/portal/apply/giay-to.html", context)


def _paper(
    writing: steps.Writing,
    paper: procedure.Paper,
    faults: dict[str, tuple[str, ...]],
    missing: set[str],
) -> dict[str, object]:
    errors = list(faults.get(paper.key, ()))
    if paper.key in missing and not errors:
        errors.append(gettext("Giấy tờ này bắt buộc. Hãy tải lên ít nhất một tệp."))
    hint = ""
    if not paper.electronic:
        hint = gettext(
            "Giấy này phải nộp bản giấy: ông/bà mang đến hoặc gửi bưu chính. Có thể tải ảnh lên trước."
        )
    elif paper.originals:
        hint = gettext("Ảnh chụp hoặc bản quét rõ của bản chính, hoặc bản điện tử có chữ ký số.")
    elif paper.copies:
        hint = gettext("Ảnh chụp hoặc bản quét rõ đủ các trang.")
    return {
        "key": paper.key,
        "name": telling.said(paper.label),
        "hint": hint,
        "note": telling.paper_note(paper),
        "files": [file for file in writing.draft.files if file.paper == paper.key],
        "errors": errors,
    }
