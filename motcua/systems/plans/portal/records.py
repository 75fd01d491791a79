"""The records behind a number: read page by page, or taken away as a file."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from motcua.base import clock, doors
from motcua.spine import access, measure, refusal, sentence
from motcua.spine.collection import Collection, Names, Type
from motcua.systems.organisation import queries as organisation
from motcua.systems.plans import counting, queries, tables, wording
from motcua.systems.plans.portal import links
from motcua.systems.plans.portal.plan import PUBLIC

DOSSIERS = "dossiers"
# The rooms whose records have pages of their own, and what somebody must hold to open them.
READ = {DOSSIERS: access.Act.READ, "workfiles": access.Act.WORKFILE_READ}
NAMING = ("code", "number")
MEANINGLESS = ("id", "key")  # the latter is made of columns that stand beside it
SHOWN = (
    "code",
    "procedure",
    "unit",
    "filed_at",
    "received_at",
    "due_at",
    "finished_at",
    "recorded_at",
    "record_due_at",
)


@require_GET
@doors.public(PUBLIC)
def records(request: HttpRequest, plan: str, target: str) -> HttpResponse:
    """List the records behind a number; nothing personal is among their columns."""
    asked, side, only = _asked(request, plan, target)
    found = queries.records(
        asked=asked, side=side, only=only, after=request.GET.get("after", ""), now=clock.now()
    )
    to = links.Links(plan=plan, target=target, reading=found.reading.key, as_of=asked.as_of)
    known = queries.names()
    names = _shown(found.collection)
    context = {
        "plan_id": plan,
        "target": found.target.id,
        "statement": wording.say(found.target.statement),
        "reading": wording.say(found.reading.label),
        "as_of": asked.as_of,
        "side": side.value,
        "heading": gettext("%(counted)s đứng sau chỉ tiêu %(target)s")
        % {"counted": wording.counted(found.collection, found.count), "target": found.target.id},
        "nouns": wording.nouns(found.collection),
        "of_dossiers": found.collection.room == DOSSIERS,
        "only": [
            (
                wording.column(found.collection, name.removeprefix(counting.UNDER)),
                _held(found.collection, name, value, known),
            )
            for name, value in only.items()
        ],
        "sides": [
            (one.value, word, to.records(one, only))
            for one, word in _tabs(found.collection)
            if isinstance(found.reading.sentence, sentence.Share)
        ],
        "heads": [
            (wording.head(found.collection, name), wording.column(found.collection, name)) for name in names
        ],
        "coded": names[0] in (*NAMING, found.collection.key),
        "rows": [
            (
                _to_record(found.collection, item, request),
                [_cell(found.collection, name, item[name], known) for name in names],
            )
            for item in found.items
        ],
        "next": to.records(side, only, after=found.next) if found.next else None,
        "first": to.records(side, only) if request.GET.get("after") else None,
        "csv": to.export(side, only, "csv"),
        "xlsx": to.export(side, only, "xlsx"),
        "parquet": to.export(side, only, "parquet"),
        "api": f"/api/plans/{plan}/targets/{target}/records?{urlencode({'side': side.value, 'reading': found.reading.key})}",
    }
    return render(request, "plans/records.html", context)


def _shown(collection: Collection) -> list[str]:
    """Name the columns of a list: of dossiers the telling ones, of anything else the first that are public.

    What names a record stands first; an identifier that a machine made, last, and only where nothing else names it.
    """
    names = [column.name for column in collection.public]
    if collection.room == DOSSIERS:
        return [name for name in names if name in SHOWN]
    if collection.key not in MEANINGLESS:
        return names[: len(SHOWN)]
    names.remove(collection.key)
    first = [name for name in NAMING if name in names]
    shown = [*first, *(name for name in names if name not in first)][: len(SHOWN)]
    return shown if first or collection.register else [*shown, collection.key]


def _cell(collection: Collection, name: str, value: Any, known: Names) -> str:
    """Write a cell of a list; an identifier that no person reads, cut."""
    said = wording.value(collection, name, value, known)
    return f"{said[:8]}…" if name == collection.key and name in MEANINGLESS and len(said) > 8 else said  # noqa: PLR2004 - as much as tells two apart


def _to_record(collection: Collection, item: Mapping[str, Any], request: HttpRequest) -> str | None:
    """Lead to the very record: on its desk for whoever may read it there; a dossier else to where anybody may follow it."""
    page = wording.own_page(collection, item)
    if page is None:
        return None
    unit = organisation.register().by_code.get(str(item["unit"]))
    about = access.Subject(paths=(unit.path,) if unit else ())
    if access.may(actor=doors.who(request), act=READ[collection.room], subject=about):
        return page
    return (
        f"{reverse('citizen:track')}?{urlencode({'ma': item['code']})}"
        if collection.room == DOSSIERS
        else None
    )


@require_GET
@doors.public(PUBLIC)
def export(request: HttpRequest, plan: str, target: str, kind: str) -> HttpResponseBase:
    """Give every record of a list as a file, in the columns that tell nothing of a person; a long one as it is written."""
    if kind not in tables.KINDS:
        raise queries.Refusal(
            "plans.no-such-format",
            refusal.gettext_noop("Không xuất được tệp loại “%(kind)s”; hãy chọn csv, xlsx hoặc parquet."),
            params={"kind": kind[:20]},
        )
    asked, side, only = _asked(request, plan, target)
    with queries.every_record(asked=asked, side=side, only=only, step=tables.READ, now=clock.now()) as found:
        kept = tables.keep(found.collection, found.steps)
    response = FileResponse(tables.WRITE[kind](kept), content_type=tables.KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="{plan}-{target}-{side.value}.{kind}"'
    return response


def _asked(
    request: HttpRequest, plan: str, target: str
) -> tuple[queries.Asked, queries.Side, Mapping[str, str | None]]:
    given = request.GET.dict()
    asked = queries.Asked(
        plan=plan,
        target=target,
        reading=given.pop("reading", None),
        as_of=queries.day(given.pop("as_of", None)),
    )
    side = queries.side_of(given.pop("side", "of"))
    given.pop("after", None)
    return asked, side, {name: value or None for name, value in given.items()}


def sides(collection: Collection, share: measure.Share) -> tuple[tuple[queries.Side, str], ...]:
    """Say how many records stand on each side of a share, in the word by which they are counted."""
    return (
        (
            queries.Side.THAT,
            gettext("%(counted)s thỏa mãn") % {"counted": wording.counted(collection, share.numerator)},
        ),
        (
            queries.Side.OF,
            gettext("%(counted)s được tính") % {"counted": wording.counted(collection, share.denominator)},
        ),
        (
            queries.Side.REST,
            gettext("%(counted)s chưa thỏa mãn")
            % {"counted": wording.counted(collection, share.denominator - share.numerator)},
        ),
    )


def _tabs(collection: Collection) -> tuple[tuple[queries.Side, str], ...]:
    nouns = {"nouns": wording.nouns(collection)}
    return (
        (queries.Side.OF, gettext("Tất cả %(nouns)s được tính") % nouns),
        (queries.Side.THAT, _capital(gettext("%(nouns)s thỏa mãn") % nouns)),
        (queries.Side.REST, _capital(gettext("%(nouns)s chưa thỏa mãn") % nouns)),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _held(collection: Collection, name: str, value: str | None, known: Names) -> str:
    """Write the value a list is held to; of a unit with those under it, so."""
    if name.startswith(counting.UNDER):
        own = wording.value(collection, name.removeprefix(counting.UNDER), value, known)
        return gettext("%(unit)s và các đơn vị trực thuộc") % {"unit": own}
    column = collection.column(name)
    if column is not None and column.type is Type.BOOLEAN and value is not None:
        return wording.value(collection, name, value == "true", known)
    typed = queries.day(value) if name == counting.MONTH else value
    return wording.value(collection, name, typed, known)
