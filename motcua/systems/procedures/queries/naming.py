"""What procedures and their fields are called, kept in each process: pages and sentences name many at once."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection

from motcua.spine.procedure import Words
from motcua.systems.procedures.models import Procedure

# A definition has a code of its own for its field, which dossiers keep; in the catalogue a field is known by its name.
OWN_FIELDS = """
SELECT said->>'field', said->'field_name'->>'vi', said->'field_name'->>'en'
FROM (SELECT convert_from(body, 'UTF8')::json AS said, valid_from FROM procedures_version) AS v ORDER BY valid_from
"""
BELIEVED = 30.0  # seconds for which a process believes what it read; a name seldom changes


@dataclass(frozen=True, kw_only=True, slots=True)
class Called:
    """The names of procedures and of fields, by code."""

    procedures: Mapping[str, Words]
    fields: Mapping[str, Words]


_kept = Called(procedures={}, fields={})
_until = 0.0


def called() -> Called:
    """Give what every procedure and every field is called; the province's own words before the national list's."""
    global _kept, _until  # noqa: PLW0603 - one small table a process, replaced whole
    if time.monotonic() > _until:
        rows = Procedure.objects.order_by("source").values_list(
            "code", "name", "name_en", "field", "field_name", "field_name_en"
        )
        procedures: dict[str, Words] = {}
        fields: dict[str, Words] = {}
        for code, name, name_en, field, field_name, field_name_en in rows:
            procedures[code] = Words(vi=name, en=name_en or name)
            if field_name:
                fields.setdefault(field, Words(vi=field_name, en=field_name_en or field_name))
        found = Called(procedures=procedures, fields=fields | _own_fields())
        if found != _kept:  # the same object as long as nothing changed: what was said with it is kept
            _kept = found
        _until = time.monotonic() + BELIEVED
    return _kept


def _own_fields() -> dict[str, Words]:
    with connection.cursor() as cursor:
        cursor.execute(OWN_FIELDS)
        return {code: Words(vi=vi, en=en or vi) for code, vi, en in cursor.fetchall()}


def forget() -> None:
    """Believe nothing read before: the law was loaded anew."""
    global _until  # noqa: PLW0603 - as above
    _until = 0.0
