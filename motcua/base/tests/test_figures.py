"""Figures, days and time left read the same on every page."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from motcua.base.templatetags import motcua as written
from motcua.spine import worktime


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0"),
        (1234, "1.234"),
        (1234.5, "1.234,5"),
        (Decimal("1234567.891"), "1.234.567,89"),
        (-1000.5, "-1.000,5"),
        (None, "–"),
    ],
)
def test_a_number_has_points_between_thousands_and_a_comma(value: Decimal | None, said: str) -> None:
    assert written.vn_number(value) == said


def test_what_is_nearly_all_is_not_said_to_be_all() -> None:
    assert written.percent(Decimal("0.99996")) == "99,9\N{NO-BREAK SPACE}%"
    assert written.percent(1) == "100\N{NO-BREAK SPACE}%"


def test_what_is_absent_is_a_dash_and_not_zero() -> None:
    assert written.percent(None) == written.vn_date(None) == written.dong(None) == "–"
    assert written.dong(0) == "Không thu"


def test_a_moment_is_told_in_vietnams_time() -> None:
    assert written.vn_datetime(datetime(2022, 12, 31, 18, 5, tzinfo=UTC)) == "01:05 01/01/2023"
    assert written.vn_date(datetime(2022, 12, 31, 18, 5, tzinfo=UTC)) == "01/01/2023"
    assert written.vn_date(date(2023, 3, 9)) == "09/03/2023"


@pytest.mark.parametrize(
    ("minutes", "days", "late", "meaning", "said"),
    [
        (3000, 6, False, "on-course", "Còn 6 ngày làm việc"),
        (1000, 2, False, "soon", "Còn 2 ngày làm việc"),
        (90, 0, False, "soon", "Còn 2 giờ làm việc"),
        (61, 0, True, "late", "Quá hạn 2 giờ làm việc"),
        (1000, 2, True, "late", "Quá hạn 2 ngày làm việc"),
    ],
)
def test_time_left_is_said_as_an_official_would(
    *, minutes: int, days: int, late: bool, meaning: str, said: str
) -> None:
    left = worktime.Left(minutes=minutes, days=days, late=late)
    assert written.meaning(left) == meaning
    assert written.time_left_words(left) == said
    assert f'class="chip {meaning}"' in written.time_left(left)


def test_a_dossier_without_a_deadline_is_neither_early_nor_late() -> None:
    assert written.meaning(None) == "nothing"
    assert written.time_left_words(None) == "Không có thời hạn"


def test_english_readers_get_english_words_and_the_same_figures() -> None:
    with translation.override("en"):
        assert written.time_left_words(worktime.Left(minutes=600, days=1, late=False)) == "1 working day left"
        assert written.dong(50_000) == "50.000 đồng"


def test_personal_data_are_hidden_in_the_middle() -> None:
    assert written.mask("0912345678") == "0912•••678"
    assert written.mask("lan.nguyen@hungyen.vn") == "la•••@hungyen.vn"
    assert written.mask("12345") == "•••45"
    assert written.mask("") == "–"
