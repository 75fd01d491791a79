"""Finding a procedure as people look for one: without accents, by a few words, by a code."""

import difflib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Count, Max

from motcua.base import fold
from motcua.systems.procedures import rules
from motcua.systems.procedures.models import Procedure

SIZE = 20
ALIKE = 0.7
MOST_WORDS = 12

_VECTOR = "to_tsvector('simple'::regconfig, COALESCE(searched, ''))"
_COLUMNS = "code, name, name_en, field, field_name, field_name_en, levels, service_level, source"
_OURS = "(source = 'law' OR levels = '{}' OR levels && %(ours)s)"
_CHOSEN = "(%(field)s = '' OR field = %(field)s) AND (%(level)s = '' OR %(level)s = ANY (levels))"
_ORDER = """
    CASE WHEN folded_name = %(phrase)s THEN 0
         WHEN starts_with(folded_name, %(phrase)s) OR starts_with(folded_name, 'thu tuc ' || %(phrase)s) THEN 1
         WHEN strpos(' ' || folded_name || ' ', ' ' || %(phrase)s || ' ') > 0 THEN 2
         WHEN strpos(folded_name, %(phrase)s) > 0 THEN 3
         ELSE 4 END,
    source, length(regexp_replace(folded_name, '^thu tuc ', '')), code
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """A procedure in a list; `source` is `law` (published here, can be filed) or `national`; `levels` may be empty."""

    code: str
    name: str
    name_en: str
    field: str
    field_name: str
    field_name_en: str
    levels: tuple[str, ...]
    service_level: str
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """One page of what was found; where nothing was, `suggestion` (words to try) and `near` (what shares a word)."""

    items: tuple[Item, ...]
    total: int
    page: int
    pages: int
    suggestion: str = ""
    near: tuple[Item, ...] = ()


def search(*, text: str = "", field: str = "", level: str = "", page: int = 1, size: int = SIZE) -> Found:
    """Find procedures by words in any order and any writing, or by the beginning of a code; all for an empty text.

    Every word must stand in the code, the name or the field, at least as the beginning of a word; a name with the
    very phrase comes first, the province's own before the national list's. `page` counts from 1.
    """
    words = fold.words(text)[:MOST_WORDS]
    given: dict[str, Any] = {
        "field": field,
        "level": level,
        "ours": list(rules.OURS),
        "phrase": " ".join(words),
    }
    where = _where(text, words, given)
    total, items = _page(where, given, page=page, size=size)
    pages = max(1, -(-total // size))
    if total and not items:  # past the last page
        page = pages
        _, items = _page(where, given, page=page, size=size)
    if total or not words:
        return Found(items=items, total=total, page=max(1, page), pages=pages)
    return Found(items=(), total=0, page=1, pages=1, suggestion=_suggestion(words), near=_near(words, given))


def item(row: Procedure) -> Item:
    """Give the list's record of a row."""
    return Item(
        code=row.code,
        name=row.name,
        name_en=row.name_en,
        field=row.field,
        field_name=row.field_name,
        field_name_en=row.field_name_en,
        levels=tuple(row.levels),
        service_level=row.service_level,
        source=row.source,
    )


def _where(text: str, words: list[str], given: dict[str, Any]) -> str:
    if rules.looks_like_code(text):
        given["code"] = text.strip().upper()
        return "starts_with(code, %(code)s)"
    if words:
        given["query"] = " & ".join(f"{word}:*" for word in words)
        return f"{_OURS} AND {_VECTOR} @@ to_tsquery('simple', %(query)s)"
    return _OURS


def _page(where: str, given: dict[str, Any], *, page: int, size: int) -> tuple[int, tuple[Item, ...]]:
    chosen = f"FROM procedures_procedure WHERE {where} AND {_CHOSEN}"
    order = _ORDER if given["phrase"] else "source, folded_name, code"
    given = {**given, "size": size, "start": (max(1, page) - 1) * size}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {chosen}", given)
        total = int(cursor.fetchone()[0])
        if not total:
            return 0, ()
        cursor.execute(f"SELECT {_COLUMNS} {chosen} ORDER BY {order} LIMIT %(size)s OFFSET %(start)s", given)
        return total, tuple(_item(row) for row in cursor.fetchall())


def _item(row: tuple[Any, ...]) -> Item:
    return Item(
        code=row[0],
        name=row[1],
        name_en=row[2],
        field=row[3],
        field_name=row[4],
        field_name_en=row[5],
        levels=tuple(row[6]),
        service_level=row[7],
        source=row[8],
    )


def _suggestion(words: list[str]) -> str:
    """Give the words to try instead: each unknown one as the catalogue's own word most like it, or left out."""
    known = _vocabulary(_state())
    tried = [
        word if word in known else next(iter(difflib.get_close_matches(word, known, n=1, cutoff=ALIKE)), "")
        for word in words
    ]
    said = " ".join(word for word in tried if word)
    return "" if said == " ".join(words) else said


def _state() -> tuple[int | None, ...]:
    """Tell catalogues with other words apart, near enough for a suggestion: how many rows, and the newest."""
    return tuple(Procedure.objects.aggregate(count=Count("id"), newest=Max("id")).values())


@lru_cache(maxsize=1)
def _vocabulary(state: tuple[int | None, ...]) -> dict[str, int]:  # noqa: ARG001 - what the cache goes by
    """Give every word of the catalogue, the most frequent first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT word, ndoc FROM ts_stat($$SELECT {_VECTOR} FROM procedures_procedure$$) ORDER BY ndoc DESC, word"
        )
        return dict(cursor.fetchall())


def _near(words: list[str], given: dict[str, Any]) -> tuple[Item, ...]:
    """Give a few procedures that have some of the words, those with most of them first."""
    given = {**given, "query": " | ".join(f"{word}:*" for word in words)}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM procedures_procedure"
            f" WHERE {_OURS} AND {_VECTOR} @@ to_tsquery('simple', %(query)s)"
            f" ORDER BY ts_rank({_VECTOR}, to_tsquery('simple', %(query)s)) DESC, source, code LIMIT 5",
            given,
        )
        return tuple(_item(row) for row in cursor.fetchall())
