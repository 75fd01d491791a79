"""Minh subscribes to a plan: what is new reaches him once, and what he has read never changes behind him."""

from datetime import date, datetime, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.base import clock
from motcua.spine import access
from motcua.spine.worktime import VN
from motcua.systems.ledger import queries as ledger
from motcua.systems.plans import actions, queries
from motcua.systems.plans.tests.atom import ATOM, faults, read
from motcua.systems.plans.tests.dossiers import NOW, TEXT, file
from motcua.systems.plans.tests.registers import bring
from motcua.systems.plans.tests.test_plans import dossiers, plan
from motcua.systems.plans.tests.test_targets_of_registers import TABLES

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


def test_a_month_that_was_told_stays_as_it_was_told_whatever_is_entered_later(
    client: Client, dossiers: str
) -> None:
    before = fetched(client, dossiers)
    assert actions.tell_months(at=NOW) == [f"{dossiers} 2023-0{month}" for month in (1, 2, 3, 4, 5)]
    assert actions.tell_months(at=NOW) == [], "each month once"
    assert fetched(client, dossiers) == before, "told is what was counted"
    assert fetched(client, dossiers, lang="en") != before
    may = datetime(2023, 5, 20, 9, tzinfo=VN)
    file(8, due=may, finished=may)
    news = entries(fetched(client, dossiers))
    assert "P1: 66,7\N{NO-BREAK SPACE}%" in news[f"urn:motcua:plan:{dossiers}:month:2023-05"]["content"]
    (p1,) = queries.target(plan=dossiers, id="P1", as_of=date(2023, 5, 31), now=NOW).targets
    assert (p1.numerator, p1.denominator) == (3, 4), "what was entered since is on the page of that day"
    facts = [entry.fact.data for entry in ledger.read(stream=f"told:{dossiers}")]
    assert [fact["month"] for fact in facts] == [f"2023-0{month}" for month in (1, 2, 3, 4, 5)]
    assert len({fact["digest"] for fact in facts}) == 2, "until May nothing had arisen"


def test_a_new_version_speaks_of_its_own_months_and_leaves_those_that_were_told(
    client: Client, dossiers: str
) -> None:
    actions.tell_months(at=NOW)
    before = entries(fetched(client, dossiers))
    later = NOW + timedelta(days=20)
    text = TEXT.replace('- "> 95 %"', '- "> 30 %"')
    actions.load_plan(text=text, by=access.system("importer"), at=NOW + timedelta(days=1))
    assert actions.tell_months(at=later) == [f"{dossiers} 2023-06"]
    after = entries(fetched(client, dossiers, at=later))
    assert {id_: after[id_] for id_ in before} == before
    assert ":P1:verdict:2023-06" in "".join(after), "by the new goal it is on course"


def test_what_had_no_data_is_told_when_a_table_imported_later_has_it(client: Client, dossiers: str) -> None:
    """The months are told; then Lan imports a table of documents that were spread, which holds since March."""
    actions.tell_months(at=NOW)
    before = entries(fetched(client, dossiers))
    later = NOW + timedelta(days=2)
    file(9, due=NOW - timedelta(days=30), finished=NOW - timedelta(days=1))
    bring("dissemination", TABLES["dissemination"], at=later, since=date(2023, 3, 10))
    assert actions.tell_months(at=later) == [f"{dossiers} 2023-0{month}" for month in (3, 4, 5)]
    assert actions.tell_months(at=later) == [], "once"
    after = entries(fetched(client, dossiers, at=later))
    months = {month: f"urn:motcua:plan:{dossiers}:month:2023-0{month}" for month in range(1, 6)}
    for month in (1, 2):
        assert after[months[month]] == before[months[month]]
    for month in (3, 4, 5):
        old, new = before[months[month]], after[months[month]]
        assert (new["published"], new["updated"]) == (old["published"], "2023-06-17T09:00:00+07:00")
        said, *lines = new["content"].splitlines()[::-1]
        assert said == "Ghi thêm ngày 17/06/2023, từ số liệu nhập sau: T2."
        assert {line for line in lines if not line.startswith("T2: 50")} == {
            line for line in old["content"].splitlines() if month == 5
        }, "what was told of the others stays, whatever was entered meanwhile"
    turned = after[f"urn:motcua:plan:{dossiers}:T2:verdict:2023-03"]
    assert turned["updated"] == "2023-06-17T09:00:00+07:00"
    assert faults(fetched(client, dossiers, at=later)) == []
    facts = [entry.fact for entry in ledger.read(stream=f"told:{dossiers}")]
    assert [(fact.kind, fact.data["month"], fact.data["number"]) for fact in facts[5:]] == [
        ("plans.month-told-anew", f"2023-0{month}", 2) for month in (3, 4, 5)
    ]


def test_a_table_that_holds_from_today_changes_no_month_that_was_told(client: Client, dossiers: str) -> None:
    actions.tell_months(at=NOW)
    before = fetched(client, dossiers)
    bring("dissemination", TABLES["dissemination"], at=NOW)
    assert actions.tell_months(at=NOW) == []
    with CaptureQueriesContext(connection) as asked:
        assert actions.tell_months(at=NOW) == []
    assert not [one for one in asked.captured_queries if "pg_current_snapshot" in one["sql"]], (
        "looked for once"
    )
    assert fetched(client, dossiers) == before


def test_months_that_were_told_are_not_counted_again(client: Client, dossiers: str) -> None:
    actions.tell_months(at=NOW)
    with CaptureQueriesContext(connection) as asked:
        fetched(client, dossiers)
    assert not [one for one in asked.captured_queries if "pg_current_snapshot" in one["sql"]]


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
