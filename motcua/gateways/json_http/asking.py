"""Asking another system, and telling a no for good from “not now”.

`Unreachable` is everything after which nobody knows, or which may be otherwise tomorrow: no answer, one that cannot be
understood, an account not let in, an address not found, a server in trouble. A Refusal is what trying again cannot mend.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import quote

import msgspec

from motcua.base import web
from motcua.gateways.json_http import wire
from motcua.spine import refusal
from motcua.systems.exchange.ports import Unreachable

Answered = TypeVar("Answered")
OK = 200
NOT_THERE = 404
FOR_GOOD = frozenset({400, 409, 413, 422})
"""The statuses with which a server says that these very words will never do (RFC 9110, 15.5)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusals:
    """How a system's no becomes ours: by its code, in our words; any other (`otherwise`) with code and words as they came."""

    otherwise: Callable[[str, str], refusal.Refusal]
    known: Mapping[str, Callable[[str], refusal.Refusal]] = field(default_factory=dict)

    def of(self, code: str, words: str) -> refusal.Refusal:
        """Give the refusal of a code."""
        known = self.known.get(code)
        return known(words) if known else self.otherwise(code, words)


def asked(
    caller: web.Caller,
    method: str,
    path: str,
    *,
    kind: type[Answered],
    body: object = None,
    headers: Mapping[str, str] | None = None,
) -> tuple[int, Answered]:
    """Ask once; gives the status of HTTP and the answer read as `kind`; Unreachable when it is none such."""
    answer = spoken(caller, method, path, body=body, headers=headers)
    return answer.status, read(answer, kind=kind)


def spoken(
    caller: web.Caller,
    method: str,
    path: str,
    *,
    body: object = None,
    headers: Mapping[str, str] | None = None,
) -> web.Answer:
    """Ask once; gives the answer as it came. Bytes go as they are, under a Content-Type of `headers`; all else as JSON."""
    if not isinstance(body, bytes):
        body = b"" if body is None else msgspec.json.encode(body)
    try:
        return caller.call(method, path, body, **(headers or {}))
    except web.UnreachableError as error:
        raise Unreachable(str(error)) from error


def read(answer: web.Answer, *, kind: type[Answered]) -> Answered:
    """Read an answer as `kind`; Unreachable when it is none such."""
    try:
        return msgspec.json.decode(answer.body, type=kind)
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise Unreachable(f"HTTP {answer.status}: {error}") from error


@dataclass(frozen=True, kw_only=True, slots=True)
class Intake:
    """An intake asked over HTTP."""

    caller: web.Caller
    at: wire.Intake
    refusals: Refusals

    def hand_in(self, data: Mapping[str, object]) -> str:
        """Hand in, and give the number; a Refusal as the other side says, Unreachable when it gives no number."""
        status, said = asked(self.caller, "POST", self.at.path, kind=dict[str, Any], body=data)
        if status in FOR_GOOD and "code" in said:
            raise self.refusals.of(str(said["code"]), str(said.get("said", "")))
        number = said.get(self.at.gives)
        if status != OK or not isinstance(number, str) or not number:
            raise Unreachable(f"HTTP {status}")
        return number

    def find(self, value: str) -> Mapping[str, object] | None:
        """Give what lies there under a value, None where nothing does."""
        path = f"{self.at.path}?{self.at.asks}={quote(value, safe='')}"
        status, said = asked(self.caller, "GET", path, kind=dict[str, object])
        if status == NOT_THERE and not said:
            return None
        if status != OK:
            raise Unreachable(f"HTTP {status}")
        return said
