"""What the outside world brings to the catalogue: one entry of the national list, as far as it could be read."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import msgspec


class Kind(StrEnum):
    """How much of a procedure an export tells: the whole page of the national portal, or a line of a list."""

    DETAIL = "detail"
    LIST = "list"


class DeadlineUnit(StrEnum):
    """The units the national portal counts deadlines in; it does not say whether its hours are working hours."""

    HOUR = "hour"
    WORKING_HOUR = "working_hour"
    CALENDAR_DAY = "calendar_day"
    WORKING_DAY = "working_day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, kw_only=True, slots=True)
class Unparsed:
    """Words of a field that only an editor can decide on, kept as they stand; `reason` is a stable word."""

    field: str
    reason: str
    verbatim: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Method:
    """One way to file: channel (`counter`, `online`, `post`), time allowed, fee in dong. None is unset, never zero.

    `fee_note` and `description` are the portal's own words; they may well say more than the figures do.
    """

    channel: str
    amount: int | None
    unit: DeadlineUnit | None
    deadline_verbatim: str
    fee: int | None
    fee_verbatim: str
    fee_note: str
    description: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RequiredPaper:
    """A paper of the dossier under its heading; the name may carry the file name of its form at the end."""

    group: str
    name: str
    originals: int | None
    copies: int | None
    quantity_verbatim: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LegalBasis:
    """A legal document as the portal cites it; `number` is its bare number (`40/2016/NĐ-CP`)."""

    title: str
    number: str
    number_verbatim: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What is handed out, with its national code where there is one (`KQ.G15.000031`)."""

    code: str
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CatalogueEntry:
    """One procedure of the national list; `verbatim` is the row exactly as it came."""

    code: str
    name: str
    kind: Kind
    decision: str = ""
    sort: str = ""
    field: str = ""
    issued_by: str = ""
    levels: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    authority: str = ""
    address: str = ""
    steps: str = ""
    conditions: str = ""
    methods: tuple[Method, ...] = ()
    papers: tuple[RequiredPaper, ...] = ()
    legal_basis: tuple[LegalBasis, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    keywords: str = ""
    description: str = ""
    unparsed: tuple[Unparsed, ...] = ()
    verbatim: Mapping[str, str]

    @property
    def digest(self) -> str:
        """Give the SHA-256, in hexadecimal, of the entry's canonical bytes."""
        return hashlib.sha256(to_json(self)).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class RefusedRow:
    """A row that is not an entry: where it stands (line from 1; 0 is the file itself), and why it is refused."""

    file: str
    line: int
    code: str | None
    reason: str
    message: str
    params: Mapping[str, str | int]


def to_json(entry: CatalogueEntry) -> bytes:
    """Write the one byte form of an entry: UTF-8 JSON, keys sorted, no spaces."""
    return msgspec.json.encode(entry, order="sorted")


def from_json(body: bytes | str) -> CatalogueEntry:
    """Read back what `to_json` wrote."""
    return msgspec.json.decode(body, type=CatalogueEntry)
