"""Hà of the Department of Home Affairs brings in the tables she has; what cannot be read is told, row by row."""

import io
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.db import DatabaseError, connection, transaction

from motcua.base import problem, spreadsheet, store
from motcua.spine import access
from motcua.spine.refusal import Refusal
from motcua.spine.worktime import VN
from motcua.systems.ledger import queries as ledger
from motcua.systems.registers import actions, models, tables
from motcua.systems.registers.queries import register
from motcua.systems.registers.rules import table
from motcua.systems.registers.tests import books

NOW = datetime(2023, 6, 15, 9, tzinfo=VN)
HA = access.Actor(
    id="7", kind="staff", name="Hà", grants=(access.Grant(role=access.Role.PLAN_KEEPER, unit="H31"),)
)
CHAU = access.Actor(
    id="9", kind="staff", name="Châu", grants=(access.Grant(role=access.Role.CASE_OFFICER, unit="H31"),)
)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path


def bring(content: bytes, *, by: access.Actor = HA, at: datetime = NOW, **wanted: Any) -> actions.Outcome:
    return actions.import_table(
        wanted=actions.Wanted(register="index_scores", **wanted),
        file=actions.File(name="chi-so.xlsx", content=content),
        by=by,
        at=at,
    )


def counts(outcome: actions.Outcome) -> tuple[int, int, int, int, int]:
    return outcome.added, outcome.changed, outcome.unchanged, outcome.ended, len(outcome.refused)


def bodies() -> dict[str, Any]:
    return dict(models.Entry.objects.filter(ended_at=None).values_list("key", "body"))


def reasons(outcome: actions.Outcome) -> list[tuple[int, str, str]]:
    return [(bad.row, each.heading, each.code) for bad in outcome.refused for each in bad.reasons]


def faults(content: bytes) -> list[tuple[str, str]]:
    with pytest.raises(table.FaultyTable) as refused:
        bring(content)
    assert models.Entry.objects.count() == 0
    return [(each.cell, each.code) for each in refused.value.cells]


def test_rows_are_kept_with_the_types_of_their_columns() -> None:
    assert counts(bring(books.scores(books.PAPI, books.PCI))) == (2, 0, 0, 0, 0)
    assert bodies() == {
        "hung-yen|papi|2021": {
            "province": "hung-yen",
            "index": "papi",
            "year": 2021,
            "rank": 5,
            "score": 45.366,
            "published_on": "2022-05-10",
            "mark": "found",
        },
        "nghe-an|pci|2022": {
            "province": "nghe-an",
            "index": "pci",
            "year": 2022,
            "rank": 23,
            "mark": "found",
        },
    }


def test_the_same_table_again_changes_nothing_and_writes_no_fact() -> None:
    content = books.scores(books.PAPI, books.PCI)
    assert bring(content).number == 1
    again = bring(content, at=NOW + timedelta(days=1))
    assert counts(again) == (0, 0, 2, 0, 0)
    assert again.number is None
    assert models.Import.objects.count() == 1
    assert len(ledger.read(stream="register:index_scores")) == 1


def test_an_import_is_a_fact_with_the_files_digest_and_the_bytes_are_kept() -> None:
    content = books.scores(books.PAPI)
    paper = actions.File(name="bao-cao.pdf", content=b"%PDF-1.7 PAPI 2021")
    bring(content, document=paper)
    (entry,) = ledger.read(stream="register:index_scores")
    assert entry.fact.by == "7"
    with store.get(str(entry.fact.data["digest"])) as kept:
        assert kept.read() == content
    with store.get(str(entry.fact.data["document"])) as kept:
        assert kept.read() == paper.content


def test_good_rows_are_kept_and_each_refused_row_is_told_with_its_reasons() -> None:
    outcome = bring(
        books.scores(
            books.PAPI,
            ("Hưng Yen", "PAPI", "hai nghìn", 0, "4,5,6", "31/02/2022", "found"),
            ("", "PAPI", 2021, 1.5, "", 44927, "found"),
            ("hung yen", "papi", 2021, 6, "", "", "found"),
            ("Atlantis", "PAPI", 2021, 6, "", "", "found"),
        )
    )
    assert counts(outcome) == (0, 0, 0, 0, 5)
    assert reasons(outcome) == [
        (2, "", "key-twice"),
        (3, "năm đánh giá", "cell-not-a-figure"),
        (3, "thứ hạng", "cell-out-of-bounds"),
        (3, "điểm số", "cell-not-a-figure"),
        (3, "ngày công bố", "cell-not-a-day"),
        (4, "tỉnh, thành phố", "cell-empty"),
        (4, "thứ hạng", "cell-not-whole"),
        (4, "ngày công bố", "cell-not-a-day"),
        (5, "", "key-twice"),
        (6, "tỉnh, thành phố", "cell-not-listed"),
    ]


def test_of_rows_with_one_key_none_is_taken_and_each_names_another() -> None:
    outcome = bring(
        books.scores(
            books.PAPI,
            books.PCI,
            ("hung yen", "papi", 2021, 6, "", "", "found"),
            ("hung yen", "papi", "2021", "sáu", "", "", "found"),
        )
    )
    assert counts(outcome) == (1, 0, 0, 0, 3)
    assert set(bodies()) == {"nghe-an|pci|2022"}
    assert [(bad.row, bad.reasons[-1].code, bad.reasons[-1].params) for bad in outcome.refused] == [
        (2, "key-twice", {"row": 4}),
        (4, "key-twice", {"row": 2}),
        (5, "key-twice", {"row": 2}),
    ]
    assert [each.code for each in outcome.refused[-1].reasons] == ["cell-not-a-figure", "key-twice"]


def test_refused_rows_are_mended_in_their_own_table_and_brought_in_again() -> None:
    wrong = ("Hưng Yên", "PCI", 1000, "mười bốn", 67.91, date(2023, 4, 11), "cần xác minh")
    outcome = bring(books.scores(books.PAPI, wrong))
    back = tables.refused(register("index_scores"), heading=outcome.heading, rows=outcome.refused)
    sheet = spreadsheet.opened(back, name="lai.xlsx")
    (_, heading), (_, row) = list(sheet.rows())
    assert heading[-2:] == ["Dòng", "Lý do không nhận"]
    assert row[-2] == 3
    assert "thứ hạng" in str(row[-1])
    assert "đến 2100); thứ hạng: " in str(row[-1])
    row[2:4] = [2022, 14]
    assert counts(bring(books.book(heading, row))) == (1, 0, 0, 0, 0)
    assert bodies()["hung-yen|pci|2022"]["published_on"] == "2023-04-11"


def test_a_title_block_and_a_row_of_numbers_do_not_hide_the_heading() -> None:
    title: list[list[str]] = [["ỦY BAN NHÂN DÂN TỈNH HƯNG YÊN"], ["BẢNG CHỈ SỐ", "", ""], []]
    content = books.book(
        ("STT", *books.HEADING, "Ghi chú"),
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"),
        (1, *books.PAPI, "đã đối chiếu"),
        (),
        title=title,
        merged=("A2:C2",),
    )
    assert counts(bring(content)) == (1, 0, 0, 0, 0)


def test_headings_are_known_without_accents_by_column_name_and_in_english() -> None:
    content = books.book(
        ("TINH, THANH PHO", "index", "The Year Assessed", "hạng", "mark"),
        ("hung yen", "papi", 2021, 5, "found"),
    )
    assert counts(bring(content)) == (1, 0, 0, 0, 0)


def test_wrong_headings_are_all_told_by_cell_with_the_nearest() -> None:
    content = books.book(
        ("Tỉnh", "Chỉ sốo", "Năm", "Hạng", "Xếp hạng", "Họ và tên"), ("Hưng Yên", "papi", 2021, 5, 5, "Lan")
    )
    assert faults(content) == [
        ("B1", "unknown-heading"),
        ("E1", "double-heading"),
        ("F1", "personal-heading"),
        ("A1", "missing-heading"),
        ("A1", "missing-heading"),
    ]
    with pytest.raises(table.FaultyTable, match="có phải ý là “chỉ số”"):
        bring(content)
    with pytest.raises(table.FaultyTable, match="có phải ý là “province”"):
        bring(
            books.book(("provinse", "index", "year", "rank", "mark"), ("hung yen", "papi", 2021, 5, "found"))
        )


def test_merged_cells_among_the_rows_are_refused_by_address() -> None:
    content = books.scores(books.PAPI, books.PCI, title=[["BẢNG CHỈ SỐ"]], merged=("A1:G1", "B3:B4", "D2:E2"))
    found = faults(content)
    assert ("B3:B4", "merged-cells") in found
    assert ("D2:E2", "merged-cells") in found
    assert ("A1:G1", "merged-cells") not in found


def test_a_table_without_a_heading_names_what_it_needs() -> None:
    assert faults(books.book((1, 2, 3), ("a", "b", "c"))) == [("A1", "no-heading")]
    assert faults(books.book()) == [("A1", "no-heading")]


def test_a_cell_that_shows_an_error_is_refused_by_address() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as file:
        sheet = file.add_worksheet()
        sheet.write_row(0, 0, books.HEADING)
        sheet.write_row(1, 0, ["Hưng Yên", "PAPI", 2021])
        sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")
        sheet.write(1, 6, "found")
    assert faults(out.getvalue()) == [("D2", "cell-shows-error")]


@pytest.mark.parametrize("content", [b"", b"not a table", b"PK\x03\x04 broken", books.book()[:400]])
def test_what_is_no_spreadsheet_is_refused(content: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        bring(content)
    assert refused.value.code == "file.wrong-kind"


def test_a_table_of_too_many_rows_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 3)
    monkeypatch.setattr(spreadsheet, "ABOVE", 0)
    with pytest.raises(Refusal) as refused:
        bring(books.scores(books.PAPI, books.PCI, books.PCI))
    assert refused.value.code == "file.too-many-rows"
    assert refused.value.params["rows"] == "4"


def test_figures_in_a_refusal_are_written_as_an_official_writes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 1_000)
    with pytest.raises(Refusal) as refused:
        bring(books.scores(*[("?",)] * 1_100))
    assert "có 1.101 dòng, quá 1.000 dòng mỗi tệp" in problem.say(refused.value)


def test_a_file_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_BYTES", 2_000)
    with pytest.raises(Refusal) as refused:
        bring(books.scores(books.PAPI))
    assert refused.value.code == "file.too-large"


def test_too_many_refused_rows_stop_the_import_and_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_REFUSED", 2)
    with pytest.raises(Refusal) as refused, transaction.atomic():
        bring(books.scores(books.PAPI, *[("?", "?", "?")] * 3))
    assert refused.value.code == "registers.too-many-refusals"
    assert bodies() == {}


def test_rows_absent_from_a_later_table_stay_unless_it_is_said_to_be_whole() -> None:
    bring(books.scores(books.PAPI, books.PCI))
    assert counts(bring(books.scores(books.PAPI))) == (0, 0, 1, 0, 0)
    ended = bring(books.scores(books.PAPI), whole=True, at=NOW + timedelta(days=1))
    assert counts(ended) == (0, 0, 1, 1, 0)
    assert [(each.key, each.after) for each in ended.differences] == [("nghe-an|pci|2022", None)]
    assert set(bodies()) == {"hung-yen|papi|2021"}
    assert list(models.Past.objects.values_list("key", "until")) == [
        ("nghe-an|pci|2022", NOW + timedelta(days=1))
    ]
    assert counts(bring(books.scores(books.PCI), at=NOW + timedelta(days=2))) == (1, 0, 0, 0, 0)
    assert len(bodies()) == 2


def test_a_whole_table_with_a_refused_row_ends_nothing() -> None:
    bring(books.scores(books.PAPI, books.PCI))
    with pytest.raises(Refusal) as refused, transaction.atomic():
        bring(books.scores(books.PAPI, ("Nghệ An", "PCI", "?", "", "", "", "found")), whole=True)
    assert refused.value.code == "registers.whole-with-refusals"
    assert len(bodies()) == 2


def test_a_table_without_rows_is_refused_and_ends_nothing_though_said_to_be_whole() -> None:
    bring(books.scores(books.PAPI, books.PCI))
    for whole in (False, True):
        with pytest.raises(Refusal) as refused, transaction.atomic():
            bring(books.scores(("", " ")), whole=whole)
        assert refused.value.code == "registers.table-has-no-rows"
    assert len(bodies()) == 2


def test_only_a_whole_table_that_ends_more_than_half_of_the_rows_ends_most() -> None:
    other = ("Hà Nội", "PCI", 2022, 20, "", "", "found")
    bring(books.scores(books.PAPI, books.PCI, other))
    for rows, whole, ends_most in (
        ((books.PAPI,), True, True),
        ((books.PAPI,), False, False),
        ((books.PAPI, other), True, False),
    ):
        outcome = actions.rehearse_import(
            wanted=actions.Wanted(register="index_scores", whole=whole),
            file=actions.File(name="chi-so.xlsx", content=books.scores(*rows)),
            by=HA,
            at=NOW,
        )
        assert outcome.ends_most is ends_most


def test_a_changed_row_keeps_how_it_was() -> None:
    bring(books.scores(books.PCI))
    later = NOW + timedelta(days=10)
    changed = bring(books.scores(("Nghệ An", "PCI", 2022, 22, "", "", "found")), at=later)
    assert counts(changed) == (0, 1, 0, 0, 0)
    assert [(each.before["rank"], each.after and each.after["rank"]) for each in changed.differences] == [
        (23, 22)
    ]
    past = models.Past.objects.get()
    assert (past.body["rank"], past.since, past.until) == (23, NOW, later)


def test_a_rehearsal_says_the_same_and_writes_nothing() -> None:
    wanted = actions.Wanted(register="index_scores")
    file = actions.File(name="chi-so.xlsx", content=books.scores(books.PAPI, ("?",)))
    rehearsed = actions.rehearse_import(wanted=wanted, file=file, by=HA, at=NOW)
    assert counts(rehearsed) == (1, 0, 0, 0, 1)
    assert models.Entry.objects.count() == models.Import.objects.count() == 0
    assert ledger.read(stream="register:index_scores") == []


def test_rows_hold_since_the_day_that_is_said_and_never_before_they_were_known() -> None:
    bring(books.scores(books.PAPI, books.PCI), since=date(2023, 1, 1))
    since = dict(models.Entry.objects.values_list("key", "since"))
    assert since["nghe-an|pci|2022"] == datetime(2023, 1, 1, tzinfo=VN)
    assert since["hung-yen|papi|2021"] == datetime(2022, 5, 10, tzinfo=VN)
    with pytest.raises(Refusal, match="since-to-come"):
        bring(books.scores(books.PAPI), since=date(2023, 6, 16))


def test_a_figure_that_is_published_only_later_is_not_taken_yet() -> None:
    outcome = bring(books.scores(("Hưng Yên", "PCI", 2023, 12, "", date(2024, 5, 9), "cần xác minh")))
    assert reasons(outcome) == [(2, "ngày công bố", "cell-to-come")]


def test_chau_may_not_import() -> None:
    with pytest.raises(Refusal) as refused:
        bring(books.scores(books.PAPI), by=CHAU)
    assert refused.value.code == "access.not-allowed"


def test_a_register_that_is_none_is_told_with_the_nearest() -> None:
    with pytest.raises(Refusal, match="index_scores"):
        actions.import_table(
            wanted=actions.Wanted(register="index_score"),
            file=actions.File(name="a.xlsx", content=books.scores()),
            by=HA,
            at=NOW,
        )


def test_a_row_of_a_register_is_never_deleted_and_its_past_never_changed() -> None:
    bring(books.scores(books.PCI))
    bring(books.scores(("Nghệ An", "PCI", 2022, 22, "", "", "found")), at=NOW + timedelta(days=1))
    for statement in (
        "DELETE FROM registers_entry",
        "DELETE FROM registers_past",
        "UPDATE registers_past SET key = 'x'",
    ):
        with (
            pytest.raises(DatabaseError, match="not deleted"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
