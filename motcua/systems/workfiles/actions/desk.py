"""How every act on a work file is done: the row held, the law asked, the fact written, the rows moved on."""

import dataclasses
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NotRequired, TypedDict

from django.db import connection, transaction

from motcua.base import fold, salted
from motcua.spine import access, refusal
from motcua.systems.identity import queries as identity
from motcua.systems.ledger import actions as ledger
from motcua.systems.organisation import queries as organisation
from motcua.systems.workfiles import events, models, rules
from motcua.systems.workfiles.queries import reading

ARTICLE = "Nghị định 30/2020/NĐ-CP, Điều 29"
PARTS: Mapping[str, Any] = {
    "items": models.Item.objects,
    "tasks": models.Task.objects,
    "papers": models.PaperStep.objects,
}
STATE = tuple(field.name for field in dataclasses.fields(rules.State) if field.name not in PARTS)
_KEEP, _LEAD = access.Act.WORKFILE_KEEP, access.Act.WORKFILE_LEAD
NEEDED: Mapping[rules.Act, access.Act] = {
    rules.Act.OPEN: _KEEP,
    rules.Act.ADD_DOCUMENT: _KEEP,
    rules.Act.TAKE_OUT: _KEEP,
    rules.Act.GIVE_TASK: _KEEP,
    rules.Act.DO_TASK: _KEEP,
    rules.Act.DROP_TASK: _KEEP,
    rules.Act.MARK_PAPER: _KEEP,
    rules.Act.STRIKE_PAPER: _KEEP,
    rules.Act.ENTRUST: _LEAD,
    rules.Act.CLOSE: _KEEP,
    rules.Act.REOPEN: _KEEP,
    rules.Act.HAND_OVER: _KEEP,
    rules.Act.ACCEPT: access.Act.WORKFILE_ARCHIVE,
    rules.Act.SEND_BACK: access.Act.WORKFILE_ARCHIVE,
}


class Acting(TypedDict):
    """Which file, who acts, when, and the last fact their page had seen."""

    file_id: str
    by: access.Actor
    at: datetime
    seen: NotRequired[int | None]


def subject(unit: str, *, at: datetime) -> access.Subject:
    """Say where a file of a unit stands."""
    return access.Subject(paths=(organisation.unit(code=unit, on=at.date()).path,))


def alone(what: str) -> None:
    """Let nobody else give numbers of `what` until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 30))", [what])


def leads(by: access.Actor, unit: str, *, at: datetime) -> bool:
    """Tell whether somebody is head there."""
    return access.may(actor=by, act=_LEAD, subject=subject(unit, at=at))


def begin(command: rules.Open, *, by: access.Actor, at: datetime, title: str) -> rules.State:
    """Write a new file down; to be called in a transaction."""
    access.require(actor=by, act=NEEDED[rules.Act.OPEN], subject=subject(command.unit, at=at))
    fact = rules.decide(None, command, by=by.id, at=at)
    state = rules.apply(None, fact)
    words = {"title": title, "searched": " ".join(fold.words(f"{state.code} {title}")), "since": at}
    models.File.objects.create(**columns(state), **words)
    ledger.append(stream=events.stream(state.id), expected=0, facts=[fact])
    return state


def move(
    command: Callable[[rules.State], rules.Command],
    *,
    act: rules.Act,
    file_id: str | uuid.UUID,
    by: access.Actor,
    at: datetime,
    seen: int | None = None,
) -> rules.State:
    """Do an act; `command` is made once the file is held. Whatever else it writes goes or stays with it.

    `seen` is the last fact that the actor's page had shown. Raises Refusal `workfiles.no-such-file`, `ledger.stale`,
    what the law refuses, and of `access`.
    """
    with transaction.atomic():
        row, state = hold(file_id)
        access.require(actor=by, act=NEEDED[act], subject=subject(state.unit, at=at))
        if seen is not None and seen != state.seq:
            raise ledger.stale()
        return write(row, state, command(state), by=by, at=at)


def write(
    row: models.File, state: rules.State, command: rules.Command, *, by: access.Actor, at: datetime
) -> rules.State:
    """Ask the law, write the fact and move the held rows on."""
    fact = rules.decide(state, command, by=by.id, at=at, leads=leads(by, state.unit, at=at))
    after = rules.apply(state, fact)
    ledger.append(stream=events.stream(state.id), expected=state.seq, facts=[fact])
    changed = {name: value for name, value in columns(after).items() if getattr(row, name) != value}
    models.File.objects.filter(pk=row.pk).update(**changed)
    _move_parts(state, after, command)
    return after


def _move_parts(before: rules.State, after: rules.State, command: rules.Command) -> None:
    """Write what the act added to the file's parts, and what it changed of them."""
    for name, rows in PARTS.items():
        old, new = getattr(before, name), getattr(after, name)
        for was, now in zip(old, new, strict=False):
            if was != now:
                values = dataclasses.asdict(now)
                rows.filter(file_id=after.id, number=values.pop("number")).update(**values)
        for one in new[len(old) :]:
            rows.create(file_id=after.id, **dataclasses.asdict(one), **_said(command))


def _said(command: rules.Command) -> dict[str, str]:
    match command:
        case rules.GiveTask(words=words):
            return {"said": words}
        case rules.MarkPaper(what=what, words=words):
            return {"what": what, "why": words}
    return {}


def hold(file_id: str | uuid.UUID) -> tuple[models.File, rules.State]:
    """Find a file and hold it until the transaction ends."""
    row = models.File.objects.select_for_update().filter(pk=rules.known_id(file_id)).first()
    if row is None:
        raise rules.no_such_file()
    return row, reading.state_of(row)


def columns(state: rules.State) -> dict[str, Any]:
    """Give the columns of a state, with what is counted of its parts."""
    return {name: getattr(state, name) for name in STATE} | {
        "id": uuid.UUID(state.id),
        "stage": int(state.stage),
        "steps": state.steps,
        "steps_online": state.steps_online,
        "tasks": state.given,
        "tasks_late": state.done_late,
    }


def say(text: str, **of: Any) -> str:
    """Keep words in a row that can be erased, and give the salted digest that the ledger holds; none for none."""
    tidy = text.strip().replace("\0", "")
    if not tidy:
        return ""
    digest, salt = salted.words(tidy)
    models.Words.objects.create(digest=digest, salt=salt, text=tidy, **of)
    return digest


def said(title: str) -> str:
    """Give a title on one line; refuse one that says nothing. Raises Refusal `workfiles.title-missing`."""
    line = " ".join(title.replace("\0", "").split())
    if not line:
        raise rules.Refusal(
            "workfiles.title-missing", refusal.gettext_noop("Chưa ghi tiêu đề hồ sơ."), article=ARTICLE
        )
    return line


def must_keep(account: str, unit: str, *, at: datetime) -> None:
    """Refuse whoever may not keep files there. Raises Refusal `workfiles.cannot-keep`."""
    whom = identity.actor(account_id=account, at=at) if identity.is_id(account) else access.GUEST
    if not access.may(actor=whom, act=_KEEP, subject=subject(unit, at=at)):
        raise rules.Refusal(
            "workfiles.cannot-keep",
            refusal.gettext_noop(
                "Người được chọn không làm việc tại cơ quan này nên không giao lập hồ sơ hay nhiệm vụ được."
            ),
        )
