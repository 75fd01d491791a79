"""What of this room can be counted: every register under `law/registers/`, its rows given the types of its columns."""

import logging
import threading
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings

from motcua.base.source import Source
from motcua.spine.collection import Type
from motcua.spine.refusal import gettext_noop
from motcua.systems.registers import rules

log = logging.getLogger(__name__)
LOOKED = 1.0  # seconds between two looks at the folder
TABLES = ("registers_entry", "registers_past")
# A value that is not of its column's type reads as none: the file may have changed since the row was imported.
CAST: Mapping[Type, str] = {
    Type.TEXT: "body->>'{0}'",
    Type.INTEGER: r"CASE WHEN body->>'{0}' ~ '^-?\d{{1,18}}$' THEN (body->>'{0}')::bigint END",
    Type.NUMBER: r"CASE WHEN body->>'{0}' ~ '^-?\d{{1,30}}(\.\d{{1,6}})?$' THEN (body->>'{0}')::numeric END",
    Type.BOOLEAN: "CASE body->>'{0}' WHEN 'true' THEN true WHEN 'false' THEN false END",
    Type.DATE: "(jsonb_path_query_first(body, '$.{0}.datetime(\"YYYY-MM-DD\")', silent => true) #>> '{{}}')::date",
}


class Folder:
    """The registers of a folder, read anew when one of its files is another; looked at once in `LOOKED` seconds at most.

    A faulty file found while the house is open changes nothing: what was read before holds, and `fault` says what is
    wrong with it. `turn` is the number of the reading that holds.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._looked = -LOOKED
        self._files: object = None
        self._registers: Mapping[str, rules.Register] = {}
        self.turn = 0
        self.fault: rules.Refusal | None = None

    def registers(self) -> Mapping[str, rules.Register]:
        """Give every register by name. Raises Refusal `registers.file-has-faults` where none was ever read."""
        with self._lock:
            if time.monotonic() - self._looked >= LOOKED:
                self._look()
                self._looked = time.monotonic()
            return self._registers

    def _look(self) -> None:
        try:
            files = _files(self._path)
            if files == self._files:
                return
            self._registers = read(self._path)
        except FileNotFoundError:  # somebody is putting other files in: they are looked at again
            return
        except rules.Refusal as refused:
            if not self.turn:
                raise
            self.fault = refused
            log.error("%s", refused)  # noqa: TRY400 - the sentence says what to mend
        else:
            self.turn, self.fault = self.turn + 1, None
        self._files = files


def folder() -> Folder:
    """Give the registers of the house's law."""
    return _folder(Path(settings.LAW) / "registers")


@cache
def _folder(path: Path) -> Folder:
    return Folder(path)


def known() -> Mapping[str, rules.Register]:
    """Give every register of the house's law by name, in the order of the files' names, as the files are now."""
    return folder().registers()


def turn() -> object:
    """Tell one state of what can be counted here from every other."""
    found = folder()
    found.registers()
    return found, found.turn


def _files(path: Path) -> object:
    """Tell one state of a folder's files from every other."""
    found = [(one.name, one.stat()) for one in path.glob("*.yaml")]
    return sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in found)


def read(path: Path) -> Mapping[str, rules.Register]:
    """Read every register of a folder, by name.

    Raises Refusal `registers.file-has-faults` and `registers.file-not-text`, naming the file.
    """
    found: dict[str, rules.Register] = {}
    for file in sorted(path.glob("*.yaml")):
        try:
            register = rules.read(file.read_text(encoding="utf-8"))
        except rules.Refusal as refused:
            first = refused.faults[0]
            message = gettext_noop("Tệp %(file)s, dòng %(line)s, cột %(column)s: %(first)s")
            params: dict[str, str | int] = {
                "file": file.name,
                "line": first.line,
                "column": first.column,
                "first": first.said(),
            }
            raise rules.Refusal(
                "registers.file-has-faults", message, faults=refused.faults, params=params
            ) from refused
        except UnicodeDecodeError as error:
            message = gettext_noop("Tệp %(file)s không phải là văn bản mã UTF-8.")
            raise rules.Refusal("registers.file-not-text", message, params={"file": file.name}) from error
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
