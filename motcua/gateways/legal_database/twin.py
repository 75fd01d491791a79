"""The database in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from motcua.gateways.legal_database import refusal

NEEDED = ("symbol", "title", "issued_on", "in_force_on", "issuer")


@dataclass(kw_only=True)
class Twin:
    """Keeps the particulars of each document under its symbol; what is handed in again takes the place of what was."""

    _numbers: dict[str, str] = field(default_factory=dict)
    _documents: dict[str, Mapping[str, object]] = field(default_factory=dict)

    def publish(self, data: Mapping[str, object]) -> str:
        """Keep a document; gives its number."""
        for name in NEEDED:
            if not data.get(name):
                raise refusal.incomplete(name)
        symbol = str(data["symbol"])
        self._documents[symbol] = dict(data)
        return self._numbers.setdefault(symbol, f"VBPL-{len(self._numbers) + 1:06}")

    def find(self, symbol: str) -> Mapping[str, object] | None:
        """Give what is kept under a symbol."""
        return self._documents.get(symbol)
