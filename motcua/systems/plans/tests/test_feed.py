"""Minh subscribes to a plan: what is new reaches him once, and what he has read never changes behind him."""

from datetime import datetime, timedelta

from django.test import Client

from motcua.base import clock
from motcua.spine import access
from motcua.spine.worktime import VN
from motcua.systems.plans import actions
from motcua.systems.plans.tests.atom import ATOM, faults, read
from motcua.systems.plans.tests.dossiers import NOW, TEXT, file
from motcua.systems.plans.tests.test_plans import dossiers, plan

__all__ = ["dossiers", "plan"]


def fetched(client: Client, plan: str, *, at: datetime = NOW, lang: str = "vi") -> bytes:
    with clock.at(at):
        answer = client.get(f"/ke-hoach/{plan}/tin.atom?lang={lang}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return answer.content


def entries(text: bytes) -> dict[str, dict[str, str]]:
    return {
        entry.findtext(f"{ATOM}id", ""): {child.tag.removeprefix(ATOM): child.text or "" for child in entry}
        for entry in read(text).iter(f"{ATOM}entry")
    }


def test_the_feed_keeps_the_rules_of_atom(client: Client, dossiers: str) -> None:
    text = fetched(client, dossiers)
    assert faults(text) == []
    assert faults(text.replace(b"<updated>", b"<dated>").replace(b"</updated>", b"</dated>"))
    assert faults(text.replace(b'rel="self"', b'rel="alternate"'))


def test_a_month_that_closes_and_a_verdict_that_turns_are_news(client: Client, dossiers: str) -> None:
    news = entries(fetched(client, dossiers))
    months = [id_ for id_ in news if ":month:" in id_]
    assert months == [f"urn:motcua:plan:{dossiers}:month:2023-0{month}" for month in (5, 4, 3, 2, 1)]
    may = news[f"urn:motcua:plan:{dossiers}:month:2023-05"]
    assert may["updated"] == "2023-06-01T00:00:00+07:00"
    assert "P1: 66,7\N{NO-BREAK SPACE}%" in may["content"]
    turned = news[f"urn:motcua:plan:{dossiers}:P1:verdict:2023-05"]
    assert turned["title"] == "P1: từ “Không phát sinh” thành “Chậm tiến độ”, hết tháng 05/2023"
    english = entries(fetched(client, dossiers, lang="en"))
    assert english.keys() == news.keys()
    assert "Behind" in english[f"urn:motcua:plan:{dossiers}:P1:verdict:2023-05"]["title"]


def test_what_was_told_is_told_the_same_for_ever(client: Client, dossiers: str) -> None:
    before = entries(fetched(client, dossiers))
    file(7, due=NOW, finished=NOW - timedelta(days=1))
    text = TEXT.replace('- "> 95 %"', '- "> 50 %"')
    actions.load_plan(text=text, by=access.system("importer"), at=NOW + timedelta(days=1))
    after = entries(fetched(client, dossiers, at=NOW + timedelta(days=20)))
    assert {id_: after[id_] for id_ in before} == before
    new = after.keys() - before.keys()
    assert f"urn:motcua:plan:{dossiers}:version:2" in new
    assert f"urn:motcua:plan:{dossiers}:month:2023-06" in new


def test_an_entry_leads_to_the_page_as_it_then_stood(client: Client, dossiers: str) -> None:
    root = read(fetched(client, dossiers))
    links = [link.get("href", "") for link in root.iter(f"{ATOM}link") if "P1" in link.get("href", "")]
    assert links == [f"http://testserver/ke-hoach/{dossiers}/P1/?as_of=2023-05-31"]
    with clock.at(NOW):
        assert client.get(links[0].removeprefix("http://testserver")).status_code == 200


def test_a_reader_that_asks_again_is_told_that_nothing_is_new(client: Client, dossiers: str) -> None:
    with clock.at(NOW):
        first = client.get(f"/ke-hoach/{dossiers}/tin.atom")
    with clock.at(datetime(2023, 6, 29, tzinfo=VN)):
        tag = {"If-None-Match": first["ETag"]}
        assert client.get(f"/ke-hoach/{dossiers}/tin.atom", headers=tag).status_code == 304
