"""Writing a plan in the office: a target at a time, as a new version of its file; what is being typed is kept apart."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.spine import access, plan as plans, refusal
from motcua.spine.plan import blocks
from motcua.spine.worktime import VN
from motcua.systems.plans import counting, models, queries
from motcua.systems.plans.actions import loading

LONGEST = 20_000  # letters of one target
WHOLE = 2_000_000  # letters of a file


class Refusal(refusal.Refusal):
    """What the editor does not do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """One block of a plan as its writer sends it: `base` is the version it was read from, `body` empty takes it out."""

    plan: str
    target: str
    body: str
    base: int
    why: str


def edit_target(*, edit: Edit, by: access.Actor, at: datetime) -> loading.Loaded:
    """Put a target's new words in force, as a new version of the plan's file; every other word of it stays.

    Another's change of other targets since `base` is kept. Raises Refusal `plans.why-missing`, `plans.edit-too-long`,
    `plans.stale` where somebody changed this very target, `plan.file-has-faults`, and of `access`.
    """
    access.require(actor=by, act=access.Act.PLAN_EDIT)
    queries.in_force(edit.plan)
    why = _why(edit.why)
    with transaction.atomic():
        plan = models.Plan.objects.select_for_update().get(id=edit.plan)
        text = _version(plan, plan.number)
        _refuse_stale(plan, edit, text)
        whole = written(text, edit.target, edit.body)
        read = plans.read(whole, collections=counting.engine().collections, new=True)
        if read.id != plan.id:
            raise _other_id(plan.id)
        loaded = loading.put_in_force(plan, read, whole, by=by, at=at, why=why)
        models.Draft.objects.filter(plan=edit.plan, target=edit.target, account=by.id).delete()
    return loaded


def upload_plan(
    *, text: str, base: int, plan: str = "", why: str, by: access.Actor, at: datetime
) -> loading.Loaded:
    """Put an uploaded file in force: a new plan for the base 0, else a new version of the plan as it was at `base`.

    Raises as `load_plan` does, and Refusal `plans.why-missing`, `plans.edit-too-long`, `plans.already-there`, `plans.stale`.
    """
    access.require(actor=by, act=access.Act.PLAN_EDIT)
    if len(text) > WHOLE:
        raise too_long(WHOLE)
    said = _why(why)
    clean = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\0", "")
    read = plans.read(clean, collections=counting.engine().collections, new=True)
    if plan and read.id != plan:
        raise _other_id(plan)
    with transaction.atomic():
        models.Plan.objects.get_or_create(id=read.id)
        kept = models.Plan.objects.select_for_update().get(id=read.id)
        if not base and kept.number:
            raise Refusal(
                "plans.already-there",
                refusal.gettext_noop(
                    "Đã có kế hoạch “%(plan)s”; hãy mở kế hoạch đó để nạp phiên bản mới, hoặc đặt mã khác."
                ),
                params={"plan": read.id},
            )
        if base and kept.number != base:
            raise _stale(kept)
        return loading.put_in_force(kept, read, clean, by=by, at=at, why=said)


def keep_draft(*, edit: Edit, by: access.Actor, at: datetime) -> None:
    """Keep what somebody is typing of a target, as typed; nobody else sees it, and nothing is measured by it."""
    access.require(actor=by, act=access.Act.PLAN_EDIT)
    if len(edit.body) > LONGEST:
        raise too_long(LONGEST)
    models.Draft.objects.update_or_create(
        plan=edit.plan,
        target=edit.target,
        account=by.id,
        defaults={"body": edit.body.replace("\0", ""), "base": edit.base, "saved_at": at},
    )


def drop_draft(*, plan: str, target: str, by: access.Actor) -> None:
    """Let a draft go; what is in force stands."""
    access.require(actor=by, act=access.Act.PLAN_EDIT)
    models.Draft.objects.filter(plan=plan, target=target, account=by.id).delete()


def written(text: str, target: str, body: str) -> str:
    """Give a file's text with a target's block put in its place."""
    if len(body) > LONGEST:
        raise too_long(LONGEST)
    clean = body.replace("\0", "")
    return blocks.replaced(text, target, clean)


def too_long(most: int) -> Refusal:
    """Say that a text is longer than any official would write."""
    return Refusal(
        "plans.edit-too-long",
        refusal.gettext_noop("Nội dung dài quá %(most)s chữ cái; hãy viết gọn lại."),
        params={"most": most},
    )


def _version(plan: models.Plan, number: int) -> str:
    return plan.versions.filter(number=number).values_list("body", flat=True).first() or ""


def _refuse_stale(plan: models.Plan, edit: Edit, text: str) -> None:
    """Refuse where the block was changed by another since it was read; changes elsewhere in the file do no harm."""
    if edit.base == plan.number:
        return
    then = blocks.blocks(_version(plan, edit.base)).get(edit.target)
    now = blocks.blocks(text).get(edit.target)
    if (then.text if then else None) == (now.text if now else None):
        return
    raise _stale(plan)


def _stale(plan: models.Plan) -> Refusal:
    last = plan.versions.get(number=plan.number)
    return Refusal(
        "plans.stale",
        refusal.gettext_noop(
            "Chỉ tiêu này vừa được người khác lưu lúc %(time)s (phiên bản %(version)s). Bản của ông/bà vẫn được giữ; "
            "hãy so sánh hai bản rồi lưu lại."
        ),
        params={"time": f"{last.loaded_at.astimezone(VN):%H:%M %d/%m/%Y}", "version": plan.number},
    )


def _other_id(plan: str) -> Refusal:
    return Refusal(
        "plans.id-changed",
        refusal.gettext_noop("Mã kế hoạch không đổi được sau khi lập; hãy giữ “%(plan)s”."),
        params={"plan": plan},
    )


def _why(text: str) -> str:
    said = " ".join(text.replace("\0", "").split())
    if not said:
        raise Refusal(
            "plans.why-missing",
            refusal.gettext_noop("Hãy ghi lý do thay đổi, ví dụ văn bản hoặc ý kiến chỉ đạo."),
        )
    return said[:LONGEST]
