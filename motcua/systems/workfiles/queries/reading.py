"""Rows read back as the states that the law knows, and the terms of the law's folder."""

import functools
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings

from motcua.systems.workfiles import models, rules

_PLAIN = tuple(
    name
    for name in rules.State.__dataclass_fields__
    if name not in ("id", "stage", "items", "tasks", "papers")
)
_ITEM, _TASK, _PAPER = (
    tuple(kind.__dataclass_fields__) for kind in (rules.Item, rules.Task, rules.PaperStep)
)


@functools.cache
def terms() -> rules.Terms:
    """Give how long files are kept, and by when they are handed over, from `law/archives`."""
    return rules.read_terms((Path(settings.LAW) / "archives" / "work-files.yaml").read_text(encoding="utf-8"))


def state_of(row: models.File) -> rules.State:
    """Read a state back from its rows."""
    values = {name: getattr(row, name) for name in _PLAIN}
    return rules.State(
        **values,
        id=str(row.pk),
        stage=rules.Stage(row.stage),
        items=tuple(rules.Item(**_values(one, _ITEM)) for one in row.items.order_by("number")),
        tasks=tuple(rules.Task(**_values(one, _TASK)) for one in row.given.order_by("number")),
        papers=tuple(rules.PaperStep(**_values(one, _PAPER)) for one in row.papers.order_by("number")),
    )


def list_of(row: models.FileList) -> rules.FileList:
    """Read a list back from its rows."""
    return rules.FileList(
        unit=row.unit,
        year=row.year,
        seq=row.seq,
        stage=rules.ListStage(row.stage),
        acted_at=row.acted_at,
        entries=tuple(
            rules.Entry(
                code=one.code,
                title=one.digest,
                retention=one.retention,
                keeper=one.keeper,
                basis=one.basis_digest,
                version=one.version,
            )
            for one in row.entries.order_by("place")
        ),
        proposed_by=row.proposed_by,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        version=row.version,
    )


def _values(row: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
