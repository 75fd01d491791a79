"""Closed files go to the agency's archive together, and are taken in or sent back one by one (NĐ 30/2020/NĐ-CP, Article 30)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from motcua.base import clock
from motcua.spine import access, refusal
from motcua.systems.workfiles import models, rules
from motcua.systems.workfiles.actions import desk


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """A hand-over that was made: its id, and its number in the unit's year."""

    id: str
    number: int


def hand_over(*, unit: str, files: Sequence[str], by: access.Actor, at: datetime) -> Given:
    """Hand closed files of a unit to its archive as one hand-over; all of them or none.

    Raises Refusal `workfiles.none-chosen`, `workfiles.act-not-allowed`, `workfiles.kept-by-another`, and of `access`.
    """
    access.require(actor=by, act=access.Act.WORKFILE_KEEP, subject=desk.subject(unit, at=at))
    if not files:
        raise rules.Refusal(
            "workfiles.none-chosen", refusal.gettext_noop("Chưa chọn hồ sơ nào. Hãy chọn ít nhất một hồ sơ.")
        )
    year = at.astimezone(clock.VN).year
    with transaction.atomic():
        desk.alone(f"hand-overs {unit} {year}")
        last = models.Batch.objects.filter(unit=unit, year=year).aggregate(last=Max("number"))["last"] or 0
        batch = models.Batch.objects.create(
            id=uuid.uuid4(), unit=unit, year=year, number=last + 1, given_by=by.id, given_at=at
        )
        for file in dict.fromkeys(files):
            row, state = desk.hold(file)
            if state.unit != unit:
                raise rules.no_such_file()
            desk.write(row, state, rules.HandOver(batch=str(batch.pk)), by=by, at=at)
    return Given(id=str(batch.pk), number=batch.number)


def accept(*, batch_id: str, by: access.Actor, at: datetime) -> int:
    """Take every file of a hand-over that is still offered into the archive; gives how many.

    Raises Refusal `workfiles.no-such-batch`, `workfiles.already-taken`, and of `access`.
    """
    with transaction.atomic():
        batch = _held(batch_id, by=by, at=at)
        offered = models.File.objects.filter(batch=str(batch.pk), stage=rules.Stage.HANDED_OVER)
        ids = list(offered.order_by("code").values_list("pk", flat=True))
        if batch.taken_at is not None or not ids:
            raise rules.Refusal(
                "workfiles.already-taken", refusal.gettext_noop("Lần nộp lưu này đã được xử lý xong.")
            )
        for file in ids:
            row, state = desk.hold(file)
            desk.write(row, state, rules.Accept(batch=str(batch.pk)), by=by, at=at)
        models.Batch.objects.filter(pk=batch.pk).update(taken_by=by.id, taken_at=at)
    return len(ids)


def send_back(*, batch_id: str, file_id: str, words: str, by: access.Actor, at: datetime) -> rules.State:
    """Send one file of a hand-over back to its keeper, saying why."""
    with transaction.atomic():
        batch = _held(batch_id, by=by, at=at)
        row, state = desk.hold(file_id)
        command = rules.SendBack(batch=str(batch.pk), words=desk.say(words, file_id=state.id))
        return desk.write(row, state, command, by=by, at=at)


def _held(batch_id: str, *, by: access.Actor, at: datetime) -> models.Batch:
    found = models.Batch.objects.select_for_update().filter(pk=rules.known_id(batch_id)).first()
    if found is None:
        raise rules.Refusal(
            "workfiles.no-such-batch", refusal.gettext_noop("Hồ sơ không thuộc lần nộp lưu này.")
        )
    place = desk.subject(found.unit, at=at)
    access.require(actor=by, act=access.Act.WORKFILE_ARCHIVE, subject=place)
    return found
