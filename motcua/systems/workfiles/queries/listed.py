"""The year's lists of files asked for."""

import dataclasses
from datetime import datetime

from motcua.spine import access
from motcua.systems.identity import queries as identity
from motcua.systems.ledger import queries as ledger
from motcua.systems.organisation import queries as organisation
from motcua.systems.workfiles import events, models, rules
from motcua.systems.workfiles.queries import records

ADDED, APPROVED = (rules.LIST_FACTS[act] for act in (rules.ListAct.ADD_ENTRY, rules.ListAct.APPROVE))


def file_list(*, unit: str, year: int, by: access.Actor, at: datetime) -> records.FileList | None:
    """Give a unit's list of a year to whoever may read its files; None where nobody began one."""
    place = access.Subject(paths=(organisation.unit(code=unit, on=at.date()).path,))
    access.require(actor=by, act=access.Act.WORKFILE_READ, subject=place)
    row = models.FileList.objects.filter(unit=unit, year=year).first()
    return _record(row) if row else None


def unopened(*, unit: str, year: int) -> tuple[records.Entry, ...]:
    """List what a list foresees by what was approved of it, and nobody opened yet."""
    row = models.FileList.objects.filter(unit=unit, year=year, version__gt=0).first()
    return tuple(one for one in _record(row).entries if one.version and one.file is None) if row else ()


def _record(row: models.FileList) -> records.FileList:
    entries = list(row.entries.order_by("code"))
    history = _history(row)
    names = identity.names(ids={one.keeper for one in entries} | {one.fact.by for one in history})
    opened = dict(
        models.File.objects.filter(unit=row.unit, year=row.year, listed=True).values_list("code", "pk")
    )
    added = {str(one.fact.data["code"]): one.fact for one in history if one.fact.kind == ADDED}
    approvals = tuple(
        records.Approval(by_name=names.get(one.fact.by, ""), at=one.fact.at)
        for one in history
        if one.fact.kind == APPROVED
    )
    return records.FileList(
        unit=row.unit,
        year=row.year,
        stage=rules.ListStage(row.stage),
        entries=tuple(
            records.Entry(
                code=one.code,
                title=one.title,
                retention=one.retention,
                keeper=one.keeper,
                keeper_name=names.get(one.keeper, ""),
                basis=one.basis,
                file=str(opened[one.code]) if one.code in opened else None,
                version=one.version,
                added_by=names.get(added[one.code].by, ""),
                added_at=added[one.code].at,
                approval=approvals[one.version - 1] if one.version else None,
            )
            for one in entries
        ),
        proposed_by=names.get(row.proposed_by or "", ""),
        approvals=approvals,
        history=tuple(dataclasses.replace(one, by_name=names.get(one.fact.by, "")) for one in history),
    )


def _history(row: models.FileList) -> tuple[records.Happening, ...]:
    """Tell everything that happened to a list, oldest first; `about` is the code of the file it is about."""
    said = dict(models.Words.objects.filter(list=row).values_list("digest", "text"))
    return tuple(
        records.Happening(
            fact=entry.fact,
            by_name="",
            what=said.get(str(entry.fact.data.get("title", "")), ""),
            text=said.get(str(entry.fact.data.get("words", "")), ""),
            about=str(entry.fact.data.get("code", "")),
        )
        for entry in ledger.read(stream=events.list_stream(row.unit, row.year))
    )
