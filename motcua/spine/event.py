"""The shape of a fact and its one canonical byte form."""

import dataclasses
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

import msgspec

from motcua.spine import refusal

Scalar = str | int | bool | None
JSON = Scalar | list["JSON"] | dict[str, "JSON"]

VN = timezone(timedelta(hours=7))
_encode = msgspec.json.Encoder(order="deterministic").encode


class Refusal(refusal.Refusal):
    """What is offered is not a fact that the ledger can keep."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """Something that happened in the office: what, when, by whom, and its particulars.

    `kind` is `room.verb`; `by` an account's id; `data` holds identifiers, numbers, times and digests, never
    personal data (Law 91/2025/QH15 and Decree 13/2023/NĐ-CP ask that such data can be erased; a fact cannot).
    """

    kind: str
    at: datetime
    by: str
    data: Mapping[str, JSON]


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """One kind of fact as the reference of the house lists it: what it says, in both languages, and its particulars.

    `stream` is how the stream it stands in is named; `sometimes` are those of `fields` that not every such fact has.
    """

    name: str
    stream: str
    vi: str
    en: str
    fields: Mapping[str, str]
    sometimes: frozenset[str] = frozenset()

    def fits(self, fact: Fact) -> bool:
        """Tell whether a fact is of this kind and has the particulars it should."""
        given = set(fact.data)
        return (
            fact.kind == self.name
            and given <= set(self.fields)
            and set(self.fields) - given <= self.sometimes
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Intention:
    """What somebody wants done: its fields are the particulars of the fact that it becomes."""

    def data(self) -> dict[str, JSON]:
        """Give the particulars as the ledger holds them: moments and days as text, several things as a list."""
        return {field.name: _plain(getattr(self, field.name)) for field in dataclasses.fields(self)}


def _plain(value: object) -> JSON:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value  # type: ignore[return-value]  # the fields of intentions are JSON but for the three above


def moment(at: datetime) -> str:
    """Write a moment as RFC 3339 in Vietnam's time, so that one moment has one text."""
    if at.tzinfo is None:
        raise Refusal("event.naive-time", refusal.gettext_noop("Thời điểm không có múi giờ."))
    return at.astimezone(VN).isoformat()


def read_moment(text: str) -> datetime:
    """Read a moment written by `moment`."""
    return datetime.fromisoformat(text)


def canonical(fact: Fact) -> bytes:
    """Give the one byte form of a fact: JSON in UTF-8, keys sorted, no spaces, no fractions (after RFC 8785).

    Raises Refusal `event.fraction` when a number is not whole: money and measures are kept as integers.
    """
    _refuse_fractions(fact.data)
    return _encode({"at": moment(fact.at), "by": fact.by, "data": fact.data, "kind": fact.kind})


def read(body: bytes | str) -> Fact:
    """Read a fact back from its canonical bytes."""
    parts = msgspec.json.decode(body)
    return Fact(kind=parts["kind"], at=read_moment(parts["at"]), by=parts["by"], data=parts["data"])


def digest(body: bytes) -> str:
    """Name bytes by their SHA-256, in hexadecimal (FIPS 180-4)."""
    return hashlib.sha256(body).hexdigest()


def _refuse_fractions(value: object) -> None:
    if isinstance(value, float):
        raise Refusal("event.fraction", refusal.gettext_noop("Sổ cái chỉ ghi số nguyên."))
    if isinstance(value, Mapping):
        for inner in value.values():
            _refuse_fractions(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_fractions(inner)
