"""Noting something beside a target."""

from datetime import datetime

from django.db import transaction

from motcua.base import salted
from motcua.spine import access, refusal
from motcua.systems.ledger import actions as ledger
from motcua.systems.plans import events, models, queries

LONGEST_NOTE = 2000  # letters


class NotNoted(refusal.Refusal):
    """A note that the plans do not take."""


def note(*, plan: str, target: str, text: str, by: access.Actor, at: datetime) -> int:
    """Write a note beside a target, for everybody to read; give its number.

    Raises Refusal `plans.note-empty`, `plans.note-too-long`, of `access`, and `plans.no-such-target` and its like.
    """
    access.require(actor=by, act=access.Act.PLAN_NOTE)
    found = queries.target_of(queries.in_force(plan).plan, target)
    words = " ".join(text.replace("\0", "").split())
    if not words:
        raise NotNoted("plans.note-empty", refusal.gettext_noop("Hãy viết nội dung ghi chú."))
    if len(words) > LONGEST_NOTE:
        raise NotNoted(
            "plans.note-too-long",
            refusal.gettext_noop("Ghi chú dài %(long)s chữ cái; hãy viết gọn trong %(most)s chữ cái."),
            params={"long": len(words), "most": LONGEST_NOTE},
        )
    digest, salt = salted.words(words)
    role = next(role for role in access.roles_for(actor=by, act=access.Act.PLAN_NOTE))
    with transaction.atomic():
        kept = models.Plan.objects.select_for_update().get(id=plan)
        number = kept.notes.filter(target=found.id).count() + 1
        kept.notes.create(target=found.id, number=number, text=words, salt=salt, role=role, by=by.id, at=at)
        fact = events.noted(
            plan=plan, target=found.id, number=number, role=role, digest=digest, by=by.id, at=at
        )
        ledger.append(stream=events.note_stream(plan, found.id), expected=number - 1, facts=[fact])
    return number
