"""How many messages of the document axis one core writes and reads, at the size of an ordinary letter."""

import dataclasses
import random
import time
from collections.abc import Callable

from motcua.gateways.edxml import reader, records, writer
from motcua.gateways.edxml.contents import Content
from motcua.gateways.edxml.tests import letters

Row = dict[str, str | float]

GOAL = 300  # messages a second, written and read, on one core
ROUNDS = 400
FILES = {"PDF": "letter.pdf", "XLSX in a ZIP": "table.xlsx"}
BYTES = 12_400  # of the file; the message is then about 20 kB


def run() -> list[Row]:
    """Write and read a letter of 20 kB over and over, once with a file as it is and once with one that is wrapped."""
    rows: list[Row] = []
    for what, name in FILES.items():
        letter = _letter(name)
        data = writer.to_bytes(letter)
        if reader.read(data) != letter:
            message = "the letter that was read is not the one that was written"
            raise RuntimeError(message)

        def write(letter: records.Document = letter) -> None:
            writer.to_bytes(letter)

        def read(data: bytes = data) -> None:
            reader.read(data)

        written, taken = _seconds(write), _seconds(read)
        size = f"{len(data) / 1000:.0f} kB with {what}"
        rows.append(_row(f"edXML: written, {size}", 1 / written))
        rows.append(_row(f"edXML: read, {size}", 1 / taken))
        rows.append(_row(f"edXML: written and read, {size}", 1 / (written + taken), GOAL))
    return rows


def _letter(name: str) -> records.Document:
    data = random.Random(204).randbytes(BYTES)  # noqa: S311 - the same letter in every run, nothing secret
    attachment = records.Attachment(name=name, content=Content.of(data))
    letter = dataclasses.replace(letters.read(), attachments=(attachment,), manifest=())
    back = reader.read(writer.to_bytes(letter))
    if not isinstance(back, records.Document):
        raise TypeError(back)
    return back


def _seconds(act: Callable[[], None]) -> float:
    """Give the time of this process for one act: the goal is said of a core, and others may be at work."""
    began = time.process_time()
    for _ in range(ROUNDS):
        act()
    return (time.process_time() - began) / ROUNDS


def _row(name: str, rate: float, goal: int | None = None) -> Row:
    row: Row = {"name": name, "value": round(rate), "unit": "messages/s"}
    return row if goal is None else {**row, "goal": f">= {goal}", "ratio": round(rate / goal, 2)}
