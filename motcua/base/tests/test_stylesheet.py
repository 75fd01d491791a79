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
