"""Putting a list of signs in force, as a plan is: a version, a fact, and what it changed; and writing one in the office."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from motcua.spine import access, plan as plans, refusal
from motcua.systems.ledger import actions as ledger
from motcua.systems.plans import counting, events, models, queries
from motcua.systems.plans.actions import editing, loading


@dataclass(frozen=True, kw_only=True, slots=True)
class LoadedWatch:
    """Which version of which list of signs is in force, whether loading made it so, and which signs it changed.

    `kept` tells that another's version was left in force.
    """

    list: str
    version: int
    changed: bool
    signs: tuple[str, ...] = ()
    kept: bool = False


def load_watch(
    *, text: str, by: access.Actor, at: datetime, why: str = "", keep: bool = False
) -> LoadedWatch:
    """Put the list of signs in `text`, its YAML file, in force; the version in force loaded again changes nothing.

    `why` is what the person who changed it says; `keep` leaves in force what somebody else than `by` put there. Raises Refusal `plan.watch-has-faults` with every fault of the file, `plans.sign-elsewhere`, and of `access`.
    """
    access.require(actor=by, act=access.Act.PLAN_EDIT)
    read = plans.read_watch(text, collections=counting.engine().collections)
    with transaction.atomic():
        _lock()
        last = _last(read.id)
        if keep and last is not None and last.loaded_by != by.id and last.body != text:
            return LoadedWatch(list=read.id, version=last.number, changed=False, kept=True)
        return _put_in_force(read, text, last=last, by=by, at=at, why=why)


def edit_sign(*, edit: editing.Edit, by: access.Actor, at: datetime) -> LoadedWatch:
    """Put a sign's new words in force, as a new version of its list; every other word of it stays.

    Raises what `edit_target` does of a plan, `plans.no-such-list`, and what `load_watch` does.
    """
    access.require(actor=by, act=access.Act.PLAN_EDIT)
    name, why = edit.file.removeprefix(events.watch_stream("")), editing.reason(edit.why)
    with transaction.atomic():
        _lock()
        kept = models.WatchVersion.objects.filter(list=name)
        last = kept.get(number=queries.watch_source(name).version)
        editing.refuse_stale(edit, base=kept.filter(number=edit.base).first(), last=last)
        whole = editing.written(last.body, edit.target, edit.body)
        read = plans.read_watch(whole, collections=counting.engine().collections)
        if read.id != name:
            raise _other_name(name)
        loaded = _put_in_force(read, whole, last=last, by=by, at=at, why=why)
        editing.drop_draft(file=edit.file, target=edit.target, by=by)
    return loaded


def upload_watch(
    *, text: str, base: int, name: str = "", why: str, by: access.Actor, at: datetime
) -> LoadedWatch:
    """Put an uploaded list in force: a new one for the base 0, else a new version of the list as it was at `base`.

    Raises as `load_watch` does, and Refusal `plans.why-missing`, `plans.edit-too-long`, `plans.signs-already-there`,
    `plans.signs-name-changed`, `plans.stale`.
    """
    access.require(actor=by, act=access.Act.PLAN_EDIT)
    said, clean = editing.reason(why), editing.cleaned(text)
    read = plans.read_watch(clean, collections=counting.engine().collections)
    if name and read.id != name:
        raise _other_name(name)
    with transaction.atomic():
        _lock()
        last = _last(read.id)
        if last is not None and not base:
            raise editing.Refusal(
                "plans.signs-already-there",
                refusal.gettext_noop(
                    "Đã có danh sách dấu hiệu “%(list)s”; hãy mở danh sách đó để sửa, hoặc đặt tên khác."
                ),
                params={"list": read.id},
            )
        if last is not None and last.number != base:
            raise editing.stale(last)
        return _put_in_force(read, clean, last=last, by=by, at=at, why=said)


def _lock() -> None:
    """Let nobody else put a list in force until this transaction ends: no two may bear the same sign."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [events.WATCHED])


def _last(name: str) -> models.WatchVersion | None:
    return models.WatchVersion.objects.filter(list=name).order_by("-number").first()


def _put_in_force(
    read: plans.WatchList,
    text: str,
    *,
    last: models.WatchVersion | None,
    by: access.Actor,
    at: datetime,
    why: str,
) -> LoadedWatch:
    """Make `text` the next version of a list, unless it is the one in force."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    if last is not None and last.digest == digest:
        return LoadedWatch(list=read.id, version=last.number, changed=False)
    _refuse_twice(read)
    number = last.number + 1 if last else 1
    signs = plans.signs_changed(_known(last), read)
    salt, reason = loading.sealed(why)
    models.WatchVersion.objects.create(
        list=read.id,
        number=number,
        digest=digest,
        body=text,
        why=why,
        salt=salt,
        loaded_at=at,
        loaded_by=by.id,
    )
    changed = ",".join(signs)
    fact = events.watched(
        name=read.id, number=number, digest=digest, changed=changed, reason=reason, by=by.id, at=at
    )
    ledger.append(stream=events.watch_stream(read.id), expected=number - 1, facts=[fact])
    return LoadedWatch(list=read.id, version=number, changed=True, signs=signs)


def _refuse_twice(read: plans.WatchList) -> None:
    """Refuse a sign called as one of another list is: each has one page, by its key."""
    for row in models.WatchVersion.objects.exclude(list=read.id).order_by("list", "-number").distinct("list"):
        other = _known(row)
        twice = [one.key for one in read.detectors if other is not None and other.detector(one.key)]
        if twice:
            raise editing.Refusal(
                "plans.sign-elsewhere",
                refusal.gettext_noop("Danh sách “%(list)s” đã có dấu hiệu “%(sign)s”; hãy đặt mã khác."),
                params={"list": row.list, "sign": twice[0]},
            )


def _known(last: models.WatchVersion | None) -> plans.WatchList | None:
    """Read the version before; None where there was none, or today's collections can no longer read it."""
    if last is None:
        return None
    try:
        return plans.read_watch(last.body, collections=counting.engine().collections)
    except plans.Refusal:
        return None


def _other_name(name: str) -> editing.Refusal:
    return editing.Refusal(
        "plans.signs-name-changed",
        refusal.gettext_noop("Tên danh sách không đổi được sau khi lập; hãy giữ “%(list)s”."),
        params={"list": name},
    )
