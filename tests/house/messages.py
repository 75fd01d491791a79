"""What the code asks to be translated, read from the code itself: no gettext is needed on the machine."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

HOUSE = Path(__file__).resolve().parents[2]
ROOT = HOUSE / "motcua"
CATALOG = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
ONE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
MANY = {"ngettext", "ngettext_lazy"}
TEMPLATE_CALL = re.compile(r"""\b(n?gettext|_)\((u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")""")
VIETNAMESE = re.compile(
    r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE
)
UNSEEN = re.compile(
    r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|\{% blocktrans(?:late)?\b.*?\{% endblocktrans(?:late)? %\}"
    r'|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|<(\w+)[^<>]*\blang="vi"[^<>]*>[^<]*</\1>',
    re.DOTALL,
)


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Asked:
    """A sentence that somewhere in the code is to be translated."""

    where: str
    msgid: str


def asked() -> list[Asked]:
    """Return every msgid in code and templates, tests left out."""
    return sorted({*_in_code(), *_in_templates()})


def templates() -> list[Path]:
    """Return every template of the house."""
    return sorted(path for kind in ("html", "txt") for path in ROOT.glob(f"**/templates/**/*.{kind}"))


def untranslated(text: str) -> list[str]:
    """Return the lines of a template that show Vietnamese which no tag translates."""
    seen = UNSEEN.sub(lambda hidden: "\n" * hidden.group().count("\n"), text)
    return [line.strip() for line in seen.splitlines() if VIETNAMESE.search(line)]


def _in_code() -> Iterator[Asked]:
    for path in sorted(ROOT.rglob("*.py")):
        if {"tests", "migrations"} & set(path.relative_to(ROOT).parts):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0] if node.args else None
            if name in ONE | MANY and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield Asked(where=f"{path.relative_to(HOUSE)}:{node.lineno}", msgid=first.value)


def _in_templates() -> Iterator[Asked]:
    for path in templates():
        for call in TEMPLATE_CALL.finditer(templatize(path.read_text(encoding="utf-8"), origin=str(path))):
            msgid = ast.literal_eval(call.group(2).replace("\n", "\\n"))
            yield Asked(where=str(path.relative_to(HOUSE)), msgid=msgid)
