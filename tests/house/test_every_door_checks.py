"""Nobody enters unasked: every page and every operation goes through the table of access, or says why it need not."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver
from ninja.operation import Operation

from motcua.base import doors
from motcua.site.api import api
from motcua.spine import access

# Routes to views that are not ours or stand outside all rooms, each with its reason.
PUBLIC = {
    "healthz": "whoever watches over the machine asks it",
    "set_language": "the reader chooses the language before anything else",
}


def routes(within: URLResolver, path: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Walk all routes of the house but those of the API, whose operations are asked one by one."""
    for entry in within.url_patterns:
        where = f"{path}{entry.pattern}"
        if isinstance(entry, URLPattern):
            yield where, entry
        elif entry.namespace != api.urls_namespace:
            yield from routes(entry, where)


def operations() -> Iterator[tuple[str, Operation]]:
    """Walk all operations of the API."""
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                yield f"{'/'.join(operation.methods)} /api{prefix}{path}", operation


def holes(signs: dict[str, doors.Door | None]) -> list[str]:
    return [where for where, sign in signs.items() if sign is None]


def test_every_page_checks_who_comes_in() -> None:
    found = dict(routes(get_resolver()))
    signs = {
        where: doors.sign_of(entry.callback) for where, entry in found.items() if entry.name not in PUBLIC
    }
    assert len(found) > len(PUBLIC)
    assert holes(signs) == [], "write @doors.guarded(Act.…) or @doors.public('why') above these views"


def test_every_operation_of_the_api_checks_who_comes_in() -> None:
    signs = {where: doors.sign_of(operation.view_func) for where, operation in operations()}
    assert signs
    assert holes(signs) == [], (
        "write @doors.guarded(Act.…) or @doors.public('why') under the router's decorator"
    )


def test_nothing_stands_in_the_public_list_in_vain() -> None:
    named = {entry.name for _, entry in routes(get_resolver())}
    assert PUBLIC.keys() - named == set()


def test_an_unsigned_door_is_found() -> None:
    def unsigned(request: object) -> None: ...

    assert holes({"x": doors.sign_of(unsigned)}) == ["x"]
    assert holes({"x": doors.sign_of(doors.public("a test")(unsigned))}) == []
    assert holes({"x": doors.sign_of(doors.guarded(access.Act.DECIDE)(unsigned))}) == []
