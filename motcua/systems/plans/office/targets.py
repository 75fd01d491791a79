"""A target of a plan being written."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.base import doors
from motcua.spine.access import Act
from motcua.systems.plans import actions, queries
from motcua.systems.plans.office import help as keys, writing


@doors.guarded(Act.PLAN_EDIT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def target(request: HttpRequest, plan: str, target: str = "") -> HttpResponse:
    """Write a target (a new one without `target`, the plan's head for `head`): try it, save it, or let the draft go."""
    desk = DESK if target else replace(DESK, begun=_example(queries.in_force(plan).plan.next_id()))
    return writing.block(request, desk, queries.source(plan), target)


def _example(name: str) -> str:
    """Give the example a new target begins with, called as the plan would call it; YAML takes a bare 1.4 for a number."""
    return TEMPLATE.replace("id: A1", f'id: "{name}"' if name[0].isdigit() else f"id: {name}")


TEMPLATE = """\
id: A1
statement:
  vi: "Hồ sơ được giải quyết đúng hạn"
shape: share
goals:
  - ">= 90 %"
scope: {vi: "hồ sơ tại Bộ phận Một cửa"}
owner: {vi: "Văn phòng Ủy ban nhân dân tỉnh", units: []}
evidence: computed
source: {vi: "Kế hoạch số …, mục …"}
readings:
  - key: main
    label: {vi: "Theo hồ sơ giải quyết xong trong kỳ"}
    sentence: |
      of dossiers
      where finished_at in period
        and due_at is not null
      that finished_at <= due_at
"""

DESK = writing.Desk(
    template="plans/office/target.html",
    headings=(
        gettext_lazy("Phần đầu kế hoạch"),
        gettext_lazy("Sửa chỉ tiêu %(target)s"),
        gettext_lazy("Thêm chỉ tiêu"),
    ),
    begun=TEMPLATE,
    keys=keys.KEYS,
    block=queries.block,
    tried=queries.try_target,
    edit=actions.edit_target,
    source=queries.source,
    home="plan_edit",
    one="target_edit",
    new="target_new",
    saved=gettext_lazy("Đã lưu: phiên bản %(version)s của kế hoạch có hiệu lực."),
    dropped=gettext_lazy("Đã bỏ bản nháp; kế hoạch đang có hiệu lực không đổi."),
)
