"""A list of signs that a number was kept good rather than the work done well: a file of sentences, like a plan."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from motcua.spine import marked, sentence
from motcua.spine.collection import Collection
from motcua.spine.fault import Fault
from motcua.spine.plan.definition import Refusal
from motcua.spine.plan.parts import Parts
from motcua.spine.procedure import Words
from motcua.spine.refusal import gettext_noop
from motcua.spine.sentence import tree

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Detector:
    """One sign: `of` says among which records it is looked for, and `that` alone tells one that bears it.

    `note` names what is wrong with it, its innocent cause, and where its figures come from. Without a `sentence`,
    `why` says what is missing. `flatters`: it can have made a target look better; one that cannot is never left out.
    """

    key: str
    statement: Words
    note: Words
    sentence: sentence.Share | None
    why: Words | None
    flatters: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class WatchList:
    """Signs of one collection, which its measured detectors all speak of."""

    id: str
    name: Words
    detectors: tuple[Detector, ...]

    def detector(self, key: str) -> Detector | None:
        """Give the detector called `key`, None where there is none."""
        return next((one for one in self.detectors if one.key == key), None)

    @property
    def collection(self) -> str:
        """Name the collection; empty where nothing is measured yet."""
        return next((one.sentence.collection for one in self.detectors if one.sentence), "")

    @property
    def bears(self) -> sentence.Condition | None:
        """Give the condition of a record that bears at least one sign that flatters; None where none is measured."""
        signs = tuple(one.sentence.that for one in self.detectors if one.sentence and one.flatters)
        return tree.Some(signs) if signs else None

    def marked(self, said: sentence.Share) -> sentence.Share | None:
        """Give a share of the same records, those satisfying that bear a sign; None where it speaks of others."""
        if self.bears is None or said.collection != self.collection or said.each is not None:
            return None
        return replace(said, that=self.bears)

    def unmarked(self, said: sentence.Share) -> sentence.Share | None:
        """Give the same share without the records that bear a sign; None where it speaks of others."""
        if self.bears is None or said.collection != self.collection or said.each is not None:
            return None
        without = tree.Not(self.bears)
        return replace(said, of=without if said.of is None else tree.Every((said.of, without)))


def read(text: str, *, collections: Mapping[str, Collection]) -> WatchList:
    """Read a watch list whose sentences speak of `collections`; refuse a file with any fault, and list them all."""
    reader = _Reader(collections, text)
    found = reader.watch_list(text)
    if reader.faults or found is None:
        faults = tuple(sorted(reader.faults))
        message = gettext_noop(
            "Danh sách dấu hiệu có %(count)s lỗi; lỗi đầu tiên ở dòng %(line)s, cột %(column)s."
        )
        params: dict[str, str | int] = {
            "count": len(faults),
            "line": faults[0].line,
            "column": faults[0].column,
        }
        raise Refusal("plan.watch-has-faults", message, faults=faults, params=params)
    return found


def faults(text: str, *, collections: Mapping[str, Collection]) -> list[Fault]:
    """List what is wrong with a watch list's file, by line."""
    reader = _Reader(collections, text)
    reader.watch_list(text)
    return sorted(set(reader.faults))


def signs_changed(before: WatchList | None, now: WatchList) -> tuple[str, ...]:
    """Name the signs that are new, gone or looked for otherwise than `before` (None: there was no list)."""
    then = {one.key: (one.sentence, one.flatters) for one in before.detectors} if before else {}
    found = {one.key: (one.sentence, one.flatters) for one in now.detectors}
    return tuple(key for key in sorted(then.keys() | found.keys()) if then.get(key) != found.get(key))


class _Reader(Parts):
    def __init__(self, collections: Mapping[str, Collection], text: str) -> None:
        super().__init__()
        self._collections = collections
        self._lines = text.split("\n")

    def watch_list(self, text: str) -> WatchList | None:
        root = self.root(text)
        if root is None:
            return None
        head = self.mapping(root, needed=("watch", "name", "detectors"))
        seen: set[str] = set()
        detectors = tuple(self._detector(place, seen) for place in self.sequence(head.get("detectors")))
        found = WatchList(
            id=self.pattern(head.get("watch"), shape=NAME, example="dossiers"),
            name=self.said(head.get("name")),
            detectors=detectors,
        )
        spoken = {one.sentence.collection for one in detectors if one.sentence}
        if len(spoken) > 1:
            message = gettext_noop(
                "Một danh sách chỉ nói về một tập hợp; ở đây có: %(names)s. Hãy tách thành nhiều tệp."
            )
            self.note(head["detectors"], "many-collections", message, {"names": ", ".join(sorted(spoken))})
        return found

    def _detector(self, place: marked.Place, seen: set[str]) -> Detector:
        entries = self.mapping(
            place, needed=("key", "statement", "note"), known=("sentence", "why", "flatters")
        )
        key = self.pattern(entries.get("key"), shape=NAME, example="second-supplement")
        if key and key in seen:
            self.repeated(entries["key"], key)
        seen.add(key)
        if ("sentence" in entries) == ("why" in entries):
            message = gettext_noop(
                "Mỗi dấu hiệu phải có hoặc câu đo (sentence), hoặc lý do chưa đo (why); hãy giữ đúng một."
            )
            self.note(place, "sentence-or-why", message)
        return Detector(
            key=key,
            statement=self.said(entries.get("statement")),
            note=self.said(entries.get("note")),
            sentence=self._sentence(entries.get("sentence")),
            why=self.said_if(entries.get("why")),
            flatters="flatters" not in entries or self.flag(entries["flatters"]),
        )

    def _sentence(self, place: marked.Place | None) -> sentence.Share | None:
        text = self.text(place)
        if place is None or not text:
            return None
        try:
            said = sentence.parse(text, collections=self._collections)
        except sentence.Refusal as refused:
            self.faults.extend(marked.moved(fault, place, self._lines) for fault in refused.faults)
            return None
        if not isinstance(said, sentence.Share):
            self.note(place, "not-a-share", gettext_noop("Dấu hiệu phải là một câu “of … that …”."))
            return None
        return said
