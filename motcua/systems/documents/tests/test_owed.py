"""Whose turn it is: a decision waits for Bình, then for Dung, and never for anybody at Sở Y tế."""

from motcua.systems.documents import actions, rules
from motcua.systems.documents.office import owed
from motcua.systems.documents.tests.office import HEALTH, HOME, NOW, Office, drafted, submitted


def waits_for(office: Office) -> list[str]:
    """Give everybody for whom some document waits."""
    return [who for who in office.accounts if owed.documents(by=office.actor(who), at=NOW)]


def test_a_decision_waits_for_whoever_moves_next_and_for_nobody_else(office: Office) -> None:
    dung = office.actor("dung")
    state = drafted(office)
    assert waits_for(office) == []
    actions.submit(document_id=state.id, to=office.accounts["binh"], by=office.actor("lan"), at=NOW)
    assert waits_for(office) == ["binh"]
    (one,) = owed.documents(by=office.actor("binh"), at=NOW)
    assert (one.title, one.about, one.due_at) == (
        "Về việc phân công nhiệm vụ",
        "Văn bản đi của Sở Nội vụ · chờ ký",
        None,
    )
    actions.sign(document_id=state.id, shown=state.file or "", by=office.actor("binh"), at=NOW)
    assert waits_for(office) == ["dung"]
    shown = actions.number(document_id=state.id, by=dung, at=NOW)
    assert waits_for(office) == ["dung"]
    actions.seal(document_id=state.id, shown=shown.file or "", by=dung, at=NOW)
    assert waits_for(office) == ["dung"]
    actions.issue(document_id=state.id, receivers=[(HEALTH, "Sở Y tế")], by=dung, at=NOW)
    assert waits_for(office) == []


def test_numbered_before_it_is_signed_it_still_waits_for_the_signer(office: Office) -> None:
    state = submitted(office)
    actions.number(document_id=state.id, by=office.actor("dung"), at=NOW)
    assert waits_for(office) == ["binh"]


def test_what_is_signed_on_paper_waits_for_the_clerk(office: Office) -> None:
    lan = office.actor("lan")
    drafting = actions.Drafting(unit=HOME, kind="quyet-dinh", subject="Việc mật", secrecy="secret")
    state = actions.draft(drafting=drafting, by=lan, at=NOW)
    actions.submit(document_id=state.id, to=office.accounts["binh"], by=lan, at=NOW)
    assert waits_for(office) == ["dung"]


def test_a_letter_that_came_waits_for_its_clerk_then_its_head_then_its_officer(office: Office) -> None:
    hue, duc, chau = (office.actor(who) for who in ("hue", "duc", "chau"))
    receiving = actions.Receiving(
        unit=HEALTH,
        origin=rules.COUNTER,
        sender="G15",
        sender_name="Bộ Tư pháp",
        symbol="12/BTP-VP",
        subject="Về việc rà soát",
    )
    letter = actions.receive(receiving=receiving, by=hue, at=NOW).id
    assert waits_for(office) == ["hue"]
    actions.register(document_id=letter, by=hue, at=NOW)
    assert waits_for(office) == ["duc"]
    actions.assign(document_id=letter, officer=chau.id, by=duc, at=NOW)
    assert waits_for(office) == ["chau"]
    actions.handle(document_id=letter, by=chau, at=NOW)
    assert waits_for(office) == []
