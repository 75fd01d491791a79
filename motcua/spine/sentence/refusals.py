"""How a sentence that cannot be read is refused: every fault with its place."""

from collections.abc import Mapping

from motcua.spine import refusal
from motcua.spine.fault import Fault
from motcua.spine.sentence.tree import Spot


class Refusal(refusal.Refusal):
    """A sentence that says nothing that can be counted; `faults` says what is wrong, and where."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Speak with the first fault's voice, and keep them all."""
        first = faults[0]
        self.faults = faults
        super().__init__(
            f"sentence.{first.code}",
            first.message,
            params={**first.params, "line": first.line, "column": first.column},
        )


def fault(spot: Spot, code: str, message: str, params: Mapping[str, str | int] | None = None) -> Fault:
    """Make the fault of the word at `spot`."""
    return Fault(line=spot.line, column=spot.column, path="", code=code, message=message, params=params or {})


def at(spot: Spot, code: str, message: str, params: Mapping[str, str | int] | None = None) -> Refusal:
    """Make the refusal of a text whose reading stops at `spot`."""
    return Refusal((fault(spot, code, message, params),))
