"""The database over HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

import msgspec

from motcua.base import web
from motcua.gateways.legal_database import refusal
from motcua.systems.exchange.ports import Unreachable

REFUSED = 422
NOT_THERE = 404


@dataclass(kw_only=True)
class Client:
    """Speaks to the database; an answer that cannot be understood is none (Unreachable)."""

    caller: web.Caller

    def publish(self, data: Mapping[str, object]) -> str:
        """Hand in a document; gives its number."""
        status, said = self._asked("POST", "/documents", msgspec.json.encode(data))
        if status == REFUSED:
            code, words = str(said.get("code")), str(said.get("said"))
            raise (
                refusal.incomplete(words)
                if code == "legal-database.value-missing"
                else refusal.otherwise(code, words)
            )
        number = said.get("number")
        if not isinstance(number, str):
            raise Unreachable(f"HTTP {status}")
        return number

    def find(self, symbol: str) -> Mapping[str, object] | None:
        """Give what the database has under a symbol."""
        status, said = self._asked("GET", f"/documents?symbol={quote(symbol, safe='')}", b"")
        if status == NOT_THERE and not said:
            return None
        if status != 200:  # noqa: PLR2004 - HTTP's own word for yes
            raise Unreachable(f"HTTP {status}")
        return said

    def _asked(self, method: str, path: str, body: bytes) -> tuple[int, dict[str, object]]:
        try:
            answer = self.caller.call(method, path, body)
            return answer.status, msgspec.json.decode(answer.body, type=dict[str, object])
        except (web.UnreachableError, msgspec.MsgspecError, UnicodeError) as error:
            raise Unreachable(str(error)) from error
