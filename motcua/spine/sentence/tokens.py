"""A sentence cut into words, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from motcua.spine.refusal import gettext_noop
from motcua.spine.sentence import refusals
from motcua.spine.sentence.tree import Spot, Value

KEYWORDS = (
    "of",
    "where",
    "that",
    "and",
    "or",
    "not",
    "in",
    "between",
    "is",
    "null",
    "true",
    "false",
    "period",
    "as_of",
)
LONGEST = 4000  # characters: longer than any sentence an official would read
DIGITS, DECIMALS = 15, 6  # of a written figure: beyond what any office counts

SHAPES = re.compile(
    r"""(?P<space>\s+|\#[^\n]*)
      | (?P<date>\d{4}-\d{1,2}-\d{1,2}(?![\w.]))
      | (?P<number>\d+(?:\.\d+)?(?![\w.]))
      | (?P<text>"(?:[^"\\\x00-\x1f]|\\["\\])*"|'(?:[^'\\\x00-\x1f]|\\['\\])*')
      | (?P<word>[^\W\d]\w*(?:\.[^\W\d]\w*)*)
      | (?P<sign><=|>=|!=|<>|=|<|>)
      | (?P<operator>[-+*/])
      | (?P<mark>[(),])""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of the text: `kind` is keyword, name, value, sign, operator, mark or end; `shown` is how it was written."""

    kind: str
    shown: str
    spot: Spot
    value: Value | None = None


def cut(text: str) -> Iterator[Token]:
    """Give the words of `text` and an end after the last; refuse a character that begins none."""
    if len(text) > LONGEST:
        raise refusals.at(
            Spot(1, 1),
            "too-long",
            gettext_noop("Câu dài hơn %(longest)s ký tự; hãy viết ngắn lại."),
            {"longest": LONGEST},
        )
    place, line, start = 0, 1, 0
    while place < len(text):
        spot = Spot(line, place - start + 1)
        found = SHAPES.match(text, place)
        if found is None:
            raise _unreadable(text[place], spot)
        written = found.group()
        if found.lastgroup != "space":
            yield _token(str(found.lastgroup), written, spot)
        line += written.count("\n")
        if "\n" in written:
            start = place + written.rindex("\n") + 1
        place = found.end()
    yield Token("end", "", Spot(line, place - start + 1))


def _unreadable(character: str, spot: Spot) -> refusals.Refusal:
    if character in "\"'":
        message = gettext_noop(
            "Chuỗi bắt đầu ở đây chưa có dấu ngoặc kép đóng; hãy thêm dấu đóng trên cùng dòng."
        )
        return refusals.at(spot, "text-not-closed", message)
    if character in "“”„‘’«»":
        message = gettext_noop('Dấu %(character)s không phải ngoặc kép thẳng; hãy viết chữ trong hai dấu ".')
        return refusals.at(spot, "quotes-not-straight", message, {"character": character})
    message = gettext_noop("Không đọc được “%(character)s”; hãy bỏ đi hoặc đặt trong ngoặc kép.")
    return refusals.at(spot, "character-not-known", message, {"character": character})


def _token(kind: str, written: str, spot: Spot) -> Token:
    match kind:
        case "word":
            return Token("keyword" if written in KEYWORDS else "name", written, spot)
        case "text":
            return Token("value", written, spot, re.sub(r"\\(.)", r"\1", written[1:-1]))
        case "number":
            return Token("value", written, spot, _figure(written, spot))
        case "date":
            return Token("value", written, spot, _day(written, spot))
        case "sign":
            return Token("sign", "!=" if written == "<>" else written, spot)
        case _:
            return Token(kind, written, spot)


def _figure(written: str, spot: Spot) -> int | Decimal:
    whole, _, decimals = written.partition(".")
    if len(whole) > DIGITS or len(decimals) > DECIMALS:
        message = gettext_noop(
            "Số “%(value)s” dài quá; hãy viết nhiều nhất %(digits)s chữ số và %(decimals)s chữ số thập phân."
        )
        params: dict[str, str | int] = {"value": written[:40], "digits": DIGITS, "decimals": DECIMALS}
        raise refusals.at(spot, "figure-too-long", message, params)
    return Decimal(written) if decimals else int(written)


def _day(written: str, spot: Spot) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        message = gettext_noop("“%(value)s” không phải là ngày; hãy viết năm-tháng-ngày, ví dụ 2023-01-31.")
        raise refusals.at(spot, "not-a-day", message, {"value": written}) from error
