"""The registers of documents out and in, of an agency and a year: printed, or as a spreadsheet."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.base import clock, doors
from motcua.spine import access
from motcua.spine.access import Act
from motcua.systems.documents import prints, queries, tables
from motcua.systems.ledger import queries as ledger
from motcua.systems.organisation import queries as organisation


@doors.guarded(Act.DOCUMENT_READ)
@require_safe
def book(request: HttpRequest, way: str, unit: str, year: str, kind: str) -> HttpResponse:
    """Give a register."""
    at = clock.now()
    record = organisation.unit(code=unit)
    access.require(
        actor=doors.who(request), act=Act.DOCUMENT_READ, subject=access.Subject(paths=(record.path,))
    )
    made = prints.Book(
        way=way,
        unit=record.name,
        parent=organisation.unit(code=record.parent).name if record.parent else "",
        year=int(year),
        at=at,
        rows=queries.book(way=way, unit=unit, year=int(year)),
        simulated=ledger.is_simulated(),
    )
    name = f"so-van-ban-{way}-{unit}-{year}.{kind}"
    if kind == "xlsx":
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(tables.book(made), content_type=tables.MEDIA_TYPE, headers=headers)
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(prints.pdf(made), content_type="application/pdf", headers=headers)
