"""The registers' door for everybody: the empty table of each, to see what is kept and how."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.base import doors
from motcua.systems.registers import queries, tables


@require_safe
@doors.public("what is counted, and in which form it comes, is open to everybody")
def template(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001 - Django's own signature
    """Give the empty table of a register."""
    found = queries.register(name)
    headers = {"Content-Disposition": f'attachment; filename="{found.name}-mau.xlsx"'}
    return HttpResponse(tables.template(found), content_type=tables.MEDIA_TYPE, headers=headers)
