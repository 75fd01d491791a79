"""`./run edxml`: read a message as JSON, or write one from JSON; needs no database."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from motcua.gateways.edxml import bounds, canonical, contents, reader, records, tidy, writer
from motcua.gateways.edxml.refusal import Refusal
from motcua.spine.refusal import gettext_noop as _

USAGE = """\
./run edxml read FILE [--sha256 DIGEST] [--save FOLDER]   the message as JSON; --save: its attachments as files
./run edxml write JSON OUT                                the message that the JSON describes

An attachment's file is the one the JSON names as "file", or one of its name beside the JSON, or the one of its
SHA-256 in the message of the same name beside the JSON (letter.edxml beside letter.json)."""


def run(words: Sequence[str]) -> int:
    """Read or write; 1 and one line on what is wrong when it cannot be done, 2 when it is not clear what to do."""
    options, rest = _options(words)
    verbs: Mapping[tuple[str, int], Callable[[], None]] = {
        ("read", 2): lambda: _read(Path(rest[1]), **options),
        ("write", 3): lambda: _write(Path(rest[1]), Path(rest[2])),
    }
    verb = verbs.get((rest[0] if rest else "", len(rest)))
    if verb is None or (options and rest[0] != "read"):
        _say(USAGE)
        return 2
    try:
        verb()
    except Refusal as refused:
        _say(refused.said())
    except OSError as error:
        _say(f"Không mở được tệp {error.filename}: {error.strerror}")
    except ValueError as error:  # a setting that is no number
        _say(f"edxml: {error}")
    else:
        return 0
    return 1


def _options(words: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    options: dict[str, str] = {}
    rest = list(words)
    for name in ("--sha256", "--save"):
        if name in rest[:-1]:
            at = rest.index(name)
            options[name.strip("-")] = rest[at + 1]
            del rest[at : at + 2]
    return options, rest


def _read(path: Path, *, sha256: str | None = None, save: str | None = None) -> None:
    message = _message(path, sha256)
    if save and isinstance(message, records.Document):
        folder = Path(save)
        folder.mkdir(parents=True, exist_ok=True)
        for place, attachment in enumerate(message.attachments, start=1):
            name = f"{place}-{tidy.file_name(attachment.name) or 'tep'}"
            with (folder / name).open("xb") as file:
                file.writelines(attachment.content.chunks())
    sys.stdout.write(f"{canonical.to_json(message)}\n")


def _message(path: Path, sha256: str | None = None) -> records.Message:
    with path.open("rb") as file:
        return reader.read(file, bounds=bounds.Bounds.of(os.environ), digest=sha256)


def _write(path: Path, out: Path) -> None:
    """Write beside the place first, so that OUT is a whole message or as it was."""
    message = canonical.from_json(path.read_bytes(), find=_Files(path).find)
    part = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with part.open("xb") as file:
            writer.write(message, file)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


class _Files:
    """Where the files of a message in JSON are looked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._beside: dict[str, contents.Content] | None = None

    def find(self, said: Mapping[str, Any]) -> contents.Content:
        """Find one by what is said of it."""
        wanted = said.get("sha256")
        named = self._named(said)
        found = named
        if wanted is not None and (named is None or named.sha256 != wanted):
            found = self._in_message().get(wanted)
        if found is not None:
            return found
        if named is not None:
            raise Refusal(
                "edxml.content-differs",
                _("Tệp “%(name)s” không đúng với mã băm ghi trong JSON."),
                params={"name": str(said.get("name"))},
            )
        raise Refusal(
            "edxml.content-missing",
            _("Không tìm thấy tệp “%(name)s” bên cạnh tệp JSON."),
            params={"name": str(said.get("name"))},
        )

    def _named(self, said: Mapping[str, Any]) -> contents.Content | None:
        file, name = said.get("file"), said.get("name")
        if isinstance(file, str):
            return contents.Content.at(self.path.parent / file)
        beside = tidy.file_name(name) if isinstance(name, str) else None
        place = self.path.parent / beside if beside else None
        return contents.Content.at(place) if place and place.is_file() else None

    def _in_message(self) -> Mapping[str, contents.Content]:
        if self._beside is None:
            message = self.path.with_suffix(".edxml")
            read = _message(message) if message.is_file() else None
            files = read.attachments if isinstance(read, records.Document) else ()
            self._beside = {each.content.sha256: each.content for each in files}
        return self._beside


def _say(line: str) -> None:
    print(line, file=sys.stderr)  # noqa: T201 - the terminal is its reader
