"""The year's lists of files asked for."""

from datetime import datetime

from motcua.spine import access
from motcua.systems.identity import queries as identity
from motcua.systems.organisation import queries as organisation
from motcua.systems.workfiles import models, rules
from motcua.systems.workfiles.queries import records


def file_list(*, unit: str, year: int, by: access.Actor, at: datetime) -> records.FileList | None:
    """Give a unit's list of a year to whoever may read its files; None where nobody began one."""
    place = access.Subject(paths=(organisation.unit(code=unit, on=at.date()).path,))
    access.require(actor=by, act=access.Act.WORKFILE_READ, subject=place)
    row = models.FileList.objects.filter(unit=unit, year=year).first()
    return _record(row) if row else None


def unopened(*, unit: str, year: int) -> tuple[records.Entry, ...]:
    """List what an approved list foresees and nobody opened yet."""
    row = models.FileList.objects.filter(unit=unit, year=year, stage=rules.ListStage.APPROVED).first()
    return tuple(one for one in _record(row).entries if one.file is None) if row else ()


def _record(row: models.FileList) -> records.FileList:
    entries = list(row.entries.order_by("code"))
    people = {one.keeper for one in entries} | {one for one in (row.proposed_by, row.approved_by) if one}
    names = identity.names(ids=people)
    opened = dict(
        models.File.objects.filter(unit=row.unit, year=row.year, listed=True).values_list("code", "pk")
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
            )
            for one in entries
        ),
        proposed_by=names.get(row.proposed_by or "", ""),
        approved_by=names.get(row.approved_by or "", ""),
        approved_at=row.approved_at,
    )
