"""An intake as client and server agree on it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Intake:
    """A place where something is handed in against a number (`POST path`) and found again (`GET path?asks=…`).

    `gives` is the member of the answer that bears the number.
    """

    path: str
    gives: str
    asks: str
