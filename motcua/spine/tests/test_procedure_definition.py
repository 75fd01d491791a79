"""A definition keeps its bytes, finds its deadline, and knows how long its process takes."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from motcua.spine import procedure, worktime
from motcua.spine.procedure import Channel
from motcua.spine.tests.procedure_texts import FAULTLESS

MARITAL_STATUS = procedure.read(FAULTLESS)
texts = st.text(max_size=12)
keys = st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True)
words = st.builds(procedure.Words, vi=texts, en=texts)
durations = st.builds(worktime.Duration, st.integers(1, 400), st.sampled_from(worktime.Unit))


def few(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


definitions = st.builds(
    procedure.Definition,
    name=words,
    field_name=words,
    levels=few(st.sampled_from(procedure.Level)),
    channels=few(st.sampled_from(Channel)),
    audience=few(st.sampled_from(procedure.Audience)),
    deadlines=few(
        st.builds(
            procedure.Deadline,
            case=keys,
            label=words,
            allowed=st.none() | durations,
            statutory=st.none() | durations,
        ),
    ),
    fees=few(
        st.builds(procedure.Fee, label=words, amount=st.none() | st.integers(0, 10**12), unit_label=words, exemptions=few(st.builds(procedure.Exemption, label=words, proof=words))),
    ),
    papers=few(st.builds(procedure.Paper, label=words, originals=st.integers(0, 9), copies=st.integers(0, 9))),
    results=few(st.builds(procedure.Result, label=words)),
    legal_basis=few(st.builds(procedure.Citation)),
    version=st.integers(1, 99),
    process=few(st.builds(procedure.Step, label=words, hours=st.integers(0, 999), after=few(keys))),
)  # fmt: skip


@given(definitions)
def test_bytes_read_back_are_the_same_definition_and_the_same_bytes(definition: procedure.Definition) -> None:
    body = procedure.to_json(definition)
    again = procedure.from_json(body)
    assert again == definition
    assert procedure.to_json(again) == body
    assert again.digest == definition.digest


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"code":1}', b"\xff"])
def test_other_bytes_are_refused(body: bytes) -> None:
    with pytest.raises(procedure.Refusal) as refused:
        procedure.from_json(body)
    assert refused.value.code == "procedure.bytes-not-a-definition"


def test_the_file_says_what_the_definition_says() -> None:
    assert MARITAL_STATUS.code == "1.004873"
    assert MARITAL_STATUS.name.said("en-gb") == "Certificate of marital status"
    assert MARITAL_STATUS.name.said("vi") == "Cấp Giấy xác nhận tình trạng hôn nhân"
    assert MARITAL_STATUS.fees[0].amount == 15_000
    assert MARITAL_STATUS.papers[1].required is False
    assert MARITAL_STATUS.legal_basis[0].article == "22"
    assert MARITAL_STATUS.cases() == ("thong-thuong", "xac-minh")


def test_a_changed_word_changes_the_digest() -> None:
    assert procedure.read(FAULTLESS.replace("15000", "15001")).digest != MARITAL_STATUS.digest
    assert procedure.read("# a remark\n" + FAULTLESS).digest == MARITAL_STATUS.digest


def test_the_deadline_is_that_of_the_case_and_channel() -> None:
    ordinary = MARITAL_STATUS.deadline()
    assert ordinary is not None
    assert ordinary.allowed == worktime.Duration(3, worktime.Unit.WORKING_DAY)
    verified = MARITAL_STATUS.deadline(case="xac-minh", channel=Channel.COUNTER)
    assert verified is not None
    assert verified.allowed == worktime.Duration(23, worktime.Unit.CALENDAR_DAY)
    assert MARITAL_STATUS.deadline(case="xac-minh", channel=Channel.ONLINE) is None
    assert MARITAL_STATUS.deadline(case="unheard-of") is None


def test_it_is_in_force_from_its_first_to_its_last_day() -> None:
    days = [date(2022, 12, 31), date(2023, 1, 1), date(2023, 12, 31), date(2024, 1, 1)]
    assert [MARITAL_STATUS.in_force(day) for day in days] == [False, True, True, False]


def test_a_step_is_found_by_its_key_and_another_is_refused() -> None:
    assert MARITAL_STATUS.step("ky").role == procedure.Role.UNIT_HEAD
    with pytest.raises(procedure.Refusal, match="không có bước “bay”"):
        MARITAL_STATUS.step("bay")


def test_the_longest_way_takes_the_slower_of_two_branches() -> None:
    way = procedure.longest_path(MARITAL_STATUS.process)
    assert [step.key for step in way] == ["tiep-nhan", "hoi-y-kien", "ky", "tra"]
    assert procedure.hours_of(way) == 20


def test_branches_begin_together_and_the_next_step_waits_for_both() -> None:
    def ready(*done: str) -> list[str]:
        return [step.key for step in procedure.ready(MARITAL_STATUS.process, done=done)]

    assert ready() == ["tiep-nhan"]
    assert ready("tiep-nhan") == ["tham-tra", "hoi-y-kien"]
    assert ready("tiep-nhan", "tham-tra") == ["hoi-y-kien"]
    assert ready("tiep-nhan", "tham-tra", "hoi-y-kien") == ["ky"]


@pytest.mark.parametrize(
    ("amount", "unit", "hours"),
    [
        (0, "working_day", 2), (3, "working_day", 24), (8, "working_hour", 8), (90, "minute", 1),
        (1, "calendar_day", 8), (3, "calendar_day", 8), (7, "calendar_day", 40), (15, "calendar_day", 80),
        (20, "calendar_day", 112), (1, "month", 160),
    ],
)  # fmt: skip
def test_a_deadline_leaves_so_many_working_hours_at_worst(amount: int, unit: str, hours: int) -> None:
    assert procedure.hours_in(worktime.Duration(amount, worktime.Unit(unit))) == hours
