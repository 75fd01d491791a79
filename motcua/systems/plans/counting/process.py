"""The counting of one process: the copy it keeps of what is declared, and the sittings it opens over it."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import import_module

import duckdb
from django.apps import apps
from django.db import connection
from django.utils.module_loading import module_has_submodule

from motcua.base.source import Source
from motcua.spine import sentence
from motcua.spine.collection import Schema
from motcua.systems.plans.counting import compile as questions
from motcua.systems.plans.counting.answers import Answers
from motcua.systems.plans.counting.copy import Copy, State
from motcua.systems.plans.counting.patience import stopped_after
from motcua.systems.plans.counting.sitting import Sitting

PATIENCE = 30.0  # seconds of one sitting


class Engine:
    """The counting of one process over some sources; a sitting may take `patience` seconds.

    `answers`: where what was counted is kept for as long as no row of it changes, and carried on when one does; None
    counts every record anew each time.
    """

    def __init__(
        self, sources: Mapping[str, Source], *, patience: float = PATIENCE, answers: Answers | None = None
    ) -> None:
        self.sources = sources
        self.collections = Schema(source.collection for source in sources.values())
        self.patience = patience
        self.answers = answers
        self._copy: Copy | None = None
        self._lock = threading.Lock()

    def renew(self, sources: Mapping[str, Source]) -> None:
        """Count over other sources from now on; what is kept of those that stayed as they were is kept."""
        with self._lock:
            self.sources = sources
            self.collections = Schema(source.collection for source in sources.values())
            if self._copy is not None:
                self._copy.sources = sources

    @contextmanager
    def sitting(self, *, names: frozenset[str], asked: sentence.Asked, past: bool) -> Iterator[Sitting]:
        """Open a sitting over the named collections, up to date with every act that is committed.

        `sentence.touched` names what a sentence needs. Within a transaction the answer holds what that transaction
        wrote, so it is made from a copy of its own.
        """
        copy = Copy(self.sources) if connection.in_atomic_block else self._shared()
        try:
            with copy.moment(names, past=past) as (duck, stands, news), stopped_after(self.patience, duck):
                yield Sitting(
                    duck=duck,
                    schema=self.collections,
                    asked=asked,
                    past=past,
                    names=names,
                    known=self.answers.at(stands, news) if self.answers and copy is self._copy else None,
                )
        finally:
            if copy is not self._copy:
                copy.close()

    @contextmanager
    def reading(self, *, past: bool) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give every collection at one moment, `past` with its versions, to whoever writes it elsewhere."""
        with self._shared().reading(frozenset(self.sources), past=past) as duck:
            yield duck

    def state(self) -> State:
        """Say what the copy of this process keeps, and how much memory it takes."""
        return self._shared().state()

    def loaded(self, *, past: bool = False) -> State:
        """Bring every collection into the copy of this process, `past` with its versions, and say what it keeps."""
        with self.reading(past=past):
            return self.state()

    def _shared(self) -> Copy:
        with self._lock:
            if self._copy is None:
                self._copy = Copy(self.sources)
                threading.Thread(target=self._awaken, name="waking the compiler", daemon=True).start()
            return self._copy

    def _awaken(self) -> None:
        """Write any one question, while the first rows are read: the compiler's first use takes ten times the next."""
        for name in list(self.collections)[:1]:
            questions.kept(name, self.collections, past=True)


def declared() -> Mapping[str, Source]:
    """Gather what every room declares in its `collections`, by the collection's name.

    A room and a register may keep the same: then both are counted as one (decision 0017).
    """
    found: dict[str, Source] = {}
    for room in apps.get_app_configs():
        if room.name.startswith("motcua.") and module_has_submodule(room.module, "collections"):
            module = import_module(f"{room.name}.collections")
            # a room whose collections are files gives them by a function, when they are asked for
            listed = (
                module.sources()
                if hasattr(module, "sources")
                else getattr(module, "SOURCES", vars(module).values())
            )
            for one in listed:
                if isinstance(one, Source):
                    name = one.collection.name
                    found[name] = found[name].joined(one) if name in found else one
    return found


_engines: dict[str, tuple[object, Engine]] = {}


def engine() -> Engine:
    """Give this process's engine over everything that is declared, in the database at hand."""
    name, turn = str(connection.settings_dict["NAME"]), tuple(one() for one in _turns())
    then, found = _engines.get(name, (None, None))
    if found is None:
        found = Engine(declared(), answers=Answers())
    elif then != turn:
        found.renew(declared())
    _engines[name] = turn, found
    return found


@cache
def _turns() -> tuple[Callable[[], object], ...]:
    """Give what tells, of each room whose collections are files, that they are others."""
    rooms = (room for room in apps.get_app_configs() if room.name.startswith("motcua."))
    modules = [
        import_module(f"{room.name}.collections")
        for room in rooms
        if module_has_submodule(room.module, "collections")
    ]
    return tuple(module.turn for module in modules if hasattr(module, "turn"))
