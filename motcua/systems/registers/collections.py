"""What of this room can be counted: every register under `law/registers/`, its rows given the types of its columns."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings

from motcua.base.source import Source
from motcua.spine.collection import Type
from motcua.spine.refusal import gettext_noop
from motcua.systems.registers import rules

TABLES = ("registers_entry", "registers_past")
# A value that is not of its column's type reads as none: the file may have changed since the row was imported.
CAST: Mapping[Type, str] = {
    Type.TEXT: "body->>'{0}'",
    Type.INTEGER: r"CASE WHEN body->>'{0}' ~ '^-?\d{{1,18}}$' THEN (body->>'{0}')::bigint END",
    Type.NUMBER: r"CASE WHEN body->>'{0}' ~ '^-?\d{{1,30}}(\.\d{{1,6}})?$' THEN (body->>'{0}')::numeric END",
    Type.BOOLEAN: "CASE body->>'{0}' WHEN 'true' THEN true WHEN 'false' THEN false END",
    Type.DATE: "(jsonb_path_query_first(body, '$.{0}.datetime(\"YYYY-MM-DD\")', silent => true) #>> '{{}}')::date",
}


@cache
def known(folder: Path | None = None) -> Mapping[str, rules.Register]:
    """Read every register of the folder (None: of the house's law), by name, in the order of the files' names.

    Raises Refusal `registers.file-has-faults` naming the file.
    """
    found: dict[str, rules.Register] = {}
    for path in sorted((folder or Path(settings.LAW) / "registers").glob("*.yaml")):
        try:
            register = rules.read(path.read_text(encoding="utf-8"))
        except rules.Refusal as refused:
            first = refused.faults[0]
            message = gettext_noop("Tệp %(file)s, dòng %(line)s, cột %(column)s: %(first)s")
            params: dict[str, str | int] = {
                "file": path.name,
                "line": first.line,
                "column": first.column,
                "first": first.said(),
            }
            raise rules.Refusal(
                "registers.file-has-faults", message, faults=refused.faults, params=params
            ) from refused
        found[register.name] = register
    return found


def source(register: rules.Register) -> Source:
    """Say where the rows of a register stand."""
    collection = register.collection
    columns = ", ".join(
        "key" if column.name == rules.KEY else f"{CAST[column.type].format(column.name)} AS {column.name}"
        for column in collection.columns
    )
    name = register.name
    return Source(
        collection=collection,
        tables=TABLES,
        current=f"SELECT {columns}, since, changed FROM registers_entry WHERE register = '{name}' AND ended_at IS NULL",
        past=f"SELECT {columns}, since, changed, until FROM registers_past WHERE register = '{name}'",
    )


def sources() -> tuple[Source, ...]:
    """Give every register as something that can be counted."""
    return tuple(source(register) for register in known().values())
