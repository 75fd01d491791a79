"""A procedure's file, as it stands under `law/procedures/`: read into a definition, or into the list of its faults.

The form of the file is told in `docs/reference/procedure-file.md`; every key not in it is refused.
"""

import re
from dataclasses import dataclass

from motcua.spine import worktime
from motcua.spine.fault import Fault
from motcua.spine.marked import Entries, Place, Reading, empty
from motcua.spine.procedure.definition import (
    Audience,
    Channel,
    Citation,
    Deadline,
    Definition,
    Exemption,
    Fee,
    Level,
    Paper,
    Refusal,
    Result,
    ServiceLevel,
    Words,
)
from motcua.spine.procedure.steps import read_steps
from motcua.spine.refusal import gettext_noop

WITHIN_THE_DAY = "within the day"
CODE = re.compile(r"[1-9]\.[0-9]{6}")
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
RESULT = re.compile(r"KQ\.[GH][0-9]{2}\.[0-9]{6}")
NEEDED = (
    "code",
    "version",
    "valid_from",
    "name",
    "field",
    "levels",
    "service_level",
    "channels",
    "audience",
    "deadlines",
    "papers",
    "results",
    "legal_basis",
    "process",
)
KNOWN = ("valid_until", "fees", "restart_after_supplement")


def read(text: str) -> Definition:
    """Read a procedure's file; refuse it, with the whole list of its faults, if it has one."""
    definition, found = _passage(text)
    if found or definition is None:
        raise FaultyFile(found)
    return definition


def faults(text: str) -> list[Fault]:
    """List what is wrong with a procedure's file, in the order of its lines; empty where it can be used."""
    return _passage(text)[1]


class FaultyFile(Refusal):
    """A procedure's file with faults; `faults` has them all, the sentence tells the first."""

    def __init__(self, found: list[Fault]) -> None:
        self.faults = tuple(found)
        super().__init__(
            "procedure.file-has-faults",
            gettext_noop(
                "Tệp thủ tục có %(count)s lỗi; lỗi đầu tiên ở dòng %(line)s, cột %(column)s: %(first)s",
            ),
            params={
                "count": len(found),
                "line": found[0].line,
                "column": found[0].column,
                "first": found[0].said(),
            },
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Promise:
    """A deadline with the place that says it."""

    deadline: Deadline
    place: Place


def _passage(text: str) -> tuple[Definition | None, list[Fault]]:
    reading = Reading()
    root = reading.root(text)
    if root is None:
        return None, reading.faults
    top = reading.mapping(root, needed=NEEDED, known=KNOWN)
    field, field_name = _field(reading, top.get("field"))
    promises = [_promise(reading, item) for item in reading.sequence(top.get("deadlines"))]
    definition = Definition(
        code=reading.pattern(top.get("code"), shape=CODE, example="1.001193"),
        version=reading.whole(top.get("version"), least=1),
        valid_from=reading.day(top.get("valid_from")),
        valid_until=None if empty(top.get("valid_until")) else reading.day(top.get("valid_until")),
        name=_words(reading, top.get("name")),
        field=field,
        field_name=field_name,
        levels=reading.words(top.get("levels"), among=Level),
        service_level=reading.word(top.get("service_level"), among=ServiceLevel),
        channels=reading.words(top.get("channels"), among=Channel),
        audience=reading.words(top.get("audience"), among=Audience),
        deadlines=tuple(promise.deadline for promise in promises),
        fees=tuple(_fee(reading, item) for item in reading.sequence(top.get("fees"))),
        papers=_papers(reading, top.get("papers")),
        results=tuple(_result(reading, item) for item in reading.sequence(top.get("results"))),
        legal_basis=tuple(_citation(reading, item) for item in reading.sequence(top.get("legal_basis"))),
        restart_after_supplement=reading.flag(top.get("restart_after_supplement")),
        process=read_steps(
            reading,
            top.get("process"),
            allowed=[promise.deadline.allowed for promise in promises if promise.deadline.allowed],
        ),
    )
    _agree(reading, definition=definition, top=top, promises=promises)
    return definition, sorted(reading.faults)


def _agree(reading: Reading, *, definition: Definition, top: Entries, promises: list[_Promise]) -> None:
    """Note where one part of the file contradicts another."""
    if definition.valid_until is not None and definition.valid_until < definition.valid_from:
        reading.note(
            top["valid_until"],
            "ends-before-it-begins",
            gettext_noop("Ngày hết hiệu lực đứng trước ngày có hiệu lực; hãy sửa một trong hai."),
        )
    online = Channel.ONLINE in definition.channels
    if "channels" in top and "service_level" in top:
        if definition.service_level is ServiceLevel.INFORMATION and online:
            message = gettext_noop(
                "Thủ tục chỉ cung cấp thông tin trực tuyến thì không nhận hồ sơ qua kênh online; hãy bỏ kênh này hoặc đổi service_level.",
            )
            reading.note(top["channels"], "online-without-service", message)
        elif definition.service_level is not ServiceLevel.INFORMATION and not online:
            message = gettext_noop(
                "Dịch vụ công toàn trình hoặc một phần phải nhận hồ sơ trực tuyến; hãy thêm kênh online hoặc đổi service_level.",
            )
            reading.note(top["channels"], "service-without-online", message)
    seen: set[tuple[str, Channel | None]] = set()
    for promise in promises:
        deadline = promise.deadline
        if (deadline.case, deadline.channel) in seen:
            reading.repeated(promise.place, deadline.case)
        seen.add((deadline.case, deadline.channel))
        if deadline.channel is not None and deadline.channel not in definition.channels:
            message = gettext_noop(
                "Thời hạn nói đến kênh “%(channel)s” mà thủ tục không nhận hồ sơ qua kênh này; hãy thêm vào channels hoặc sửa lại.",
            )
            reading.note(promise.place, "deadline-of-closed-channel", message, {"channel": deadline.channel})
        _not_longer_than_the_law(reading, promise)


def _not_longer_than_the_law(reading: Reading, promise: _Promise) -> None:
    allowed, statutory = promise.deadline.allowed, promise.deadline.statutory
    if allowed and statutory and allowed.unit == statutory.unit and allowed.amount > statutory.amount:
        message = gettext_noop(
            "Thời hạn công bố dài hơn thời hạn luật định; hãy rút ngắn allowed hoặc sửa statutory."
        )
        reading.note(promise.place, "longer-than-the-law", message)


def _words(reading: Reading, place: Place | None) -> Words:
    entries = reading.mapping(place, needed=("vi", "en")) if place else {}
    return Words(vi=reading.text(entries.get("vi")), en=reading.text(entries.get("en")))


def _field(reading: Reading, place: Place | None) -> tuple[str, Words]:
    entries = reading.mapping(place, needed=("code", "vi", "en")) if place else {}
    code = reading.pattern(entries.get("code"), shape=KEY, example="ho-tich")
    return code, Words(vi=reading.text(entries.get("vi")), en=reading.text(entries.get("en")))


def _promise(reading: Reading, place: Place) -> _Promise:
    entries = reading.mapping(place, needed=("case", "label", "allowed"), known=("statutory", "channel"))
    channel = entries.get("channel")
    deadline = Deadline(
        case=reading.pattern(entries.get("case"), shape=KEY, example="thong-thuong"),
        label=_words(reading, entries.get("label")),
        allowed=_duration(reading, entries.get("allowed")),
        statutory=_duration(reading, entries.get("statutory")),
        channel=None if channel is None or empty(channel) else reading.word(channel, among=Channel),
    )
    return _Promise(deadline=deadline, place=entries.get("case", place))


def _duration(reading: Reading, place: Place | None) -> worktime.Duration | None:
    """Read `15 working_days`, `within the day`, or nothing (unset)."""
    if place is None or empty(place):
        return None
    before = len(reading.faults)
    text = reading.text(place)
    if text == WITHIN_THE_DAY:
        return worktime.Duration(0, worktime.Unit.WORKING_DAY)
    amount, _, unit = text.partition(" ")
    units = [unit.value for unit in worktime.Unit]
    if len(reading.faults) > before:
        return None
    if not re.fullmatch(r"[1-9][0-9]{0,4}", amount) or not unit:
        message = gettext_noop(
            "“%(value)s” không phải là thời hạn; hãy viết số rồi đơn vị, ví dụ “15 working_days”, hoặc “within the day”.",
        )
        reading.note(place, "not-a-duration", message, {"value": text})
        return None
    if unit.removesuffix("s") not in units:
        reading.unknown_word(place, unit, units)
        return None
    return worktime.Duration(int(amount), worktime.Unit(unit.removesuffix("s")))


def _fee(reading: Reading, place: Place) -> Fee:
    entries = reading.mapping(
        place, needed=("case", "label"), known=("amount", "unit", "verbatim", "exemptions")
    )
    amount, verbatim = entries.get("amount"), entries.get("verbatim")
    if entries and empty(amount) and empty(verbatim):
        message = gettext_noop(
            "Mức thu chưa được nêu; hãy ghi amount (số tiền, 0 nếu miễn phí) hoặc verbatim (nguyên văn quy định).",
        )
        reading.note(place, "fee-says-nothing", message)
    return Fee(
        case=reading.pattern(entries.get("case"), shape=KEY, example="thong-thuong"),
        label=_words(reading, entries.get("label")),
        amount=None if empty(amount) else reading.whole(amount, least=0),
        unit_label=_words(reading, entries["unit"]) if "unit" in entries else Words(vi="lần", en="time"),
        verbatim="" if empty(verbatim) else reading.text(verbatim),
        exemptions=tuple(_exemption(reading, item) for item in reading.sequence(entries.get("exemptions"))),
    )


def _exemption(reading: Reading, place: Place) -> Exemption:
    entries = reading.mapping(place, needed=("key", "label", "proof"))
    return Exemption(
        key=reading.pattern(entries.get("key"), shape=KEY, example="ho-ngheo"),
        label=_words(reading, entries.get("label")),
        proof=_words(reading, entries.get("proof")),
    )


def _papers(reading: Reading, place: Place | None) -> tuple[Paper, ...]:
    papers: list[Paper] = []
    for item in reading.sequence(place):
        entries = reading.mapping(
            item, needed=("key", "label"), known=("originals", "copies", "required", "electronic", "form")
        )
        form = entries.get("form")
        paper = Paper(
            key=reading.pattern(entries.get("key"), shape=KEY, example="to-khai"),
            label=_words(reading, entries.get("label")),
            originals=reading.whole(entries.get("originals"), least=0),
            copies=reading.whole(entries.get("copies"), least=0),
            required=reading.flag(entries.get("required"), default=True),
            electronic=reading.flag(entries.get("electronic"), default=True),
            form=None if empty(form) else reading.text(form),
        )
        if paper.key and any(paper.key == other.key for other in papers):
            reading.repeated(entries["key"], paper.key)
        papers.append(paper)
    return tuple(papers)


def _result(reading: Reading, place: Place) -> Result:
    entries = reading.mapping(place, needed=("label",), known=("code",))
    code = entries.get("code")
    return Result(
        code=None if empty(code) else reading.pattern(code, shape=RESULT, example="KQ.G15.000031"),
        label=_words(reading, entries.get("label")),
    )


def _citation(reading: Reading, place: Place) -> Citation:
    entries = reading.mapping(place, needed=("number", "title"), known=("article",))
    article = entries.get("article")
    return Citation(
        number=reading.text(entries.get("number")),
        title=reading.text(entries.get("title")),
        article=None if empty(article) else reading.text(article),
    )
