"""What leaves the house leaves in the transaction of its cause: with it, or not at all, and nobody need be awake for it."""

import contextlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from motcua.base.signing import trial
from motcua.site.tests import test_bringing_up as up
from motcua.systems.documents import actions as documents, queries as papers
from motcua.systems.documents.tests import office as desk
from motcua.systems.documents.tests.conftest import authority  # noqa: F401 - the office's authority
from motcua.systems.dossiers import actions as dossiers, followers, models as dossier_rows
from motcua.systems.dossiers.tests import people
from motcua.systems.dossiers.tests.conftest import office_for_all  # noqa: F401 - Hưng Yên at work
from motcua.systems.exchange import followers as exchange, models

NOBODY = "http://127.0.0.1:9"
# For each message, whether the fact that it was posted is of the same transaction as a fact of its cause's stream.
TOGETHER = """
SELECT o.message_id, EXISTS (
    SELECT FROM ledger_fact AS p JOIN ledger_fact AS c ON c.tx = p.tx
    WHERE p.stream = 'outgoing:' || o.message_id AND p.kind = 'exchange.posted' AND c.stream LIKE %s)
FROM exchange_outgoing AS o ORDER BY o.id
"""


def together(cause: str) -> dict[str, bool]:
    with connection.cursor() as cursor:
        cursor.execute(TOGETHER, [f"{cause}:%"])
        return dict(cursor.fetchall())


def apply(at: datetime) -> dossiers.Moved:
    return dossiers.apply(filing=people.filing(), by=people.LAN, at=at)


@pytest.fixture
def portal(office_for_all: datetime, settings: Any) -> datetime:  # noqa: F811 - pytest's way to ask
    """Set a national portal; nobody answers there, and no worker is awake."""
    settings.EXCHANGE_PORTAL = NOBODY
    return office_for_all


@pytest.fixture
def office(transactional_db: None, authority: trial.Authority) -> Iterator[desk.Office]:  # noqa: F811 - the same
    with desk.opened(authority) as opened:
        yield opened


def test_each_of_lans_steps_is_posted_with_the_step_itself(portal: datetime) -> None:
    one = apply(portal)
    assert list(together("dossier")) == [f"dossier:{one.id}:1"]
    dossiers.receive(dossier_id=one.id, by=people.BINH, at=portal + up.HOUR)
    dossiers.hand_over(dossier_id=one.id, by=people.BINH, at=portal + up.HOUR)
    assert together("dossier") == dict.fromkeys(
        [
            f"dossier:{one.id}:{1}",
            f"dossier:{one.id}:{2}",
            f"progress:{one.id}:{2}",
            f"progress:{one.id}:{3}",
        ],
        True,
    )
    dossiers.attach(
        dossier_id=one.id,
        paper="to-khai",
        name="to-khai.pdf",
        chunks=[b"%PDF-1.7"],
        by=people.BINH,
        at=portal + up.HOUR,
    )
    assert list(together("file").values()) == [False] * 4 + [True]
    assert followers.follow(at=portal + 2 * up.HOUR) > 0
    assert models.Outgoing.objects.count() == 5


def test_what_was_taken_back_before_it_was_kept_was_never_posted(portal: datetime) -> None:
    one = apply(portal)

    class ChangedError(Exception):
        pass

    def changes_his_mind() -> None:
        with transaction.atomic():
            dossiers.receive(dossier_id=one.id, by=people.BINH, at=portal + up.HOUR)
            assert models.Outgoing.objects.count() == 3
            raise ChangedError

    with pytest.raises(ChangedError):
        changes_his_mind()
    assert list(together("dossier")) == [f"dossier:{one.id}:1"]


def test_a_server_killed_in_the_middle_keeps_both_or_neither(portal: datetime) -> None:
    with contextlib.suppress(DatabaseError), transaction.atomic():
        apply(portal)
        assert models.Outgoing.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (pid,) = cursor.fetchone() or (0,)
        with psycopg.connect(**connection.get_connection_params()) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [pid])
    connection.close()
    assert not dossier_rows.Dossier.objects.exists()
    assert not models.Outgoing.objects.exists()


def test_what_was_there_before_the_portal_was_set_goes_first(
    office_for_all: datetime,  # noqa: F811 - pytest's way to ask
    settings: Any,
) -> None:
    at = office_for_all
    one = apply(at)
    dossiers.receive(dossier_id=one.id, by=people.BINH, at=at + up.HOUR)
    assert not models.Outgoing.objects.exists()
    settings.EXCHANGE_PORTAL = NOBODY
    dossiers.hand_over(dossier_id=one.id, by=people.BINH, at=at + 2 * up.HOUR)
    sent = models.Outgoing.objects.order_by("place")
    assert [(each.kind, each.message_id.rpartition(":")[2]) for each in sent] == [
        ("dossier", "1"),
        ("dossier", "2"),
        ("progress", "2"),
        ("progress", "3"),
    ]
    assert not any(
        each.posted_at < at + 2 * up.HOUR for each in sent
    )  # nobody's patience ends before it began


def test_a_decision_leaves_with_its_issue_and_its_recall_with_the_recall(
    office: desk.Office, settings: Any
) -> None:
    settings.EXCHANGE_LAW = NOBODY
    state = desk.sealed(office, legal=True)
    documents.issue(
        document_id=state.id,
        receivers=[(desk.HEALTH, "Sở Y tế"), ("H31.99", "Sở Xa")],
        effective_on=desk.NOW.date(),
        by=office.actor("dung"),
        at=desk.NOW,
    )
    new = {f"{state.id}:new:H31.16": True, f"{state.id}:new:H31.99": True, f"law:{state.id}": True}
    assert together("document") == new
    documents.recall(document_id=state.id, words="gửi nhầm", by=office.actor("dung"), at=desk.NOW)
    recalled = {f"{state.id}:recall:H31.16": True, f"{state.id}:recall:H31.99": True}
    assert together("document") == new | recalled
    exchange.follow(at=desk.NOW)
    exchange.follow_laws(at=desk.NOW)
    assert models.Outgoing.objects.count() == 5


def test_what_the_receiver_does_is_told_with_the_doing(office: desk.Office) -> None:
    state = desk.sealed(office)
    documents.issue(
        document_id=state.id, receivers=[(desk.HEALTH, "Sở Y tế")], by=office.actor("dung"), at=desk.NOW
    )
    up.carried(desk.NOW)
    found, _total = papers.documents(
        narrowed=papers.Filter(outgoing=False), by=office.actor("hue"), at=desk.NOW
    )
    documents.register(document_id=found[0].id, by=office.actor("hue"), at=desk.NOW)
    told = models.Outgoing.objects.filter(kind="status", message_id__contains=":03").get()
    assert together("document")[told.message_id]


def test_a_follower_of_a_portal_that_is_not_set_costs_no_message(office_for_all: datetime) -> None:  # noqa: F811 - the same
    apply(office_for_all)
    assert not models.Outgoing.objects.exists()
