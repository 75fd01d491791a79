"""The addresses of what stands behind a number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse

from motcua.systems.plans import queries


@dataclass(frozen=True, kw_only=True, slots=True)
class Links:
    """The addresses of the lists behind one reading; `reading` is empty for the headline."""

    plan: str
    target: str
    reading: str
    as_of: date | None

    def of(self, reading: str) -> "Links":
        """Give the addresses behind another reading of the same target."""
        return Links(plan=self.plan, target=self.target, reading=reading, as_of=self.as_of)

    def records(self, side: queries.Side, only: Mapping[str, str | None], *, after: str | None = None) -> str:
        """Lead to the list of a side, held to the values of `only`."""
        return f"{_where(self.plan, self.target)}?{self._query(side, only, after)}"

    def export(self, side: queries.Side, only: Mapping[str, str | None], kind: str) -> str:
        """Lead to the same list as a file."""
        where = reverse("plan_export", kwargs={"plan": self.plan, "target": self.target, "kind": kind})
        return f"{where}?{self._query(side, only, None)}"

    def _query(self, side: queries.Side, only: Mapping[str, str | None], after: str | None) -> str:
        asked = {"side": side.value, "reading": self.reading, "as_of": self.as_of, "after": after}
        held = {name: value or "" for name, value in only.items()}
        return urlencode({**{key: value for key, value in asked.items() if value}, **held})


@lru_cache(maxsize=1024)
def _where(plan: str, target: str) -> str:
    """Lead to the lists of a target: a page of many units has hundreds of links to them."""
    return reverse("plan_records", kwargs={"plan": plan, "target": target})
