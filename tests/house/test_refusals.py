"""Every refusal has a code that never changes, a status, and a sentence in both languages; none is hidden."""

import ast
import re
from http import HTTPStatus
from pathlib import Path

import pytest
from django.utils import translation

from motcua.base import problem
from motcua.site import database, refusals

ROOT = database.HOUSE / "motcua"
WRITTEN = refusals.written(ROOT)
PLAINLY = re.compile(r'Refusal\(\s*"([a-z-]+\.[a-z0-9-]+)"')
# Where a refusal is made from what it is handed: the codes stand where it is called.
HANDED_ON = {"spine/sentence/__init__.py", "spine/sentence/refusals.py"}


def test_no_refusal_is_hidden_from_the_table() -> None:
    hidden = []
    known = {one.where for one in refusals.written(ROOT)}
    for path in refusals.sources(ROOT):
        where = str(path.relative_to(ROOT))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or where in HANDED_ON:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name.endswith("Refusal") and f"{where}:{node.lineno}" not in known:
                hidden.append(f"{where}:{node.lineno}: {ast.unparse(node)[:80]}")
    assert hidden == [], "write the code and the sentence where the refusal is raised"


def test_what_a_plain_reading_finds_the_table_has() -> None:
    plain = {
        code for path in refusals.sources(ROOT) for code in PLAINLY.findall(path.read_text(encoding="utf-8"))
    }
    assert len(plain) > 80
    assert plain - {one.code for one in WRITTEN} == set()


def test_each_refusal_has_its_sentence_in_both_languages() -> None:
    silent = []
    for one in WRITTEN:
        with translation.override("en"):
            silent += [
                f"{one.where}: {one.code}"
                for message in one.messages or ("",)
                if not message or translation.gettext(message) == message
            ]
    assert silent == []


@pytest.mark.parametrize("one", {one.code: one for one in WRITTEN}.values(), ids=lambda one: one.code)
def test_each_code_has_a_status_that_can_be_said(one: refusals.Written) -> None:
    assert problem.TITLES[problem.status_of(one.code)]
    assert problem.status_of(one.code) < HTTPStatus.INTERNAL_SERVER_ERROR or one.code == "page.broken"


def test_no_status_is_kept_in_vain() -> None:
    codes = {one.code for one in WRITTEN}
    fitting = {
        next(pattern for pattern, _ in problem.STATUSES if re.fullmatch(as_regex(pattern), code))
        for code in codes
    }
    assert [pattern for pattern, _ in problem.STATUSES if pattern not in fitting] == []


def as_regex(pattern: str) -> str:
    return re.escape(pattern).replace(r"\*", ".*")


def test_a_refusal_is_read_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "room.py").write_text(
        "def f(message):\n"
        "    raise Refusal('room.handed', message)\n"
        "def g():\n"
        "    f(_('Không'))\n"
        "    message = _('Một')\n"
        "    one = Refusal('room.first', message)\n"
        "    message = _('Hai')\n"
        "    raise Refusal('room.no-such-thing', message)\n"
        "raise access.Refusal('room.other', _('Ba %(x)s') if y else _('Bốn'), article='Điều 1')\n",
        encoding="utf-8",
    )
    assert [(one.code, one.messages, one.article, one.where) for one in refusals.written(tmp_path)] == [
        ("room.first", ("Một",), "", "room.py:6"),
        ("room.handed", ("Không",), "", "room.py:2"),
        ("room.no-such-thing", ("Hai",), "", "room.py:8"),
        ("room.other", ("Ba %(x)s", "Bốn"), "Điều 1", "room.py:9"),
    ]
