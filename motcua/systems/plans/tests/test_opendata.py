"""What is given to everybody says the same as the plan's page, can be read back, and costs nothing to ask again."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from motcua.base import clock
from motcua.spine import access
from motcua.spine.worktime import VN
from motcua.systems.plans import actions, tables
from motcua.systems.plans.tests.dossiers import NOW, TEXT, file
from motcua.systems.plans.tests.jsonstat import faults
from motcua.systems.plans.tests.test_plans import dossiers, plan

__all__ = ["dossiers", "plan"]
P1 = "/du-lieu-mo/hung-yen-2023/P1"


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with clock.at(NOW):
        yield


def rows(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_hoa_counts_the_table_again_and_finds_the_number_of_the_api(client: Client, dossiers: str) -> None:
    told = client.get(f"/api/plans/{dossiers}/targets/P1").json()
    table = rows(client, f"{P1}.csv")
    for reading in told["readings"]:
        own = [row for row in table if row["reading"] == reading["key"]]
        assert sum(int(row["numerator"]) for row in own) == reading["numerator"]
        assert sum(int(row["denominator"]) for row in own) == reading["denominator"]
    assert {row["month"] for row in table if row["reading"] == "due"} == {"2023-05-01", "2023-06-01"}
    assert all(datetime.fromisoformat(row["as_of"]) == NOW for row in table)


def test_the_json_has_the_definition_in_both_languages(client: Client, dossiers: str) -> None:
    told = client.get(f"{P1}.json").json()
    by_api = client.get(f"/api/plans/{dossiers}/targets/P1").json()
    headline = told["readings"][0]
    assert (headline["numerator"], headline["denominator"]) == (by_api["numerator"], by_api["denominator"])
    assert headline["percent"] == by_api["value"]
    assert told["verdict"] == by_api["verdict"]
    assert headline["sentence"].startswith("of dossiers where due_at in period")
    assert set(headline["words"]) == {"vi", "en"}
    assert told["goals"] == [{"comparator": ">", "figure": "95", "unit": "percent", "what": None}]
    assert "47/2020" in told["licence"]["vi"]
    assert (told["version"], told["simulated"]) == (1, False)
    assert sum(cell["denominator"] for cell in told["cells"] if cell["reading"] == "due") == 4


def test_the_cube_keeps_the_rules_of_json_stat_and_its_totals_are_the_api_s(
    client: Client, dossiers: str
) -> None:
    told = client.get(f"{P1}.jsonstat").json()
    assert faults(told) == []
    assert told["id"] == ["reading", "month", "unit", "metric"]
    by_api = client.get(f"/api/plans/{dossiers}/targets/P1").json()
    for reading in by_api["readings"]:
        assert at(told, reading["key"], "_T", "_T", "numerator") == reading["numerator"]
        assert at(told, reading["key"], "_T", "_T", "percent") == reading["value"]
    for month in by_api["trend"]:
        expected = month["denominator"] or None
        key = month["month"][:7]
        if key in told["dimension"]["month"]["category"]["index"]:
            assert at(told, "due", key, "_T", "denominator") == expected
    assert told["dimension"]["unit"]["category"]["child"]["_T"] == ["H31.0", "H31.1"]


def at(cube: dict[str, Any], *keys: str) -> float | None:
    place = 0
    for name, size, key in zip(cube["id"], cube["size"], keys, strict=True):
        place = place * size + cube["dimension"][name]["category"]["index"].index(key)
    value: float | None = (
        cube["value"].get(str(place)) if isinstance(cube["value"], dict) else cube["value"][place]
    )
    return value


def test_a_broken_cube_is_found(client: Client, dossiers: str) -> None:
    told = client.get(f"{P1}.jsonstat").json()
    assert faults({**told, "size": [1, 1, 1, 1]})
    assert faults({**told, "role": {"time": ["year"]}})
    assert faults({key: value for key, value in told.items() if key != "value"})


def test_nothing_arisen_is_an_empty_cube_and_no_rows(client: Client, plan: str) -> None:
    told = client.get(f"{P1}.jsonstat").json()
    assert faults(told) == []
    assert told["value"] == {}
    assert rows(client, f"{P1}.csv") == []
    assert client.get(f"{P1}.json").json()["readings"][0]["percent"] is None


def test_the_whole_plan_is_one_table_of_what_is_measured(client: Client, dossiers: str) -> None:
    table = rows(client, f"/du-lieu-mo/{dossiers}.csv")
    by_api = {told["id"]: told for told in client.get(f"/api/plans/{dossiers}/targets").json()}
    assert {row["target"] for row in table} == {
        id_ for id_, told in by_api.items() if told["value"] is not None
    }
    for row in table:
        (reading,) = [one for one in by_api[row["target"]]["readings"] if one["key"] == row["reading"]]
        assert (int(row["numerator"]), int(row["denominator"])) == (
            reading["numerator"],
            reading["denominator"],
        )
        assert row["source_vi"]
        assert row["licence_en"]
    assert client.get(f"/du-lieu-mo/{dossiers}.json").json()[0]["sentence"] == table[0]["sentence"]


def test_asking_again_costs_nothing_until_a_dossier_moves(client: Client, dossiers: str) -> None:
    first = client.get(f"{P1}.json")
    assert first["Cache-Control"].startswith("public, max-age=")
    assert first["Content-Disposition"] == 'attachment; filename="hung-yen-2023-P1.json"'
    with clock.at(NOW + timedelta(minutes=1)):
        again = client.get(f"{P1}.json", headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again["Access-Control-Allow-Origin"] == "*"
    file(7, due=NOW - timedelta(days=1), finished=NOW - timedelta(days=2))
    moved = client.get(f"{P1}.json", headers={"If-None-Match": first["ETag"]})
    assert moved.status_code == 200
    assert moved["ETag"] != first["ETag"]


def test_a_date_alone_never_hides_a_dossier_that_fell_due(client: Client, dossiers: str) -> None:
    first = client.get(f"{P1}.json")
    since = {"If-Modified-Since": first["Last-Modified"]}
    with clock.at(NOW + timedelta(days=2)):
        later = client.get(f"{P1}.json", headers=since)
        assert later.status_code == 200
        assert later.json()["readings"][0]["denominator"] == 5
        past = client.get(f"{P1}.json?as_of=2023-05-31")
        again = client.get(
            f"{P1}.json?as_of=2023-05-31", headers={"If-Modified-Since": past["Last-Modified"]}
        )
        assert (past.status_code, again.status_code) == (200, 304)


def test_a_page_of_any_site_may_read_and_none_may_write(client: Client, dossiers: str) -> None:
    asked = client.options(f"{P1}.csv")
    assert (asked.status_code, asked["Access-Control-Allow-Origin"]) == (204, "*")
    assert "If-None-Match" in asked["Access-Control-Allow-Headers"]
    assert client.post(f"{P1}.csv").status_code == 405
    head = client.head(f"{P1}.csv")
    assert (head.status_code, head.content, head["Access-Control-Allow-Origin"]) == (200, b"", "*")
    assert "Access-Control-Allow-Credentials" not in head


def test_what_is_shared_carries_nobody_s_cookie(client: Client, dossiers: str) -> None:
    for address in (f"{P1}.json", f"/ke-hoach/{dossiers}/P1/nhung/", f"/ke-hoach/{dossiers}/tin.atom"):
        answer = client.get(address, headers={"Accept": "text/html,*/*"})
        assert answer.status_code == 200
        assert not answer.cookies, address
        assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/du-lieu-mo/hung-yen-2023/P99.json", 404, "plans.no-such-target"),
        ("/du-lieu-mo/nowhere/P1.csv", 404, "plans.no-such-plan"),
        ("/du-lieu-mo/nowhere.csv", 404, "plans.no-such-plan"),
        (f"{P1}.pdf", 404, "plans.no-such-form"),
        ("/du-lieu-mo/hung-yen-2023.jsonstat", 404, "plans.no-such-form"),
        ("/du-lieu-mo/hung-yen-2023/G1.json", 422, "plans.not-measured"),
        (f"{P1}.json?as_of=yesterday", 422, "plans.as-of-not-a-day"),
        (f"{P1}.json?as_of=2024-01-01", 422, "plans.as-of-to-come"),
        ("/ke-hoach/nowhere/tin.atom", 404, "plans.no-such-plan"),
    ],
)
def test_what_cannot_be_given_is_told_as_a_problem(
    client: Client, plan: str, address: str, status: int, code: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == code
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_a_text_never_begins_a_formula() -> None:
    written = tables.lines(["a", "b"], [["=1+1", -5], ["@x", "\tz"]]).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(written))) == [["a", "b"], ["'=1+1", "-5"], ["'@x", "'\tz"]]


def test_the_catalogue_leads_to_files_that_are_there(client: Client, dossiers: str) -> None:
    told = client.get("/du-lieu-mo/danh-muc.jsonld")
    assert told["Content-Type"] == "application/ld+json"
    datasets = told.json()["dcat:dataset"]
    assert {one["dct:identifier"] for one in datasets} == {
        f"{dossiers}/{id_}" for id_ in ("P1", "P2", "P4", "P5", "P7", "P8", "E1", "E8")
    }
    for one in datasets:
        assert {title["@language"] for title in one["dct:title"]} == {"vi", "en"}
        for distribution in one["dcat:distribution"]:
            place = distribution["dcat:downloadURL"]["@id"]
            answer = client.get(place.removeprefix("http://testserver"))
            assert answer.status_code == 200
            assert distribution["dcat:mediaType"]["@id"].endswith(answer["Content-Type"].partition(";")[0])


def test_the_page_lists_every_measure_and_the_line_to_copy(client: Client, dossiers: str) -> None:
    page = client.get("/du-lieu-mo/").content.decode()
    assert page.count("<article") == 8
    assert f"http://testserver{P1}.csv" in page
    assert "&lt;iframe src=" in page
    assert "30 chỉ tiêu khác" in page


def test_a_plot_may_stand_in_any_page_and_runs_nothing(client: Client, dossiers: str) -> None:
    answer = client.get(f"/ke-hoach/{dossiers}/P1/nhung/")
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "script-src" not in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer
    page = answer.content.decode()
    assert "<script" not in page
    assert "<svg" in page
    assert "50" in page
    assert f'href="http://testserver/ke-hoach/{dossiers}/P1/"' in page
    ordinary = client.get(f"/ke-hoach/{dossiers}/P1/")
    assert "frame-ancestors 'none'" in ordinary["Content-Security-Policy"]
    assert ordinary["X-Frame-Options"] == "DENY"


def test_a_plot_of_what_is_not_measured_says_why(client: Client, plan: str) -> None:
    page = client.get(f"/ke-hoach/{plan}/G1/nhung/?lang=en").content.decode()
    assert '<html lang="en">' in page
    assert "No data" in page


def test_a_change_is_given_away_in_the_units_of_its_goals(client: Client, dossiers: str) -> None:
    start = TEXT.index("sentence: |", TEXT.index("- id: O1")) + len("sentence: |")
    end = TEXT.index("\n  - id: O2")
    text = f"{TEXT[:start]}\n          change of count of dossiers against stated 10{TEXT[end:]}"
    actions.load_plan(text=text, by=access.system("importer"), at=NOW)
    told = client.get("/du-lieu-mo/hung-yen-2023/O1.json").json()
    (reading,) = told["readings"]
    assert reading["values"] == {"percent": -40.0, "units": -4.0}
    assert (reading["numerator"], reading["percent"]) == (None, None)
    cube = client.get("/du-lieu-mo/hung-yen-2023/O1.jsonstat").json()
    assert faults(cube) == []
    assert cube["id"] == ["reading", "metric"]
    assert at(cube, reading["key"], "units") == -4
    (row,) = rows(client, "/du-lieu-mo/hung-yen-2023/O1.csv")
    assert row["values"] == "percent -40.0; units -4.0"


def test_json_is_json(client: Client, dossiers: str) -> None:
    assert json.loads(client.get(f"{P1}.json").content)["as_of"] == NOW.astimezone(VN).isoformat()
