"""Which version of a procedure is in force, kept in each process so that a dossier need not ask twice."""

import time
from collections import OrderedDict
from datetime import date
from itertools import groupby

from motcua.spine import procedure
from motcua.systems.procedures.models import ProcedureVersion

BELIEVED = 2.0  # seconds for which a process believes what it read; a version loaded elsewhere shows no later
KEPT = 4_096

Known = dict[str, tuple[tuple[int, date, date | None, str], ...]]

_known: Known = {}
_until = 0.0
_bodies: OrderedDict[str, procedure.Definition] = OrderedDict()


def versions(code: str) -> tuple[tuple[int, date, date | None, str], ...]:
    """Give the versions of a procedure, oldest first: number, in force from, until, digest."""
    global _known, _until  # noqa: PLW0603 - one small table a process, replaced whole
    if time.monotonic() > _until or code not in _known:
        rows = ProcedureVersion.objects.order_by("procedure__code", "version").values_list(
            "procedure__code", "version", "valid_from", "valid_until", "digest"
        )
        _known = {
            key: tuple(row[1:] for row in group) for key, group in groupby(rows, key=lambda row: row[0])
        }
        _until = time.monotonic() + BELIEVED
    return _known.get(code, ())


def body(code: str, *, version: int, digest: str) -> procedure.Definition:
    """Give the definition of that digest; read once a process, for its bytes never change."""
    found = _bodies.get(digest)
    if found is None:
        row = ProcedureVersion.objects.get(procedure__code=code, version=version)
        found = _bodies[digest] = procedure.from_json(bytes(row.body))
        if len(_bodies) > KEPT:
            _bodies.popitem(last=False)
    return found


def forget() -> None:
    """Believe nothing read before: the law was loaded anew."""
    global _until  # noqa: PLW0603 - as above
    _until = 0.0
