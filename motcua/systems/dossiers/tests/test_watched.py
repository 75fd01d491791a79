"""What the watch list asks about is written down when it happens: by whom the clock was stopped, and from where one rated."""

from datetime import datetime, timedelta

import pytest
from django.db import connection

from motcua.base import clock
from motcua.spine import dossier, worktime
from motcua.systems.dossiers import actions, models, queries
from motcua.systems.dossiers.tests import officers
from motcua.systems.dossiers.tests.people import (
    AFTERNOON,
    BINH,
    COMMUNE,
    DUNG,
    EM,
    LAN,
    WHY,
    at_counter,
    filing,
)
from motcua.systems.ledger import queries as ledger

DESK, HOME = "10.26.103.7", "113.160.0.9"


def handled(office: datetime, number: int = 0) -> actions.Moved:
    moved = actions.receive_at_counter(filing=at_counter(), by=BINH, at=office + timedelta(minutes=number))
    return actions.hand_over(dossier_id=moved.id, by=BINH, at=office + timedelta(minutes=number + 1))


def asked(moved: actions.Moved, at: datetime) -> models.Dossier:
    actions.ask_supplement(dossier_id=moved.id, papers=["ly-hon"], why=WHY, by=DUNG, at=at)
    return models.Dossier.objects.get(id=moved.id)


def agree(dossier_id: str) -> None:
    replayed = queries.replayed(dossier_id=dossier_id)
    assert replayed is not None
    assert dossier.encode(replayed) == dossier.encode(queries.standing(dossier_id=dossier_id))


def test_dung_asks_for_papers_at_the_very_end_and_what_was_left_is_written_down(office: datetime) -> None:
    moved = handled(office)
    due = queries.standing(dossier_id=moved.id).due_at
    assert due is not None
    row = asked(moved, due - timedelta(minutes=30))
    assert (row.supplement_left, row.supplement_asked_at) == (30, due - timedelta(minutes=30))
    whole = worktime.working_minutes_between(start=office, end=due, calendar=queries.calendar())
    assert row.supplement_of == whole
    assert whole > 30
    agree(moved.id)


def test_papers_asked_for_after_the_due_time_leave_nothing(office: datetime) -> None:
    moved = handled(office)
    due = queries.standing(dossier_id=moved.id).due_at
    assert due is not None
    assert asked(moved, due + timedelta(days=2)).supplement_left == 0


def test_of_two_requests_the_later_in_the_time_allowed_is_remembered(office: datetime) -> None:
    moved = handled(office)
    first = asked(moved, office + timedelta(hours=1))
    actions.supplement(dossier_id=moved.id, papers=["ly-hon"], by=BINH, at=office + timedelta(hours=2))
    second = asked(moved, office + timedelta(days=2))
    assert first.supplement_left is not None
    assert second.supplement_left is not None
    assert second.supplement_left < first.supplement_left
    assert second.supplements == 2
    agree(moved.id)


def test_before_the_receipt_nothing_is_promised_so_nothing_is_left(office: datetime) -> None:
    moved = actions.apply(filing=filing(), by=LAN, at=office)
    actions.ask_supplement(
        dossier_id=moved.id, papers=["ly-hon"], why=WHY, by=BINH, at=office + timedelta(hours=1)
    )
    row = models.Dossier.objects.get(id=moved.id)
    assert (row.supplements, row.supplement_left, row.supplement_of) == (1, None, None)
    agree(moved.id)


def test_the_third_closed_within_the_hour_knows_of_two_before_it(office: datetime) -> None:
    many = [handled(office, number) for number in range(3)]
    late = handled(office, 5)
    for number, moved in enumerate(many):
        decide(moved, office + timedelta(minutes=30 + number))
    decide(late, office + timedelta(hours=3))
    before = [models.Dossier.objects.get(id=moved.id).closed_before for moved in (*many, late)]
    assert before == [0, 1, 2, 0]
    actions.return_result(dossier_id=late.id, channel="counter", by=BINH, at=office + timedelta(hours=4))
    assert models.Past.objects.filter(dossier=late.id).latest("until").closed_before == 0
    agree(late.id)


def decide(moved: actions.Moved, at: datetime) -> None:
    why = actions.Reason(text="Đủ điều kiện", article="Điều 22")
    actions.decide(dossier_id=moved.id, approve=True, why=why, by=EM, at=at)


@pytest.mark.parametrize(("address", "days"), [(DESK, 6), (HOME, None), ("", None)])
def test_a_rating_from_the_desk_it_rates_is_told_apart_and_no_address_is_kept(
    office: datetime, address: str, days: int | None
) -> None:
    moved = actions.apply(filing=filing(), by=LAN, at=office)
    actions.receive(dossier_id=moved.id, by=BINH, at=office + timedelta(minutes=5))
    actions.note_desk(address=DESK, unit=COMMUNE, at=office + timedelta(minutes=5))
    actions.hand_over(dossier_id=moved.id, by=BINH, at=office + timedelta(minutes=6))
    decide(moved, office + timedelta(days=2))
    actions.return_result(dossier_id=moved.id, channel="online", by=BINH, at=office + timedelta(days=3))
    actions.rate(dossier_id=moved.id, score=5, address=address, by=LAN, at=office + timedelta(days=7))
    assert models.Dossier.objects.get(id=moved.id).rated_desk_days == days
    agree(moved.id)
    told = [str(entry.fact.data) for entry in ledger.read(stream=f"dossier:{moved.id}")]
    assert not any(place in text for text in told for place in (DESK, HOME))
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(d::text, ' ') FROM dossiers_desk AS d")
        kept = str(cursor.fetchone()[0])
    assert DESK not in kept
    assert HOME not in kept


def test_another_commune_s_desk_is_not_the_desk_that_is_rated(office: datetime) -> None:
    moved = actions.apply(filing=filing(), by=LAN, at=office)
    actions.note_desk(address=DESK, unit="H31.26.104", at=office)
    state = queries.standing(dossier_id=moved.id)
    assert actions.desk_days(state, address=DESK, at=office + timedelta(days=1)) is None


def test_a_desk_is_forgotten_after_a_year(office: datetime) -> None:
    actions.note_desk(address=DESK, unit=COMMUNE, at=office)
    actions.note_desk(address=HOME, unit=COMMUNE, at=office + timedelta(days=400))
    assert models.Desk.objects.count() == 1


def test_binhs_desk_is_noted_when_he_works_and_lan_rating_beside_him_is_seen(
    desks: dict[str, officers.Officer], office: datetime
) -> None:
    lan = desks["lan"]
    moved = actions.apply(filing=filing(owner=lan.account), by=lan.actor, at=office)
    desks["binh"].client.defaults["REMOTE_ADDR"] = DESK
    assert desks["binh"].act(moved.code, "tiep-nhan").status_code == 302
    actions.hand_over(dossier_id=moved.id, by=BINH, at=AFTERNOON)
    decide(moved, AFTERNOON + timedelta(hours=1))
    lan.client.defaults["REMOTE_ADDR"] = DESK
    later = AFTERNOON + timedelta(days=1)
    lan.post(f"/ho-so-cua-toi/{moved.code}/danh-gia/", {"score": "5"}, at=later)
    row = models.Dossier.objects.get(id=moved.id)
    assert (row.score, row.rated_desk_days) == (5, 1)


def test_a_rating_sent_through_the_api_from_the_desk_is_seen_too(
    desks: dict[str, officers.Officer], office: datetime
) -> None:
    lan = desks["lan"]
    moved = actions.apply(filing=filing(owner=lan.account), by=lan.actor, at=office)
    actions.receive(dossier_id=moved.id, by=BINH, at=office + timedelta(minutes=5))
    actions.note_desk(address=DESK, unit=COMMUNE, at=office + timedelta(minutes=5))
    actions.hand_over(dossier_id=moved.id, by=BINH, at=office + timedelta(minutes=6))
    decide(moved, office + timedelta(hours=1))
    lan.client.defaults["REMOTE_ADDR"] = DESK
    with clock.at(office + timedelta(days=3)):
        answer = lan.client.post(
            f"/api/dossiers/{moved.code}/acts",
            {"act": "rate", "score": 5},
            content_type="application/json",
        )
    assert answer.status_code == 200, answer.content
    assert models.Dossier.objects.get(id=moved.id).rated_desk_days == 2
