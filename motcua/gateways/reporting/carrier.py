"""From the outbox to the Government's reporting system."""

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.systems.exchange import ports
from motcua.systems.exchange.ports import Parcel, ReportingSystem, Verdict


@dataclass(frozen=True, kw_only=True, slots=True)
class Carrier:
    """Takes messages there one by one; each is a mapping in the words of the reporting system."""

    system: ReportingSystem

    def deliver(self, parcels: Sequence[Parcel]) -> Sequence[Verdict]:
        """Push each report; the receipt is kept with its message."""
        return ports.one_by_one(parcels, self._sent)

    def _sent(self, parcel: Parcel) -> str:
        return self.system.push(ports.values(parcel.body))
