"""Whoever writes a sentence sees at once what it says and reads, or where its fault stands."""

import io
import json
from typing import Any

import pytest
from django.core.management import call_command

from motcua.spine import measure, sentence
from motcua.spine.tests.sentence_world import ASKED
from motcua.systems.plans import counting
from motcua.systems.procedures.queries import naming

SAID = "of dossiers where due_at in period and procedure.field = 'ho-tich' that finished_at <= due_at"


@pytest.fixture(autouse=True)
def nothing_is_named_yet() -> None:
    naming.forget()  # what the test before had loaded was taken back


def explained(text: str) -> Any:
    out = io.StringIO()
    call_command("explain", text, json=True, stdout=out)
    return json.loads(out.getvalue())


def refused(text: str, **options: bool) -> str:
    out, error = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("explain", text, stdout=out, stderr=error, **options)
    assert ended.value.code == 1
    return out.getvalue() + error.getvalue()


def test_a_sentence_is_said_in_both_languages_with_its_sql_and_its_cost(db: None) -> None:
    found = explained(SAID)
    assert found["ok"]
    assert found["shape"] == "share"
    assert found["words"]["vi"] == (
        "Trong số hồ sơ thủ tục hành chính mà hạn trả kết quả nằm trong kỳ và lĩnh vực của thủ tục hành chính là "
        "“ho-tich”: đếm hồ sơ thủ tục hành chính mà thời điểm giải quyết xong không muộn hơn hạn trả kết quả."
    )
    assert "the field of the procedure is “ho-tich”" in found["words"]["en"]
    assert "LEFT OUTER JOIN" in found["sql"]
    assert set(found["cost"]["collections"]) == {"dossiers", "procedures"}
    assert found["cost"]["rows"] == sum(found["cost"]["collections"].values())


def test_a_sentence_typed_without_quotation_marks_is_one_sentence(db: None) -> None:
    out = io.StringIO()
    call_command("explain", "change", "of", "count", "of", "units", "against", "2021", stdout=out)
    assert "vi   Mức thay đổi của số cơ quan, đơn vị, so với cuối năm 2021." in out.getvalue()


def test_the_terminal_shows_the_same_to_a_reader(db: None) -> None:
    out = io.StringIO()
    call_command("explain", "change of count of units against 2021", stdout=out)
    assert "vi   Mức thay đổi của số cơ quan, đơn vị, so với cuối năm 2021." in out.getvalue()
    assert "en   The change in the number of agencies and units, against the end of 2021." in out.getvalue()
    assert "SQL  SELECT" in out.getvalue()


def test_a_fault_is_marked_under_its_word(db: None) -> None:
    assert refused("of dossiers\nwhere due_att in period that open").splitlines() == [
        "2:7: Tập hợp “dossiers” không có cột “due_att”; có phải ý là “due_at”?",
        "  where due_att in period that open",
        "        ^",
    ]
    (fault,) = json.loads(refused("of dossiers that procedure.felid = 'x'", json=True))["faults"]
    assert (fault["column"], fault["code"], fault["nearest"]) == (28, "sentence.column-not-known", "field")
    assert refused("").splitlines()[-1] == "  ^"


def test_every_link_that_is_declared_leads_to_a_key_of_its_own_kind(db: None) -> None:
    collections = counting.engine().collections
    links = [(one, link) for one in collections.values() for link in one.links]
    assert {("dossiers", "procedure"), ("dossiers", "unit"), ("units", "parent")} <= {
        (one.name, link.name) for one, link in links
    }
    for one, link in links:
        start, end = one.column(link.column), collections[link.to].column(collections[link.to].key)
        assert start is not None, link
        assert end is not None, link
        assert start.type == end.type, link
        assert not start.personal, link


def test_a_sentence_reads_only_what_was_brought_up_to_date(db: None) -> None:
    engine = counting.engine()
    said = sentence.parse("of dossiers that procedure.published", collections=engine.collections)
    with (
        engine.sitting(names=frozenset({"dossiers"}), asked=ASKED, past=False) as sitting,
        pytest.raises(ValueError, match="procedures"),
    ):
        sitting.value(said)
    with engine.sitting(names=sentence.touched(said, engine.collections), asked=ASKED, past=False) as sitting:
        assert sitting.value(said) == measure.Share(numerator=0, denominator=0)
