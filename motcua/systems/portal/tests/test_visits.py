"""Who is here now, and what they think of the service; nobody is known by name."""

from datetime import timedelta

import pytest
from django.test import Client

from motcua.base import clock
from motcua.systems.portal import actions, models, queries

pytestmark = pytest.mark.django_db

PAGE = {"Accept": "text/html"}
LAN, MINH = actions.visit_of("lan"), actions.visit_of("minh")


def test_lan_and_minh_are_here_until_five_minutes_have_passed() -> None:
    at = clock.now()
    actions.see(visit=LAN, at=at - timedelta(minutes=6))
    actions.see(visit=MINH, at=at - timedelta(minutes=4))
    assert queries.online(at=at) == 1
    actions.see(visit=LAN, at=at)
    assert queries.online(at=at) == 2


def test_a_visit_long_gone_is_forgotten() -> None:
    at = clock.now()
    actions.see(visit=LAN, at=at - timedelta(hours=2))
    actions.see(visit=MINH, at=at)
    assert list(models.Presence.objects.values_list("visit", flat=True)) == [MINH]


def test_a_visit_votes_once_and_may_think_again() -> None:
    at = clock.now()
    actions.vote(visit=LAN, answer="satisfied", at=at)
    actions.vote(visit=LAN, answer="dissatisfied", at=at)
    actions.vote(visit=MINH, answer="satisfied", at=at)
    votes = queries.votes()
    assert votes.counts == {"satisfied": 1, "dissatisfied": 1}
    assert votes.total == 2
    assert votes.part("satisfied") == votes.part("dissatisfied")
    assert queries.vote_of(visit=LAN) == "dissatisfied"


def test_no_vote_is_no_figure_rather_than_nought() -> None:
    assert queries.votes().part("satisfied") is None


def test_an_answer_nobody_offered_is_refused() -> None:
    with pytest.raises(actions.Refusal) as no:
        actions.vote(visit=LAN, answer="excellent", at=clock.now())
    assert no.value.code == "portal.no-such-answer"


def test_a_window_keeps_one_visit_and_a_program_makes_none(client: Client) -> None:
    client.get("/tro-giup/", headers=PAGE)
    client.get("/lien-he/", headers=PAGE)
    assert models.Presence.objects.count() == 1
    cookie = client.cookies["motcua_visit"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert bytes(models.Presence.objects.get().visit) == actions.visit_of(cookie.value)
    Client().get("/tro-giup/", headers={"Accept": "application/json"})
    assert models.Presence.objects.count() == 1


def test_a_vote_at_the_door_says_thank_you_or_what_to_do(client: Client) -> None:
    client.get("/", headers=PAGE)
    thanked = client.post("/danh-gia/", {"answer": "fair"}, headers=PAGE, follow=True)
    assert "Cảm ơn ông/bà" in thanked.content.decode()
    asked = client.post("/danh-gia/", {}, headers=PAGE, follow=True)
    assert "Ông/bà hãy chọn một trong ba câu trả lời." in asked.content.decode()
    assert queries.votes().total == 1


def test_the_home_page_says_the_plan_in_one_line_only_where_there_is_a_plan(client: Client) -> None:
    assert "chỉ tiêu của kế hoạch" not in client.get("/", headers=PAGE).content.decode()
