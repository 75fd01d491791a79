"""What somebody sent after the session had ended is kept in the new session until the same person signs in again."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext

from motcua.base import clock, doors
from motcua.systems.dossiers import actions
from motcua.systems.dossiers.portal import forms, steps

_KEPT = "dossiers_kept"
View = Callable[..., HttpResponse]


def through_sign_in(view: View) -> View:
    """Let a form sent by nobody known go round by the sign-in page; the door within is asked by all others."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" or doors.who(request).kind != "guest":
            return view(request, *args, **kwargs)
        request.session[_KEPT] = {
            "draft": request.POST.get("draft", "")[:36],
            "answers": forms.typed(request.POST.dict()),
            "files": bool(request.FILES),
        }
        back = urlencode({"next": request.path})
        return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{back}")

    return opened


def restored(request: HttpRequest, writing: steps.Writing) -> bool:
    """Put what was kept into the draft it was typed for, if it is this one; the draft's number proves whose it was."""
    kept = request.session.get(_KEPT)
    if not kept or kept["draft"] != writing.draft.id:
        return False
    del request.session[_KEPT]
    actions.keep_draft(draft_id=writing.draft.id, answers=kept["answers"], by=writing.actor, at=clock.now())
    said = gettext("Phiên đăng nhập đã hết khi ông/bà gửi trang này. Những gì đã ghi vẫn còn.")
    if kept["files"]:
        files = gettext("Tệp vừa chọn chưa được tải lên; xin chọn lại.")
        said = f"{said} {files}"
    messages.warning(request, said)
    return True
