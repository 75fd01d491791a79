"""A list of signs being written: its signs and versions, one sign, and its file down and up."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base import doors
from motcua.spine.access import Act
from motcua.spine.plan import Detector, blocks
from motcua.systems.plans import actions, queries, wording
from motcua.systems.plans.office import help as keys, plans, writing


@doors.guarded(Act.PLAN_EDIT)
@never_cache
@require_safe
def listed(request: HttpRequest, name: str) -> HttpResponse:
    """Show a list's signs, what was begun and not put in force, and its versions."""
    found = queries.watch_source(name)
    drafts = queries.drafts(file=found.key, account=doors.who(request).id)
    read, faults = queries.watch_list(found)
    signs = [_sign(key, read.detector(key) if read else None, drafts) for key in found.targets]
    context = {
        "name": name,
        "title": wording.say(read.name) if read else name,
        "signs": signs,
        "faults": [wording.fault(one, found.text) for one in faults],
        "begun": drafts.get(""),
        "head": drafts.get(blocks.HEAD),
        "turns": [
            plans.Turn(number=one.number, by=plans.called(one.by), at=one.at, why=one.why)
            for one in queries.watch_history(name)
        ],
    }
    return render(request, "plans/office/watch.html", context)


@doors.guarded(Act.PLAN_EDIT)
@require_safe
def file(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001 - every door gets its request
    """Give a list's file as it is in force."""
    answer = HttpResponse(queries.watch_source(name).text, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.yaml"'
    return answer


@doors.guarded(Act.PLAN_EDIT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a list of signs, or take over a file."""
    return _written(request, name="", base=0, text=LIST)


@doors.guarded(Act.PLAN_EDIT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, name: str) -> HttpResponse:
    """Write a list's file whole, or take over another: a new version."""
    found = queries.watch_source(name)
    return _written(request, name=name, base=found.version, text=found.text)


@doors.guarded(Act.PLAN_EDIT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, name: str, sign: str = "") -> HttpResponse:
    """Write a sign (a new one without `sign`, the list's head for `head`): try it, save it, or let the draft go."""
    return writing.block(request, DESK, queries.watch_source(name), sign)


def _sign(key: str, one: Detector | None, drafts: Mapping[str, queries.Draft]) -> Mapping[str, Any]:
    return {
        "key": key,
        "statement": wording.say(one.statement) if one else key,
        "measured": one is not None and one.sentence is not None,
        "flatters": one is not None and one.flatters,
        "draft": drafts.get(key),
    }


def _written(request: HttpRequest, *, name: str, base: int, text: str) -> HttpResponse:
    file = writing.Whole(
        template="plans/office/watch_file.html",
        heading=gettext_lazy("Nạp tệp danh sách") if name else gettext_lazy("Lập danh sách mới"),
        name=name,
        base=base,
        text=text,
        upload=actions.upload_watch,
        gone_to=lambda loaded: reverse("watch_edit", args=[loaded.list]),
        saved=gettext_lazy("Phiên bản %(version)s của danh sách dấu hiệu có hiệu lực."),
    )
    return writing.whole(request, file)


LIST = """\
watch: ten-danh-sach
name:
  vi: Dấu hiệu cần xem lại trong …
detectors: []
"""
SIGN = """\
key: hai-lan
statement:
  vi: "Yêu cầu bổ sung từ hai lần trở lên"
note:
  vi: "Điều cần hỏi, nguyên nhân vô can có thể có, và mức này lấy từ đâu."
sentence: |
  of dossiers
  where supplement_asked_at in period
  that supplements >= 2
"""
DESK = writing.Desk(
    template="plans/office/sign.html",
    headings=(
        gettext_lazy("Phần đầu danh sách"),
        gettext_lazy("Sửa dấu hiệu %(target)s"),
        gettext_lazy("Thêm dấu hiệu"),
    ),
    begun=SIGN,
    keys=keys.OF_A_SIGN,
    block=queries.sign_block,
    tried=queries.try_sign,
    edit=actions.edit_sign,
    source=queries.watch_source,
    home="watch_edit",
    one="sign_edit",
    new="sign_new",
    saved=gettext_lazy("Đã lưu: phiên bản %(version)s của danh sách dấu hiệu có hiệu lực."),
    dropped=gettext_lazy("Đã bỏ bản nháp; danh sách đang có hiệu lực không đổi."),
)
