"""From the outbox to the national portal."""

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.systems.exchange import ports
from motcua.systems.exchange.ports import NationalPortal, Parcel, Verdict


@dataclass(frozen=True, kw_only=True, slots=True)
class Carrier:
    """Takes messages there one by one; each is a mapping in the words of the portal."""

    portal: NationalPortal

    def deliver(self, parcels: Sequence[Parcel]) -> Sequence[Verdict]:
        """Bring up each dossier or step; the receipt of a dossier is its number there."""
        return ports.one_by_one(parcels, self._sent)

    def _sent(self, parcel: Parcel) -> str:
        data = ports.values(parcel.body)
        if parcel.kind == ports.PROGRESS:
            self.portal.progress(data)
            return ""
        return self.portal.dossier(data, is_there=parcel.after is not None)
