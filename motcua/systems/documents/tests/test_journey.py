"""Lan writes a decision, Bình signs, Dung numbers, seals and issues it; at the other department it is received and handled."""

import pytest

from motcua.spine import access, refusal
from motcua.spine.worktime import VN
from motcua.systems.documents import actions, queries, rules
from motcua.systems.documents.actions import papers
from motcua.systems.documents.rules import Stage
from motcua.systems.documents.tests.office import HEALTH, HOME, NOW, Office, drafted, paper, sealed, submitted
from motcua.systems.ledger import queries as ledger


def code_of(found: "pytest.ExceptionInfo[refusal.Refusal]") -> str:
    return found.value.code


def received(office: Office, pdf: bytes, *, key: str = "H31.09,2026/11/27,01/QĐ-SNV") -> actions.Came:
    return actions.receive(
        receiving=actions.Receiving(
            unit=HEALTH,
            origin=rules.EXCHANGE,
            sender=HOME,
            sender_name="Sở Nội vụ",
            symbol="01/QĐ-SNV",
            kind="quyet-dinh",
            subject="Về việc phân công nhiệm vụ",
            dated=NOW.astimezone(VN).date(),
            key=key,
            files=[actions.Upload(name="01-QD-SNV.pdf", chunks=[pdf])],
        ),
        by=access.system("exchange"),
        at=NOW,
    )


def test_a_document_goes_its_whole_way_out(office: Office) -> None:
    state = sealed(office)
    assert state.symbol == "01/QĐ-SNV"
    state = actions.issue(
        document_id=state.id, receivers=[(HEALTH, "Sở Y tế")], by=office.actor("dung"), at=NOW
    )
    assert state.stage is Stage.ISSUED
    found = queries.document(document_id=state.id, by=office.actor("lan"), at=NOW)
    assert [file.made_by for file in found.files] == ["written", "signed", "numbered", "sealed"]
    assert found.receivers == ((HEALTH, "Sở Y tế"),)
    (finding,) = queries.findings(document_id=state.id)
    assert finding.verdict is rules.Verdict.FULL
    assert finding.evidence > 0


def test_the_signed_file_begins_with_what_was_there_byte_for_byte(office: Office) -> None:
    state = sealed(office)
    files = queries.document(document_id=state.id, by=office.actor("lan"), at=NOW).files
    contents = [papers.content(file.digest) for file in files]
    assert contents[0] == paper()
    assert contents[1].startswith(contents[0])
    assert contents[2].startswith(contents[1])
    assert contents[3].startswith(contents[2])


def test_what_arrives_is_checked_registered_assigned_handled_and_filed(office: Office) -> None:
    out = sealed(office)
    pdf = papers.content(out.file or "")
    came = received(office, pdf)
    hue, duc, chau = (office.actor(who) for who in ("hue", "duc", "chau"))
    assert queries.findings(document_id=came.id)[0].verdict is rules.Verdict.FULL
    state = actions.register(document_id=came.id, by=hue, at=NOW)
    assert (state.number, state.year) == (1, NOW.year)
    state = actions.assign(document_id=came.id, officer=office.accounts["chau"], by=duc, at=NOW)
    state = actions.handle(document_id=came.id, words="Đã tham mưu", by=chau, at=NOW)
    state = actions.file(document_id=came.id, work_file="01.TCCB", by=chau, at=NOW)
    assert state.stage is Stage.FILED
    assert state.work_file == "01.TCCB"


def test_what_comes_twice_is_taken_in_once(office: Office) -> None:
    pdf = papers.content(sealed(office).file or "")
    first, again = received(office, pdf), received(office, pdf)
    assert first.new
    assert again == actions.Came(id=first.id, new=False)


def test_the_row_is_the_fold_of_its_facts(office: Office) -> None:
    state = sealed(office)
    facts = [entry.fact for entry in ledger.read(stream=f"document:{state.id}")]
    assert rules.replay(facts) == state
    assert queries.document(document_id=state.id, by=office.actor("lan"), at=NOW).state == state


def test_chau_of_the_other_department_does_not_see_it(office: Office) -> None:
    state = drafted(office)
    with pytest.raises(access.Refusal) as refused:
        queries.document(document_id=state.id, by=office.actor("chau"), at=NOW)
    assert code_of(refused) == "access.outside-unit"


def test_lan_does_not_sign_and_binh_does_not_number(office: Office) -> None:
    state = submitted(office)
    with pytest.raises(access.Refusal):
        actions.sign(document_id=state.id, shown=state.file or "", by=office.actor("lan"), at=NOW)
    with pytest.raises(access.Refusal):
        actions.number(document_id=state.id, by=office.actor("binh"), at=NOW)


def test_binh_gives_it_back_and_lan_writes_it_anew(office: Office) -> None:
    state = submitted(office)
    binh, lan = office.actor("binh"), office.actor("lan")
    state = actions.send_back(document_id=state.id, words="Căn cứ chưa đủ", by=binh, at=NOW)
    assert state.stage is Stage.DRAFT
    told = queries.history(document_id=state.id)[-1]
    assert (told.text, told.by_name) == ("Căn cứ chưa đủ", "Trần Văn Bình")
    new = actions.Upload(name="ban-2.pdf", chunks=[paper("Bản hai")])
    state = actions.add_file(document_id=state.id, upload=new, main=True, by=lan, at=NOW)
    assert state.version == 2


def test_the_ledger_holds_no_words_of_people(office: Office) -> None:
    state = sealed(office)
    actions.issue(document_id=state.id, receivers=[(HEALTH, "Sở Y tế")], by=office.actor("dung"), at=NOW)
    entries = ledger.read(stream=f"document:{state.id}")
    said = " ".join(str(dict(entry.fact.data)) for entry in entries)
    assert "phân công" not in said
    assert "Bình" not in said
    assert "quyet-dinh.pdf" not in said
