"""The national list is taken over once, beside the province's own law, and every doubt waits for an editor."""

from dataclasses import replace
from pathlib import Path

import pytest

from motcua.spine import access
from motcua.systems.ledger import queries as facts
from motcua.systems.procedures import actions, events, models, ports, queries
from motcua.systems.procedures.tests.entries import AT, BY, FAULTLESS, entry, imported, loaded, many

pytestmark = pytest.mark.django_db

DOUBT = ports.Unparsed(
    field="cach_thuc_thuc_hien", reason="deadline-without-unit", verbatim="Trực tiếp1Miễn phí"
)


def test_the_same_list_again_changes_nothing() -> None:
    assert imported(*many()) == actions.Imported(imported=7, unchanged=0)
    before = list(models.Procedure.objects.order_by("id").values())
    assert imported(*many()) == actions.Imported(imported=0, unchanged=7)
    assert list(models.Procedure.objects.order_by("id").values()) == before
    assert [each.fact.data["entries"] for each in facts.read(stream=events.NATIONAL)] == [7]


def test_an_entry_that_changed_replaces_what_was_shown() -> None:
    first = entry("1.900001", "Thả diều")
    imported(first)
    assert imported(replace(first, name="Thả diều lớn")) == actions.Imported(imported=1, unchanged=0)
    assert queries.procedure_page("1.900001").item.name == "Thả diều lớn"
    assert queries.search(text="lon").total == 1


def test_an_entry_comes_back_letter_by_letter() -> None:
    told = entry("1.900001", "Thả diều", unparsed=(DOUBT,), verbatim={"a": "b\n\t…"})
    imported(told)
    assert queries.procedure_page("1.900001").entry == told


def test_a_line_of_a_list_does_not_take_the_place_of_a_page() -> None:
    told = entry("1.900001", "Thả diều", field="Trò chơi")
    imported(told)
    imported(entry("1.900001", "Tha dieu", kind=ports.Kind.LIST, levels=()))
    page = queries.procedure_page("1.900001")
    assert (page.item.name, page.item.levels, page.entry) == ("Thả diều", ("commune",), told)


def test_a_page_takes_the_place_of_a_line_of_a_list() -> None:
    imported(entry("1.900001", "Tha dieu", kind=ports.Kind.LIST, levels=()))
    imported(entry("1.900001", "Thả diều"))
    assert queries.procedure_page("1.900001").item.name == "Thả diều"


def test_the_provinces_law_stays_and_the_entry_stands_beside_it(tmp_path: Path) -> None:
    loaded(tmp_path, FAULTLESS)
    imported(entry("1.004873", "Tên khác", field="Lĩnh vực khác"))
    page = queries.procedure_page("1.004873")
    assert page.item.name == "Cấp Giấy xác nhận tình trạng hôn nhân"
    assert page.item.source == "law"
    assert page.entry is not None
    assert page.entry.name == "Tên khác"


def test_law_published_after_the_list_takes_its_place(tmp_path: Path) -> None:
    imported(entry("1.004873", "Tên khác"))
    loaded(tmp_path, FAULTLESS)
    assert queries.procedure_page("1.004873").item.source == "law"
    assert queries.codes() == ("1.004873",)


def test_doubts_wait_for_the_editor_by_reason() -> None:
    other = replace(DOUBT, reason="fee-in-prose")
    imported(
        entry("1.900001", "Thả diều", unparsed=(DOUBT, other)),
        entry("1.900002", "Thả đèn", unparsed=(DOUBT,)),
    )
    found = queries.unparsed()
    assert (found.total, len(found.items)) == (3, 3)
    assert [(each.reason, each.count) for each in found.reasons] == [
        ("deadline-without-unit", 2),
        ("fee-in-prose", 1),
    ]
    assert [each.code for each in queries.unparsed(reason="fee-in-prose").items] == ["1.900001"]
    assert queries.unparsed(field="ten_thu_tuc").items == ()
    assert queries.unparsed(size=2, page=9).page == 2


def test_a_doubt_that_is_gone_waits_no_longer() -> None:
    imported(entry("1.900001", "Thả diều", unparsed=(DOUBT,)))
    imported(entry("1.900001", "Thả diều"))
    assert queries.unparsed().total == 0


def test_only_who_may_import_imports() -> None:
    citizen = access.Actor(id="7", kind="citizen", name="Lan")
    with pytest.raises(access.Refusal):
        actions.import_entries(entries=many(), by=citizen, at=AT)
    with pytest.raises(access.Refusal):
        actions.load_law(folder=Path("nowhere"), by=citizen, at=AT)
    assert models.CatalogueEntry.objects.count() == 0
    assert actions.import_entries(entries=[], by=BY, at=AT) == actions.Imported(imported=0, unchanged=0)
