"""The internal process in a procedure's file: read, and checked as a whole."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from motcua.spine import worktime
from motcua.spine.marked import Entries, Place, Reading, nearest
from motcua.spine.procedure import process
from motcua.spine.procedure.definition import CONSULTED, HANDLING, RECEIVING, Step, Words
from motcua.spine.refusal import gettext_noop

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
UNIT = re.compile(rf"{RECEIVING}|{HANDLING}|{CONSULTED}[a-z0-9]+(-[a-z0-9]+)*")


class Role(StrEnum):
    """Who may be charged with a step."""

    COUNTER_OFFICER = "counter_officer"
    CASE_OFFICER = "case_officer"
    UNIT_HEAD = "unit_head"
    LEADER = "leader"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Written:
    """A step with the places that say its parts."""

    step: Step
    entries: Entries
    after: Sequence[Place]


def read_steps(
    reading: Reading, place: Place | None, *, allowed: Sequence[worktime.Duration]
) -> tuple[Step, ...]:
    """Read the steps and note what is wrong with each and with the whole; `allowed` are the promised deadlines."""
    written = [_step(reading, item) for item in reading.sequence(place)]
    _one_name_each(reading, written)
    _known_before(reading, written)
    steps = tuple(item.step for item in written)
    if _waits_in_a_ring(reading, written):
        return steps
    if written and place is not None:
        _begins_at_the_counter(reading, written)
        _fits(reading, place, steps=steps, allowed=allowed)
    elif place is not None and not reading.faults:
        reading.note(place, "empty-list", gettext_noop("Danh sách này phải có ít nhất một mục."))
    return steps


def _step(reading: Reading, place: Place) -> _Written:
    entries = reading.mapping(place, needed=("key", "label", "unit", "role", "hours"), known=("after",))
    label = reading.mapping(entries["label"], needed=("vi", "en")) if "label" in entries else {}
    after = list(reading.sequence(entries.get("after")))
    step = Step(
        key=reading.pattern(entries.get("key"), shape=KEY, example="tham-dinh"),
        label=Words(vi=reading.text(label.get("vi")), en=reading.text(label.get("en"))),
        unit=reading.pattern(entries.get("unit"), shape=UNIT, example="consulted:tax"),
        role=reading.word(entries.get("role"), among=Role),
        hours=reading.whole(entries.get("hours"), least=0),
        after=tuple(reading.text(item) for item in after),
    )
    return _Written(step=step, entries=entries, after=after)


def _one_name_each(reading: Reading, written: Sequence[_Written]) -> None:
    seen: set[str] = set()
    for item in written:
        if item.step.key and item.step.key in seen:
            reading.repeated(item.entries["key"], item.step.key)
        seen.add(item.step.key)


def _known_before(reading: Reading, written: Sequence[_Written]) -> None:
    keys = [item.step.key for item in written]
    for item in written:
        for place, key in zip(item.after, item.step.after, strict=True):
            if key and key not in keys:
                message = gettext_noop("Không có bước “%(step)s” để chờ; có phải ý là “%(nearest)s”?")
                reading.note(place, "unknown-step", message, {"step": key, "nearest": nearest(key, keys)})


def _waits_in_a_ring(reading: Reading, written: Sequence[_Written]) -> bool:
    """Note a ring, where there is one, at the arrow that points back to a later step of the file."""
    ring = process.ring({item.step.key: item.step.after for item in written})
    order = {item.step.key: number for number, item in enumerate(written)}
    back = {(after, before) for before, after in itertools.pairwise(ring) if order[before] >= order[after]}
    for item in written:
        for place, key in zip(item.after, item.step.after, strict=True):
            if (item.step.key, key) in back:
                message = gettext_noop(
                    "Các bước chờ nhau vòng tròn (%(ring)s); hãy bỏ một mũi tên “after” trong vòng này."
                )
                reading.note(place, "ring", message, {"ring": " → ".join(ring)})
                return True
    return False


def _begins_at_the_counter(reading: Reading, written: Sequence[_Written]) -> None:
    for item in written:
        if not item.step.after and item.step.unit not in (RECEIVING, ""):
            message = gettext_noop(
                "Bước đầu tiên “%(step)s” phải ở bộ phận một cửa; hãy ghi unit: receiving hoặc thêm after.",
            )
            reading.note(item.entries["unit"], "begins-elsewhere", message, {"step": item.step.key})


def _fits(
    reading: Reading, place: Place, *, steps: Sequence[Step], allowed: Sequence[worktime.Duration]
) -> None:
    """The longest way through the process must fit the shortest promise."""
    if not allowed:
        return
    way = process.longest_path(steps)
    hours, room = process.hours_of(way), min(process.hours_in(duration) for duration in allowed)
    if hours > room:
        message = gettext_noop(
            "Các bước nối tiếp %(way)s cần %(hours)s giờ làm việc, quá %(room)s giờ mà thời hạn cho phép; hãy giảm giờ hoặc cho làm song song.",
        )
        reading.note(
            place,
            "longer-than-the-deadline",
            message,
            {"way": " → ".join(step.key for step in way), "hours": hours, "room": room},
        )
