"""What Lan leaves blank when she signs is filled once, and shows what it says; everything else is a change."""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from motcua.base import signing
from motcua.base.signing import Problem, blanks
from motcua.base.signing.tests.office import NOW, Office, paper

NUMBER = signing.Blank(
    name="SoKyHieu", title="Số, ký hiệu", box=signing.Box(page=0, x=28, y=255, width=70, height=7)
)
DAY = signing.Blank(
    name="NgayBanHanh", title="Ngày", box=signing.Box(page=0, x=104, y=255, width=85, height=7)
)
LINES = {
    "SoKyHieu": signing.Line(text="Số: 05/QĐ-SNV"),
    "NgayBanHanh": signing.Line(text="Hưng Yên, ngày 07 tháng 02 năm 2026", slanted=True),
}


def signed(
    office: Office, *, pdf: bytes | None = None, left: tuple[signing.Blank, ...] = (NUMBER, DAY)
) -> bytes:
    by = signing.HeldSigner(office.key("lan"))
    return signing.sign(pdf or paper(), by=by, at=NOW, field="lan", blanks=left)


def filled(pdf: bytes, lines: dict[str, signing.Line] = LINES) -> bytes:
    made = signing.write(pdf, lines)
    assert made is not None
    return made


def problems(pdf: bytes, office: Office) -> list[Problem | None]:
    return [one.problem for one in signing.check(pdf, trust=office.trust, at=NOW)]


def revised(pdf: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """Give the paper with one more revision that somebody made."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def field_of(writer: IncrementalPdfFileWriter, name: str = "SoKyHieu") -> generic.DictionaryObject:
    (found,) = (field for each, field in blanks._fields(writer) if each == name)
    writer.update_container(found)
    return found


def test_number_and_day_are_written_after_lan_signed_and_her_signature_holds(office: Office) -> None:
    once = signed(office)
    assert signing.filled(once) == {}
    pdf = filled(once)
    assert pdf.startswith(once)
    assert problems(pdf, office) == [None]
    shown = {name: (one.value, one.shown) for name, one in signing.filled(pdf).items()}
    assert shown == {name: (line.text, line.text) for name, line in LINES.items()}


def test_the_agency_signs_after_that_and_the_library_by_itself_believes_both(office: Office) -> None:
    pdf = office.signed("so-noi-vu", pdf=filled(signed(office)))
    assert problems(pdf, office) == [None, None]
    context = ValidationContext(trust_roots=[office.authority.root], allow_fetching=True, moment=NOW)
    with ThreadPoolExecutor(1) as beside:  # the library's own loop wants a thread in which no other runs
        for one in PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures:
            believed = beside.submit(validate_pdf_signature, one, signer_validation_context=context).result()
            assert believed.bottom_line


def test_what_was_written_is_not_written_anew(office: Office) -> None:
    pdf = filled(signed(office))
    assert signing.write(pdf, LINES) is None


def test_the_agencys_signature_closes_the_blanks(office: Office) -> None:
    sealed = office.signed("so-noi-vu", pdf=filled(signed(office)))

    def other(writer: IncrementalPdfFileWriter) -> None:
        field_of(writer)[pdf_name("/V")] = pdf_string("Số: 06/QĐ-SNV")

    assert Problem.CHANGED_AFTER in problems(revised(sealed, other), office)
    half = office.signed("so-noi-vu", pdf=filled(signed(office), {"SoKyHieu": LINES["SoKyHieu"]}))
    late = filled(half, {"NgayBanHanh": LINES["NgayBanHanh"]})
    assert problems(late, office) == [None, Problem.CHANGED_AFTER]


def test_a_blank_that_was_moved_is_told(office: Office) -> None:
    def moved(writer: IncrementalPdfFileWriter) -> None:
        field_of(writer)[pdf_name("/Rect")] = generic.ArrayObject(
            map(generic.NumberObject, (90, 300, 300, 320))
        )

    assert problems(revised(filled(signed(office)), moved), office) == [Problem.CHANGED_AFTER]
    assert problems(revised(signed(office), moved), office) == [Problem.CHANGED_AFTER]


def test_a_blank_over_half_the_page_may_not_be_filled(office: Office) -> None:
    large = signing.Blank(
        name="SoKyHieu", title="", box=signing.Box(page=0, x=20, y=60, width=170, height=150)
    )
    assert problems(filled(signed(office, left=(large,))), office) == [Problem.CHANGED_AFTER]


def test_a_field_of_another_name_may_not_be_filled(office: Office) -> None:
    other = signing.Blank(name="SoTien", title="", box=NUMBER.box)
    pdf = signed(office, left=(other,))

    def amount(writer: IncrementalPdfFileWriter) -> None:
        (found,) = (one.get_object() for one in blanks._all(writer) if one.get_object()["/T"] == "SoTien")
        found[pdf_name("/V")] = pdf_string("900.000.000")
        writer.update_container(found)

    assert problems(revised(pdf, amount), office) == [Problem.CHANGED_AFTER]


def test_what_a_blank_shows_is_read_from_its_look_and_not_from_its_value(office: Office) -> None:
    def lying(writer: IncrementalPdfFileWriter) -> None:
        field = field_of(writer)
        blanks._write(writer, field, signing.Line(text="Số: 99/QĐ-SNV"), NUMBER.box)
        field[pdf_name("/V")] = pdf_string("Số: 05/QĐ-SNV")

    pdf = revised(signed(office), lying)
    assert problems(pdf, office) == [None]
    assert signing.filled(pdf)["SoKyHieu"] == signing.Filled(value="Số: 05/QĐ-SNV", shown="Số: 99/QĐ-SNV")


def test_a_paper_with_a_form_of_its_own_is_not_signed(office: Office) -> None:
    form = revised(paper(), lambda writer: blanks.add(writer, [NUMBER]))
    with pytest.raises(signing.Refusal) as refused:
        signed(office, pdf=form)
    assert refused.value.code == "signing.paper-has-form"


def test_a_paper_that_a_form_within_draws_is_not_signed_even_where_nothing_is_put_in(office: Office) -> None:
    def drawn_anew(writer: IncrementalPdfFileWriter) -> None:
        form = {pdf_name("/Fields"): generic.ArrayObject(), pdf_name("/XFA"): pdf_string("<xdp/>")}
        writer.root[pdf_name("/AcroForm")] = writer.add_object(generic.DictionaryObject(form))
        writer.update_root()

    with pytest.raises(signing.Refusal) as refused:
        signed(office, pdf=revised(paper(), drawn_anew), left=())
    assert refused.value.code == "signing.paper-has-form"


def test_number_and_day_before_the_signature_are_signed_with_the_rest(office: Office) -> None:
    numbered = signing.write(paper(), LINES, blanks=(NUMBER, DAY))
    assert numbered is not None
    pdf = signed(office, pdf=numbered, left=())
    assert problems(pdf, office) == [None]

    def other(writer: IncrementalPdfFileWriter) -> None:
        field_of(writer)[pdf_name("/V")] = pdf_string("Số: 06/QĐ-SNV")

    assert problems(revised(pdf, other), office) == [Problem.CHANGED_AFTER]
