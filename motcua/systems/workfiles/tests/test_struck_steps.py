"""A step on paper that was written down by mistake is struck by who wrote it, or the head; it stays readable."""

import pytest
from django.test import Client

from motcua.base import clock
from motcua.systems.ledger import queries as ledger
from motcua.systems.workfiles import actions, events, models, queries, rules
from motcua.systems.workfiles.queries import reading
from motcua.systems.workfiles.tests.office import NOW, Office, at_desk, came, opened
from motcua.systems.workfiles.tests.test_pages import LIST, act, said


def marked(office: Office, who: str = "lan") -> rules.State:
    """Let somebody write a step on paper down in Lan's file; Minh has a task in it."""
    state = opened(office, document=came(office))
    lan, minh = office.actor("lan"), office.actor("minh")
    actions.give_task(file_id=state.id, officer=minh.id, days=2, words="Thu thập", by=lan, at=NOW)
    return actions.mark_paper(
        file_id=state.id,
        what="Họp dân",
        why="Họp trực tiếp",
        done_on=NOW.date(),
        by=office.actor(who),
        at=NOW,
    )


def code(office: Office, state: rules.State, who: str, *, number: int = 1, words: str = "Ghi nhầm") -> str:
    with pytest.raises(rules.Refusal) as refused:
        actions.strike_paper(file_id=state.id, number=number, words=words, by=office.actor(who), at=NOW)
    return refused.value.code


def test_lan_strikes_what_she_wrote_and_the_file_is_on_the_network_again(office: Office) -> None:
    state = marked(office)
    assert (state.steps, state.steps_online) == (3, 2)
    after = actions.strike_paper(
        file_id=state.id, number=1, words="Nhầm hồ sơ", by=office.actor("lan"), at=NOW
    )
    assert (after.steps, after.steps_online) == (2, 2)
    row = models.File.objects.get()
    assert (row.steps, row.steps_online) == (2, 2)
    facts = [entry.fact for entry in ledger.read(stream=events.stream(row.pk))]
    assert rules.replay(facts) == reading.state_of(row)
    assert "Nhầm hồ sơ" not in " ".join(str(dict(fact.data)) for fact in facts)


def test_only_who_wrote_it_or_the_head_strikes_it_once_and_with_a_reason(office: Office) -> None:
    state = marked(office, "minh")
    assert code(office, state, "lan") == "workfiles.step-of-another"
    assert code(office, state, "minh", words=" ") == "workfiles.words-missing"
    assert code(office, state, "minh", number=2) == "workfiles.no-such-step"
    actions.strike_paper(file_id=state.id, number=1, words="Ghi nhầm", by=office.actor("binh"), at=NOW)
    assert code(office, state, "minh") == "workfiles.no-such-step"


def test_a_file_in_which_nothing_is_left_is_not_closed(office: Office) -> None:
    lan = office.actor("lan")
    state = opened(office)
    actions.mark_paper(file_id=state.id, what="Họp", why="Họp", done_on=NOW.date(), by=lan, at=NOW)
    actions.strike_paper(file_id=state.id, number=1, words="Ghi nhầm", by=lan, at=NOW)
    with pytest.raises(rules.Refusal) as empty:
        actions.close(file_id=state.id, by=lan, at=NOW)
    assert empty.value.code == "workfiles.nothing-inside"


def test_a_closed_file_is_opened_again_before_a_step_is_struck(office: Office) -> None:
    state, lan = marked(office), office.actor("lan")
    actions.drop_task(file_id=state.id, number=1, words="Thôi", by=lan, at=NOW)
    actions.close(file_id=state.id, by=lan, at=NOW)
    assert code(office, state, "lan") == "workfiles.act-not-allowed"


def test_the_page_offers_it_to_who_may_and_shows_what_was_struck_and_why(office: Office) -> None:
    state = marked(office, "minh")
    with clock.at(NOW):
        lan, minh = at_desk(office, "lan"), at_desk(office, "minh")
        assert "Gạch bước ghi nhầm" not in said(lan.get(f"{LIST}{state.id}/"))
        assert "10/05/2023: Họp dân" in said(minh.get(f"{LIST}{state.id}/viec/gach-buoc/"))
        page = act(minh, state.id, "gach-buoc", number=1, words="Nhầm sang hồ sơ khác")
    assert "Họp dân đã gạch, ghi nhầm" in page
    assert "Gạch bước ghi nhầm – Hoàng Văn Minh Họp dân “Nhầm sang hồ sơ khác”" in page
    assert "xử lý trên môi trường mạng" in page
    told = queries.history(file_id=state.id)[-1]
    assert (told.what, told.text) == ("Họp dân", "Nhầm sang hồ sơ khác")


def test_chau_strikes_nothing(office: Office) -> None:
    state = marked(office)
    chau: Client = at_desk(office, "chau")
    assert chau.post(f"{LIST}{state.id}/viec/gach-buoc/", {"number": 1, "words": "x"}).status_code == 403
