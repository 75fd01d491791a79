"""The reporting system in memory."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from motcua.gateways.reporting import refusal

NEEDED = ("regime", "unit", "period", "values")
_encode = msgspec.json.Encoder(order="deterministic").encode


@dataclass(kw_only=True)
class Twin:
    """Keeps every report it was handed; the same report again has the same receipt, a corrected one its own."""

    _reports: dict[str, Mapping[str, object]] = field(default_factory=dict)

    def push(self, data: Mapping[str, object]) -> str:
        """Keep a report; gives its receipt."""
        for name in NEEDED:
            if not data.get(name):
                raise refusal.incomplete(name)
        number = f"BC-{hashlib.sha256(_encode(dict(data))).hexdigest()[:16]}"
        self._reports[number] = dict(data)
        return number

    def receipt(self, number: str) -> Mapping[str, object] | None:
        """Give what was received under a receipt."""
        return self._reports.get(number)
