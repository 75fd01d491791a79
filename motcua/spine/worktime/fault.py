"""A fault of a calendar file: where it stands and what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Fault:
    """One fault, by line and column (from 1; 0 where there is no text) and by path (`years.2023.closed[1].days[0]`).

    `code` is stable; `message` is a Vietnamese sentence with `%(name)s` places, translated at the door, that says
    what is wrong and what to do.
    """

    line: int
    column: int
    path: str
    code: str
    message: str
    params: Mapping[str, str | int] = field(default_factory=dict, compare=False)

    def said(self) -> str:
        """Give the sentence in Vietnamese, places filled."""
        return self.message % self.params
