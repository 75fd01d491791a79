"""What every question and every act begins from: the calendar, and whose a dossier is."""

import functools
import uuid
from datetime import datetime

from django.conf import settings

from motcua.spine import access, dossier, refusal, worktime
from motcua.systems.organisation import queries as organisation


class Refusal(refusal.Refusal):
    """The room does not do what was asked; the dossier's own law refuses as `dossier.Refusal`."""


@functools.cache
def calendar() -> worktime.Calendar:
    """Give the calendar offices work by, from `law/calendars`."""
    return worktime.read((settings.LAW / "calendars" / "viet-nam.yaml").read_text(encoding="utf-8"))


def subject(state: dossier.State, *, on: datetime) -> access.Subject:
    """Name whose dossier it is and which units have a part in it, for the table of access."""
    units = dict.fromkeys((state.unit, state.receiving_unit))
    return access.Subject(owner=state.owner, paths=tuple(path(unit, on) for unit in units))


def path(unit: str, on: datetime) -> tuple[str, ...]:
    """Give the codes from the province down to a unit."""
    return organisation.unit(code=unit, on=on.date()).path


def no_such_dossier() -> Refusal:
    """Say that there is no dossier by this name."""
    return Refusal(
        "dossier.no-such-dossier",
        refusal.gettext_noop("Không có hồ sơ mang mã này. Hãy kiểm tra lại mã trên giấy tiếp nhận."),
    )


def no_such_draft() -> Refusal:
    """Say that there is no such draft of one's own to go on with."""
    return Refusal(
        "dossier.no-such-draft",
        refusal.gettext_noop("Không có bản nháp này, hoặc hồ sơ đã được nộp."),
    )


def identifier(text: str) -> uuid.UUID:
    """Read the identifier of a file or draft; what is none names no file."""
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise Refusal("file.no-such-file", refusal.gettext_noop("Không có tệp này.")) from error
