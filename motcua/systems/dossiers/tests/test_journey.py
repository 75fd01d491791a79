"""A dossier from application to result, and what its row and its facts say of it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection

from motcua.spine import access, dossier
from motcua.systems.dossiers import actions, models, queries
from motcua.systems.dossiers.tests.people import (
    AFTERNOON,
    BINH,
    CHAU,
    COMMUNE,
    DUNG,
    EM,
    LAN,
    MINH,
    MORNING,
    WHY,
    at_counter,
    filing,
)
from motcua.systems.ledger import queries as ledger

FILE_KINDS = ("dossier.file_added", "dossier.file_taken_back")


def agree(dossier_id: str) -> None:
    replayed = queries.replayed(dossier_id=dossier_id)
    assert replayed is not None
    assert dossier.encode(replayed) == dossier.encode(queries.standing(dossier_id=dossier_id))


def test_lans_dossier_goes_all_the_way_and_row_and_facts_agree_after_every_act(office: datetime) -> None:
    filed = actions.apply(filing=filing(), by=LAN, at=office)
    one = filed.id
    assert filed.code == f"{COMMUNE}-230301-0001"
    steps: list[Callable[[datetime], actions.Moved]] = [
        lambda at: actions.receive(dossier_id=one, by=BINH, at=at),
        lambda at: actions.hand_over(dossier_id=one, by=BINH, at=at),
        lambda at: actions.ask_supplement(dossier_id=one, papers=["Bản án ly hôn"], why=WHY, by=DUNG, at=at),
        lambda at: actions.supplement(dossier_id=one, papers=["ly-hon"], by=LAN, at=at),
        lambda at: actions.consult(
            dossier_id=one, unit="H31.15", hours=8, question="Có vướng mắc không?", by=DUNG, at=at
        ),
        lambda at: actions.require_payment(dossier_id=one, amount=15_000, by=DUNG, at=at),
        lambda at: actions.pay(dossier_id=one, amount=15_000, by=LAN, at=at),
        lambda at: actions.hand_over(dossier_id=one, by=DUNG, at=at),
        lambda at: actions.decide(
            dossier_id=one,
            approve=True,
            why=actions.Reason(text="Đủ điều kiện", article="Điều 22"),
            by=EM,
            at=at,
        ),
        lambda at: actions.return_result(dossier_id=one, channel="online", by=BINH, at=at),
        lambda at: actions.rate(dossier_id=one, score=5, by=LAN, at=at),
    ]
    for number, step in enumerate(steps, 2):
        moved = step(office + timedelta(days=number))
        assert moved.seq == number
        agree(one)
    assert queries.standing(dossier_id=one).stage is dossier.Stage.RETURNED


def test_at_the_counter_filing_and_receipt_are_one_act(office: datetime) -> None:
    moved = actions.receive_at_counter(filing=at_counter(), by=BINH, at=office)
    assert moved.stage is dossier.Stage.RECEIVED
    assert [one.kind for one in queries.history(dossier_id=moved.id)] == [
        "dossier.applied",
        "dossier.received",
    ]
    agree(moved.id)


def test_a_second_click_makes_no_second_dossier(office: datetime) -> None:
    first = actions.apply(filing=filing(), by=LAN, at=office, key="k-1")
    second = actions.apply(filing=filing(), by=LAN, at=AFTERNOON, key="k-1")
    assert first == second
    assert models.Dossier.objects.count() == 1


def test_a_key_used_for_another_application_is_refused(office: datetime) -> None:
    actions.apply(filing=filing(), by=LAN, at=office, key="k-1")
    with pytest.raises(queries.Refusal) as no:
        actions.apply(filing=filing(case="xac-minh", channel="counter"), by=LAN, at=office, key="k-1")
    assert no.value.code == "dossier.key-reused"


def test_a_refused_application_takes_no_number(office: datetime) -> None:
    with pytest.raises(dossier.Refusal):
        actions.apply(filing=filing(case="khong-co"), by=LAN, at=office)
    assert actions.apply(filing=filing(), by=LAN, at=office).code.endswith("-0001")


def test_binh_with_a_stale_page_is_told_so(office: datetime) -> None:
    one = actions.receive_at_counter(filing=at_counter(), by=BINH, at=office)
    actions.hand_over(dossier_id=one.id, by=BINH, at=AFTERNOON, seen=one.seq)
    with pytest.raises(Exception, match=r"ledger\.stale"):
        actions.hand_over(dossier_id=one.id, by=BINH, at=AFTERNOON, seen=one.seq)


def test_chau_of_another_commune_may_neither_receive_nor_hand_over(office: datetime) -> None:
    one = actions.apply(filing=filing(), by=LAN, at=office)
    with pytest.raises(access.Refusal) as no:
        actions.receive(dossier_id=one.id, by=CHAU, at=AFTERNOON)
    assert no.value.code == "access.outside-unit"
    with pytest.raises(access.Refusal):
        actions.receive_at_counter(filing=at_counter(), by=CHAU, at=AFTERNOON)


def test_minh_may_not_withdraw_lans_dossier(office: datetime) -> None:
    one = actions.apply(filing=filing(), by=LAN, at=office)
    with pytest.raises(access.Refusal):
        actions.withdraw(dossier_id=one.id, by=MINH, at=AFTERNOON)


def test_the_ledger_holds_no_name_and_no_reason_in_clear(office: datetime) -> None:
    one = actions.apply(filing=filing(), by=LAN, at=office)
    actions.refuse_receipt(dossier_id=one.id, why=WHY, by=BINH, at=AFTERNOON)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(body, '') FROM ledger_fact")
        said = cursor.fetchone()[0]
    for personal in ("Nguyễn Thị Lan", "0912345678", WHY.text):
        assert personal not in said
    assert queries.history(dossier_id=one.id)[-1].text == WHY.text


def test_past_versions_tell_how_it_stood(office: datetime) -> None:
    one = actions.apply(filing=filing(), by=LAN, at=office)
    actions.receive(dossier_id=one.id, by=BINH, at=AFTERNOON)
    past = list(models.Past.objects.filter(dossier=one.id).values_list("stage", "since", "until"))
    assert past == [(1, office, AFTERNOON)]
    row = models.Dossier.objects.get(id=one.id)
    assert (row.stage, row.since) == (2, AFTERNOON)


def test_many_are_handed_over_and_what_cannot_move_says_why(office: datetime) -> None:
    good = actions.receive_at_counter(filing=at_counter(), by=BINH, at=office)
    waiting = actions.apply(filing=filing(), by=LAN, at=office)
    outcomes = actions.hand_over_many(
        dossiers=[(good.id, good.seq), (waiting.id, waiting.seq)], by=BINH, at=AFTERNOON
    )
    assert outcomes[0].moved is not None
    assert outcomes[1].refused is not None
    assert outcomes[1].refused.code == "dossier.act-not-allowed"


def test_a_draft_keeps_what_lan_typed_and_files_once(office: datetime) -> None:
    draft = actions.begin_draft(procedure="1.004873", by=LAN, at=office)
    actions.keep_draft(draft_id=draft, answers={"ho_ten": "Nguyễn Thị L"}, by=LAN, at=office)
    actions.keep_draft(draft_id=draft, answers={"dia_chi": "Hồng Châu"}, by=LAN, at=office)
    kept = queries.draft(draft_id=draft, by=LAN)
    assert kept.answers == {"ho_ten": "Nguyễn Thị L", "dia_chi": "Hồng Châu"}
    actions.attach_to_draft(
        draft_id=draft, paper="to-khai", name="to khai.pdf", chunks=[b"%PDF-1.7 x"], by=LAN, at=office
    )
    first = actions.file_draft(draft_id=draft, application=filing(), by=LAN, at=office)
    again = actions.file_draft(draft_id=draft, application=filing(), by=LAN, at=office)
    assert first.code == again.code
    assert [file.name for file in queries.page(code=first.code, at=office).files] == ["to khai.pdf"]
    with pytest.raises(queries.Refusal):
        queries.draft(draft_id=draft, by=LAN)


def test_the_morning_list_has_the_most_pressing_first(office: datetime) -> None:
    slow = actions.receive_at_counter(filing=at_counter(case="xac-minh"), by=BINH, at=office)
    quick = actions.receive_at_counter(filing=at_counter(), by=BINH, at=MORNING + timedelta(minutes=5))
    reach = access.reach(actor=BINH, act=access.Act.READ)
    found = queries.work(reach=reach, by=queries.Filter(), at=AFTERNOON)
    assert [line.code for line in found] == [quick.code, slow.code]
    assert found[0].applicant == "N••• T••• Lan"
    others = access.reach(actor=CHAU, act=access.Act.READ)
    assert queries.work(reach=others, by=queries.Filter(), at=AFTERNOON) == ()


def test_a_name_is_found_without_its_accents(office: datetime) -> None:
    actions.receive_at_counter(filing=at_counter(), by=BINH, at=office)
    reach = access.reach(actor=BINH, act=access.Act.READ)
    for typed in ("nguyen thi lan", "NGUYỄN", "0001"):
        assert queries.count(reach=reach, by=queries.Filter(text=typed), at=office) == 1
    assert queries.count(reach=reach, by=queries.Filter(text="tran"), at=office) == 0


def test_pages_of_a_list_never_repeat_or_skip(office: datetime) -> None:
    made = [
        actions.receive_at_counter(filing=at_counter(), by=BINH, at=office + timedelta(seconds=n // 2)).code
        for n in range(7)
    ]
    reach = access.reach(actor=BINH, act=access.Act.READ)
    seen: list[str] = []
    after = ""
    while True:
        page = queries.recent(reach=reach, by=queries.Filter(), at=office, after=after, limit=3)
        seen += [line.code for line in page.lines]
        if not (after := page.after):
            break
    assert sorted(seen) == sorted(made)
    assert len(seen) == len(set(seen))


def test_a_file_that_comes_or_goes_is_a_fact_without_its_name(office: datetime) -> None:
    draft = actions.begin_draft(procedure="1.004873", by=LAN, at=office)
    actions.attach_to_draft(
        draft_id=draft, paper="to-khai", name="Lan.pdf", chunks=[b"%PDF-1.7 a"], by=LAN, at=office
    )
    one = actions.file_draft(draft_id=draft, application=filing(), by=LAN, at=office)
    actions.ask_supplement(dossier_id=one.id, papers=["ly-hon"], why=WHY, by=BINH, at=AFTERNOON)
    brought = actions.attach(
        dossier_id=one.id, paper="ly-hon", name="Lan 2.pdf", chunks=[b"%PDF-1.7 b"], by=LAN, at=AFTERNOON
    )
    actions.take_back(attachment_id=brought, dossier_id=one.id, by=LAN, at=AFTERNOON)
    kinds = [entry.fact.kind for entry in ledger.latest(kinds=FILE_KINDS, limit=9)]
    assert kinds == ["dossier.file_taken_back", "dossier.file_added", "dossier.file_added"]
    assert not any("Lan" in str(entry.fact.data) for entry in ledger.latest(kinds=FILE_KINDS, limit=9))
