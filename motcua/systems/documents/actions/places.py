"""Where a document's number and day stand on its first page, and what is written there once it is numbered.

After NĐ 30/2020/NĐ-CP, Annex I, part II: the number under the agency's name (3), the place and day under the motto (4). A
draft leaves room for them (`Số:      /QĐ-SNV`, `ngày     tháng     năm 2026`) and they go there; one that says nothing of
them gets both in full, under the motto where it has one, else where the settings say.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from django.conf import settings

from motcua.base import clock, paper, signing
from motcua.spine import refusal
from motcua.systems.documents import rules
from motcua.systems.organisation import queries as organisation

HEAD = 2 / 3  # what stands higher on the page is its head
GAP = r"[^\S\n]|[.…_]"  # what a draft leaves free, or marks as free
NUMBER = re.compile(rf"Số[^\S\n]*:(?P<gap>(?:{GAP})*)(?P<next>.?)")
DAY = re.compile(
    rf"ngày(?P<day>(?:{GAP}|[0-9])*)tháng(?P<month>(?:{GAP}|[0-9])*)năm(?P<year>(?:{GAP}|[0-9])*)"
)
NATION = re.compile(r"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
MOTTO = re.compile(r"Độc lập\s*[-–]\s*Tự do\s*[-–]\s*Hạnh phúc")
LEADING = re.compile(
    r"(?:^|,|Số\s*:.*)\s*$"
)  # what stands on its line before the day: a place, the number, or nothing
HIGH, UNDER = 7.0, 3.0  # millimetres: of a line, and from the motto to it
DATING, TOP = (
    25.0,
    60.0,
)  # millimetres down to which the day stands: from the motto, from the first line where there is none
FOOT = 2.0  # millimetres from the foot of a blank to the line its letters stand on
DESCENDING = "gjpqy,;"  # letters that go below that line
NARROWEST, ROOM, LONG = 4.0, 45.0, 85.0


class Says(Enum):
    """What is written in a place."""

    SYMBOL_NAMED = auto()
    SYMBOL = auto()
    NUMBER = auto()
    WHOLE_DAY = auto()
    DAY = auto()
    MONTH = auto()
    YEAR = auto()


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A blank of a document and what goes there."""

    blank: signing.Blank
    says: Says


def of(content: bytes) -> tuple[Place, ...]:
    """Find the places of a paper; none where its number or day are printed already."""
    letters = paper.letters(content, above=HEAD)
    return (*_number(letters), *_day(letters))


def must_fit(content: bytes, *, dated: date) -> None:
    """Refuse a paper that has another day printed, whole or in part, than the one on which it is numbered.

    Raises Refusal `documents.day-printed-otherwise`.
    """
    found = _dating(paper.letters(content, above=HEAD))
    if found is None:
        return
    printed = ["".join(letter for letter in part if letter.isdecimal()) for part in found.groups()]
    wanted = _parts(dated)
    if all(not part or int(part) == int(day) for part, day in zip(printed, wanted, strict=True)):
        return
    raise rules.Refusal(
        "documents.day-printed-otherwise",
        refusal.gettext_noop(
            "Văn bản in sẵn “%(printed)s”, khác với ngày cấp số (%(day)s). Hãy trả lại để sửa bản in sẵn, hoặc để trống cả ngày, tháng."
        ),
        article="Nghị định 30/2020/NĐ-CP, Phụ lục I",
        params={"printed": _plain(found[0]), "day": f"{dated:%d/%m/%Y}"},
    )


def lines(
    places: Sequence[Place], *, symbol: rules.Symbol, dated: date, locality: str
) -> Mapping[str, signing.Line]:
    """Give what is written in each place."""
    said = {
        Says.SYMBOL_NAMED: signing.Line(text=f"Số: {symbol}"),
        Says.SYMBOL: signing.Line(text=str(symbol), middle=False),
        Says.NUMBER: signing.Line(text=symbol.code_number),
        Says.WHOLE_DAY: signing.Line(text=f"{locality}, ngày {clock.day_said(dated)}", slanted=True),
        Says.DAY: signing.Line(text=_parts(dated)[0], slanted=True),
        Says.MONTH: signing.Line(text=_parts(dated)[1], slanted=True),
        Says.YEAR: signing.Line(text=_parts(dated)[2], slanted=True),
    }
    return {one.blank.name: said[one.says] for one in places}


def agree(filled: Mapping[str, signing.Filled], *, symbol: str, dated: date | None) -> bool:
    """Tell whether what stands in a paper's blanks is its number and day; what is not known otherwise is not compared.

    `symbol` is what the register has, or the message that the paper came with.
    """
    if any(_plain(one.value) != _plain(one.shown) for one in filled.values()):
        return False
    values = {name: _plain(one.value) for name, one in filled.items()}
    number = values.pop("SoKyHieu", None)
    if number is not None and symbol.strip() and not _same(number, symbol):
        return False
    if dated is None:
        return True
    day, month, year = _parts(dated)
    wanted = {"Ngay": day, "Thang": month, "Nam": year, "NgayBanHanh": f"ngày {clock.day_said(dated)}"}
    return all(value.endswith(wanted[name]) for name, value in values.items())


def _same(written: str, symbol: str) -> bool:
    said = written.removeprefix("Số:").strip()
    whole = _plain(symbol)
    return said in (whole, whole.partition("/")[0]) or (
        said.isdecimal() and whole.partition("/")[0].strip().lstrip("0") == said.lstrip("0")
    )


def _plain(text: str) -> str:
    return " ".join(text.split())


def _parts(day: date) -> tuple[str, str, str]:
    first, _, second, _, third = clock.day_said(day).split()
    return first, second, third


def locality(unit: str) -> str:
    """Name the place in which an agency writes."""
    return organisation.locality(organisation.unit(code=unit))


def _number(letters: Sequence[paper.Letter]) -> tuple[Place, ...]:
    found = NUMBER.search(_text(letters))
    if found is None:
        motto = _motto(letters)
        box = _box(settings.PAPER_NUMBER)
        if motto is not None:
            box = _left_of(letters, motto, box)
        return (_place("SoKyHieu", "Số, ký hiệu văn bản", box, Says.SYMBOL_NAMED),)
    colon = letters[found.start("gap") - 1]
    behind = letters[found.start("next")] if found["next"].strip() else None
    if found["next"].isdigit():
        return ()
    if found["next"] == "/" and behind is not None:
        box = _between(colon, behind)
        return (_place("SoKyHieu", "Số văn bản", box, Says.NUMBER),) if box.width >= NARROWEST else ()
    beside = behind is not None and abs(behind.low - colon.low) < HIGH and behind.left > colon.right
    width = min(ROOM, behind.left - colon.right - 2) if behind is not None and beside else ROOM
    box = _line(colon, left=colon.right + 1, width=max(width, NARROWEST))
    return (_place("SoKyHieu", "Số, ký hiệu văn bản", box, Says.SYMBOL),)


def _dating(letters: Sequence[paper.Letter]) -> re.Match[str] | None:
    """Find the day in the line of place and day under the motto; a day that the subject or the body cites is another's."""
    text, motto = _text(letters), _motto(letters)
    high = motto[1] if motto else max((one.high for one in letters), default=0.0)
    reach = DATING if motto else TOP
    for found in DAY.finditer(text):
        before = text[: found.start()].rpartition("\n")[2]
        if LEADING.search(before) and high - reach <= letters[found.start()].low < high:
            return found
    return None


def _day(letters: Sequence[paper.Letter]) -> tuple[Place, ...]:
    found = _dating(letters)
    if found is None:
        motto = _motto(letters)
        box = _box(settings.PAPER_DATE)
        if motto is not None:
            left, low, right = motto
            box = _under(low, middle=(left + right) / 2, width=LONG)
        return (_place("NgayBanHanh", "Địa danh và thời gian ban hành", box, Says.WHOLE_DAY),)
    places = []
    for name, title, says in (
        ("day", "Ngày", Says.DAY),
        ("month", "Tháng", Says.MONTH),
        ("year", "Năm", Says.YEAR),
    ):
        if any(letter.isdigit() for letter in found[name]):
            continue
        before = letters[found.start(name) - 1]
        after = letters[found.end(name)] if found.end(name) < len(letters) else None
        box = (
            _between(before, after)
            if after is not None and name != "year"
            else _line(before, left=before.right, width=14.0)
        )
        if box.width >= NARROWEST:
            places.append(_place({"day": "Ngay", "month": "Thang", "year": "Nam"}[name], title, box, says))
    return tuple(places)


def _text(letters: Sequence[paper.Letter]) -> str:
    return "".join(one.text for one in letters)


def _motto(letters: Sequence[paper.Letter]) -> tuple[float, float, float] | None:
    """Give the left edge, the foot and the right edge of the motto."""
    found = MOTTO.search(_text(letters))
    if found is None:
        return None
    inside = [one for one in letters[found.start() : found.end()] if one.text.strip()]
    return min(one.left for one in inside), min(one.low for one in inside), max(one.right for one in inside)


def _left_of(
    letters: Sequence[paper.Letter], motto: tuple[float, float, float], otherwise: signing.Box
) -> signing.Box:
    """Give the place on the motto's left, in the middle under the agency's name."""
    left, low, _ = motto
    nation = NATION.search(_text(letters))
    if nation is not None:
        left = min(left, letters[nation.start()].left)
    name = [one for one in letters if one.text.strip() and one.right < left and one.low > low - HIGH]
    if not name:
        return otherwise
    middle = (min(one.left for one in name) + max(one.right for one in name)) / 2
    return _under(low, middle=middle, width=min(65.0, 2 * (left - middle)))


def _under(low: float, *, middle: float, width: float) -> signing.Box:
    return signing.Box(page=0, x=middle - width / 2, y=low - UNDER - HIGH, width=width, height=HIGH)


def _between(before: paper.Letter, after: paper.Letter) -> signing.Box:
    """Give the place from one letter to the next, on the line of the one that does not go below it."""
    beside = after if before.text in DESCENDING else before
    return _line(beside, left=before.right, width=max(after.left - before.right, 0.0))


def _line(beside: paper.Letter, *, left: float, width: float) -> signing.Box:
    return signing.Box(page=0, x=left, y=beside.low - FOOT, width=width, height=HIGH)


def _box(said: Sequence[float]) -> signing.Box:
    x, y, width, height = said
    return signing.Box(page=0, x=x, y=y, width=width, height=height)


def _place(name: str, title: str, box: signing.Box, says: Says) -> Place:
    return Place(blank=signing.Blank(name=name, title=title, box=box), says=says)
