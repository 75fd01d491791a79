"""What an administrative procedure is: the frozen record every room works from."""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import msgspec

from motcua.spine import refusal, worktime

HANDLING = "handling"
RECEIVING = "receiving"
CONSULTED = "consulted:"


class Refusal(refusal.Refusal):
    """A definition that cannot be used."""


class Level(StrEnum):
    """The level of government that settles the procedure (Law 77/2015/QH13, Article 2)."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class ServiceLevel(StrEnum):
    """How much can be done online: toàn trình, một phần, or only information (Decree 42/2022/NĐ-CP, Article 11)."""

    FULL = "full"
    PARTIAL = "partial"
    INFORMATION = "information"


class Channel(StrEnum):
    """Where a dossier may be filed: at the counter, online, or through the public postal service."""

    COUNTER = "counter"
    ONLINE = "online"
    POST = "post"


class Audience(StrEnum):
    """Who may ask for the procedure."""

    CITIZEN = "citizen"
    FOREIGNER = "foreigner"
    HOUSEHOLD_BUSINESS = "household_business"
    ENTERPRISE = "enterprise"
    COOPERATIVE = "cooperative"
    ORGANISATION = "organisation"


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The same words in Vietnamese, which bind, and in English, which explain."""

    vi: str
    en: str

    def said(self, language: str) -> str:
        """Give the words in `language` (`en`, `en-gb`, …); in Vietnamese for every other one."""
        return self.en if language.startswith("en") else self.vi


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadline:
    """How long the office may take in one case, through one channel (all channels where `channel` is None).

    `allowed` is what the province promises, `statutory` what the law allows; None means unset, never zero.
    """

    case: str
    label: Words
    allowed: worktime.Duration | None
    statutory: worktime.Duration | None
    channel: Channel | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Exemption:
    """Who does not pay a fee, and the paper that proves it."""

    key: str
    label: Words
    proof: Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Fee:
    """What is paid in one case: `amount` dong for each `unit_label`; without an amount the law's own words stand."""

    case: str
    label: Words
    amount: int | None
    unit_label: Words
    verbatim: str
    exemptions: tuple[Exemption, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """A paper of the dossier: how many originals and copies, whether it must be there, whether a file will do."""

    key: str
    label: Words
    originals: int
    copies: int
    required: bool
    electronic: bool
    form: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What the citizen gets; `code` is the national result code (`KQ.G15.000031`) where it is known."""

    code: str | None
    label: Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """A legal document the procedure rests on, and the article where one is meant."""

    number: str
    title: str
    article: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One step of the internal process: who does it, in how many working hours, after which other steps.

    `unit` is `receiving` (the one-stop shop), `handling` (the unit that settles) or `consulted:<kind>`: a unit asked
    for its opinion, named by its kind in the register of organisations (`consulted:tax`). Steps after the same
    step run side by side.
    """

    key: str
    label: Words
    unit: str
    role: str
    hours: int
    after: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Definition:
    """One version of an administrative procedure as published (Decree 63/2010/NĐ-CP, Article 8; Decree 61/2018/NĐ-CP).

    In force from `valid_from` up to and including `valid_until` (None: until further notice).
    """

    code: str
    version: int
    valid_from: date
    valid_until: date | None
    name: Words
    field: str
    field_name: Words
    levels: tuple[Level, ...]
    service_level: ServiceLevel
    channels: tuple[Channel, ...]
    audience: tuple[Audience, ...]
    deadlines: tuple[Deadline, ...]
    fees: tuple[Fee, ...]
    papers: tuple[Paper, ...]
    results: tuple[Result, ...]
    legal_basis: tuple[Citation, ...]
    restart_after_supplement: bool
    process: tuple[Step, ...]

    def deadline(self, *, case: str | None = None, channel: Channel | None = None) -> Deadline | None:
        """Give the deadline of `case` (None: the first case listed) through `channel`; None if there is none.

        A deadline for the very channel goes before one for all channels.
        """
        if case is None:
            case = self.deadlines[0].case if self.deadlines else None
        found = [d for d in self.deadlines if d.case == case and d.channel in (channel, None)]
        return min(found, key=lambda d: d.channel is None, default=None)

    def cases(self) -> tuple[str, ...]:
        """Give the cases the deadlines tell apart, in the order of the file."""
        return tuple(dict.fromkeys(d.case for d in self.deadlines))

    def step(self, key: str) -> Step:
        """Give the step called `key`; refuse a key that the process does not have."""
        for step in self.process:
            if step.key == key:
                return step
        raise Refusal(
            "procedure.step-not-known",
            refusal.gettext_noop("Thủ tục %(code)s không có bước “%(step)s”."),
            params={"code": self.code, "step": key},
        )

    def in_force(self, day: date) -> bool:
        """Tell whether this version is in force on `day`."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    @property
    def digest(self) -> str:
        """Give the SHA-256, in hexadecimal, of the canonical bytes: a dossier quotes it to say what it began under."""
        return hashlib.sha256(to_json(self)).hexdigest()


def to_json(definition: Definition) -> bytes:
    """Write the one byte form of a definition: UTF-8 JSON, keys sorted, no spaces."""
    return msgspec.json.encode(definition, order="sorted")


def from_json(body: bytes) -> Definition:
    """Read back what `to_json` wrote; refuse bytes of another shape."""
    try:
        return msgspec.json.decode(body, type=Definition)
    except msgspec.MsgspecError as error:
        raise Refusal(
            "procedure.bytes-not-a-definition",
            refusal.gettext_noop("Dữ liệu lưu trữ không phải là một thủ tục hợp lệ: %(reason)s."),
            params={"reason": str(error)},
        ) from error
