"""The database over HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass

from motcua.base import web
from motcua.gateways.json_http import asking
from motcua.gateways.legal_database import refusal, wire

REFUSALS = asking.Refusals(
    known={"legal-database.value-missing": refusal.incomplete}, otherwise=refusal.otherwise
)


@dataclass(kw_only=True)
class Client:
    """Speaks to the database; an answer that cannot be understood is none (Unreachable)."""

    caller: web.Caller

    def publish(self, data: Mapping[str, object]) -> str:
        """Hand in a document; gives its number."""
        return self._intake().hand_in(data)

    def find(self, symbol: str) -> Mapping[str, object] | None:
        """Give what the database has under a symbol."""
        return self._intake().find(symbol)

    def _intake(self) -> asking.Intake:
        return asking.Intake(caller=self.caller, at=wire.INTAKE, refusals=REFUSALS)
