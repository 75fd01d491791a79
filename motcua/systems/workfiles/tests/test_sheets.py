"""How much goes to the archive: sheets of what is on paper, counted by Lan; pages of what is electronic, read from the PDF."""

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import typst

from motcua.base import clock
from motcua.systems.documents import actions as documents, queries as papers
from motcua.systems.ledger import queries as ledger
from motcua.systems.workfiles import actions, events, models, queries, rules
from motcua.systems.workfiles.queries import reading
from motcua.systems.workfiles.tests.office import COMMUNE, NOW, Office, at_desk, on_paper, opened
from motcua.systems.workfiles.tests.test_pages import LIST, cells, said


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.at(NOW):
        yield


def pdf(pages: int) -> bytes:
    """Make a PDF of so many pages."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "paper.typ"
        source.write_text("#pagebreak()\n".join(f"Trang {number}\n" for number in range(1, pages + 1)))
        return bytes(typst.compile(source))


def electronic(office: Office, *, pages: int) -> str:
    """Let a letter come as a PDF."""
    receiving = documents.Receiving(
        unit=COMMUNE,
        origin=papers.SCAN,
        sender="H31.33",
        sender_name="Ủy ban nhân dân huyện",
        symbol="7/UBND-TP",
        subject="Về việc báo cáo",
        dated=date(2023, 5, 9),
        files=[documents.Upload(name="cong-van.pdf", chunks=[pdf(pages)])],
    )
    return documents.receive(receiving=receiving, by=office.actor("dung"), at=NOW).id


def filled(office: Office) -> rules.State:
    """Let Lan open a file with a letter of three pages, and one on paper only."""
    state = opened(office, document=electronic(office, pages=3))
    return actions.add_document(file_id=state.id, document=on_paper(office), by=office.actor("lan"), at=NOW)


def test_sheets_are_taken_down_and_pages_are_read_when_a_file_is_closed(office: Office) -> None:
    state = filled(office)
    closed = actions.close(file_id=state.id, sheets={2: 5, 1: 99}, by=office.actor("lan"), at=NOW)
    assert [(one.paper, one.extent) for one in closed.items] == [(False, 3), (True, 5)]
    row = models.File.objects.get()
    facts = [entry.fact for entry in ledger.read(stream=events.stream(row.pk))]
    assert rules.replay(facts) == reading.state_of(row) == closed


def test_what_nobody_counted_is_not_nought(office: Office) -> None:
    state = filled(office)
    actions.close(file_id=state.id, by=office.actor("lan"), at=NOW)
    (line,) = queries.to_hand_over(unit=COMMUNE, keeper=None, at=NOW)
    assert line.extent == queries.Extent(sheets=0, pages=3, uncounted=1)


@pytest.mark.parametrize("many", [0, -1])
def test_a_paper_of_no_sheets_is_refused(office: Office, many: int) -> None:
    with pytest.raises(rules.Refusal) as refused:
        actions.close(file_id=filled(office).id, sheets={2: many}, by=office.actor("lan"), at=NOW)
    assert refused.value.code == "workfiles.extent-not-valid"


def test_the_page_asks_for_the_sheets_of_papers_alone_and_the_hand_over_list_has_them(
    office: Office,
) -> None:
    state, lan = filled(office), at_desk(office, "lan")
    path = f"{LIST}{state.id}/viec/ket-thuc/"
    form = lan.get(path).context["acting"].form
    assert [name for name in form.fields if name.startswith("to_")] == ["to_2"]
    sent = {"seen": form["seen"].value(), "closed_on": "2023-05-10"}
    missing = lan.post(path, sent)
    assert missing.status_code == 422
    assert "Hãy đếm và ghi số tờ." in said(missing, 422)
    assert "5 tờ" in said(lan.post(path, sent | {"to_2": "5"}, follow=True))
    batch = actions.hand_over(unit=COMMUNE, files=[state.id], by=office.actor("lan"), at=NOW).id
    heading, row = cells(lan.get(f"{LIST}nop-luu/{batch}/muc-luc.xlsx").content)
    assert dict(zip(heading, row, strict=True))["Số tờ, số trang"] == "5 tờ, 3 trang điện tử"
    paper = queries.receipt(batch_id=batch, by=office.actor("lan"), at=NOW)
    assert any("2 văn bản, 5 tờ, 3 trang điện tử" in words for words in paper.before)
    inside = queries.file_paper(file_id=state.id, by=office.actor("lan"), at=NOW)
    assert [one[5] for one in inside.rows] == ["3 trang, điện tử", "5 tờ, bản giấy"]
