"""Reading a printed form back with poppler, as a citizen's phone and a blind reader would."""

import re
import subprocess
from pathlib import Path

import pytest


def _dark(paper: bytes, folder: Path) -> list[bytes]:
    """Give the first page at 300 dpi as rows of 0 (light) and 1 (dark)."""
    source = folder / "paper.pdf"
    source.write_bytes(paper)
    asked = ["-q", "-gray", "-r", "300", "-f", "1", "-l", "1", "-singlefile"]
    subprocess.run(  # noqa: S603 - our own file
        ["pdftoppm", *asked, str(source), str(folder / "page")],  # noqa: S607 - the system's own poppler
        check=True,
    )
    picture = (folder / "page.pgm").read_bytes()
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", picture)
    assert head is not None
    width, height = int(head[1]), int(head[2])
    table = bytes(1 if grey < 128 else 0 for grey in range(256))
    dots = picture[head.end() :].translate(table)
    return [dots[row * width : (row + 1) * width] for row in range(height)]


def _finders(line: bytes) -> list[tuple[int, int]]:
    """Give where `line` crosses the eye of a QR code: dark and light as 1:1:3:1:1 (ISO/IEC 18004, 6.3.3)."""
    runs = [(found.start(), found.end()) for found in re.finditer(rb"\x01+|\x00+", line)]
    eyes = []
    for at in range(len(runs) - 4):
        if line[runs[at][0]] != 1:
            continue
        five = runs[at : at + 5]
        unit = (five[-1][1] - five[0][0]) / 7
        asked = (1, 1, 3, 1, 1)
        if unit >= 3 and all(
            abs((b - a) - unit * n) <= max(1.6, unit * 0.3) for (a, b), n in zip(five, asked, strict=True)
        ):
            eyes.append((five[0][0], five[-1][1]))
    return eyes


def modules(paper: bytes, folder: Path) -> list[list[int]]:
    """Give the QR code on the first page of `paper` as rows of modules, 1 for dark."""
    rows = _dark(paper, folder)
    for row in rows:
        eyes = _finders(row)
        if len(eyes) == 2:
            break
    else:
        pytest.fail("no QR code on the page")
    left, right = eyes[0][0], eyes[1][1]
    unit = (eyes[0][1] - eyes[0][0]) / 7
    size = round((right - left) / unit)
    unit = (right - left) / size
    middle = (eyes[0][0] + eyes[0][1]) // 2
    top = _finders(bytes(row[middle] for row in rows))[0][0]
    return [
        [rows[round(top + (y + 0.5) * unit)][round(left + (x + 0.5) * unit)] for x in range(size)]
        for y in range(size)
    ]
