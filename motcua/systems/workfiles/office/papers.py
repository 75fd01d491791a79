"""The papers of work files: printed, or as spreadsheets."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.base import clock, doors
from motcua.spine.access import Act
from motcua.systems.workfiles import prints, queries, tables

XLSX = "xlsx"


@doors.guarded(Act.WORKFILE_READ)
@require_safe
def list_paper(request: HttpRequest, unit: str, year: str, kind: str) -> HttpResponse:
    """Give a unit's list of files for a year."""
    paper = queries.list_paper(unit=unit, year=int(year), by=doors.who(request), at=clock.now())
    return _given(paper, f"danh-muc-ho-so-{unit}-{year}.{kind}", kind)


@doors.guarded(Act.WORKFILE_READ)
@require_safe
def file_paper(request: HttpRequest, file_id: str, kind: str) -> HttpResponse:
    """Give the list of the documents in a file."""
    paper = queries.file_paper(file_id=file_id, by=doors.who(request), at=clock.now())
    return _given(paper, f"muc-luc-van-ban.{kind}", kind)


@doors.guarded(Act.WORKFILE_READ)
@require_safe
def batch_paper(request: HttpRequest, batch_id: str, kind: str) -> HttpResponse:
    """Give the list of the files of a hand-over."""
    paper = queries.batch_paper(batch_id=batch_id, by=doors.who(request), at=clock.now())
    return _given(paper, f"muc-luc-ho-so-nop-luu.{kind}", kind)


@doors.guarded(Act.WORKFILE_READ)
@require_safe
def receipt(request: HttpRequest, batch_id: str) -> HttpResponse:
    """Give the record of a hand-over."""
    paper = queries.receipt(batch_id=str(batch_id), by=doors.who(request), at=clock.now())
    return _given(paper, "bien-ban-giao-nhan.pdf", "pdf")


def _given(paper: prints.Paper, name: str, kind: str) -> HttpResponse:
    if kind == XLSX:
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(tables.sheet(paper), content_type=tables.MEDIA_TYPE, headers=headers)
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(prints.pdf(paper), content_type="application/pdf", headers=headers)
