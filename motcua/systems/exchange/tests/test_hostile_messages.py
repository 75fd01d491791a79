"""What no honest sender sends: each is refused by itself or waits for a person, and the letter beside it arrives."""

import dataclasses
import random
import string
from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest

from motcua.systems.exchange import actions, models, ports, queries
from motcua.systems.exchange.rules.statuses import Status
from motcua.systems.exchange.tests.conftest import MORNING, Clock
from motcua.systems.exchange.tests.test_outbox_and_inbox import PARCEL, Desk

pytestmark = pytest.mark.usefixtures("offices")
GOOD = dataclasses.replace(PARCEL, id="8", lane="8")
LONG = "".join(random.Random(1).choices(string.ascii_letters, k=20_000))  # noqa: S311 - it must not be compressible


def answers(*parcels: ports.Parcel) -> dict[str, str]:
    taken = actions.take_in(parcels, holder="H31.9", channel="peer", now=MORNING)
    return {each.id[:9]: each.code for each in taken}


@pytest.mark.parametrize(
    "moment",
    [
        datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-12))),
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
        datetime(9999, 12, 31, tzinfo=UTC),
        datetime(2023, 6, 15, 8),
    ],
)
def test_a_moment_that_cannot_be_keeps_nobody_waiting(moment: datetime, clock: Clock) -> None:
    said = answers(dataclasses.replace(PARCEL, posted_at=moment), GOOD)
    assert said == {"7": "exchange.body-malformed", "8": ""}
    desk = Desk()
    actions.handle({"document": desk}, now=clock())
    assert desk.done == ["8"]


@pytest.mark.parametrize("field", ["id", "after", "sender"])
def test_a_name_longer_than_a_key_is_refused_alone(field: str) -> None:
    said = answers(dataclasses.replace(PARCEL, **{field: f"H31.9.{LONG}"}), GOOD)  # type: ignore[arg-type]  # each is text
    assert sorted(said.values()) == ["", "exchange.body-malformed"]
    assert said["8"] == ""


def letter(**more: object) -> str:
    given = {
        "document": "H31.9,2023/06/15,1/QĐ-SNV",
        "from_code": "H31.9",
        "from_name": "Sở Nội vụ",
        "to": [["H31.12", "Sở Xây dựng"]],
        "number": "1",
        "notation": "QĐ-SNV",
        "type_name": "Quyết định",
        "subject": "Về việc điều động",
        "issued_on": "2023-06-15",
    }
    return ports.to_json(ports.letter(msgspec.json.encode(given | more).decode()))


def test_a_letter_too_long_for_the_register_waits_for_a_person_and_the_others_arrive(clock: Clock) -> None:
    answers(
        dataclasses.replace(PARCEL, lane=LONG, body=letter(document=LONG)),
        dataclasses.replace(GOOD, body=letter()),
    )
    actions.handle({ports.DOCUMENT: actions.take}, now=clock())
    (stuck,) = queries.stuck()
    assert stuck.reason == "exchange.too-long"
    assert models.Incoming.objects.get(message_id="8").state == "handled"


def test_a_file_named_by_a_way_to_elsewhere_is_no_file(clock: Clock) -> None:
    file = {"digest": "/etc/hostname", "name": "a.pdf", "media_type": "application/pdf", "size": 1}
    answers(dataclasses.replace(PARCEL, body=letter(files=[file])))
    actions.handle({ports.DOCUMENT: actions.take}, now=clock())
    (stuck,) = queries.stuck()
    assert stuck.reason == "exchange.file-missing"


def told(agency: str, *, at: datetime = MORNING) -> ports.Parcel:
    note = ports.Note(
        document="H31.12,2023/06/14,4/BC-SXD",
        symbol="4/BC-SXD",
        issuer="H31.12",
        agency=agency,
        agency_name="Sở Y tế",
        status=Status.DONE.value,
        description="",
        by="",
        at=at,
    )
    return dataclasses.replace(PARCEL, kind=ports.STATUS, body=ports.to_json(note))


@pytest.mark.parametrize(
    ("agency", "reason"),
    [
        ("H31.9", ""),
        ("H31.9.1", ""),
        ("H31.16", "exchange.sender-not-holder"),
        ("H31.12", "exchange.sender-not-holder"),
    ],
)
def test_nobody_tells_how_a_document_stands_in_anothers_name(agency: str, reason: str, clock: Clock) -> None:
    answers(told(agency))
    actions.handle({ports.STATUS: actions.hear}, now=clock())
    assert [each.reason for each in queries.stuck()] == [reason] * bool(reason)
    assert models.Told.objects.exists() is not bool(reason)


def test_a_status_at_the_edge_of_time_is_not_kept(clock: Clock) -> None:
    answers(told("H31.9", at=datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-12)))))
    actions.handle({ports.STATUS: actions.hear}, now=clock())
    (stuck,) = queries.stuck()
    assert (stuck.reason, models.Told.objects.count()) == ("exchange.body-malformed", 0)
