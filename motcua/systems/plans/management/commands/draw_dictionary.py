"""Draw the data dictionary: everything that can be counted."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from motcua.base import drawing
from motcua.spine.collection import Collection, Column
from motcua.systems.plans.counting import declared
from motcua.systems.registers import queries as registers

HEAD = """# What can be counted

Drawn from the `collections.py` of the rooms and the files under `law/registers/` by `./run draw`. A sentence of a plan may use every column that is not
personal; in both languages, the meaning is what the pages say.
"""


class Command(BaseCommand):
    """Write `docs/reference/collections.md`."""

    help = "draw the data dictionary"

    def handle(self, *_: Any, **__: Any) -> None:
        parts = [HEAD, *(line for source in declared().values() for line in _drawn(source.collection))]
        drawing.write("reference/collections.md", "\n".join(parts))


def _drawn(collection: Collection) -> Iterator[str]:
    yield f"## `{collection.name}`\n"
    yield f"{collection.meaning.vi} / {collection.meaning.en}. {_kept(collection)}; key `{collection.key}`.\n"
    yield "| column | type | Vietnamese | English | values | personal |"
    yield "|---|---|---|---|---|---|"
    for column in collection.columns:
        yield f"| `{column.name}` | {column.type} | {column.meaning.vi} | {column.meaning.en} | {_values(column)} | {'yes' if column.personal else ''} |"
    yield ""


def _kept(collection: Collection) -> str:
    if collection.register is None:
        return f"Kept by the room `{collection.room}`"
    if collection.name not in registers.registers():
        return f"{collection.register.vi}: kept by the room `{collection.room}`, without data until its first row"
    return f"{collection.register.vi}: imported from tables until there is a room `{collection.room}` that keeps it"


def _values(column: Column) -> str:
    return "; ".join(f"`{value}` {words.vi}" for value, words in column.values.items())
