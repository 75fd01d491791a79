"""Reading a paper back with poppler, as a citizen's phone and a blind reader would."""

import re
import shutil
import subprocess

import pytest

POPPLER = pytest.mark.skipif(
    shutil.which("pdftotext") is None or shutil.which("pdftoppm") is None,
    reason="pdftotext and pdftoppm (poppler-utils) are not installed",
)


def text(paper: bytes) -> str:
    """Give the words of `paper` on single spaces."""
    read = subprocess.run(
        ["pdftotext", "-q", "-raw", "-", "-"],  # noqa: S607 - the system's own poppler, found on the path
        input=paper,
        capture_output=True,
        check=True,
    )
    return re.sub(r"\s+", " ", read.stdout.decode().replace("\u200b", "").replace("\u00a0", " "))
