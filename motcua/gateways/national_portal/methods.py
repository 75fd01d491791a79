"""“Cách thức thực hiện”: channels, times and fees, from the run-together table of the portal's page.

    Hình thức nộp Thời gian Phí, lệ phí Mô tả | Trực tuyến 1 Ngày làm việc Miễn phí(…)… | Trực tiếp 7 50,000 VNĐ …

without a blank or a bar between the cells. A row starts at a channel's name that a time and a fee follow.
"""

import re
from collections.abc import Iterator

from motcua.gateways.national_portal.piece import ABSENT, FURNITURE, REMAINDER, Piece
from motcua.systems.procedures.ports import DeadlineUnit, Method, Unparsed

FIELD = "cach_thuc_thuc_hien"
HEADING = "Hình thức nộpThời gianPhí, lệ phíMô tả"
CHANNELS = {"Trực tuyến": "online", "Dịch vụ bưu chính": "post", "Trực tiếp": "counter"}
UNITS = {
    "Ngày làm việc": DeadlineUnit.WORKING_DAY,
    "Ngày": DeadlineUnit.CALENDAR_DAY,
    "Giờ làm việc": DeadlineUnit.WORKING_HOUR,
    "Giờ": DeadlineUnit.HOUR,
    "Tuần": DeadlineUnit.WEEK,
    "Tháng": DeadlineUnit.MONTH,
    "Năm": DeadlineUnit.YEAR,
}
FREE = "Miễn phí"
DONG = ("VNĐ", "VND", "Việt Nam Đồng")
LEAST_FEE = 1000
"""No fee of the province is under 1.000 đồng: a smaller figure was typed in thousands, or by mistake."""

_number = r"\d+(?:[.,]\d+)*"
_sum = rf"{_number} (?:{'|'.join(DONG)}|[A-Z]{{3}})"
_ROW = re.compile(
    rf"(?P<channel>{'|'.join(CHANNELS)})"
    rf"(?:(?P<run>{_sum})"
    rf"|(?P<time>{ABSENT}|{_number} (?:{'|'.join(UNITS)})|\d+)(?P<fee>{FREE}|{ABSENT}|{_sum}))"
)
_ENUMERATION = re.compile(r"\((?:\d{1,2}|[a-zđ]|[ivx]+)\)")
_NOTHING_MORE = re.compile(
    r"[\s(\-–.;]*(?:Không|Không có|Không quy định|Không thu|Miễn phí)?[\s).;]*", re.IGNORECASE
)
_MONEY = re.compile(r"(\d[\d.,]*)\s*(?:đồng|vnđ|vnd|đ\b)", re.IGNORECASE)
_TIME = re.compile(r"\d+\s*(?:\([^)]*\)\s*)?(?:ngày|giờ|tháng)", re.IGNORECASE)


def pieces(text: str) -> list[Piece]:
    """Take the text apart; the pieces in a row are the text."""
    found: list[Piece] = []
    at = 0
    if text.startswith(HEADING):
        found.append(Piece(FURNITURE, HEADING))
        at = len(HEADING)
    rows = list(_ROW.finditer(text, at))
    _add(found, REMAINDER, text[at : rows[0].start() if rows else len(text)])
    starts = [row.start() for row in rows] + [len(text)]
    for row, end in zip(rows, starts[1:], strict=True):
        found.append(Piece("channel", row["channel"]))
        if row["run"]:
            found.append(Piece("run", row["run"]))
        else:
            found += [Piece("time", row["time"]), Piece("fee", row["fee"])]
        note, said, closed = _note(text[row.end() : end])
        _add(found, "note", note)
        _add(found, "description" if closed else REMAINDER, said)
    return found


def read(text: str) -> tuple[tuple[Method, ...], tuple[Unparsed, ...]]:
    """Read the ways to file, and what of them only an editor can decide on."""
    methods: list[Method] = []
    unparsed: list[Unparsed] = []
    row: dict[str, str] = {}
    for piece in [*pieces(text), Piece("channel", "")]:
        if piece.kind == "channel":
            if row:
                methods.append(_method(row))
                unparsed += _doubts(row, methods[-1])
            row = {"channel": piece.text} if piece.text else {}
        elif row:
            row[piece.kind] = piece.text
        elif piece.kind == REMAINDER and piece.text.strip() not in ("", ABSENT):
            unparsed.append(Unparsed(field=FIELD, reason="not-understood", verbatim=piece.text))
    return tuple(methods), tuple(unparsed)


def _method(row: dict[str, str]) -> Method:
    time = row.get("time", "")
    number, _, unit = time.partition(" ")
    amount = int(number) if number.isascii() and number.isdigit() else None
    return Method(
        channel=CHANNELS[row["channel"]],
        amount=amount,
        unit=UNITS.get(unit) if amount is not None else None,
        deadline_verbatim=row.get("run", time),
        fee=_dong(row)[0] if "fee" in row else None,
        fee_verbatim=row.get("run", row.get("fee", "")),
        fee_note=row.get("note", ""),
        description=row.get("description", row.get(REMAINDER, "")).strip(),
    )


def _dong(row: dict[str, str]) -> tuple[int | None, str]:
    """Give the fee in dong where the figure alone says it, else None; and the doubt to show an editor, if any.

    “Miễn phí” is what the portal prints for a fee nobody entered: with prose about money behind it, it is not free.
    """
    fee, note = row["fee"], row.get("note", "")
    named = {re.sub(r"[.,]", "", sum_) for sum_ in _MONEY.findall(note + " " + row.get("description", ""))}
    number, _, currency = fee.partition(" ")
    if fee == ABSENT:
        return None, "fee-in-prose" if named else ""
    if fee == FREE or number == "0":
        bare = _NOTHING_MORE.fullmatch(note) and REMAINDER not in row and not named
        return (0, "") if bare else (None, "fee-in-prose")
    if currency not in DONG:
        return None, "fee-in-another-currency"
    if not re.fullmatch(r"[1-9]\d{0,2}(,\d{3})*", number):
        return None, "fee-not-a-figure"
    amount = int(number.replace(",", ""))
    if amount < LEAST_FEE:
        return None, "fee-too-small"
    return amount, "fee-and-prose-differ" if named and str(amount) not in named else ""


def _doubts(row: dict[str, str], method: Method) -> Iterator[Unparsed]:
    """Say what an editor must decide in one row."""
    verbatim = "".join(row.values())
    if "run" in row:
        yield Unparsed(field=FIELD, reason="deadline-and-fee-run-together", verbatim=verbatim)
        return
    if method.amount is None and row["time"] != ABSENT:
        yield Unparsed(field=FIELD, reason="deadline-not-whole", verbatim=verbatim)
    elif method.amount is not None and method.unit is None:
        yield Unparsed(field=FIELD, reason="deadline-without-unit", verbatim=verbatim)
    elif method.amount is None and _TIME.search(method.description):
        yield Unparsed(field=FIELD, reason="deadline-in-prose", verbatim=verbatim)
    doubt = "fee-note-not-closed" if REMAINDER in row else _dong(row)[1]
    if doubt:
        yield Unparsed(field=FIELD, reason=doubt, verbatim=verbatim)


def _note(text: str) -> tuple[str, str, bool]:
    """Part the bracket right behind a fee from the description after it; say whether the bracket closes."""
    if not text.startswith("(") or _ENUMERATION.match(text):
        return "", text, True
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return text[: place + 1], text[place + 1 :], True
    return "", text, False


def _add(found: list[Piece], kind: str, text: str) -> None:
    if text:
        found.append(Piece(kind, text))
