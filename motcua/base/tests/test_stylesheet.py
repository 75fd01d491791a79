"""The one style sheet stays light, and its layers stay in order."""

import re
from pathlib import Path

SHEET = Path(__file__).parents[1] / "static" / "motcua" / "motcua.css"
LAYERS = ["tokens", "base", "layout", "parts", "pages", "print"]


def test_the_style_sheet_is_under_forty_kilobytes() -> None:
    assert SHEET.stat().st_size < 40_000


def test_the_layers_stand_in_their_order() -> None:
    text = SHEET.read_text(encoding="utf-8")
    assert f"@layer {', '.join(LAYERS)};" in text
    assert re.findall(r"^@layer (\w+) \{", text, re.MULTILINE) == LAYERS


def test_colours_are_named_once_in_the_tokens() -> None:
    _tokens, rest = SHEET.read_text(encoding="utf-8").split("@layer base {", 1)
    screen = rest.split("@layer print {", 1)[0]
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", screen)) <= {"#2a1506", "#f4dcae"}, "the gold button's own"


def test_what_is_typed_in_boxes_of_equal_letters_is_drawn_by_a_font_that_comes_along() -> None:
    """Others set the accents of ồ or ế beside the letter, so none of theirs stands before ours."""
    text = SHEET.read_text(encoding="utf-8")
    (font,) = re.findall(r'@font-face \{ font-family: "Noto Sans Mono"; src: url\(([\w.-]+)\); \}', text)
    assert '--mono: "Noto Sans Mono", monospace;' in text
    assert "textarea.written { font: .875rem/1.5 var(--mono);" in text
    assert (SHEET.parent / font).read_bytes()[:4] == b"wOF2"
    assert (SHEET.parent / font).stat().st_size < 12_000
    assert "SIL OPEN FONT LICENSE" in (SHEET.parent / "noto-sans-mono.license.txt").read_text("utf-8")
