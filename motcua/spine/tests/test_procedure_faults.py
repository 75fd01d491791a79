"""A procedure's file that is wrong says where, what, and what to do."""

import pytest

from motcua.spine import procedure
from motcua.spine.tests.procedure_texts import FAULTLESS

HERE = "#!"  # stands, in each broken file, on the line that must be blamed

BROKEN = [
    ("unknown-key", "version: 1", "version: 1\nversoin: 2 #!", "versoin"),
    ("unknown-key", "    hours: 4", "    hours: 4\n    hour: 4 #!", "hours"),
    ("duplicate-key", "version: 1", "version: 1\nversion: 2 #!", "version"),
    ("duplicate-key", "    originals: 1", "    originals: 1\n    originals: 2 #!", "originals"),
    ("missing-key", "    role: unit_head\n", "", "role"),
    ("not-a-mapping", "name:\n", "name: #!\n", ""),
    ("not-a-list", "levels: [commune]", "levels: commune #!", "-"),
    ("not-text", 'code: "1.004873"', "code: 1.004873 #!", "ngoặc kép"),
    ("empty-text", "  vi: Hộ tịch", '  vi: "" #!', "trống"),
    ("bad-pattern", 'code: "1.004873"', 'code: "1.4873" #!', "1.001193"),
    ("bad-pattern", "code: KQ.G15.000341", "code: KQ-341 #!", "KQ.G15.000031"),
    ("bad-pattern", "unit: consulted:justice", "unit: consulting #!", "consulted:tax"),
    ("not-whole", "amount: 15000", "amount: 15.000 #!", "15.000"),
    ("not-whole", "amount: 15000", "amount: 15.000đ #!", "15.000đ"),
    ("too-small", "amount: 15000", "amount: -1 #!", "-1"),
    ("too-small", "hours: 10", "hours: -10 #!", "-10"),
    ("too-small", "version: 1", "version: 0 #!", "0"),
    ("not-a-day", "valid_from: 2023-01-01", "valid_from: 01/01/2023 #!", "01/01/2023"),
    ("not-a-day", "valid_from: 2023-01-01", "valid_from: 2023-02-30 #!", "2023-02-30"),
    ("not-yes-no", "    required: false", "    required: có #!", "true"),
    ("unknown-word", "channels: [counter, online]", "channels: [counter, online, mail] #!", "post"),
    ("unknown-word", "levels: [commune]", "levels: [comune] #!", "commune"),
    ("unknown-word", "service_level: full", "service_level: fully #!", "full"),
    ("unknown-word", "role: unit_head", "role: head #!", "unit_head"),
    ("unknown-word", "    allowed: 3 working_days", "    allowed: 3 workdays #!", "working_day"),
    ("not-a-duration", "    allowed: 3 working_days", "    allowed: ba ngày #!", "within the day"),
    ("not-a-duration", "    allowed: 3 working_days", "    allowed: 0 working_days #!", "within the day"),
    ("empty-list", "levels: [commune]", "levels: [] #!", "ít nhất"),
    ("repeated", "channels: [counter, online]", "channels: [online, online] #!", "online"),
    ("repeated", "key: ly-hon", "key: to-khai #!", "to-khai"),
    ("repeated", "  - case: xac-minh", "  - {case: thong-thuong, label: {vi: a, en: b}, allowed: } #!\n  - case: xac-minh", "thong-thuong"),
    ("repeated", "key: hoi-y-kien", "key: tham-tra #!", "tham-tra"),
    ("unknown-step", "    after: [tham-tra, hoi-y-kien]", "    after: [tham-tra, hoi-y-kein] #!", "hoi-y-kien"),
    ("ring", "    after: [tiep-nhan]\n  - key: hoi", "    after: [ky] #!\n  - key: hoi", "ky → tham-tra"),
    ("ring", "    after: [ky]", "    after: [tra] #!", "tra → tra"),
    ("begins-elsewhere", "    unit: handling\n    role: case_officer\n    hours: 10\n    after: [tiep-nhan]", "    unit: handling #!\n    role: case_officer\n    hours: 10", "tham-tra"),
    ("longer-than-the-deadline", "process:\n  - key: tiep-nhan", "process:\n  - key: tiep-nhan #!", "26"),
    ("longer-than-the-law", "  - case: thong-thuong\n    label: {vi: Không phải xác minh, en: Nothing to verify}\n    allowed: 3", "  - case: thong-thuong #!\n    label: {vi: Không phải xác minh, en: Nothing to verify}\n    allowed: 5", "luật định"),
    ("deadline-of-closed-channel", "  - case: xac-minh", "  - case: xac-minh #!", "post"),
    ("fee-says-nothing", "  - case: thong-thuong\n    label: {vi: Lệ phí, en: Fee}\n    amount: 15000\n", "  - case: thong-thuong #!\n    label: {vi: Lệ phí, en: Fee}\n", "verbatim"),
    ("ends-before-it-begins", "valid_until: 2023-12-31", "valid_until: 2022-12-31 #!", "hiệu lực"),
    ("service-without-online", "channels: [counter, online]", "channels: [counter, post] #!", "online"),
    ("online-without-service", "service_level: full\nchannels: [", "service_level: information\nchannels: [ #!\n", "online"),
    ("not-yaml", "  en: Certificate of marital status", "   en: Certificate #!", "YAML"),
]  # fmt: skip
ALSO = {
    "missing-key": ("  - key: ky", "  - key: ky #!"),
    "not-a-mapping": (
        "  vi: Cấp Giấy xác nhận tình trạng hôn nhân\n  en: Certificate of marital status\n",
        "",
    ),
    "longer-than-the-deadline": ("    hours: 12", "    hours: 18"),
    "deadline-of-closed-channel": ("    channel: counter", "    channel: post"),
}


@pytest.mark.parametrize(
    ("code", "old", "new", "said"), BROKEN, ids=[f"{b[0]}-{n}" for n, b in enumerate(BROKEN)]
)
def test_each_fault_is_told_on_its_line(code: str, old: str, new: str, said: str) -> None:
    text = FAULTLESS
    for before, after in [(old, new), *([ALSO[code]] if code in ALSO else [])]:
        assert before in text
        text = text.replace(before, after, 1)
    line = next(number for number, content in enumerate(text.splitlines(), 1) if HERE in content)
    found = [fault for fault in procedure.faults(text) if fault.code == code]
    assert [fault.line for fault in found] == [line]
    assert said in found[0].said()


def test_every_kind_of_fault_stands_in_the_table() -> None:
    assert {code for code, *_ in BROKEN} >= {
        "unknown-key", "duplicate-key", "missing-key", "unknown-word", "too-small", "unknown-step", "ring",
        "longer-than-the-deadline",
    }  # fmt: skip


def test_a_fault_names_its_path_and_column() -> None:
    fault = procedure.faults(FAULTLESS.replace("hours: 12", "hours: twelve"))[0]
    assert (fault.path, fault.column) == ("process[2].hours", 12)


def test_all_faults_are_told_at_once_in_the_order_of_the_lines() -> None:
    text = FAULTLESS.replace("hours: 12", "hours: x").replace("version: 1", "version: one")
    found = procedure.faults(text)
    assert [fault.path for fault in found] == ["version", "process[2].hours"]
    with pytest.raises(procedure.FaultyFile) as refused:
        procedure.read(text)
    assert refused.value.faults == tuple(found)
    assert refused.value.code == "procedure.file-has-faults"
    assert "2 lỗi" in str(refused.value)
    assert "dòng 2" in str(refused.value)


@pytest.mark.parametrize(
    "text",
    ["", "# only a comment\n", "[", "a: 1\n---\nb: 2\n", "\0", "- x", "x: &a [*a]", "? [a]\n: b", "9" * 5000],
)
def test_whatever_is_written_is_answered_with_a_fault(text: str) -> None:
    assert procedure.faults(text)


def test_a_chain_of_a_thousand_steps_is_still_read() -> None:
    steps = "".join(
        f"  - {{key: b{n}, label: {{vi: a, en: b}}, unit: receiving, role: case_officer, hours: 0, after: [{f'b{n - 1}' if n else ''}]}}\n"
        for n in range(1000)
    )
    text = FAULTLESS[: FAULTLESS.index("process:\n")] + "process:\n" + steps
    assert procedure.faults(text) == []
