"""Points that people give: the province's own score, the score appraised, and where the proof may be read."""

import re
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from motcua.base import salted
from motcua.spine import access, event, plan as plans, refusal
from motcua.systems.ledger import actions as ledger, queries as facts
from motcua.systems.plans import events, models, queries
from motcua.systems.plans.actions.editing import Refusal

FIGURE = re.compile(r"[0-9]{1,5}(?:[.,][0-9]{1,3})?")
LONGEST = 2000


def give_points(
    *, plan: str, target: str, kind: str, points: str, note: str, by: access.Actor, at: datetime
) -> None:
    """Give a target points, as the province scores itself (`self`) or as it was appraised (`appraised`).

    Raises Refusal `plans.not-by-hand`, `plans.points-not-a-figure`, `plans.points-over`, `plans.note-missing`, and of
    `access`.
    """
    access.require(actor=by, act=access.Act.PLAN_SCORE)
    rule = _by_hand(plan, target)
    figure = points.strip()
    if not FIGURE.fullmatch(figure) or kind not in (queries.SELF, queries.APPRAISED):
        raise Refusal(
            "plans.points-not-a-figure",
            refusal.gettext_noop("“%(points)s” không phải là số điểm; hãy viết như 1 hoặc 0,75."),
            params={"points": figure[:40]},
        )
    won = Decimal(figure.replace(",", "."))
    if rule.limit is not None and Fraction(won) > rule.limit:
        raise Refusal(
            "plans.points-over",
            refusal.gettext_noop("Số điểm %(points)s lớn hơn điểm tối đa %(most)s."),
            params={"points": figure, "most": f"{float(rule.limit):g}"},
        )
    words = _words(note)
    digest, salt = salted.words(words)
    with transaction.atomic():
        kept = models.Plan.objects.select_for_update().get(id=plan)
        number = kept.scores.filter(target=target, kind=kind).count() + 1
        kept.scores.create(
            target=target, kind=kind, number=number, points=won, note=words, salt=salt, by=by.id, at=at
        )
        _record(
            events.scored(
                plan=plan,
                target=target,
                kind=kind,
                number=number,
                points=str(won),
                digest=digest,
                by=by.id,
                at=at,
            )
        )


def add_link(*, plan: str, target: str, title: str, address: str, by: access.Actor, at: datetime) -> None:
    """Say where the proof of a score may be read. Raises Refusal `plans.link-not-an-address`, and as `give_points` does."""
    access.require(actor=by, act=access.Act.PLAN_SCORE)
    _by_hand(plan, target)
    where = address.strip()
    try:
        URLValidator(schemes=["http", "https"])(where)
    except ValidationError as error:
        raise Refusal(
            "plans.link-not-an-address",
            refusal.gettext_noop(
                "“%(address)s” không phải là địa chỉ trang; hãy chép đủ từ https:// trở đi."
            ),
            params={"address": where[:80]},
        ) from error
    words = _words(title)
    with transaction.atomic():
        kept = models.Plan.objects.select_for_update().get(id=plan)
        number = kept.links.filter(target=target).count() + 1
        kept.links.create(target=target, number=number, title=words, address=where, by=by.id, at=at)
        _record(events.linked(plan=plan, target=target, number=number, by=by.id, at=at))


def take_back_link(*, plan: str, target: str, number: int, by: access.Actor, at: datetime) -> None:
    """Take a link back: it is no longer shown. One that is not there, or was taken back, changes nothing."""
    access.require(actor=by, act=access.Act.PLAN_SCORE)
    with transaction.atomic():
        shown = models.EvidenceLink.objects.filter(
            plan=plan, target=target, number=number, taken_back_at=None
        )
        if shown.update(taken_back_at=at):
            _record(events.link_taken_back(plan=plan, target=target, number=number, by=by.id, at=at))


def _by_hand(plan: str, target: str) -> plans.Points:
    found = queries.target_named(plan, target)
    if found.points is None or found.points.rule is not plans.Rule.BY_HAND:
        raise Refusal(
            "plans.not-by-hand",
            refusal.gettext_noop("Điểm của %(target)s được tính từ số liệu, không chấm bằng tay."),
            params={"target": target},
        )
    return found.points


def _words(text: str) -> str:
    words = " ".join(text.replace("\0", "").split())
    if not words or len(words) > LONGEST:
        raise Refusal(
            "plans.note-missing",
            refusal.gettext_noop("Hãy ghi căn cứ hoặc tên tài liệu, không quá %(most)s chữ cái."),
            params={"most": LONGEST},
        )
    return words


def _record(fact: event.Fact) -> None:
    stream = events.score_stream(str(fact.data["plan"]))
    ledger.append(stream=stream, expected=len(facts.read(stream=stream)), facts=[fact])
