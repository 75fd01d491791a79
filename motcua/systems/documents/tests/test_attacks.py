"""Papers that somebody tampered with after Bình and his department signed, or signed as they may not: each is told."""

import io
from collections.abc import Callable
from datetime import datetime, timedelta

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from motcua.base import signing
from motcua.base.signing import finishing, trial
from motcua.base.signing.tests import office as elsewhere
from motcua.spine import access
from motcua.systems.documents import actions, queries, rules
from motcua.systems.documents.actions import checking
from motcua.systems.documents.rules import Reason, Verdict
from motcua.systems.documents.tests.office import HEALTH, HOME, NOW, Office, paper

DAY = timedelta(days=1)
Attack = Callable[[bytes], bytes]


def signed(office: Office, *labels: str, at: datetime = NOW) -> bytes:
    """Give a decision that the holders of these certificates signed, one after the other."""
    pdf = paper()
    for number, label in enumerate(labels):
        pdf = signing.sign(pdf, by=office.signer(label), at=at, field=f"Chu-ky-{number}")
    return pdf


def arrived(office: Office, pdf: bytes, *, at: datetime = NOW) -> queries.Finding:
    """Let it come to the Department of Health as from the Department of Home Affairs, and give what was found."""
    came = actions.receive(
        receiving=actions.Receiving(
            unit=HEALTH,
            origin=rules.EXCHANGE,
            sender=HOME,
            sender_name="Sở Nội vụ",
            symbol="07/QĐ-SNV",
            subject="Về việc phân công nhiệm vụ",
            key="thong-diep",
            files=[actions.Upload(name="van-ban.pdf", chunks=[pdf])],
        ),
        by=access.system("exchange"),
        at=at,
    )
    return queries.findings(document_id=came.id)[0]


def revision(change: Callable[[IncrementalPdfFileWriter], None]) -> Attack:
    """Give the attack of adding a revision."""

    def attack(pdf: bytes) -> bytes:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        change(writer)
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()

    return attack


def first_page(writer: IncrementalPdfFileWriter) -> generic.DictionaryObject:
    page: generic.DictionaryObject = writer.find_page_for_modification(0)[0].get_object()
    writer.update_container(page)
    return page


def words_replaced(writer: IncrementalPdfFileWriter) -> None:
    first_page(writer)["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))


def note_laid_over(writer: IncrementalPdfFileWriter) -> None:
    """A white box with other words, as any reader of PDF lets one draw."""
    note = {
        "/Type": pdf_name("/Annot"),
        "/Subtype": pdf_name("/FreeText"),
        "/Contents": pdf_string("Số tiền: 900.000.000 đồng"),
        "/Rect": generic.ArrayObject(map(generic.NumberObject, (60, 500, 500, 700))),
    }
    added = generic.DictionaryObject({pdf_name(name): value for name, value in note.items()})
    writer.register_annotation(writer.find_page_for_modification(0)[0], writer.add_object(added))


def page_added(writer: IncrementalPdfFileWriter) -> None:
    pages = writer.root["/Pages"]
    pages["/Kids"].append(pages["/Kids"].raw_get(0))
    pages[pdf_name("/Count")] = generic.NumberObject(2)
    writer.update_container(pages)


def book_replaced(writer: IncrementalPdfFileWriter) -> None:
    """Every page is another one: the root of the pages is."""
    empty = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Pages"),
            pdf_name("/Kids"): generic.ArrayObject(),
            pdf_name("/Count"): generic.NumberObject(0),
        }
    )
    writer.root[pdf_name("/Pages")] = writer.add_object(empty)
    writer.update_root()


def script_added(writer: IncrementalPdfFileWriter) -> None:
    script = generic.DictionaryObject(
        {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): pdf_string("app.alert(1)")}
    )
    writer.root[pdf_name("/OpenAction")] = writer.add_object(script)
    writer.update_root()


def words_freed(pdf: bytes) -> bytes:
    """The signed page's words are struck from the table of places: hidden, though every signed byte is there."""
    with pikepdf.open(io.BytesIO(pdf)) as book:
        number, root = book.pages[0].Contents.objgen[0], book.Root.objgen[0]
        size = int(book.trailer.Size)
    before = int(pdf[pdf.rindex(b"startxref") :].split()[1])
    table = f"xref\n0 1\n0000000000 65535 f \n{number} 1\n0000000000 00001 f \n"
    trailer = f"trailer\n<</Size {size}/Root {root} 0 R/Prev {before}>>\nstartxref\n{len(pdf)}\n%%EOF\n"
    return pdf + (table + trailer).encode()


def less_was_signed(pdf: bytes) -> bytes:
    """The range that a signature says it covers ends earlier."""
    place = pdf.rindex(b"/ByteRange [")
    end = pdf.index(b"]", place)
    numbers = pdf[place + 12 : end].split()
    shorter = b" ".join([*numbers[:3], str(int(numbers[3]) - 9).encode()])
    return pdf[: place + 12] + shorter.ljust(end - place - 12) + pdf[end:]


def figures_emptied(pdf: bytes) -> bytes:
    """Nothing is left of a signature but its place (universal signature forgery)."""
    place = pdf.rindex(b"/Contents <") + 11
    end = pdf.index(b">", place)
    return pdf[:place] + b"0" * (end - place) + pdf[end:]


def locked(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as book:
        out = io.BytesIO()
        book.save(out, encryption=pikepdf.Encryption(owner="mat-khau", user="mat-khau"))
    return out.getvalue()


ALTERED: dict[str, tuple[Attack, set[str]]] = {
    "words replaced": (revision(words_replaced), {"changed_after"}),
    "a note laid over them": (revision(note_laid_over), {"changed_after"}),
    "a page added": (revision(page_added), {"changed_after"}),
    "all pages replaced": (revision(book_replaced), {"changed_after"}),
    "a script added": (revision(script_added), {"changed_after"}),
    "words freed": (words_freed, {"changed_after"}),
    "less was signed": (less_was_signed, {"altered", "broken", "changed_after"}),
    "figures emptied": (figures_emptied, {"", "broken"}),
    "locked": (locked, {""}),
}


@pytest.mark.parametrize("name", ALTERED)
def test_what_was_done_to_a_paper_after_it_was_signed_is_told(office: Office, name: str) -> None:
    attack, problems = ALTERED[name]
    pdf = signed(office, "binh", "so-noi-vu")
    found = arrived(office, attack(pdf))
    assert found.verdict is Verdict.INVALID
    assert found.problem in problems
    assert found.reason is (Reason.DOES_NOT_HOLD if found.problem else Reason.UNREADABLE)


def test_the_figures_of_another_paper_do_not_serve_for_this_one(office: Office) -> None:
    pdf = signed(office, "binh", "so-noi-vu")
    other = signing.sign(paper("Điều khác"), by=office.signer("so-noi-vu"), at=NOW, field="Chu-ky-1")
    place, from_ = pdf.rindex(b"/Contents <") + 11, other.rindex(b"/Contents <") + 11
    end = pdf.index(b">", place)
    length = end - place
    moved = pdf[:place] + other[from_ : from_ + length] + pdf[end:]
    found = arrived(office, moved)
    assert (found.verdict, found.problem) == (Verdict.INVALID, "altered")


def test_a_paper_cut_short_is_never_fully_signed(office: Office) -> None:
    pdf = signed(office, "binh", "so-noi-vu")
    for share in (0.3, 0.6, 0.9, 0.99):
        outcome, _ = judged(office, pdf[: int(len(pdf) * share)])
        assert outcome.verdict in (Verdict.INVALID, Verdict.UNSIGNED, Verdict.PARTLY)


def judged(office: Office, pdf: bytes) -> tuple[rules.Outcome, object]:

    agency = queries.agency(HOME)
    return checking.judged(pdf, media_type="application/pdf", sender=agency, symbol="", dated=None, at=NOW)


def test_a_certificate_that_is_not_valid_yet_is_told(office: Office) -> None:
    found = arrived(office, signed(office, "tomorrow", "so-noi-vu"))
    assert (found.verdict, found.problem) == (Verdict.INVALID, "not_yet_valid")


def test_who_calls_himself_binh_by_an_authority_of_his_own_is_not_believed(office: Office) -> None:
    with elsewhere.opened() as his:
        key = signing.from_pkcs12(his.authority.pkcs12("so-noi-vu"), password=trial.PASSWORD)
        pdf = signing.sign(signed(office, "binh"), by=signing.HeldSigner(key), at=NOW, field="CoQuan")
    found = arrived(office, pdf)
    assert (found.verdict, found.problem) == (Verdict.INVALID, "not_trusted")


def test_a_signature_over_a_digest_that_can_be_forged_is_not_believed(office: Office) -> None:
    signer = signers.SimpleSigner.load_pkcs12_data(
        office.authority.pkcs12("binh"), other_certs=[], passphrase=trial.PASSWORD.encode()
    )
    assert signer
    meta = signers.PdfSignatureMetadata(
        field_name="a", md_algorithm="sha1", subfilter=fields.SigSeedSubFilter.PADES
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(paper()))
    out = finishing.done(signers.async_sign_pdf(writer, meta, signer))
    found = arrived(office, out.getvalue())
    assert found.verdict is Verdict.INVALID


@pytest.mark.parametrize(
    ("off", "problem", "verdict"),
    [
        (DAY, "time_ahead", Verdict.INVALID),
        (timedelta(minutes=3), "", Verdict.FULL),
        (-DAY, "", Verdict.FULL),
    ],
)
def test_a_signers_clock_that_is_off(office: Office, off: timedelta, problem: str, verdict: Verdict) -> None:
    found = arrived(office, signed(office, "binh", "so-noi-vu", at=NOW + off))
    assert (found.verdict, found.problem) == (verdict, problem)


def test_our_own_clock_a_day_behind_is_mended_by_checking_again(office: Office) -> None:
    pdf = signed(office, "binh", "so-noi-vu")
    found = arrived(office, pdf, at=NOW - DAY)
    assert (found.verdict, found.problem) == (Verdict.INVALID, "revocation_unknown")  # answers of tomorrow
    (document,) = (
        one.id for one in queries.documents(narrowed=queries.Filter(), by=office.actor("hue"), at=NOW)[0]
    )
    actions.check(document_id=document, by=office.actor("hue"), at=NOW)
    assert [one.verdict for one in queries.findings(document_id=document)] == [Verdict.FULL, Verdict.INVALID]


def test_two_people_do_not_make_an_agency(office: Office) -> None:
    found = arrived(office, signed(office, "binh", "binh-again"))
    assert (found.verdict, found.reason) == (Verdict.PARTLY, Reason.NO_AGENCY)
