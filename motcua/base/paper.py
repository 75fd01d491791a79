"""What stands in a file, as far as a search needs it: the words of a PDF (PDFium) or of a DOCX; and where words stand."""

import ctypes
import io
import re
import threading
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from typing import Final

import pypdfium2

from motcua.spine import refusal

PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_PAGES: Final = 300
MOST_LETTERS: Final = 500_000
MOST_BYTES: Final = 32 << 20  # of a DOCX's text, unpacked
PICTURE: Final = 1190  # pixels across: an A4 page is read well at that
HIGHEST: Final = 6_000
POINTS_IN_MM: Final = 72 / 25.4
_WORDS: Final = re.compile(rb"<w:t(?:\s[^>]*)?>([^<]*)</w:t>|(</w:p>)")
_one_at_a_time: Final = threading.Lock()  # PDFium keeps its state in one place for the whole process


class Refusal(refusal.Refusal):
    """A page that cannot be shown."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """The words of a file, as it has them, and its pages (0 where it has none of its own)."""

    text: str
    pages: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Where words stand: a page (from 0), and the middle and the top of them in millimetres from its lower left corner."""

    page: int
    middle: float
    top: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A letter of a page and where it stands, in millimetres from the page's lower left corner."""

    text: str
    left: float
    low: float
    right: float
    high: float


NOTHING: Final = Said(text="", pages=0)


def read(data: bytes, *, media_type: str) -> Said:
    """Read the words of a file; nothing of what cannot be read or has no words of its own (a scan), for this is no gate."""
    if media_type == PDF:
        return _pdf(data)
    if media_type == DOCX:
        return _docx(data)
    return NOTHING


def picture(data: bytes, page: int, *, width: int = PICTURE) -> bytes:
    """Draw a page (from 0) of a PDF as a PNG of `width` pixels, with what signatures show on it.

    Raises Refusal `paper.no-such-page` for a page that is not there, or cannot be drawn.
    """
    with _one_at_a_time:
        try:
            book = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise _no_page() from error
        try:
            if not 0 <= page < len(book):
                raise _no_page()
            book.init_forms()
            sheet = book[page]
            drawn = sheet.render(scale=width / max(sheet.get_width(), 1.0), may_draw_forms=True).to_pil()
        except pypdfium2.PdfiumError as error:
            raise _no_page() from error
        finally:
            book.close()
    if drawn.height > HIGHEST:
        drawn = drawn.crop((0, 0, drawn.width, HIGHEST))
    out = io.BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()


def _no_page() -> Refusal:
    return Refusal("paper.no-such-page", refusal.gettext_noop("Không vẽ được trang này của tệp PDF."))


def extract(data: bytes, pages: Sequence[int]) -> bytes:
    """Give some pages (from 0) of a PDF as a PDF of its own. Raises Refusal `paper.no-such-page`."""
    with _one_at_a_time:
        try:
            book, part = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument.new()
        except pypdfium2.PdfiumError as error:
            raise _no_page() from error
        try:
            part.import_pages(book, list(pages))
            out = io.BytesIO()
            part.save(out)
            return out.getvalue()
        except (pypdfium2.PdfiumError, ValueError) as error:
            raise _no_page() from error
        finally:
            part.close()
            book.close()


def size(data: bytes, *, page: int = 0) -> tuple[float, float]:
    """Give the width and height of a page (from 0) in millimetres. Raises Refusal `paper.no-such-page`."""
    with _one_at_a_time:
        try:
            book = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise _no_page() from error
        try:
            if page >= len(book):
                raise _no_page()
            width, height = book[page].get_size()
            return width / POINTS_IN_MM, height / POINTS_IN_MM
        finally:
            book.close()


def find(data: bytes, words: str) -> Found | None:
    """Find words in a PDF, the last time they stand there; None where they do not."""
    if not words.strip():
        return None
    with _one_at_a_time:
        try:
            book = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError:
            return None
        try:
            for number in range(min(len(book), MOST_PAGES) - 1, -1, -1):
                found = _on_page(book, number, words)
                if found:
                    return found
        finally:
            book.close()
    return None


def letters(data: bytes, *, page: int = 0, above: float = 0.0) -> tuple[Letter, ...]:
    r"""Give the letters of a page (from 0) in reading order, those that stand higher than `above` (a share of its height).

    A line's end is a letter too (`\n`). Nothing of what cannot be read.
    """
    with _one_at_a_time:
        try:
            book = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError:
            return ()
        try:
            if page >= len(book):
                return ()
            sheet = book[page]
            floor = sheet.get_height() * above
            text = sheet.get_textpage()
            found = []
            for place in range(min(text.count_chars(), MOST_LETTERS)):
                left, low, right, high = text.get_charbox(place)
                letter = chr(pypdfium2.raw.FPDFText_GetUnicode(text, place)).replace("\r", "\n")
                if low >= floor or letter == "\n":
                    left, low, right, high = (one / POINTS_IN_MM for one in (left, low, right, high))
                    found.append(Letter(text=letter, left=left, low=low, right=right, high=high))
            return tuple(found)
        except (pypdfium2.PdfiumError, ctypes.ArgumentError):
            return ()
        finally:
            book.close()


def _on_page(book: pypdfium2.PdfDocument, number: int, words: str) -> Found | None:
    text = book[number].get_textpage()
    searcher = text.search(words)
    last = None
    while (found := searcher.get_next()) is not None:
        last = found
    if last is None:
        return None
    index, count = last
    boxes = [text.get_charbox(place) for place in range(index, index + count)]
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    return Found(
        page=number,
        middle=(left + right) / 2 / POINTS_IN_MM,
        top=max(box[3] for box in boxes) / POINTS_IN_MM,
    )


def _pdf(data: bytes) -> Said:
    with _one_at_a_time:
        try:
            book = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError:
            return NOTHING
        try:
            parts: list[str] = []
            left = MOST_LETTERS
            for number in range(min(len(book), MOST_PAGES)):
                if left <= 0:
                    break
                try:
                    said = book[number].get_textpage().get_text_range()[:left]
                except (pypdfium2.PdfiumError, ctypes.ArgumentError):
                    continue  # a page that cannot be read leaves the others
                parts.append(said)
                left -= len(said)
            return Said(text="\n".join(parts).replace("\0", ""), pages=len(book))
        finally:
            book.close()


def _docx(data: bytes) -> Said:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("word/document.xml") as file:
            xml = file.read(MOST_BYTES)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return NOTHING
    parts = ("\n" if end else said.decode(errors="replace") for said, end in _WORDS.findall(xml))
    return Said(text=unescape("".join(parts))[:MOST_LETTERS].replace("\0", ""), pages=0)
