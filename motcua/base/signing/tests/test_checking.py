"""What was signed is checked: who, when, for what, and whether anything was changed since."""

import io
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, assume, given, settings, strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from motcua.base import signing
from motcua.base.signing import Problem
from motcua.base.signing.tests.office import DAY, NOW, YEAR, Office, opened, paper


def problem(pdf: bytes, office: Office) -> Problem | None:
    return signing.check(pdf, trust=office.trust, at=NOW)[0].problem


def test_an_unsigned_paper_has_no_signatures(office: Office) -> None:
    assert signing.check(paper(), trust=office.trust, at=NOW) == ()


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("revoked", Problem.REVOKED),
        ("expired", Problem.EXPIRED),
        ("other-purpose", Problem.WRONG_PURPOSE),
    ],
)
def test_a_certificate_that_does_not_serve_is_said_with_its_reason(
    office: Office, who: str, why: Problem
) -> None:
    assert problem(office.signed(who), office) == why


def test_a_byte_changed_after_signing_is_found(office: Office) -> None:
    pdf = office.signed("lan")
    changed = pdf.replace(b"Typst", b"Tipst", 1)
    assert changed != pdf
    assert problem(changed, office) == Problem.ALTERED


def test_other_words_laid_over_a_signed_page_are_found(office: Office) -> None:
    """The shadow attack: a revision after the signature replaces what the page shows."""
    writer = IncrementalPdfFileWriter(io.BytesIO(office.signed("lan")))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    assert problem(out.getvalue(), office) == Problem.CHANGED_AFTER


def test_a_table_of_places_that_swells_when_unpacked_is_not_read() -> None:
    """A bomb: some hundred bytes, packed twice, in which the reader should look up where everything stands."""
    packed = zlib.compress(zlib.compress(bytes(64 << 20)))
    assert len(packed) < 1_000
    head = b"%PDF-1.7\n"
    table = (
        b"1 0 obj<</Type/XRef/Size 2/W[1 4 1]/Root 1 0 R/Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n"
    )
    bomb = head + table % len(packed) + packed + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF\n" % len(head)
    with pytest.raises(signing.Refusal) as refused:
        signing.check(bomb, trust=signing.Trust(roots=()), at=NOW)
    assert refused.value.code == "signing.paper-not-checked"
    assert "PdfDecodeLimitError" in repr(refused.value.__cause__)


def test_a_stranger_who_calls_himself_lan_is_not_believed(office: Office) -> None:
    with opened() as elsewhere:
        forged = elsewhere.signed("lan")
    assert problem(forged, office) == Problem.NOT_TRUSTED


def test_a_clock_a_day_ahead_is_said(office: Office) -> None:
    pdf = signing.sign(paper(), by=signing.HeldSigner(office.key("lan")), at=NOW + DAY, field="lan")
    assert problem(pdf, office) == Problem.TIME_AHEAD
    assert signing.check(pdf, trust=office.trust, at=NOW + DAY)[0].claimed_at == NOW + DAY


def test_a_silent_authority_leaves_the_matter_open() -> None:
    with opened() as office:
        pdf = office.signed("lan")
    unanswered = signing.Trust(roots=office.trust.roots, policies=office.trust.policies)
    assert problem(pdf, Office(authority=office.authority, trust=unanswered, times=office.times)) == (
        Problem.REVOCATION_UNKNOWN
    )


def test_an_archival_signature_outlives_the_certificate_and_a_bare_one_does_not() -> None:
    with opened() as office:
        by = signing.HeldSigner(office.key("lan"))
        evidence = office.trust.context(at=datetime.now(UTC))
        sealed = signing.sign(paper(), by=by, at=NOW, field="lan", times=office.times, evidence=evidence)
        stamped = signing.sign(paper(), by=by, at=NOW, field="lan", times=office.times)
    later = NOW + 2 * YEAR
    with office.authority.serving(at=lambda: later):
        (kept,) = signing.check(sealed, trust=office.trust, at=later)
        (lost,) = signing.check(stamped, trust=office.trust, at=later)
    assert (kept.problem, kept.archival) == (None, True)
    assert lost.problem == Problem.EXPIRED


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=60,
)
@given(place=st.integers(min_value=0), bit=st.integers(0, 7), cut=st.booleans())
def test_no_flipped_bit_and_no_cut_end_passes_for_signed(
    office: Office,
    place: int,
    bit: int,
    cut: bool,  # noqa: FBT001 - drawn by chance
) -> None:
    whole = office.signed("lan")
    at = place % len(whole)
    begins = whole.rindex(b"/Contents <")
    # The signature itself is not signed: what surrounds its figures there may change without changing what it says.
    assume(cut or not begins <= at <= whole.index(b">", begins))
    changed = whole[:at] if cut else whole[:at] + bytes([whole[at] ^ (1 << bit)]) + whole[at + 1 :]
    try:
        found = signing.check(changed, trust=office.trust, at=NOW)
    except signing.Refusal:
        return
    assert not [one for one in found if one.holds]
