"""Draw the table of problems: every refusal of the house, as programs and people meet it."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from motcua.base import drawing, messages, problem
from motcua.site import refusals

PLACE = re.compile(r"%\((\w+)\)[sd]")
HEAD = """# Every refusal of the house

Drawn from the source by `./run draw`; do not edit. A program is answered `application/problem+json` (RFC 9457) with
the status and `code` below; the code never changes, the sentence is in the reader's language (`Accept-Language`).
A word in braces is filled in. How programs speak to the house: [howto/api.md](../howto/api.md).

| code | status | Vietnamese | English | article |
|---|---|---|---|---|
"""


class Command(BaseCommand):
    """Write `docs/reference/problems.md`."""

    help = "draw the table of problems"

    def handle(self, *_: Any, **__: Any) -> None:
        for source in messages.stale(settings.LOCALE_PATHS[0]):
            messages.compile_one(source)
        found = refusals.written(settings.HOUSE / "motcua")
        drawing.write("reference/problems.md", HEAD + "".join(_rows(found)))


def _rows(found: Iterable[refusals.Written]) -> Iterator[str]:
    for code, group in groupby(found, key=lambda one: one.code):
        same = list(group)
        sentences = dict.fromkeys(message for one in same for message in one.messages)
        articles = dict.fromkeys(one.article for one in same if one.article)
        yield (
            "| "
            + " | ".join(
                (
                    f"`{code}`",
                    str(problem.status_of(code)),
                    " / ".join(_in("vi", message) for message in sentences),
                    " / ".join(_in("en", message) for message in sentences),
                    "; ".join(articles),
                )
            )
            + " |\n"
        )


def _in(language: str, message: str) -> str:
    with translation.override(language):
        said = translation.gettext(message)
    return PLACE.sub(r"{\1}", said).replace("%%", "%").replace("|", r"\|")
