"""Target E1 from the documents themselves: exchanged, not secret, electronic and fully signed."""

from datetime import timedelta

from django.db import connection

from motcua.spine import access
from motcua.systems.documents import actions, collections, models, rules
from motcua.systems.documents.tests.office import HEALTH, HOME, NOW, Office, paper, sealed, submitted


def issued(office: Office) -> rules.State:
    state = sealed(office)
    return actions.issue(
        document_id=state.id,
        receivers=[(HEALTH, "Sở Y tế"), ("G15", "Bộ Tư pháp")],
        by=office.actor("dung"),
        at=NOW,
    )


def on_paper(office: Office, secrecy: str = rules.OPEN) -> None:
    lan, dung = office.actor("lan"), office.actor("dung")
    if secrecy == rules.OPEN:
        state = submitted(office)
    else:
        drafting = actions.Drafting(unit=HOME, kind="bao-cao", subject="Báo cáo", secrecy=secrecy)
        state = actions.draft(drafting=drafting, by=lan, at=NOW)
        state = actions.submit(document_id=state.id, to=office.accounts["binh"], by=lan, at=NOW)
    actions.number(document_id=state.id, by=dung, at=NOW)
    actions.issue(document_id=state.id, receivers=[(HEALTH, "Sở Y tế")], electronic=False, by=dung, at=NOW)


def counted() -> list[tuple[str, str, bool, bool, str]]:
    return sorted(
        models.Exchanged.objects.values_list("sender", "receiver", "secret", "electronic", "verdict")
    )


def test_each_receiver_is_one_exchange_and_paper_and_secret_ones_are_told_apart(office: Office) -> None:
    issued(office)
    on_paper(office)
    on_paper(office, "secret")
    assert counted() == [
        (HOME, "G15", False, True, "full"),
        (HOME, HEALTH, False, False, "unsigned"),
        (HOME, HEALTH, False, True, "full"),
        (HOME, HEALTH, True, False, "unsigned"),
    ]


def came(office: Office, *, sender: str, symbol: str) -> str:
    receiving = actions.Receiving(
        unit=HEALTH,
        origin=rules.EXCHANGE,
        sender=sender,
        sender_name="",
        symbol=symbol,
        subject="Về việc phân công nhiệm vụ",
        key=symbol,
        files=[actions.Upload(name="van-ban.pdf", chunks=[paper()])],
    )
    return actions.receive(receiving=receiving, by=access.system("exchange"), at=NOW).id


def test_what_our_own_agencies_sent_each_other_is_counted_once(office: Office) -> None:
    state = issued(office)
    came(office, sender=HOME, symbol=state.symbol or "")
    came(office, sender="G15", symbol="03/BTP-VP")
    assert counted() == [
        ("G15", HEALTH, False, True, "unsigned"),
        (HOME, "G15", False, True, "full"),
        (HOME, HEALTH, False, True, "full"),
    ]


def test_a_new_verdict_keeps_how_it_was_counted_before(office: Office) -> None:
    document = came(office, sender="G15", symbol="03/BTP-VP")
    models.Exchanged.objects.update(verdict="full", acted_at=NOW + timedelta(days=1))
    actions.check(document_id=document, by=office.actor("hue"), at=NOW + timedelta(days=2))
    assert [(past.verdict, past.until) for past in models.Past.objects.order_by("since")] == [
        ("unsigned", NOW + timedelta(days=1)),
        ("full", NOW + timedelta(days=2)),
    ]


def test_the_collection_is_there_to_be_counted(office: Office) -> None:
    issued(office)
    assert collections.SOURCE.collection.name == "documents_exchanged"
    with connection.cursor() as cursor:
        cursor.execute(collections.SOURCE.current)
        assert {column.name for column in collections.EXCHANGED.columns} <= {
            column.name for column in cursor.description
        }
        assert len(cursor.fetchall()) == 2
