import re
from datetime import datetime

import pytest

from motcua.spine import worktime
from motcua.spine.tests.calendars import LAW, VIET_NAM

PAGE = (LAW.parents[2] / "docs" / "explanation" / "worktime.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\d{4}-[\d-]+ [\d:]+) \| (\d+) (\w+) \| (\d{4}-[\d-]+ [\d:]+) \|", re.MULTILINE)
EXAMPLES = ROW.findall(PAGE)


def test_the_page_on_working_time_has_its_examples() -> None:
    assert len(EXAMPLES) == 12
    assert {unit for _, _, unit, _ in EXAMPLES} == set(worktime.Unit)


@pytest.mark.parametrize(("received", "amount", "unit", "expected"), EXAMPLES)
def test_an_example_on_the_page_is_right(received: str, amount: str, unit: str, expected: str) -> None:
    due_at = worktime.due(
        received_at=datetime.fromisoformat(f"{received}+07:00"),
        allowed=worktime.Duration(int(amount), worktime.Unit(unit)),
        calendar=VIET_NAM,
    )
    assert due_at == datetime.fromisoformat(f"{expected}+07:00")


def test_the_page_shows_the_ladder_of_urgency_as_it_is() -> None:
    for rung in (*worktime.LADDER, worktime.PAST):
        assert f"| `{rung.urgency}` | {rung.colour} |" in PAGE
