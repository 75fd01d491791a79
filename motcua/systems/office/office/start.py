"""The officer's desk: where it begins, and its keys."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from motcua.base import doors

TODAY = "/van-phong/viec-hom-nay/"


@doors.public("the desk's first page only leads on; what lies behind asks who comes")
@require_GET
def desk(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Lead to the officer's work of today."""
    return redirect(TODAY)


@doors.public("the keys are no secret")
@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    """Show the keys of the desk, and the switch that turns them off."""
    return render(request, "office/keys.html")
