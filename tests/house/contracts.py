"""The one import contract that import-linter does not bring along: where rooms may meet."""

from collections.abc import Iterator, Set as AbstractSet

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class Meeting(Contract):
    """Rooms know of each other only what stands at the meeting places; gateways know a room only by fewer still.

    Options: `rooms` and `gateways`, the packages; `meeting_places` and `gateway_places`, the modules of a room that
    the others may import, each with what lies inside it.
    """

    type_name = "meeting"
    rooms = fields.StringField()
    meeting_places = fields.SetField(subfield=fields.StringField())
    gateways = fields.StringField()
    gateway_places = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001 - import-linter's signature
        trespasses = sorted({*self._between_rooms(graph), *self._from_gateways(graph)})
        return ContractCheck(kept=not trespasses, metadata={"trespasses": trespasses})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["trespasses"]:
            output.print_error(f"{importer} may not import {imported}", bold=False)
        output.new_line()

    def _between_rooms(self, graph: ImportGraph) -> Iterator[tuple[str, str]]:
        rooms = str(self.rooms)
        places = {str(place) for place in self.meeting_places}  # type: ignore[attr-defined]  # a field is its value here
        for importer, imported in _imports(graph, of=rooms):
            inside = importer.startswith(f"{rooms}.")
            if (
                inside
                and _room(importer, rooms) != _room(imported, rooms)
                and _trespass(imported, rooms, places)
            ):
                yield importer, imported

    def _from_gateways(self, graph: ImportGraph) -> Iterator[tuple[str, str]]:
        places = {str(place) for place in self.gateway_places}  # type: ignore[attr-defined]  # a field is its value here
        for importer, imported in _imports(graph, of=str(self.rooms)):
            if importer.startswith(f"{self.gateways}.") and _trespass(imported, str(self.rooms), places):
                yield importer, imported


def _imports(graph: ImportGraph, *, of: str) -> Iterator[tuple[str, str]]:
    for imported in sorted(graph.modules):
        if imported.startswith(f"{of}."):
            for importer in sorted(graph.find_modules_that_directly_import(imported)):
                yield importer, imported


def _room(module: str, rooms: str) -> str:
    return module.removeprefix(f"{rooms}.").split(".")[0]


def _trespass(module: str, rooms: str, places: AbstractSet[str]) -> bool:
    inside = module.removeprefix(f"{rooms}.").split(".")[1:]
    return bool(inside) and inside[0] not in places
