"""Translations compiled without the system's gettext: a fresh machine has none."""

import os
from pathlib import Path

from babel.messages import mofile, pofile


def stale(folder: Path) -> list[Path]:
    """Return the translations under `folder` (a locale path) that are newer than what was compiled from them."""
    return [
        source
        for source in sorted(folder.glob("*/LC_MESSAGES/*.po"))
        if not (compiled := source.with_suffix(".mo")).exists()
        or compiled.stat().st_mtime < source.stat().st_mtime
    ]


def compile_one(source: Path) -> int:
    """Compile one `.po` beside itself and return how many messages it has; whole or not at all."""
    with source.open("rb") as text:
        catalog = pofile.read_po(text, locale=source.parts[-3], abort_invalid=True)
    draft = source.with_suffix(f".{os.getpid()}.tmp")
    with draft.open("wb") as compiled:
        mofile.write_mo(compiled, catalog)
    draft.replace(source.with_suffix(".mo"))
    return sum(1 for message in catalog if message.id and message.string and not message.fuzzy)
