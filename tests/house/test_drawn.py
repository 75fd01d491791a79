"""What is drawn from the code is drawn from the code of today."""

from pathlib import Path

import pytest
from django.core.management import call_command

from motcua.site import database
from motcua.site.verbs import draw

DRAWN = (database.HOUSE / "docs" / "drawn", database.HOUSE / "docs" / "reference")


def pages() -> dict[Path, bytes]:
    return {
        path: path.read_bytes() for folder in DRAWN for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.mark.django_db
def test_no_drawn_page_is_stale() -> None:
    before = pages()
    try:
        for name in draw.commands():
            call_command(name, verbosity=0)
        after = pages()
    finally:
        for path in pages():
            if path not in before:
                path.unlink()
        for path, content in before.items():
            if not path.exists() or path.read_bytes() != content:
                path.write_bytes(content)
    stale = [path.name for path in {*before, *after} if before.get(path) != after.get(path)]
    assert not stale, f"stale: {', '.join(sorted(stale))}; ./run draw makes them anew"
