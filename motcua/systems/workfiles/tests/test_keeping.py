"""Lan keeps files at the commune: from the list, from a letter, by hand; Bình approves and gives work; Châu sees nothing."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from motcua.spine import access, refusal
from motcua.systems.documents import actions as documents, queries as papers
from motcua.systems.ledger import actions as ledger_actions, queries as ledger
from motcua.systems.workfiles import actions, events, models, queries, rules
from motcua.systems.workfiles.queries import reading
from motcua.systems.workfiles.rules import Stage
from motcua.systems.workfiles.tests.office import (
    COMMUNE,
    ENTRY,
    NOW,
    PROVINCE,
    Office,
    approved,
    came,
    on_paper,
    opened,
)


def code_of(found: "pytest.ExceptionInfo[refusal.Refusal]") -> str:
    return found.value.code


def test_a_file_is_opened_from_the_approved_list_once(office: Office) -> None:
    lan = office.actor("lan")
    opening = actions.Opening(unit=COMMUNE, entry="01.CCHC")
    with pytest.raises(rules.Refusal) as early:
        actions.open_file(opening=opening, by=lan, at=NOW)
    assert code_of(early) == "workfiles.no-such-entry"
    approved(office)
    state = actions.open_file(opening=opening, by=lan, at=NOW)
    assert (state.code, state.retention, state.listed, state.level) == ("01.CCHC", "20", True, "commune")
    found = queries.file(file_id=state.id, by=lan, at=NOW)
    assert (found.title, found.keeper_name, found.reason) == (ENTRY.title, "Nguyễn Thị Lan", "")
    assert queries.unopened(unit=COMMUNE, year=2023) == ()
    with pytest.raises(rules.Refusal) as twice:
        actions.open_file(opening=opening, by=lan, at=NOW)
    assert code_of(twice) == "workfiles.already-opened"


def test_what_is_not_on_the_list_is_opened_with_its_reason_and_the_next_number(office: Office) -> None:
    first, second = opened(office), opened(office)
    assert (first.code, second.code) == ("01.PS", "02.PS")
    assert queries.file(file_id=first.id, by=office.actor("lan"), at=NOW).reason == "Việc phát sinh"
    with pytest.raises(rules.Refusal) as refused:
        opened(office, reason=" ")
    assert code_of(refused) == "workfiles.reason-missing"


def test_the_head_returns_a_list_and_lan_mends_it(office: Office) -> None:
    lan, binh = office.actor("lan"), office.actor("binh")
    foreseen = actions.Foreseen(code="01.A", title="Một", retention="10", keeper=lan.id)
    actions.add_entry(unit=COMMUNE, year=2023, foreseen=foreseen, by=lan, at=NOW)
    actions.propose(unit=COMMUNE, year=2023, by=lan, at=NOW)
    with pytest.raises(rules.Refusal) as refused:
        actions.add_entry(unit=COMMUNE, year=2023, foreseen=foreseen, by=lan, at=NOW)
    assert code_of(refused) == "workfiles.list-act-not-allowed"
    with pytest.raises(access.Refusal):
        actions.approve(unit=COMMUNE, year=2023, by=lan, at=NOW)
    actions.return_list(unit=COMMUNE, year=2023, words="Thiếu hồ sơ thi đua", by=binh, at=NOW)
    actions.strike_entry(unit=COMMUNE, year=2023, code="01.A", by=lan, at=NOW)
    again = actions.Foreseen(code="01.TĐ", title="Thi đua", retention="forever", keeper=lan.id)
    actions.add_entry(unit=COMMUNE, year=2023, foreseen=again, by=lan, at=NOW)
    actions.propose(unit=COMMUNE, year=2023, by=lan, at=NOW)
    state = actions.approve(unit=COMMUNE, year=2023, by=binh, at=NOW)
    assert state.stage is rules.ListStage.APPROVED
    facts = [entry.fact for entry in ledger.read(stream=events.list_stream(COMMUNE, 2023))]
    assert rules.replay_list(facts) == state == reading.list_of(models.FileList.objects.get())
    assert "Thi đua" not in " ".join(str(dict(fact.data)) for fact in facts)


def test_a_file_goes_its_whole_way_and_its_row_is_the_fold_of_its_facts(office: Office) -> None:
    lan, minh, dung = (office.actor(who) for who in ("lan", "minh", "dung"))
    letter = came(office, handled=True)
    state = opened(office, document=letter)
    document = papers.document(document_id=letter, by=lan, at=NOW)
    assert document.state.stage is papers.Stage.FILED
    assert document.state.work_file == "01.PS/2023"
    state = actions.give_task(file_id=state.id, officer=minh.id, days=2, words="Lập báo cáo", by=lan, at=NOW)
    state = actions.do_task(file_id=state.id, number=1, words="Đã gửi", by=minh, at=NOW + timedelta(days=1))
    state = actions.close(file_id=state.id, by=lan, at=NOW + timedelta(days=1))
    assert (state.steps, state.steps_online, state.stage) == (4, 4, Stage.CLOSED)
    given = actions.hand_over(unit=COMMUNE, files=[state.id], by=lan, at=NOW + timedelta(days=2))
    assert given.number == 1
    assert actions.accept(batch_id=given.id, by=dung, at=NOW + timedelta(days=3)) == 1
    row = models.File.objects.get()
    facts = [entry.fact for entry in ledger.read(stream=events.stream(row.pk))]
    assert rules.replay(facts) == reading.state_of(row)
    assert (row.stage, row.steps, row.steps_online) == (Stage.ARCHIVED, 4, 4)
    said = " ".join(str(dict(fact.data)) for fact in facts)
    assert not any(word in said for word in ("Tiếp công dân", "Lập báo cáo", "Minh"))
    told = queries.history(file_id=str(row.pk))
    assert [one.text for one in told][2:4] == ["Lập báo cáo", "Đã gửi"]
    assert told[2].about == "Hoàng Văn Minh"


def test_a_step_on_paper_is_said_with_its_reason_and_takes_the_file_off_the_network(office: Office) -> None:
    lan = office.actor("lan")
    state = opened(office, document=came(office))
    assert state.steps_online == state.steps
    with pytest.raises(rules.Refusal) as refused:
        actions.mark_paper(file_id=state.id, what="Lấy chữ ký", why="", done_on=NOW.date(), by=lan, at=NOW)
    assert code_of(refused) == "workfiles.words-missing"
    why = "Người dân không có chữ ký số"
    state = actions.mark_paper(
        file_id=state.id, what="Lấy chữ ký", why=why, done_on=NOW.date(), by=lan, at=NOW
    )
    assert (state.steps, state.steps_online) == (3, 2)
    (step,) = queries.file(file_id=state.id, by=lan, at=NOW).papers
    assert (step.what, step.why, step.by_name) == ("Lấy chữ ký", why, "Nguyễn Thị Lan")


def test_a_letter_that_nobody_scanned_is_a_step_on_paper_until_it_is_taken_out(office: Office) -> None:
    lan = office.actor("lan")
    state = opened(office, document=on_paper(office))
    assert (state.steps, state.steps_online) == (2, 1)
    state = actions.take_out(file_id=state.id, number=1, words="Đưa nhầm", by=lan, at=NOW)
    assert (state.steps, state.steps_online) == (1, 1)
    again = actions.add_document(file_id=state.id, document=came(office), by=lan, at=NOW)
    assert [one.number for one in again.inside] == [2]


def test_a_letter_that_was_refused_goes_into_no_file(office: Office) -> None:
    letter, state = came(office), opened(office)
    documents.refuse(document_id=letter, words="Gửi nhầm nơi", by=office.actor("dung"), at=NOW)
    with pytest.raises(rules.Refusal) as refused:
        actions.add_document(file_id=state.id, document=letter, by=office.actor("lan"), at=NOW)
    assert code_of(refused) == "workfiles.document-came-to-nothing"


def test_a_secret_letter_and_one_of_another_agency_go_into_no_open_file(office: Office) -> None:
    tuan, state = office.actor("tuan"), opened(office)
    opening = actions.Opening(unit=PROVINCE, title="Chỉ đạo", retention="10", reason="Việc phát sinh")
    his = actions.open_file(opening=opening, by=tuan, at=NOW)
    with pytest.raises(rules.Refusal) as refused:
        actions.add_document(file_id=his.id, document=came(office), by=tuan, at=NOW)
    assert code_of(refused) == "workfiles.document-of-another-unit"
    secret = on_paper(office, secrecy="secret")
    with pytest.raises(rules.Refusal) as again:
        actions.add_document(file_id=state.id, document=secret, by=office.actor("lan"), at=NOW)
    assert code_of(again) == "workfiles.secret-document"


def test_a_task_is_due_in_working_days_and_is_late_after_them(office: Office) -> None:
    """Given on a Wednesday with two working days it is due on Friday at five; done on Monday it is late."""
    lan, minh = office.actor("lan"), office.actor("minh")
    state = opened(office)
    state = actions.give_task(file_id=state.id, officer=minh.id, days=2, words="Rà soát", by=lan, at=NOW)
    due = state.tasks[0].due_at
    assert due.date() == date(2023, 5, 12)
    assert due.hour == 17
    (task,) = queries.my_tasks(officer=minh.id, at=NOW)
    assert (task.words, task.late) == ("Rà soát", False)
    state = actions.do_task(file_id=state.id, number=1, by=minh, at=NOW + timedelta(days=5))
    assert state.done_late == models.File.objects.get().tasks_late == 1
    assert queries.my_tasks(officer=minh.id, at=NOW) == ()


def test_a_file_with_a_task_waiting_or_nothing_in_it_is_not_closed(office: Office) -> None:
    lan, minh = office.actor("lan"), office.actor("minh")
    state = opened(office)
    with pytest.raises(rules.Refusal) as empty:
        actions.close(file_id=state.id, by=lan, at=NOW)
    assert code_of(empty) == "workfiles.nothing-inside"
    actions.add_document(file_id=state.id, document=came(office), by=lan, at=NOW)
    actions.give_task(file_id=state.id, officer=minh.id, days=2, words="Rà soát", by=lan, at=NOW)
    with pytest.raises(rules.Refusal) as waits:
        actions.close(file_id=state.id, by=lan, at=NOW)
    assert code_of(waits) == "workfiles.tasks-open"
    actions.drop_task(file_id=state.id, number=1, words="Không cần nữa", by=lan, at=NOW)
    assert actions.close(file_id=state.id, by=lan, at=NOW).stage is Stage.CLOSED


def test_minh_helps_where_he_has_a_task_and_only_the_keeper_or_the_head_closes(office: Office) -> None:
    lan, minh, binh = (office.actor(who) for who in ("lan", "minh", "binh"))
    state, letter = opened(office), came(office)
    with pytest.raises(rules.Refusal) as refused:
        actions.add_document(file_id=state.id, document=letter, by=minh, at=NOW)
    assert code_of(refused) == "workfiles.kept-by-another"
    actions.give_task(file_id=state.id, officer=minh.id, days=1, words="Thu thập", by=binh, at=NOW)
    actions.add_document(file_id=state.id, document=letter, by=minh, at=NOW)
    actions.do_task(file_id=state.id, number=1, by=minh, at=NOW)
    with pytest.raises(rules.Refusal):
        actions.close(file_id=state.id, by=minh, at=NOW)
    with pytest.raises(access.Refusal):
        actions.entrust(file_id=state.id, keeper=minh.id, by=lan, at=NOW)
    actions.entrust(file_id=state.id, keeper=minh.id, words="Lan nghỉ phép", by=binh, at=NOW)
    assert actions.close(file_id=state.id, by=minh, at=NOW).stage is Stage.CLOSED


def test_chau_of_another_agency_sees_and_does_nothing(office: Office) -> None:
    chau, state = office.actor("chau"), opened(office)
    with pytest.raises(access.Refusal) as refused:
        queries.file(file_id=state.id, by=chau, at=NOW)
    assert code_of(refused) == "access.outside-unit"
    assert queries.files(narrowed=queries.Filter(), by=chau, at=NOW) == ((), 0)
    with pytest.raises(access.Refusal):
        actions.close(file_id=state.id, by=chau, at=NOW)
    with pytest.raises(rules.Refusal) as work:
        actions.give_task(
            file_id=state.id, officer=chau.id, days=1, words="Giúp", by=office.actor("lan"), at=NOW
        )
    assert code_of(work) == "workfiles.cannot-keep"


def test_of_a_secret_file_only_its_number_and_days_are_kept(office: Office) -> None:
    lan = office.actor("lan")
    state = opened(office, title="Kế hoạch bảo vệ mục tiêu", secrecy="secret")
    row = models.File.objects.get()
    assert (row.title, row.searched) == ("", "01 ps")
    assert not models.Words.objects.filter(text__contains="bảo vệ").exists()
    with pytest.raises(rules.Refusal) as refused:
        actions.add_document(file_id=state.id, document=came(office), by=lan, at=NOW)
    assert code_of(refused) == "workfiles.secret-not-here"
    assert actions.close(file_id=state.id, by=lan, at=NOW).stage is Stage.CLOSED


def test_the_archive_sends_one_back_and_takes_the_other(office: Office) -> None:
    lan, dung = office.actor("lan"), office.actor("dung")
    closed = []
    for subject in ("Về việc hộ tịch", "Về việc đất đai của xã"):
        state = opened(office, document=came(office, subject=subject))
        closed.append(actions.close(file_id=state.id, by=lan, at=NOW).id)
    given = actions.hand_over(unit=COMMUNE, files=closed, by=lan, at=NOW)
    with pytest.raises(access.Refusal):
        actions.accept(batch_id=given.id, by=lan, at=NOW)
    back = actions.send_back(batch_id=given.id, file_id=closed[0], words="Thiếu mục lục", by=dung, at=NOW)
    assert (back.stage, back.batch) == (Stage.CLOSED, None)
    assert actions.accept(batch_id=given.id, by=dung, at=NOW) == 1
    with pytest.raises(rules.Refusal) as again:
        actions.accept(batch_id=given.id, by=dung, at=NOW)
    assert code_of(again) == "workfiles.already-taken"
    assert actions.hand_over(unit=COMMUNE, files=closed[:1], by=lan, at=NOW).number == 2
    with pytest.raises(rules.Refusal):
        actions.hand_over(unit=COMMUNE, files=[], by=lan, at=NOW)


def test_a_page_that_was_overtaken_is_told_so(office: Office) -> None:
    lan, state = office.actor("lan"), opened(office)
    actions.add_document(file_id=state.id, document=came(office), by=lan, at=NOW, seen=1)
    with pytest.raises(ledger_actions.Refusal) as refused:
        actions.close(file_id=state.id, by=lan, at=NOW, seen=1)
    assert code_of(refused) == "ledger.stale"


def test_what_was_in_a_file_is_never_deleted(office: Office) -> None:
    state = opened(office, document=came(office))
    for rows in (models.Item.objects.filter(file_id=state.id), models.File.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete(rows.db)
