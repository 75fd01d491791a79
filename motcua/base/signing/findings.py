"""To check what was signed: every signature of a paper, whether it holds, and what it rests on.

Who had to sign, and for whom, is the business of who asks; here is only what the paper and the authorities behind
its certificates say (ETSI EN 319 102-1 in its parts that bear on a paper received today or years ago).
"""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate, AdESSubIndic
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import (
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
    dss,
    errors,
)
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from motcua.base.signing import blanks, finishing
from motcua.base.signing.keys import Refusal, common_name
from motcua.base.signing.strangers import STUMBLES
from motcua.base.signing.trust import NOTHING, Kept, Trust
from motcua.spine import refusal

MOST = 64  # signatures in one paper; each costs a reading of it


class Problem(StrEnum):
    """Why a signature does not hold; the first that applies, from the worst."""

    BROKEN = "broken"
    ALTERED = "altered"
    CHANGED_AFTER = "changed_after"
    REVOKED = "revoked"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    NOT_TRUSTED = "not_trusted"
    REVOCATION_UNKNOWN = "revocation_unknown"
    WRONG_PURPOSE = "wrong_purpose"
    TIME_NOT_TRUSTED = "time_not_trusted"
    TIME_AHEAD = "time_ahead"


FROM_CHAIN: Mapping[AdESSubIndic, Problem] = {
    AdESFailure.REVOKED: Problem.REVOKED,
    AdESIndeterminate.REVOKED_NO_POE: Problem.REVOKED,
    AdESIndeterminate.REVOKED_CA_NO_POE: Problem.REVOKED,
    AdESIndeterminate.EXPIRED: Problem.EXPIRED,
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: Problem.EXPIRED,
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED: Problem.EXPIRED,
    AdESFailure.NOT_YET_VALID: Problem.NOT_YET_VALID,
    AdESIndeterminate.NOT_YET_VALID: Problem.NOT_YET_VALID,
    AdESIndeterminate.TRY_LATER: Problem.REVOCATION_UNKNOWN,
    AdESIndeterminate.REVOCATION_OUT_OF_BOUNDS_NO_POE: Problem.REVOCATION_UNKNOWN,
    AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE: Problem.WRONG_PURPOSE,
    AdESIndeterminate.SIG_CONSTRAINTS_FAILURE: Problem.WRONG_PURPOSE,
}
# What time-stamps and answers kept in the paper may yet prove: that it held when it was made.
MENDED_BY_ARCHIVE = (
    Problem.EXPIRED,
    Problem.REVOKED,
    Problem.REVOCATION_UNKNOWN,
    Problem.NOT_TRUSTED,
    Problem.TIME_NOT_TRUSTED,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Signer:
    """Who signed, as the certificate says; `serial` and `digest` (SHA-256) tell the certificate from every other."""

    name: str
    organisation: str
    identifier: str
    issuer: str
    serial: str
    digest: str
    since: datetime
    until: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """One signature: its field, who signed, when (claimed, and stamped by an authority), and why it does not hold.

    `whole` tells that nothing was added to the paper after it; `revision` is the digest of what was signed; `evidence`
    the bytes of the authorities' answers (OCSP, CRL) that the judgement rests on.
    """

    field: str
    signer: Signer
    claimed_at: datetime | None
    stamped_at: datetime | None
    whole: bool
    archival: bool
    problem: Problem | None
    evidence: tuple[bytes, ...]

    @property
    def holds(self) -> bool:
        """Tell whether the signature can be believed."""
        return self.problem is None

    @property
    def at(self) -> datetime | None:
        """Give the best known time of signing."""
        return self.stamped_at or self.claimed_at


def check(pdf: bytes, *, trust: Trust, at: datetime) -> tuple[Found, ...]:
    """Check every signature of a paper as of a moment (aware), in the order they were made; none for an unsigned one.

    Raises Refusal `signing.paper-not-read` for what is no PDF, is locked, or has a signature that cannot be read.
    """
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        if reader.encrypted:
            raise _unreadable()
        embedded = list(reader.embedded_regular_signatures)
        if len(embedded) > MOST:
            raise _unreadable()
        return finishing.done(_all(embedded, reader, trust=trust, at=at))
    except STUMBLES as error:
        raise _unreadable() from error


def _unreadable() -> Refusal:
    return Refusal(
        "signing.paper-not-checked",
        refusal.gettext_noop(
            "Không kiểm tra được: tệp không phải là PDF đọc được, hoặc đã bị khóa, bị hỏng."
        ),
    )


async def _all(
    embedded: list[EmbeddedPdfSignature], reader: PdfFileReader, *, trust: Trust, at: datetime
) -> tuple[Found, ...]:
    if not embedded:
        return ()
    kept = _kept(reader)
    return tuple([await _one(each, reader, kept, trust=trust, at=at) for each in embedded])


async def _one(
    one: EmbeddedPdfSignature, reader: PdfFileReader, kept: Kept, *, trust: Trust, at: datetime
) -> Found:
    context = trust.context(at=at, kept=kept)
    status = await async_validate_pdf_signature(
        one, signer_validation_context=context, diff_policy=blanks.POLICY
    )
    stamped = status.timestamp_validity
    problem = _problem(status, trust=trust, at=at)
    if problem is Problem.NOT_TRUSTED:
        problem = await _why_no_chain(one, kept, trust=trust, at=at)
    archival = False
    if problem in MENDED_BY_ARCHIVE and stamped is not None:
        archival = await _held_by_archive(one, reader, kept, trust=trust, at=at)
        problem = None if archival else problem
    return Found(
        field=str(one.field_name),
        signer=_signer(one.signer_cert),
        claimed_at=status.signer_reported_dt,
        stamped_at=stamped.timestamp if stamped is not None and stamped.valid and stamped.intact else None,
        whole=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        archival=archival,
        problem=problem,
        evidence=_evidence(status, context),
    )


def _evidence(status: PdfSignatureStatus, context: ValidationContext) -> tuple[bytes, ...]:
    """Give the answers that speak of the signer's own chain, not those of others that lie in the same drawer."""
    chain = list(status.validation_path) if status.validation_path is not None else [status.signing_cert]
    serials = {each.serial_number for each in chain}
    issuers = {each.issuer.hashable for each in chain}
    ocsps = [
        answer
        for answer in context.ocsps
        if any(
            one["cert_id"]["serial_number"].native in serials
            for one in answer.basic_ocsp_response["tbs_response_data"]["responses"]
        )
    ]
    crls = [each for each in context.crls if each.issuer.hashable in issuers]
    return tuple(answer.dump() for answer in (*ocsps, *crls))


def _kept(reader: PdfFileReader) -> Kept:
    """Give the certificates and answers that the paper itself carries (its document security store)."""
    try:
        store = dss.DocumentSecurityStore.read_dss(reader)
    except errors.NoDSSFoundError:
        return NOTHING
    held = store.as_validation_context({"allow_fetching": False, "trust_roots": []})
    return Kept(tuple(store.load_certs()), tuple(held.ocsps), tuple(held.crls))


def _problem(status: PdfSignatureStatus, *, trust: Trust, at: datetime) -> Problem | None:  # noqa: PLR0911 - one line for each problem, from the worst
    if not status.valid:
        return Problem.BROKEN
    if not status.intact:
        return Problem.ALTERED
    if status.modification_level in (None, ModificationLevel.OTHER) or not status.docmdp_ok:
        return Problem.CHANGED_AFTER
    if status.revoked:
        return Problem.REVOKED
    if status.trust_problem_indic is not None or status.validation_path is None:
        return FROM_CHAIN.get(status.trust_problem_indic, Problem.NOT_TRUSTED)  # type: ignore[arg-type]  # None is not among the keys
    if trust.policies and not trust.policies & _policies(status.signing_cert):
        return Problem.WRONG_PURPOSE
    stamped = status.timestamp_validity
    if stamped is not None and not (stamped.valid and stamped.intact and stamped.trusted):
        return Problem.TIME_NOT_TRUSTED
    claimed = status.signer_reported_dt
    if claimed is not None and claimed > at + trust.ahead:
        return Problem.TIME_AHEAD
    return None


async def _why_no_chain(one: EmbeddedPdfSignature, kept: Kept, *, trust: Trust, at: datetime) -> Problem:
    """Say what the library does not: that only an answer is missing, or that the certificate begins later."""
    if await _leads_to_a_root(one, kept, trust=trust, at=at):
        return Problem.REVOCATION_UNKNOWN
    since = one.signer_cert.not_valid_before
    if since > at and await _leads_to_a_root(one, kept, trust=trust, at=since):
        return Problem.NOT_YET_VALID
    return Problem.NOT_TRUSTED


async def _leads_to_a_root(one: EmbeddedPdfSignature, kept: Kept, *, trust: Trust, at: datetime) -> bool:
    """Tell whether all that is missing is an answer about revocation."""
    context = trust.context(at=at, kept=kept, asking=False, must=False)
    status = await async_validate_pdf_signature(one, signer_validation_context=context, skip_diff=True)
    return status.trust_problem_indic is None and status.validation_path is not None


async def _held_by_archive(
    one: EmbeddedPdfSignature, reader: PdfFileReader, kept: Kept, *, trust: Trust, at: datetime
) -> bool:
    """Tell whether stamps and answers kept in the paper prove that the signature held when the paper was sealed.

    The last time-stamp over the paper must hold at `at`, each before it at the time of the next (they are renewed
    before they grow old); the signature is then judged as of the first, by the answers that this one sealed.
    """
    stamps = list(reader.embedded_timestamp_signatures)
    if not stamps:
        return False
    moment = at
    for number, each in enumerate(reversed(stamps)):
        context = trust.context(at=moment, kept=kept, asking=number == 0)
        stamp = await async_validate_pdf_timestamp(each, context, diff_policy=blanks.POLICY)
        if not (stamp.valid and stamp.intact and stamp.trusted):
            return False
        moment = stamp.timestamp
    context = trust.context(at=moment, kept=kept, asking=False)
    status = await async_validate_pdf_signature(
        one, signer_validation_context=context, diff_policy=blanks.POLICY
    )
    return _problem(status, trust=trust, at=moment) is None


def _policies(certificate: x509.Certificate) -> frozenset[str]:
    value = certificate.certificate_policies_value
    return frozenset(one["policy_identifier"].dotted for one in value) if value is not None else frozenset()


def _signer(certificate: x509.Certificate) -> Signer:
    subject = certificate.subject.native
    return Signer(
        name=common_name(certificate),
        organisation=_said(subject.get("organization_name")),
        identifier=_said(subject.get("serial_number") or subject.get("user_id")),
        issuer=str(certificate.issuer.native.get("common_name") or certificate.issuer.human_friendly),
        serial=f"{certificate.serial_number:x}",
        digest=hashlib.sha256(certificate.dump()).hexdigest(),
        since=certificate.not_valid_before,
        until=certificate.not_valid_after,
    )


def _said(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value or "")
