"""Writing a plan in the office: a target at a time, as a new version of its file; what is being typed is kept apart.

A list of signs is written in the same way (`watching`).
"""

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
    """One block of a file as its writer sends it: `base` is the version it was read from, `body` empty takes it out.

    `file` is the plan's name, of a list of signs that of its stream (`watch:dossiers`); `target` may be a sign.
    """

    file: str
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
    queries.in_force(edit.file)
    said = reason(edit.why)
    with transaction.atomic():
        plan = models.Plan.objects.select_for_update().get(id=edit.file)
        last = plan.versions.get(number=plan.number)
        text = last.body
        refuse_stale(edit, base=plan.versions.filter(number=edit.base).first(), last=last)
        whole = written(text, edit.target, edit.body)
        units = queries.unit_codes(plan.id)
        read = plans.read(whole, collections=counting.engine().collections, units=units, new=True)
        if read.id != plan.id:
            raise _other_id(plan.id)
        loaded = loading.put_in_force(plan, read, whole, by=by, at=at, why=said)
        drop_draft(file=edit.file, target=edit.target, by=by)
    return loaded


def upload_plan(
    *, text: str, base: int, name: str = "", why: str, by: access.Actor, at: datetime
) -> loading.Loaded:
    """Put an uploaded file in force: a new plan for the base 0, else a new version of the plan `name` as it was at `base`.

    Raises as `load_plan` does, and Refusal `plans.why-missing`, `plans.edit-too-long`, `plans.already-there`, `plans.stale`.
    """
    access.require(actor=by, act=access.Act.PLAN_EDIT)
    said, clean = reason(why), cleaned(text)
    units = queries.unit_codes(name)
    read = plans.read(clean, collections=counting.engine().collections, units=units, new=True)
    if name and read.id != name:
        raise _other_id(name)
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
            raise stale(kept.versions.get(number=kept.number))
        return loading.put_in_force(kept, read, clean, by=by, at=at, why=said)


def keep_draft(*, edit: Edit, by: access.Actor, at: datetime) -> None:
    """Keep what somebody is typing of a target, as typed; nobody else sees it, and nothing is measured by it."""
    access.require(actor=by, act=access.Act.PLAN_EDIT)
    if len(edit.body) > LONGEST:
        raise too_long(LONGEST)
    models.Draft.objects.update_or_create(
        plan=edit.file,
        target=edit.target,
        account=by.id,
        defaults={"body": edit.body.replace("\0", ""), "base": edit.base, "saved_at": at},
    )


def drop_draft(*, file: str, target: str, by: access.Actor) -> None:
    """Let a draft go; what is in force stands."""
    access.require(actor=by, act=access.Act.PLAN_EDIT)
    models.Draft.objects.filter(plan=file, target=target, account=by.id).delete()


def written(text: str, target: str, body: str) -> str:
    """Give a file's text with a target's block put in its place."""
    if len(body) > LONGEST:
        raise too_long(LONGEST)
    clean = body.replace("\0", "")
    return blocks.replaced(text, target, clean)


def cleaned(text: str) -> str:
    """Give the text of a file that was sent, as it is kept; refuse one that is too long."""
    if len(text) > WHOLE:
        raise too_long(WHOLE)
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\0", "")


def too_long(most: int) -> Refusal:
    """Say that a text is longer than any official would write."""
    return Refusal(
        "plans.edit-too-long",
        refusal.gettext_noop("Nội dung dài quá %(most)s chữ cái; hãy viết gọn lại."),
        params={"most": most},
    )


def refuse_stale(
    edit: Edit,
    *,
    base: models.PlanVersion | models.WatchVersion | None,
    last: models.PlanVersion | models.WatchVersion,
) -> None:
    """Refuse where the block was changed by another since it was read; changes elsewhere in the file do no harm."""
    if edit.base == last.number:
        return
    then = blocks.blocks(base.body if base else "").get(edit.target)
    now = blocks.blocks(last.body).get(edit.target)
    if (then.text if then else None) == (now.text if now else None):
        return
    raise stale(last)


def stale(last: models.PlanVersion | models.WatchVersion) -> Refusal:
    """Say that another was faster, and when."""
    return Refusal(
        "plans.stale",
        refusal.gettext_noop(
            "Nội dung này vừa được người khác lưu lúc %(time)s (phiên bản %(version)s). Bản của ông/bà vẫn được giữ; "
            "hãy so sánh hai bản rồi lưu lại."
        ),
        params={"time": f"{last.loaded_at.astimezone(VN):%H:%M %d/%m/%Y}", "version": last.number},
    )


def _other_id(plan: str) -> Refusal:
    return Refusal(
        "plans.id-changed",
        refusal.gettext_noop("Mã kế hoạch không đổi được sau khi lập; hãy giữ “%(plan)s”."),
        params={"plan": plan},
    )


def reason(text: str) -> str:
    """Give why something is changed, as its maker says; refuse to change it without."""
    said = " ".join(text.replace("\0", "").split())
    if not said:
        raise Refusal(
            "plans.why-missing",
            refusal.gettext_noop("Hãy ghi lý do thay đổi, ví dụ văn bản hoặc ý kiến chỉ đạo."),
        )
    return said[:LONGEST]
