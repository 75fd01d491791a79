"""To sign a paper: one more revision at its end, what was there before untouched, byte for byte."""

import contextlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers, timestamps
from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper
from pyhanko_certvalidator import ValidationContext

from motcua.base.signing import blanks as places, finishing
from motcua.base.signing.keys import Refusal
from motcua.base.signing.molds import DIGEST, HeldSigner
from motcua.base.signing.stamp import Stamp
from motcua.base.signing.strangers import STUMBLES
from motcua.spine import refusal

RESERVED = 2048  # bytes for the signature and its attributes, besides the certificates that go along
RESERVED_TIME = 6144  # bytes for a time-stamp with the certificates of its authority


@dataclass(frozen=True, kw_only=True, slots=True)
class Times:
    """Where time-stamps come from (RFC 3161): the authority's address, and how long to wait for it, in seconds."""

    url: str
    patience: int = 10

    def stamper(self) -> timestamps.TimeStamper:
        """Give pyHanko's client of the authority."""
        return RequestsHTTPTimeStamper(self.url, timeout=self.patience)


class _Writer(IncrementalPdfFileWriter):
    """A revision that does what it is for and says nothing else: the time of signing stands in the signature."""

    def _update_meta(self) -> None:
        """Leave the paper's own metadata as they are; they were signed with the rest."""


def sign(
    pdf: bytes,
    *,
    by: HeldSigner,
    at: datetime,
    field: str,
    stamp: Stamp | None = None,
    reason: str | None = None,
    times: Times | None = None,
    evidence: ValidationContext | None = None,
    blanks: Sequence[places.Blank] = (),
) -> bytes:
    """Sign a paper `at` a moment (aware) in a new field; give the whole paper with one more revision.

    The field is called to a listener by whose signature it is (ISO 14289-1, 7.18.1). Without `times` the level is B-B,
    with it B-T, with `evidence` besides B-LTA. `blanks` are put in before the signature, to be filled after it; blanks that
    are there already are locked by it. Raises Refusal `signing.paper-not-read`, `signing.paper-has-form`,
    `signing.field-taken`, `signing.no-time` when the authority does not answer.
    """
    writer = _opened(pdf)
    with _readable():
        taken = any(name == field for name, _, _ in fields.enumerate_sig_fields(writer, filled_status=True))
        lock = _lock(writer)
        _put(writer, blanks)
    if taken:
        raise Refusal(
            "signing.field-taken",
            refusal.gettext_noop("Văn bản đã có chữ ký ở ô “%(field)s”; không ký chồng lên được."),
            params={"field": field},
        )
    meta = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm=DIGEST,
        subfilter=fields.SigSeedSubFilter.PADES,
        name=by.name,
        reason=reason,
        embed_validation_info=evidence is not None,
        use_pades_lta=evidence is not None,
        validation_context=evidence,
    )
    box = stamp.box if stamp else None
    spec = fields.SigFieldSpec(
        field,
        on_page=box.page if box else 0,
        box=box.points if box else None,  # type: ignore[arg-type]  # points may be fractions
        field_mdp_spec=lock,
        readable_field_name=f"Chữ ký số của {by.name}",
    )
    pdf_signer = signers.PdfSigner(
        meta,
        by,
        timestamper=times.stamper() if times else None,
        stamp_style=stamp.style() if stamp else None,
        new_field_spec=spec,
    )
    reserved = RESERVED + by.weight + (RESERVED_TIME if times else 0)
    try:
        return finishing.done(_signed(pdf_signer, writer, at=at, reserved=2 * reserved))
    except (timestamps.TimestampRequestError, OSError) as error:
        raise Refusal(
            "signing.no-time",
            refusal.gettext_noop(
                "Máy chủ cấp dấu thời gian không trả lời; văn bản chưa được ký. Hãy thử lại sau."
            ),
        ) from error
    except STUMBLES as error:
        raise _unreadable() from error


def write(
    pdf: bytes, lines: Mapping[str, places.Line], *, blanks: Sequence[places.Blank] = ()
) -> bytes | None:
    """Write lines into the blanks of a paper that are still empty; give the whole paper with one more revision.

    `blanks` are put in first, for a paper that has none. None where no blank was to be filled. Raises Refusal as `sign`.
    """
    writer = _opened(pdf)
    with _readable():
        _put(writer, blanks)
        if not places.fill(writer, lines):
            return None
        out = io.BytesIO()
        writer.write(out)  # type: ignore[no-untyped-call]  # the library's, inherited
        return out.getvalue()


def _opened(pdf: bytes) -> _Writer:
    with _readable():
        # what follows begins a line of its own (ISO 19005-2, 6.1.9)
        ended = pdf if pdf.endswith((b"\n", b"\r")) else pdf + b"\n"
        writer = _Writer(io.BytesIO(ended), strict=False)
        if writer.prev.encrypted:
            raise _unreadable()
        if places.has_xfa(writer):
            raise _has_form()
    return writer


@contextlib.contextmanager
def _readable() -> Iterator[None]:
    """Say of a paper that it cannot be read, whatever in it the library stumbles over."""
    try:
        yield
    except STUMBLES as error:
        raise _unreadable() from error


def _put(writer: _Writer, blanks: Sequence[places.Blank]) -> None:
    """Put blanks in, unless somebody signed before, who saw none; a form of the paper's own could hide what it likes."""
    if not blanks:
        return
    if places.has_form(writer):
        raise _has_form()
    if not any(True for _ in fields.enumerate_sig_fields(writer, filled_status=True)):
        places.add(writer, blanks)


def _lock(writer: _Writer) -> fields.FieldMDPSpec | None:
    """Lock the blanks that stand in a paper, so that every reader knows that nobody may write them anew."""
    there = places.names(writer)
    return fields.FieldMDPSpec(fields.FieldMDPAction.INCLUDE, list(there)) if there else None


def _has_form() -> Refusal:
    return Refusal(
        "signing.paper-has-form",
        refusal.gettext_noop(
            "Tệp PDF có ô điền được (biểu mẫu) nên không ký được: nội dung ô có thể bị điền sau khi ký. Hãy lưu lại thành PDF không có biểu mẫu."
        ),
    )


def _unreadable() -> Refusal:
    return Refusal(
        "signing.paper-not-read",
        refusal.gettext_noop("Không ký được: tệp không phải là PDF đọc được, hoặc đã bị khóa, bị hỏng."),
    )


async def _signed(pdf_signer: signers.PdfSigner, writer: _Writer, *, at: datetime, reserved: int) -> bytes:
    session = pdf_signer.init_signing_session(writer)
    session.system_time = at
    known = await session.perform_presign_validation(writer)
    paper = session.prepare_tbs_document(validation_info=known, bytes_reserved=reserved)
    out = io.BytesIO()
    digest, _ = paper.digest_tbs_document(output=out)
    settings = signers.pdf_cms.PdfCMSSignedAttributes(signing_time=at)
    done = await paper.perform_signature(
        document_digest=digest.document_digest, pdf_cms_signed_attrs=settings
    )
    await done.post_signature_processing(out)
    return out.getvalue()
