"""The number and the day stand on the paper: written in after Bình signed, before the department does."""

import io
import tempfile
from datetime import date
from pathlib import Path

import pytest
import typst
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from motcua.base import clock, paper as reading, signing
from motcua.base.signing import blanks
from motcua.spine import access
from motcua.systems.documents import actions, queries, rules
from motcua.systems.documents.actions import papers, places
from motcua.systems.documents.rules import Reason, Verdict
from motcua.systems.documents.tests.office import HEALTH, HOME, NOW, Office, sealed, submitted, upload

TODAY = NOW.astimezone(clock.VN).date()
DAY = date(2026, 2, 7)
SYMBOL = rules.Symbol(number=5, kind="quyet-dinh", mark="SNV")
HEAD = """
#grid(columns: (1fr, 1.3fr), align: center,
  [UBND TỈNH HƯNG YÊN \\ *SỞ NỘI VỤ* \\ {number}],
  [*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM* \\ *Độc lập - Tự do - Hạnh phúc* \\ #v(2mm) _{day}_])
#v(20mm)
{said} #v(40mm)
#align(right)[GIÁM ĐỐC #v(25mm) Trần Văn Bình]
"""


def draft(*, number: str = "", day: str = "", said: str = "Về việc phân công nhiệm vụ") -> bytes:
    """Give a draft as it leaves its writer, with what it says of number and day."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "draft.typ"
        head = HEAD.replace("{number}", number).replace("{day}", day).replace("{said}", said)
        source.write_text(f'#set page(paper: "a4", margin: 20mm)\n#set text(lang: "vi", size: 12pt)\n{head}')
        made = typst.compile(source, ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def written(content: bytes) -> dict[str, str]:
    there = places.of(content)
    lines = places.lines(there, symbol=SYMBOL, dated=DAY, locality="Hưng Yên")
    return {name: line.text for name, line in lines.items()}


@pytest.mark.parametrize(
    ("number", "day", "lines"),
    [
        ("", "", {"SoKyHieu": "Số: 05/QĐ-SNV", "NgayBanHanh": "Hưng Yên, ngày 07 tháng 02 năm 2026"}),
        (
            "Số: #h(14mm) /QĐ-SNV",
            "Hưng Yên, ngày #h(8mm) tháng #h(8mm) năm 2026",
            {"SoKyHieu": "05", "Ngay": "07", "Thang": "02"},
        ),
        ("Số: ........./QĐ-SNV", "Hưng Yên, ngày 7 tháng 2 năm 2026", {"SoKyHieu": "05"}),
        (
            "Số: #h(30mm)",
            "Hưng Yên, ngày #h(8mm) tháng 02 năm #h(12mm)",
            {"SoKyHieu": "05/QĐ-SNV", "Ngay": "07", "Nam": "2026"},
        ),
        ("Số: 05/QĐ-SNV", "Hưng Yên, ngày 7 tháng 2 năm 2026", {}),
    ],
)
def test_a_draft_gets_what_it_left_room_for(number: str, day: str, lines: dict[str, str]) -> None:
    assert written(draft(number=number, day=day)) == lines


def test_a_draft_without_a_head_gets_both_where_the_settings_say() -> None:
    bare = typst.compile('#set page(paper: "a4")\nKính gửi'.encode())
    assert isinstance(bare, bytes)
    assert [one.blank.box.y for one in places.of(bare)] == [255.0, 255.0]


def test_the_number_stands_under_the_agency_and_the_day_under_the_motto() -> None:
    content = draft()
    number, day = (one.blank.box for one in places.of(content))
    name, motto = reading.find(content, "SỞ NỘI VỤ"), reading.find(content, "Độc lập - Tự do - Hạnh phúc")
    assert name
    assert motto
    assert number.x + number.width / 2 == pytest.approx(name.middle, abs=3)
    assert day.x + day.width / 2 == pytest.approx(motto.middle, abs=0.5)
    assert number.y == day.y < motto.top - 7


def test_what_is_written_stands_on_the_line_of_the_words_beside_it() -> None:
    content = draft(number="Số: #h(14mm) /QĐ-SNV", day="Hưng Yên, ngày #h(8mm) tháng #h(8mm) năm 2026")
    letters = reading.letters(content)
    line = next(one.low for one in letters if one.text == ":")
    number = places.of(content)[0].blank.box
    assert number.y + places.FOOT == pytest.approx(line, abs=0.5)


def test_the_paper_shows_its_number_and_day_and_both_signatures_hold(office: Office) -> None:
    state = sealed(office)
    standing = signing.filled(papers.content(state.file or ""))
    assert standing["SoKyHieu"].shown == "Số: 01/QĐ-SNV"
    assert standing["NgayBanHanh"].shown == f"Hưng Yên, ngày {clock.day_said(TODAY)}"
    actions.issue(document_id=state.id, receivers=[(HEALTH, "Sở Y tế")], by=office.actor("dung"), at=NOW)
    (finding,) = queries.findings(document_id=state.id)
    assert finding.verdict is Verdict.FULL


def test_one_numbered_before_it_is_signed_shows_its_number_to_who_signs(office: Office) -> None:
    state = submitted(office)
    state = actions.number(document_id=state.id, by=office.actor("dung"), at=NOW)
    assert signing.filled(papers.content(state.file or ""))["SoKyHieu"].shown == "Số: 01/QĐ-SNV"
    state = actions.sign(document_id=state.id, shown=state.file or "", by=office.actor("binh"), at=NOW)
    state = actions.seal(document_id=state.id, shown=state.file or "", by=office.actor("dung"), at=NOW)
    actions.check(document_id=state.id, by=office.actor("lan"), at=NOW)
    assert queries.findings(document_id=state.id)[0].verdict is Verdict.FULL


@pytest.mark.parametrize(
    ("day", "fits"),
    [
        ("ngày #h(8mm) tháng 02 năm 2026", True),
        ("ngày #h(8mm) tháng 2 năm #h(12mm)", True),
        ("ngày #h(8mm) tháng 11 năm 2026", False),
        ("ngày #h(8mm) tháng #h(8mm) năm 2025", False),
        ("ngày 07 tháng 02 năm 2026", True),
        ("ngày 06 tháng 02 năm 2026", False),
        ("Hưng Yên, ngày 7 tháng 2 năm 2025", False),
        ("", True),
    ],
)
def test_a_paper_with_another_day_printed_is_not_numbered(day: str, fits: bool) -> None:  # noqa: FBT001 - a column
    content = draft(day=day)
    if fits:
        places.must_fit(content, dated=DAY)
        return
    with pytest.raises(rules.Refusal) as refused:
        places.must_fit(content, dated=DAY)
    assert refused.value.code == "documents.day-printed-otherwise"


def test_a_day_that_the_paper_cites_is_not_its_own() -> None:
    """Lan's draft leaves no line for the day and speaks of a plan: the plan's day stays where it is, the day gets its place."""
    cites = "Thực hiện Kế hoạch 204/KH-UBND ngày 23 tháng 12 năm 2022"
    content = draft(said=cites)
    places.must_fit(content, dated=DAY)
    assert written(content)["NgayBanHanh"] == "Hưng Yên, ngày 07 tháng 02 năm 2026"


def test_dung_is_told_before_a_number_is_taken(office: Office) -> None:
    lan, dung = office.actor("lan"), office.actor("dung")
    drafting = actions.Drafting(unit=HOME, kind="quyet-dinh", subject="Về việc phân công nhiệm vụ")
    paper = upload(draft(day="Hưng Yên, ngày 05 tháng 3 năm 2023"))
    state = actions.draft_with_files(drafting=drafting, files=[(True, paper)], by=lan, at=NOW)
    actions.submit(document_id=state.id, to=office.accounts["binh"], by=lan, at=NOW)
    with pytest.raises(rules.Refusal) as refused:
        actions.number(document_id=state.id, by=dung, at=NOW)
    assert refused.value.code == "documents.day-printed-otherwise"
    assert refused.value.params["printed"] == "ngày 05 tháng 3 năm 2023"
    assert queries.next_number(unit=HOME, kind="quyet-dinh", legal=False, year=TODAY.year) == 1


def came(office: Office, pdf: bytes, *, symbol: str, dated: date = TODAY) -> queries.Finding:
    received = actions.receive(
        receiving=actions.Receiving(
            unit=HEALTH,
            origin=rules.EXCHANGE,
            sender=HOME,
            sender_name="Sở Nội vụ",
            symbol=symbol,
            subject="Về việc phân công nhiệm vụ",
            dated=dated,
            key=f"{symbol}{dated}",
            files=[upload(pdf)],
        ),
        by=access.system("exchange"),
        at=NOW,
    )
    return queries.findings(document_id=received.id)[0]


def test_a_paper_that_comes_with_another_number_than_it_says_is_told(office: Office) -> None:
    pdf = papers.content(sealed(office).file or "")
    assert came(office, pdf, symbol="01/QĐ-SNV").verdict is Verdict.FULL
    found = came(office, pdf, symbol="02/QĐ-SNV")
    assert (found.verdict, found.reason) == (Verdict.INVALID, Reason.NUMBER_IS_ANOTHER)
    found = came(office, pdf, symbol="01/QĐ-SNV", dated=date(2020, 1, 1))
    assert (found.verdict, found.reason) == (Verdict.INVALID, Reason.NUMBER_IS_ANOTHER)


def test_a_blank_that_shows_another_number_than_it_holds_is_told(office: Office) -> None:
    """Between Bình's signature and the agency's somebody fills the blank so that it looks otherwise than it reads."""
    state = submitted(office)
    state = actions.sign(document_id=state.id, shown=state.file or "", by=office.actor("binh"), at=NOW)
    writer = IncrementalPdfFileWriter(io.BytesIO(papers.content(state.file or "")))
    (field,) = (one for name, one in blanks._fields(writer) if name == "SoKyHieu")
    blanks._write(writer, field, signing.Line(text="Số: 77/QĐ-SNV"), blanks._box(field))
    field[pdf_name("/V")] = pdf_string("Số: 01/QĐ-SNV")
    writer.update_container(field)
    out = io.BytesIO()
    writer.write(out)
    pdf = signing.sign(out.getvalue(), by=office.signer("so-noi-vu"), at=NOW, field="CoQuan")
    found = came(office, pdf, symbol="01/QĐ-SNV")
    assert (found.verdict, found.reason) == (Verdict.INVALID, Reason.NUMBER_IS_ANOTHER)


def test_words_moved_under_the_number_are_still_told(office: Office) -> None:
    state = sealed(office)
    writer = IncrementalPdfFileWriter(io.BytesIO(papers.content(state.file or "")))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/MediaBox"][3] = type(page["/MediaBox"][3])(500)
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    found = came(office, out.getvalue(), symbol="01/QĐ-SNV")
    assert (found.verdict, found.problem) == (Verdict.INVALID, "changed_after")
