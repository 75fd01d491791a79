"""From the outbox to the national legal database."""

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.systems.exchange import ports
from motcua.systems.exchange.ports import LegalDatabase, Parcel, Verdict


@dataclass(frozen=True, kw_only=True, slots=True)
class Carrier:
    """Takes messages there one by one; each is a mapping in the words of the database."""

    database: LegalDatabase

    def deliver(self, parcels: Sequence[Parcel]) -> Sequence[Verdict]:
        """Hand in each document; its number there is kept with its message."""
        return ports.one_by_one(parcels, self._sent)

    def _sent(self, parcel: Parcel) -> str:
        return self.database.publish(ports.values(parcel.body))
