"""Bình's decision, signed and sealed, leaves for Sở Y tế and arrives there; what Huệ does with it is told to its sender."""

from collections.abc import Iterator
from typing import Any

import pytest

from motcua.base import clock
from motcua.base.signing import trial
from motcua.site import exchange
from motcua.site.tests import carrying
from motcua.spine import access
from motcua.systems.documents import actions as documents, queries as papers
from motcua.systems.documents.queries import Stage, Verdict
from motcua.systems.documents.tests import office as desk
from motcua.systems.documents.tests.conftest import authority  # noqa: F401 - the office's authority
from motcua.systems.exchange import actions, followers, models, queries
from motcua.systems.exchange.rules.statuses import Status

SYSTEM = access.system("exchange")
NOW = desk.NOW


@pytest.fixture
def office(transactional_db: None, authority: trial.Authority) -> Iterator[desk.Office]:  # noqa: F811 - pytest's way to ask
    with desk.opened(authority) as opened:
        yield opened


def issue(office: desk.Office, *receivers: tuple[str, str]) -> str:
    state = desk.sealed(office)
    documents.issue(
        document_id=state.id,
        receivers=receivers or [(desk.HEALTH, "Sở Y tế")],
        by=office.actor("dung"),
        at=NOW,
    )
    return state.id


def carried() -> None:
    """Let the house's worker do its rounds until there is nothing left to do."""
    with clock.at(NOW):
        carrying.rounds(exchange.Joined.of_settings())


def arrived(office: desk.Office) -> list[papers.Line]:
    found, _total = papers.documents(narrowed=papers.Filter(outgoing=False), by=office.actor("hue"), at=NOW)
    return list(found)


def stands(document: str) -> dict[str, Any]:
    return {chain.agency: chain.stands for chain in queries.chains(document=document)}


def test_the_decision_arrives_signed_and_its_sender_hears_how_it_stands(office: desk.Office) -> None:
    issued = issue(office)
    carried()
    (line,) = arrived(office)
    assert (line.symbol, line.subject, line.verdict) == (
        "01/QĐ-SNV",
        "Về việc phân công nhiệm vụ",
        Verdict.FULL,
    )
    name = papers.document(document_id=line.id, by=SYSTEM, at=NOW).state.key or ""
    assert stands(name) == {"H31.16": Status.ARRIVED}
    hue, duc, chau = (office.actor(who) for who in ("hue", "duc", "chau"))
    documents.register(document_id=line.id, by=hue, at=NOW)
    documents.assign(document_id=line.id, officer=office.accounts["chau"], by=duc, at=NOW)
    documents.handle(document_id=line.id, words="Đã làm", by=chau, at=NOW)
    carried()
    (chain,) = queries.chains(document=name)
    assert [each.status for each in chain.told if not each.ours] == ["01", "03", "04", "06"]
    main = papers.document(document_id=issued, by=SYSTEM, at=NOW).main
    came = papers.document(document_id=line.id, by=SYSTEM, at=NOW).main
    assert main
    assert came
    assert main.digest == came.digest


def test_followed_again_nothing_is_sent_twice(office: desk.Office) -> None:
    issued = issue(office)
    carried()
    assert actions.send(document_id=issued, at=NOW) == []
    assert followers.follow(at=NOW) == 0
    carried()
    assert len(arrived(office)) == 1


def test_a_recalled_decision_is_taken_back_and_both_sides_know(office: desk.Office) -> None:
    issued = issue(office)
    carried()
    documents.recall(document_id=issued, words="gửi nhầm", by=office.actor("dung"), at=NOW)
    carried()
    (line,) = arrived(office)
    assert line.stage is Stage.TAKEN_BACK
    name = papers.document(document_id=line.id, by=SYSTEM, at=NOW).state.key or ""
    (chain,) = queries.chains(document=name)
    assert [each.status for each in chain.told if not each.ours] == ["01", "15"]


def test_refused_at_the_receiver_the_sender_hears_why(office: desk.Office) -> None:
    issue(office)
    carried()
    (line,) = arrived(office)
    documents.refuse(document_id=line.id, words="Không thuộc thẩm quyền", by=office.actor("hue"), at=NOW)
    carried()
    told = models.Told.objects.get(status="02", ours=False)
    assert told.description == "Không thuộc thẩm quyền"


def test_a_receiver_nobody_knows_is_shown_and_the_others_get_theirs(office: desk.Office) -> None:
    issue(office, ("H31.99", "Sở Xa"), (desk.HEALTH, "Sở Y tế"))
    carried()
    assert len(arrived(office)) == 1
    (stuck,) = queries.stuck()
    assert (stuck.other, stuck.reason) == ("H31.99", "exchange.receiver-unknown")
    actions.enter(agencies={"H31.99": "Sở Xa"}, channel="peer:H31.99", by=SYSTEM, at=NOW)
    actions.try_again(way="out", row=stuck.row, by=SYSTEM, at=NOW)
    assert models.Outgoing.objects.get(pk=stuck.row).channel == "peer:H31.99"
