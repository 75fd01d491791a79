import pytest
import yaml
from hypothesis import given, strategies as st

from motcua.spine import worktime
from motcua.spine.tests.calendars import TEXT, VIET_NAM

SMALL = """\
code: small
sessions:
  hours: ["07:00-11:30", "13:30-17:00"]
  citation: Labour Code 2019, Article 105
  certainty: high
same_day:
  until: "15:00"
  citation: Decree 23/2015
  certainty: high
years:
  2024:
    closed:
      - days: [2024-04-29, 2024-04-30]
        name: Ngày Chiến thắng
        citation: Labour Code 2019, Article 112
        certainty: high
    swapped:
      - day: 2024-05-04
        instead_of: 2024-04-29
        citation: 2450/VPCP-KGVX
        certainty: high
  2025:
    closed: []
    swapped: []
"""


def test_the_files_of_the_house_have_no_fault() -> None:
    assert worktime.faults(TEXT) == []
    assert worktime.faults(SMALL) == []


@pytest.mark.parametrize(
    ("written", "instead", "code", "line", "path"),
    [
        ("code: small", "cod: small", "calendar-key-unknown", 1, "cod"),
        ("code: small\n", "code:\n", "calendar-value-wrong", 1, "code"),
        ("    closed: []\n", "", "calendar-key-missing", 22, "years.2025"),
        ("    closed: []\n", "    closed:\n", "calendar-value-wrong", 23, "years.2025.closed"),
        ("    swapped: []", "    swapped: []\n    swopped: []", "calendar-key-unknown", 25, "years.2025.swopped"),
        ("    closed: []", "    closed: []\n    closed: []", "calendar-key-twice", 24, "years.2025.closed (2)"),
        ("name: Ngày", "nam: Ngày", "calendar-key-unknown", 14, "years.2024.closed[0].nam"),
        ("certainty: high\n    swapped", "certainty: sure\n    swapped", "calendar-value-wrong", 16,
         "years.2024.closed[0].certainty"),
        ('"13:30-17:00"', '"11:00-14:30"', "sessions-overlap", 3, "sessions.hours[1]"),
        ('"13:30-17:00"', '"17:00-13:30"', "session-not-hours", 3, "sessions.hours[1]"),
        ('"13:30-17:00"', '"13h30-17h"', "session-not-hours", 3, "sessions.hours[1]"),
        ('"13:30-17:00"', '"13:30-16:00"', "sessions-not-eight-hours", 3, "sessions.hours"),
        ('"15:00"', '"18:00"', "same-day-outside-sessions", 7, "same_day.until"),
        ("2024-04-30]", "2024-04-29]", "day-on-two-lists", 13, "years.2024.closed[0].days[1]"),
        ("2024-04-30]", "2024-05-04]", "day-off-on-weekend", 13, "years.2024.closed[0].days[1]"),
        ("2024-04-30]", "2024-02-30]", "calendar-day-not-a-date", 13, "years.2024.closed[0].days[1]"),
        ("2024-04-30]", "30/4]", "calendar-day-not-a-date", 13, "years.2024.closed[0].days[1]"),
        ("2024-04-30]", "2025-04-30]", "day-in-wrong-year", 13, "years.2024.closed[0].days[1]"),
        ("day: 2024-05-04", "day: 2024-05-03", "swapped-day-not-saturday", 18, "years.2024.swapped[0].day"),
        ("day: 2024-05-04", "day: 2024-04-30", "day-on-two-lists", 18, "years.2024.swapped[0].day"),
        ("instead_of: 2024-04-29", "instead_of: 2024-04-26", "swap-without-day-off", 19,
         "years.2024.swapped[0].instead_of"),
        ("  2025:", "  2026:", "years-with-gap", 22, "years.2026"),
        ("  2025:", "  next:", "year-not-a-year", 22, "years.next"),
        ("  2025:\n    closed: []\n    swapped: []", "  2025: none", "calendar-value-wrong", 22, "years.2025"),
        ("code: small", "code: [small", "calendar-not-yaml", 2, ""),
        ("code: small", "code: &loop [*loop]", "calendar-too-deep", 1, "code[0]"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_the_line_it_stands_on(
    written: str, instead: str, code: str, line: int, path: str
) -> None:
    assert SMALL.count(written) >= 1
    head, _, tail = SMALL.rpartition(written)
    text = head + instead + tail
    found = {(fault.code, fault.line, fault.path) for fault in worktime.faults(text)}
    assert (f"worktime.{code}", line, path) in found
    assert all("%(" not in fault.said() for fault in worktime.faults(text))
    with pytest.raises(worktime.Refusal) as refused:
        worktime.read(text)
    assert refused.value.code == "worktime.calendar-has-faults"
    assert refused.value.params["count"] == len(found)


def test_all_faults_are_named_at_once_in_the_order_of_the_file() -> None:
    text = SMALL.replace("code: small", "cod: small").replace("2024-04-30]", "2024-04-29]")
    assert [(fault.line, fault.code) for fault in worktime.faults(text)] == [
        (1, "worktime.calendar-key-missing"),
        (1, "worktime.calendar-key-unknown"),
        (13, "worktime.day-on-two-lists"),
    ]


@pytest.mark.parametrize("text", ["", "[]", "viet-nam", "years:", "2023", "{}", "a: b", "\x00", "years: {}"])
def test_a_text_that_is_no_calendar_at_all_is_refused(text: str) -> None:
    assert worktime.faults(text)
    with pytest.raises(worktime.Refusal):
        worktime.read(text)


@given(text=st.text(alphabet="codeyars:-[]{}&*!|>#'\"\n 0123456789.,\t\x00đ"))
def test_no_text_is_too_strange_to_be_answered(text: str) -> None:
    assert worktime.faults(text)


@given(data=st.data())
def test_a_file_with_lines_lost_doubled_or_mixed_up_is_read_or_refused(data: st.DataObject) -> None:
    lines = SMALL.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        n = data.draw(st.integers(0, len(lines) - 1))
        other = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(["lose", "double", "swap", "indent"])):
            case "lose" if len(lines) > 1:
                del lines[n]
                break
            case "double":
                lines.insert(n, lines[n])
            case "swap":
                lines[n], lines[other] = lines[other], lines[n]
            case _:
                lines[n] = "  " + lines[n]
    text = "\n".join(lines)
    faults = worktime.faults(text)
    if faults:
        with pytest.raises(worktime.Refusal) as refused:
            worktime.read(text)
        assert refused.value.code == "worktime.calendar-has-faults"
        assert all(fault.line >= 1 and fault.said() for fault in faults)
    else:
        assert worktime.read(text).last_year in (2024, 2025)


def test_a_calendar_from_data_is_the_one_from_the_text() -> None:
    assert worktime.calendar_from(yaml.safe_load(TEXT)) == VIET_NAM


def test_data_with_a_fault_is_refused_too() -> None:
    data = yaml.safe_load(SMALL)
    data["years"][2024]["closed"][0]["days"][1] = "2024-04-29"
    with pytest.raises(worktime.Refusal) as refused:
        worktime.calendar_from(data)
    assert refused.value.code == "worktime.calendar-has-faults"
