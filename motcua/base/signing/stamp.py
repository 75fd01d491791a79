"""What of a signature is seen on the paper, as NĐ 30/2020/NĐ-CP, Annex I, asks.

A person's: the picture of the hand's signature, blue, at the place for signing. An agency's: the picture of the
seal, red, over about a third of the person's signature, to its left. On an appendix in a file of its own and on an
electronic copy: words in the upper right corner of the first page. Pictures are PNG with a transparent ground; the
time of signing goes with its offset, +07:00.
"""

import io
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from PIL import Image, UnidentifiedImageError
from pyhanko import stamp
from pyhanko.pdf_utils import content, images, layout
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp.base import BaseStampStyle

from motcua.base import typeset
from motcua.base.signing.keys import Refusal
from motcua.base.signing.strangers import STUMBLES
from motcua.spine import refusal

POINTS_IN_MM = 72 / 25.4
CORNER = (75.0, 18.0)  # millimetres: width and height of the words in the corner
EDGE = 8.0  # millimetres from the paper's edge
A4 = (210.0, 297.0)
THIRD = 1 / 3
LARGEST_PICTURE = 4_000_000  # pixels
WORDS = Path(__file__).parent / "words.typ"


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """A place on a page (the first is 0; -1 the last), in millimetres from the page's lower left corner."""

    page: int
    x: float
    y: float
    width: float
    height: float

    @property
    def points(self) -> tuple[float, float, float, float]:
        """Give its corners in the points of PDF."""
        left, low = self.x * POINTS_IN_MM, self.y * POINTS_IN_MM
        return left, low, left + self.width * POINTS_IN_MM, low + self.height * POINTS_IN_MM


@dataclass(frozen=True, kw_only=True, slots=True)
class Stamp:
    """What is seen at a place: a picture (PNG), or words line by line; never both."""

    box: Box
    picture: bytes | None = None
    lines: tuple[str, ...] = ()

    def style(self) -> BaseStampStyle:
        """Give what pyHanko draws. Raises Refusal `signing.picture-not-read`."""
        shown = images.PdfImage(_checked(self.picture)) if self.picture is not None else _Words(self)
        return stamp.StaticStampStyle(border_width=0, background=shown, background_layout=_FILL)


_FILL = layout.SimpleBoxLayoutRule(
    x_align=layout.AxisAlignment.ALIGN_MID,
    y_align=layout.AxisAlignment.ALIGN_MID,
    margins=layout.Margins(0, 0, 0, 0),
    inner_content_scaling=layout.InnerScaling.STRETCH_TO_FIT,
)


def over(person: Box, *, width: float, height: float) -> Box:
    """Give the place of an agency's seal: its right third over the left third of the person's signature."""
    return Box(
        page=person.page,
        x=person.x + person.width * THIRD - width,
        y=person.y + (person.height - height) / 2,
        width=width,
        height=height,
    )


def in_corner(*, page_size: tuple[float, float] = A4) -> Box:
    """Give the upper right corner of the first page."""
    width, height = CORNER
    return Box(
        page=0, x=page_size[0] - EDGE - width, y=page_size[1] - EDGE - height, width=width, height=height
    )


def beside(pdf: bytes, box: Box) -> Box:
    """Give the place itself, or one to its left as often as something that is seen of the page's fields stands there."""
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        page = reader.find_page_for_modification(box.page)[0].get_object()
        taken = [one.get_object()["/Rect"] for one in page["/Annots"]] if "/Annots" in page else []
        rects = [tuple(float(edge) / POINTS_IN_MM for edge in rect) for rect in taken]
    except STUMBLES as error:
        raise Refusal(
            "signing.paper-not-read",
            refusal.gettext_noop("Không ký được: tệp không phải là PDF đọc được, hoặc đã bị khóa, bị hỏng."),
        ) from error
    while box.x > box.width and any(_meet(box, rect) for rect in rects):
        box = replace(box, x=box.x - box.width - 1)
    return box


def _meet(box: Box, rect: tuple[float, ...]) -> bool:
    left, low, right, high = rect
    inside = left < box.x + box.width and box.x < right and low < box.y + box.height and box.y < high
    return inside and left < right and low < high


@lru_cache(maxsize=256)
def _checked(data: bytes) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(data), formats=("PNG",))
        if picture.width * picture.height > LARGEST_PICTURE:
            raise UnidentifiedImageError  # noqa: TRY301 - the same answer as for a file that is no picture
        picture.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise Refusal(
            "signing.picture-not-read",
            refusal.gettext_noop("Không đọc được ảnh chữ ký hoặc ảnh con dấu: cần tệp PNG nền trong suốt."),
        ) from error
    return picture


class _Words(content.PdfContent):
    """Words set by the house's own typesetter, so that every Vietnamese mark is there and the font goes along."""

    def __init__(self, shown: Stamp) -> None:
        super().__init__()
        self._shown = shown

    def render(self) -> bytes:
        """Draw the page of words as one picture of lines."""
        box = self._shown.box
        page = _set(self._shown.lines, box.width, box.height)
        drawn = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(page)))
        self.resources.xobject["/Words"] = drawn
        self.box = layout.BoxConstraints(width=box.width * POINTS_IN_MM, height=box.height * POINTS_IN_MM)
        return b"/Words Do"


@lru_cache(maxsize=64)
def _set(lines: tuple[str, ...], width: float, height: float) -> bytes:
    """Set words; the same ones, as under the many papers that somebody signs in one go, only once."""
    data = {"lines": list(lines), "width": width, "height": height}
    return typeset.pdf(template=WORDS, data=data, at=datetime.fromtimestamp(0, UTC))
