"""The reporting system over HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass

from motcua.base import web
from motcua.gateways.json_http import asking
from motcua.gateways.reporting import refusal, wire

REFUSALS = asking.Refusals(known={"reporting.value-missing": refusal.incomplete}, otherwise=refusal.otherwise)


@dataclass(kw_only=True)
class Client:
    """Speaks to the reporting system; an answer that cannot be understood is none (Unreachable)."""

    caller: web.Caller

    def push(self, data: Mapping[str, object]) -> str:
        """Hand in a report; gives its receipt."""
        return self._intake().hand_in(data)

    def receipt(self, number: str) -> Mapping[str, object] | None:
        """Give what was received under a receipt."""
        return self._intake().find(number)

    def _intake(self) -> asking.Intake:
        return asking.Intake(caller=self.caller, at=wire.INTAKE, refusals=REFUSALS)
