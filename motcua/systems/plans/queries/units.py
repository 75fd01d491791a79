"""A target rolled up the tree of units: what each handles itself, and what is handled under it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.spine import measure, refusal
from motcua.spine.collection import Collection
from motcua.systems.organisation import queries as organisation
from motcua.systems.plans import counting
from motcua.systems.plans.queries import current, details

UNITS = "units"
Path = tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Branch:
    """A unit by its code (None: records that name none), how deep it stands, and its lines of a breakdown.

    `lines` are those of the unit itself, `under` those of it and of all below it. A code that the register does not
    know stands at the top, with nothing below it. `coded`: what is under the unit is just what its code begins, so
    that a list can be asked for by the code.
    """

    code: str | None
    name: str
    depth: int
    lines: tuple[counting.Line, ...]
    under: tuple[counting.Line, ...]
    coded: bool

    @property
    def parts(self) -> bool:
        """Tell whether others below the unit have lines too."""
        return len(self.under) > len(self.lines)

    @property
    def own(self) -> measure.Share:
        """Give the share of the records that the unit has itself."""
        return added(self.lines)

    @property
    def whole(self) -> measure.Share:
        """Give the share of the records that the unit has and all under it have."""
        return added(self.under)


def by_unit(*, asked: details.Asked, now: datetime) -> tuple[Branch, ...]:
    """Roll a share up the tree of units, a unit before those under it; the branches at depth 0 add up to the target.

    Raises Refusal `plans.no-units` where no link of its records leads to units.
    """
    _, _, reading = details.reading_of(asked)
    column = _column(counting.engine().collections[reading.sentence.collection])
    lines = details.breakdown(asked=asked, by=(column,), now=now).lines
    return rolled_up(lines)


def rolled_up(
    lines: Sequence[counting.Line], *, order: Callable[[Sequence[counting.Line]], Any] | None = None
) -> tuple[Branch, ...]:
    """Roll the lines of a breakdown by unit up the tree of units, a unit before those under it.

    Units beside each other stand by `order` of all that is under each (None: by their codes).
    """
    tree = _Tree(lines, order)
    return tuple(branch for root in tree.roots() for branch in tree.branches(root))


class _Tree:
    """The units that have lines, and all above them, by the codes from the root down."""

    def __init__(
        self, lines: Sequence[counting.Line], order: Callable[[Sequence[counting.Line]], Any] | None
    ) -> None:
        self._units = organisation.register().by_code
        self._order = order
        self._own: dict[Path, list[counting.Line]] = {}
        self._under: dict[Path, list[counting.Line]] = {}
        self._below: dict[Path, dict[Path, None]] = {}
        for line in lines:
            path = self._path(line.values[0])
            self._own.setdefault(path, []).append(line)
            for length in range(1, len(path) + 1):
                self._under.setdefault(path[:length], []).append(line)
                self._below.setdefault(path[: length - 1], {})[path[:length]] = None
        self._values = {line.values[0] for line in lines}

    def roots(self) -> list[Path]:
        """Give the tops of the trees: what the register knows before what it does not, and what names none last."""
        tops = self._sorted(())
        return sorted(tops, key=lambda path: (path[0] == "", path[0] not in self._units))

    def branches(self, path: Path) -> list[Branch]:
        """Give a unit's branch and all below it."""
        inner = [branch for below in self._sorted(path) for branch in self.branches(below)]
        return [self._branch(path), *inner]

    def _branch(self, path: Path) -> Branch:
        code = path[-1] or None
        unit = self._units.get(path[-1])
        under = self._under[path]
        begun = {value for value in self._values if code and f"{value}.".startswith(f"{code}.")}
        return Branch(
            code=code,
            name=unit.short_name if unit else path[-1],
            depth=len(path) - 1,
            lines=tuple(self._own.get(path, ())),
            under=tuple(under),
            coded=begun == {line.values[0] for line in under},
        )

    def _path(self, value: Any) -> Path:
        unit = self._units.get(str(value))
        return unit.path if unit else ("" if value is None else str(value),)

    def _sorted(self, path: Path) -> list[Path]:
        below = list(self._below.get(path, ()))
        if self._order is None:
            return sorted(below)
        order = self._order
        return sorted(sorted(below), key=lambda one: order(self._under[one]))


def added(lines: Sequence[counting.Line]) -> measure.Share:
    """Add up the shares of lines: every record stands in exactly one."""
    return measure.Share(
        numerator=sum(line.share.numerator for line in lines),
        denominator=sum(line.share.denominator for line in lines),
    )


def _column(collection: Collection) -> str:
    ways = [link.column for link in collection.links if link.to == UNITS]
    if not ways:
        raise current.Refusal(
            "plans.no-units",
            refusal.gettext_noop(
                "Bản ghi của chỉ tiêu này không gắn với đơn vị nào nên không cộng theo cây đơn vị được."
            ),
        )
    return "unit" if "unit" in ways else ways[0]
