"""A fault of a file: where it stands, what is wrong, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Params = Mapping[str, str | int]


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Fault:
    """One fault, by line and column (from 1) and by path (`process[2].hours`).

    `code` is stable; `message` is a Vietnamese sentence with `%(name)s` places, translated at the door, that says
    what is wrong and what to do.
    """

    line: int
    column: int
    path: str
    code: str
    message: str
    params: Params = field(default_factory=dict, compare=False)

    def said(self) -> str:
        """Give the sentence in Vietnamese, places filled."""
        return self.message % self.params
