"""Target E2 from the work files themselves: by level, secret ones left out and counted, as of any day; tables beside them."""

import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.management import call_command
from django.db import connection
from django.test import Client

from motcua.base import clock
from motcua.base.source import Source
from motcua.spine import access, measure
from motcua.spine.collection import Collection, Column, Type
from motcua.spine.procedure import Words
from motcua.systems.organisation import queries as units
from motcua.systems.plans import actions as plans, queries
from motcua.systems.registers import actions as registers, collections as books
from motcua.systems.workfiles import actions, collections
from motcua.systems.workfiles.tests.office import COMMUNE, DISTRICT, HOME, NOW, Office, at_desk, opened
from motcua.systems.workfiles.tests.test_pages import said

PLAN = "hung-yen-2023"
BY = access.system("test")
Parts = dict[object, tuple[int, int]]


@pytest.fixture
def province(db: None, settings: Any, tmp_path: Path) -> Iterator[Office]:
    """The office at work, and the plan of the province in force."""
    settings.VAR = tmp_path
    office = Office()
    text = (Path(settings.LAW) / "plans" / f"{PLAN}.yaml").read_text(encoding="utf-8")
    plans.load_plan(text=text, by=BY, at=NOW - timedelta(days=60))
    signs = (Path(settings.LAW) / "watch" / "work-files.yaml").read_text(encoding="utf-8")
    plans.load_watch(text=signs, by=BY, at=NOW - timedelta(days=60))
    yield office
    units.doubt()


def e2(*, now: datetime = NOW + timedelta(days=1), as_of: date | None = None) -> Parts | None:
    """Read E2 level by level; None where it is not kept yet."""
    target = next(one for one in queries.targets(plan=PLAN, now=now, as_of=as_of) if one.id == "E2")
    if not isinstance(target.measured, measure.Share):
        return None
    return {one.value: (one.share.numerator, one.share.denominator) for one in target.measured.parts}


def at(office: Office, who: str, unit: str, **given: object) -> str:
    """Let somebody open a file of one's own agency."""
    values: dict[str, object] = {"unit": unit, "title": "Việc", "retention": "10", "reason": "Phát sinh"}
    opening = actions.Opening(**values | given)  # type: ignore[arg-type]
    return actions.open_file(opening=opening, by=office.actor(who), at=NOW).id


def paper(office: Office, file: str, who: str, *, when: datetime = NOW) -> None:
    """Let a step of a file be done on paper."""
    day = when.date()
    actions.mark_paper(
        file_id=file, what="Họp", why="Họp trực tiếp", done_on=day, by=office.actor(who), at=when
    )


def table(*rows: tuple[object, ...]) -> bytes:
    """Write a unit's own table of its work files."""
    heading = ("unit", "code", "level", "opened_on", "secret", "steps", "steps_online")
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((heading, *rows)):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def brought(*rows: tuple[object, ...]) -> int:
    """Let Hà bring a table in."""
    file = registers.File(name="ho-so.xlsx", content=table(*rows))
    wanted = registers.Wanted(register="work_files")
    return registers.import_table(wanted=wanted, file=file, by=BY, at=NOW).added


def test_before_any_file_is_kept_e2_says_so(province: Office) -> None:
    assert e2() is None


def test_each_level_is_counted_by_itself_and_paper_takes_a_file_off_the_network(province: Office) -> None:
    at(province, "lan", COMMUNE)
    paper(province, at(province, "lan", COMMUNE), "lan")
    at(province, "hai", DISTRICT)
    paper(province, at(province, "chau", HOME), "chau")
    assert e2() == {"province": (0, 1), "district": (1, 1), "commune": (1, 2)}


def test_a_secret_file_is_left_out_and_its_count_is_shown(province: Office) -> None:
    at(province, "lan", COMMUNE)
    at(province, "lan", COMMUNE, secrecy="secret")
    counted = e2()
    assert counted is not None
    assert counted["commune"] == (1, 1)
    asked = queries.Asked(plan=PLAN, target="E2", reading="secret", as_of=None)
    found = queries.records(
        asked=asked, side=queries.Side.THAT, only={}, after=None, now=NOW + timedelta(days=1)
    )
    assert (found.count, [(item["secret"], item["code"]) for item in found.items]) == (1, [(True, None)])


def test_a_past_day_reads_as_it_stood(province: Office) -> None:
    file = at(province, "lan", COMMUNE)
    paper(province, file, "lan", when=NOW + timedelta(days=3))
    later = NOW + timedelta(days=5)
    assert (e2(now=later) or {})["commune"] == (0, 1)
    assert (e2(now=later, as_of=NOW.date()) or {})["commune"] == (1, 1)
    assert e2(now=later, as_of=NOW.date() - timedelta(days=2)) in (None, {})


def test_files_from_a_units_table_are_counted_beside_those_kept_here(province: Office) -> None:
    """Decision 0017: a district that keeps its files elsewhere hands in its table."""
    at(province, "lan", COMMUNE)
    rows = [(DISTRICT, f"0{number}", "district", "2/5/2023", "Không", 3, 3 - number) for number in (0, 1)]
    assert brought(*rows) == 2
    assert e2() == {"province": (0, 0), "district": (1, 2), "commune": (1, 1)}
    asked = queries.Asked(plan=PLAN, target="E2", reading=None, as_of=None)
    found = queries.records(
        asked=asked, side=queries.Side.OF, only={}, after=None, now=NOW + timedelta(days=1)
    )
    assert sorted(item["source"] for item in found.items) == ["system", "table", "table"]
    assert [item["entered_on"] for item in found.items if item["source"] == "table"] == [None, None]


def test_where_the_room_keeps_a_units_files_of_the_year_its_table_counts_no_more(province: Office) -> None:
    """Decision 0024: from the first file kept here on, and not on the days before it."""
    rows = [(COMMUNE, f"0{number}", "commune", "2/5/2023", "Không", 3, 2) for number in (1, 2)]
    assert brought(*rows, (COMMUNE, "99", "commune", "2/5/2022", "Không", 3, 2)) == 3
    assert (e2() or {})["commune"] == (0, 2)  # of 2022 none counts in the plan's year
    opened(province, at=NOW + timedelta(days=3))
    later = NOW + timedelta(days=5)
    assert (e2(now=later) or {})["commune"] == (1, 1)
    assert (e2(now=later, as_of=(NOW + timedelta(days=1)).date()) or {})["commune"] == (0, 2)


def test_a_table_that_names_what_is_kept_here_is_taken_without_it_and_says_so(province: Office) -> None:
    at(province, "lan", COMMUNE)
    rows = [
        (COMMUNE, "01", "commune", "2/5/2023", "Không", 3, 2),
        (COMMUNE, "02", "commune", "2/5/2022", "Không", 3, 2),
        (DISTRICT, "01", "district", "2/5/2023", "Không", 3, 3),
    ]
    file = registers.File(name="ho-so.xlsx", content=table(*rows))
    wanted = registers.Wanted(register="work_files", whole=True)
    outcome = registers.import_table(wanted=wanted, file=file, by=BY, at=NOW)
    assert (outcome.added, outcome.refused) == (2, ())
    assert outcome.in_room == ((COMMUNE, 2023, NOW, 1),)
    assert e2() == {"province": (0, 0), "district": (1, 1), "commune": (1, 1)}
    again = registers.import_table(wanted=wanted, file=file, by=BY, at=NOW)
    assert (again.added, again.changed, again.ended) == (0, 0, 0)


def test_the_registers_page_says_which_rows_count_no_more(province: Office) -> None:
    brought((COMMUNE, "01", "commune", "2/5/2023", "Không", 3, 2))
    at(province, "lan", COMMUNE)
    with clock.at(NOW):
        ha = at_desk(province, "ha")
        page = said(ha.get("/van-phong/so-lieu/work_files/"))
    assert "năm 2023: lập trên hệ thống từ 10/05/2023; 1 dòng không tính." in page


def test_what_gave_way_is_neither_ended_nor_changed_by_a_table_and_is_heard_of_once(province: Office) -> None:
    rows = [(COMMUNE, "01", "commune", "2/5/2023", "Không", 3, 2)]
    brought(*rows)
    opened(province, at=NOW + timedelta(days=3))
    with connection.cursor() as cursor:
        select = f"SELECT unit, source, until FROM ({collections.SOURCE.joined(_book()).past}) AS p"
        cursor.execute(select)
        before = cursor.fetchall()
        file = registers.File(
            name="x.xlsx", content=table((DISTRICT, "01", "district", "2/5/2023", "Không", 3, 3))
        )
        wanted = registers.Wanted(register="work_files", whole=True)
        assert registers.import_table(wanted=wanted, file=file, by=BY, at=NOW).ended == 0
        cursor.execute(select)
        assert cursor.fetchall() == before
    assert before == [(COMMUNE, "table", NOW + timedelta(days=3))]


def _book() -> Source:
    return next(one for one in books.sources() if one.collection.name == "work_files")


def test_the_list_behind_e2_opens_the_very_file_for_whoever_may_read_it(province: Office) -> None:
    file = at(province, "lan", COMMUNE)
    brought((DISTRICT, "01", "district", "2/5/2023", "Không", 3, 3))
    with clock.at(NOW + timedelta(hours=1)):
        path = f"/ke-hoach/{PLAN}/E2/ho-so/"
        hers = at_desk(province, "lan").get(path).content.decode()
        everybodys = Client().get(path)
    assert f"/van-phong/ho-so-cong-viec/{file}/" in hers
    assert "van-phong/ho-so-cong-viec" not in everybodys.content.decode()
    assert "nhập từ bảng của đơn vị" in said(everybodys)


def test_what_was_opened_and_closed_on_paper_dates_bears_a_sign(province: Office) -> None:
    lan, late = province.actor("lan"), NOW + timedelta(days=20)
    entered = opened(province, opened_on=NOW.date(), at=late)
    honest = opened(province, at=NOW)
    for state in (entered, honest):
        actions.mark_paper(
            file_id=state.id, what="Họp", why="Họp trực tiếp", done_on=NOW.date(), by=lan, at=late
        )
        actions.close(file_id=state.id, closed_on=NOW.date() + timedelta(days=2), by=lan, at=late)
    found = queries.suspects(
        sign="work-files-on-paper-dates", narrowed=queries.Narrowed(), now=late + timedelta(days=1)
    )
    assert [item["id"] for item in found.items] == [entered.id]
    assert [(line.values, line.share.numerator) for line in found.by_unit] == [((COMMUNE,), 1)]
    with clock.at(late + timedelta(days=1)):
        page = at_desk(province, "ha").get("/van-phong/dau-hieu/work-files-on-paper-dates/")
    assert f"/van-phong/ho-so-cong-viec/{entered.id}/" in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_files_leave_for_a_cluster_with_those_of_tables_by_the_month_they_were_opened(
    settings: Any, tmp_path: Path
) -> None:
    settings.VAR = tmp_path / "var"
    office = Office()
    paper(office, at(office, "lan", COMMUNE), "lan", when=NOW + timedelta(hours=1))
    brought((DISTRICT, "01", "district", "2/4/2023", "Không", 3, 3))
    target = tmp_path / "facts"
    call_command("export_facts", str(target), past=True, stdout=io.StringIO())
    written = sorted(str(file.relative_to(target).parent) for file in target.glob("work_files*/**/*.parquet"))
    assert written == [
        f"work_files.past/of_province=H31/of_month={NOW:%Y-%m}",
        "work_files/of_province=H31/of_month=2023-04",
        f"work_files/of_province=H31/of_month={NOW:%Y-%m}",
    ]


@pytest.mark.django_db(transaction=True)
def test_a_process_that_counted_before_hears_once_that_a_table_gave_way(
    settings: Any, tmp_path: Path
) -> None:
    settings.VAR = tmp_path / "var"
    office = Office()
    text = (Path(settings.LAW) / "plans" / f"{PLAN}.yaml").read_text(encoding="utf-8")
    plans.load_plan(text=text, by=BY, at=NOW - timedelta(days=60))
    rows = [(COMMUNE, f"0{number}", "commune", "2/5/2023", "Không", 3, 2) for number in (1, 2)]
    brought(*rows)
    later, before = NOW + timedelta(days=5), (NOW + timedelta(days=1)).date()
    for _ in range(2):
        assert ((e2(now=later) or {})["commune"], (e2(now=later, as_of=before) or {})["commune"]) == (
            (0, 2),
            (0, 2),
        )
    first = opened(office, at=NOW + timedelta(days=3))
    for _ in range(2):
        assert (e2(now=later) or {})["commune"] == (1, 1)
        assert (e2(now=later, as_of=before) or {})["commune"] == (0, 2)
    paper(office, first.id, "lan", when=NOW + timedelta(days=4))
    brought((COMMUNE, "01", "commune", "2/5/2023", "Không", 9, 9), *rows[1:])
    assert (e2(now=later) or {})["commune"] == (0, 1)
    assert (e2(now=later, as_of=before) or {})["commune"] == (0, 2)
    units.doubt()


def test_the_collection_has_every_column_it_declares(province: Office) -> None:
    opened(province)
    for select in (collections.SOURCE.current, collections.SOURCE.past or ""):
        with connection.cursor() as cursor:
            cursor.execute(select)
            names = {column.name for column in cursor.description}
        assert {column.name for column in collections.WORK_FILES.columns} | {"since", "changed"} <= names


def test_a_book_with_a_column_that_the_room_has_not_is_not_joined() -> None:
    words = Words(vi="a", en="a")
    strange = Source(
        collection=Collection(
            name="work_files",
            meaning=words,
            key="key",
            room="workfiles",
            columns=(
                Column(name="key", type=Type.TEXT, meaning=words),
                Column(name="colour", type=Type.TEXT, meaning=words),
            ),
        ),
        tables=(),
        current="",
        past="",
    )
    with pytest.raises(ValueError, match="colour"):
        collections.SOURCE.joined(strange)
