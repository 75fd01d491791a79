"""A paper says what it was given, no more, and says it the same way every time."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings, strategies as st

from motcua.base import typeset

AT = datetime(2023, 1, 13, 9, 30, tzinfo=UTC)
PLAIN = """#let data = json(bytes(sys.inputs.data))
#set document(title: "Phiếu")
#set text(lang: "vi", font: "Libertinus Serif")
#data.words
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("forms") / "plain.typ"
    path.write_text(PLAIN, encoding="utf-8")
    return path


def test_the_same_words_at_the_same_time_give_the_same_bytes(template: Path) -> None:
    first = typeset.pdf(template=template, data={"words": "Hưng Yên"}, at=AT)
    assert first == typeset.pdf(template=template, data={"words": "Hưng Yên"}, at=AT)
    assert first != typeset.pdf(template=template, data={"words": "Hưng Yên"}, at=AT.replace(year=2024))


def test_four_officers_print_at_once_and_each_gets_her_own_paper(template: Path) -> None:
    names = [f"Lan {place}" for place in range(24)]
    alone = [typeset.pdf(template=template, data={"words": name}, at=AT) for name in names]
    with ThreadPoolExecutor(max_workers=4) as hands:
        together = list(
            hands.map(lambda name: typeset.pdf(template=template, data={"words": name}, at=AT), names)
        )
    assert together == alone


@settings(max_examples=60, deadline=None)
@given(words=st.text(max_size=200))
def test_whatever_a_person_types_can_be_printed(template: Path, words: str) -> None:
    paper = typeset.pdf(template=template, data={"words": words}, at=AT)
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        assert len(pdf.pages) >= 1


def test_text_is_composed_and_kept_on_one_line() -> None:
    assert typeset.printable("Nguye\u0302\u0303n\r\nThi\u0323\tLan ") == "Nguyễn Thị Lan"


def test_control_and_direction_marks_are_taken_out() -> None:
    assert typeset.printable("a\x00\x1bb\u202ec\u200dd") == "a bcd"


def test_a_letter_without_a_glyph_is_seen_to_be_missing() -> None:
    assert typeset.printable("Vương 王") == "Vương □"


def test_every_letter_let_through_has_a_glyph(template: Path) -> None:
    letters = {chr(code) for low, high in typeset._RANGES for code in range(low, high + 1)} | typeset._SIGNS
    words = " ".join(sorted(typeset.printable(letter) for letter in letters))
    assert typeset.printable(words).count(typeset.BLANK) <= 1 + words.count(typeset.BLANK)
    assert typeset.pdf(template=template, data={"words": words}, at=AT).startswith(b"%PDF")


def test_a_word_of_three_hundred_letters_may_be_broken_and_a_dossier_code_may_not() -> None:
    assert typeset.BREATH in typeset.printable("Ắ" * 300)
    assert typeset.printable("Ắ" * 300).replace(typeset.BREATH, "") == "Ắ" * 300
    assert typeset.printable("000.22.15.H31-20221214-0000007") == "000.22.15.H31-20221214-0000007"


def test_a_template_that_asks_for_what_is_not_there_is_refused(template: Path) -> None:
    with pytest.raises(typeset.Refusal, match="words") as said:
        typeset.pdf(template=template, data={}, at=AT)
    assert said.value.code == "typeset.not-set"


def test_a_template_that_does_not_exist_is_refused(template: Path) -> None:
    with pytest.raises(typeset.Refusal) as said:
        typeset.pdf(template=template.with_name("07.typ"), data={}, at=AT)
    assert said.value.code == "typeset.no-template"


def test_a_time_without_a_zone_is_refused(template: Path) -> None:
    with pytest.raises(typeset.Refusal) as said:
        typeset.pdf(template=template, data={"words": ""}, at=AT.replace(tzinfo=None))
    assert said.value.code == "typeset.time-without-zone"
