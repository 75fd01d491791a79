"""Lan signs, the agency signs after her; what was there before is never touched."""

import hashlib
import io
from typing import Any

import pytest
from asn1crypto import cms
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers, timestamps

from motcua.base import signing
from motcua.base.signing import finishing
from motcua.base.signing.tests.office import NOW, PIN, SOFTHSM, Office, paper
from motcua.base.tests import archive


def found(pdf: bytes, office: Office) -> tuple[signing.Found, ...]:
    return signing.check(pdf, trust=office.trust, at=NOW)


def test_lan_signs_and_the_signature_says_who_and_when(office: Office) -> None:
    (one,) = found(office.signed("lan"), office)
    assert one.holds
    assert one.whole
    assert (one.signer.name, one.signer.organisation) == ("Nguyễn Thị Lan", "Sở Nội vụ")
    assert one.claimed_at == NOW
    assert one.stamped_at is None
    assert one.evidence


def test_a_key_of_rsa_signs_as_well(office: Office) -> None:
    assert found(office.signed("binh"), office)[0].holds


def test_the_agency_signs_after_the_person_and_both_hold(office: Office) -> None:
    once = office.signed("lan")
    twice = office.signed("so-noi-vu", pdf=once)
    person, agency = found(twice, office)
    assert person.holds
    assert agency.holds
    assert (person.whole, agency.whole) == (False, True)
    assert agency.signer.identifier == "H31.9"


def test_what_was_there_before_is_not_touched(office: Office) -> None:
    assert office.signed("lan").startswith(paper())


def test_a_paper_remains_archival(office: Office) -> None:
    before, after = PdfFileReader(io.BytesIO(paper())), PdfFileReader(io.BytesIO(office.signed("lan")))
    assert before.root["/Metadata"].data == after.root["/Metadata"].data


@pytest.mark.slow
def test_a_paper_whose_last_line_does_not_end_keeps_the_standard_of_archives(office: Office) -> None:
    signed = {"signed": office.signed("lan", pdf=paper().rstrip())}
    assert archive.faults(signed, of=[archive.ARCHIVE]) == {}


def test_a_listener_hears_whose_signature_it_is(office: Office) -> None:
    read = PdfFileReader(io.BytesIO(office.signed("so-noi-vu", pdf=office.signed("lan"))))
    named = [one.sig_field["/TU"] for one in read.embedded_signatures]
    assert named == ["Chữ ký số của Nguyễn Thị Lan", "Chữ ký số của Sở Nội vụ"]


def test_nobody_signs_over_a_signature(office: Office) -> None:
    with pytest.raises(signing.Refusal) as refused:
        office.signed("lan", pdf=office.signed("lan"))
    assert refused.value.code == "signing.field-taken"


def test_signing_and_checking_work_in_the_middle_of_other_work(office: Office) -> None:
    async def in_between() -> bool:
        return found(office.signed("lan"), office)[0].holds

    assert finishing.done(in_between())


class OneStamp(timestamps.TimeStamper):
    """Gives for one signature one stamp, whoever asks."""

    def __init__(self, authority: timestamps.TimeStamper) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # the library's
        self.authority = authority
        self.given: dict[bytes, cms.ContentInfo] = {}

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        if message_digest not in self.given:
            self.given[message_digest] = await self.authority.async_timestamp(message_digest, md_algorithm)
        return self.given[message_digest]


@pytest.mark.parametrize("stamped", [False, True])
@pytest.mark.parametrize("times", [1, 2])
def test_the_mold_gives_what_the_library_builds_to_the_last_byte(
    office: Office, times: int, *, stamped: bool
) -> None:
    by = signing.HeldSigner(office.key("binh"))  # RSA gives one signature for one digest
    asked: dict[str, Any] = {
        "use_pades": True,
        "timestamper": OneStamp(office.times.stamper()) if stamped else None,
    }
    for number in range(times):
        digest = hashlib.sha256(bytes([number])).digest()
        poured = finishing.done(by.async_sign(digest, "sha256", **asked))
    built = finishing.done(signers.Signer.async_sign(by, digest, "sha256", **asked))
    assert poured.dump() == built.dump()


def test_a_stamped_signature_has_the_time_of_the_authority(office: Office) -> None:
    by = signing.HeldSigner(office.key("lan"))
    pdf = signing.sign(paper(), by=by, at=NOW, field="lan", times=office.times)
    (one,) = found(pdf, office)
    assert one.holds
    assert one.stamped_at is not None
    assert abs((one.stamped_at - NOW).total_seconds()) < 3600


def test_an_authority_that_does_not_answer_leaves_the_paper_unsigned(office: Office) -> None:
    by = signing.HeldSigner(office.key("lan"))
    nobody = signing.Times(url="http://127.0.0.1:9/", patience=1)
    with pytest.raises(signing.Refusal) as refused:
        signing.sign(paper(), by=by, at=NOW, field="lan", times=nobody)
    assert refused.value.code == "signing.no-time"


@pytest.mark.parametrize("rubbish", [b"", b"%PDF-1.7", b"not a paper", paper()[:4000]])
def test_what_is_no_paper_is_not_signed(office: Office, rubbish: bytes) -> None:
    with pytest.raises(signing.Refusal) as refused:
        office.signed("lan", pdf=rubbish or b" ")
    assert refused.value.code == "signing.paper-not-read"


def test_a_wrong_password_opens_no_key(office: Office) -> None:
    with pytest.raises(signing.Refusal) as refused:
        signing.from_pkcs12(office.authority.pkcs12("lan"), password="wrong")
    assert refused.value.code == "signing.key-not-read"


@pytest.mark.parametrize("label", ["lan", "binh"])
def test_a_token_signs_without_giving_its_key_away(office: Office, tokens: None, label: str) -> None:
    key = signing.from_token(library=str(SOFTHSM), label=label, pin=PIN, key_label=label)
    pdf = signing.sign(paper(), by=signing.HeldSigner(key), at=NOW, field=label)
    assert found(pdf, office)[0].holds


def test_a_wrong_pin_opens_no_token(tokens: None) -> None:
    with pytest.raises(signing.Refusal) as refused:
        signing.from_token(library=str(SOFTHSM), label="lan", pin="0000", key_label="lan")
    assert refused.value.code == "signing.token-not-opened"


def test_a_token_that_is_not_there_is_said() -> None:
    with pytest.raises(signing.Refusal) as refused:
        signing.from_token(library="/nowhere/lib.so", label="lan", pin=PIN, key_label="lan")
    assert refused.value.code == "signing.token-not-opened"


def test_words_in_the_corner_are_there_to_read_with_every_mark(office: Office) -> None:
    words = ("Số: 05/QĐ-UBND", "Thời gian ký: 27/11/2026 10:00:00 +07:00")
    stamp = signing.Stamp(box=signing.in_corner(), lines=words)
    pdf = signing.sign(paper(), by=signing.HeldSigner(office.key("lan")), at=NOW, field="lan", stamp=stamp)
    assert found(pdf, office)[0].holds
    assert b"/Words" in pdf


def test_the_seal_lies_over_a_third_of_the_signature_to_its_left() -> None:
    person = signing.Box(page=0, x=120, y=60, width=45, height=20)
    seal = signing.over(person, width=36, height=36)
    assert seal.x + seal.width == pytest.approx(person.x + person.width / 3)
    assert seal.y + seal.height / 2 == pytest.approx(person.y + person.height / 2)


def test_a_picture_that_is_none_is_refused(office: Office) -> None:
    stamp = signing.Stamp(box=signing.in_corner(), picture=b"GIF89a")
    with pytest.raises(signing.Refusal) as refused:
        signing.sign(paper(), by=signing.HeldSigner(office.key("lan")), at=NOW, field="lan", stamp=stamp)
    assert refused.value.code == "signing.picture-not-read"
