"""Vietnamese first, English for everyone else: no sentence is left out, and none loses its particulars."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages import Catalog, Message, pofile
from django.utils import translation

from tests.house.messages import CATALOG, asked, templates, untranslated

PLACE = re.compile(r"%\((\w+)\)[sd]|(?<!%)%[sd]")


@cache
def english() -> Catalog:
    with CATALOG.open("rb") as text:
        return pofile.read_po(text, locale="en", abort_invalid=True)


def forms(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, (list, tuple)) else [str(message.string)]


def first(message: Message) -> str:
    return str(message.id[0] if isinstance(message.id, (list, tuple)) else message.id)


def test_every_sentence_has_its_english() -> None:
    known = {first(each): each for each in english() if each.id}
    missing = [
        f"{each.where}: {each.msgid}"
        for each in asked()
        if each.msgid
        and (each.msgid not in known or known[each.msgid].fuzzy or not all(forms(known[each.msgid])))
    ]
    assert not missing, f"{len(missing)} without English:\n" + "\n".join(missing)


def test_a_translation_keeps_every_place_that_is_filled_in() -> None:
    lost = [
        f"{first(each)} -> {form}"
        for each in english()
        for form in forms(each)
        if each.id and form and set(PLACE.findall(first(each))) != set(PLACE.findall(form))
    ]
    assert not lost, "\n".join(lost)


def test_an_english_sentence_is_not_the_vietnamese_one() -> None:
    same = [
        first(each)
        for each in english()
        if each.id and untranslated(first(each)) and first(each) in forms(each)
    ]
    assert same in ([], ["%(amount)s đồng"])


@pytest.mark.parametrize("path", templates(), ids=lambda path: "/".join(path.parts[-3:]))
def test_a_template_shows_no_vietnamese_outside_a_translation(path: Path) -> None:
    assert untranslated(path.read_text(encoding="utf-8")) == []


def test_a_page_in_english_is_english() -> None:
    with translation.override("en"):
        assert translation.gettext("Đăng nhập") == "Sign in"
