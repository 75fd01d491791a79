"""In whom trust begins: the roots of who checks, and what the authorities below them answered about revocation."""

from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from asn1crypto import crl, ocsp, pem, x509
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.fetchers import CertificateFetcher, Fetchers
from pyhanko_certvalidator.fetchers.requests_fetchers import RequestsFetcherBackend

PATIENCE = 5  # seconds for an authority to answer


NOBODY: tuple[x509.Certificate, ...] = ()


class _NoOthers(CertificateFetcher):
    """Fetches no certificate: an address in a stranger's certificate is not called (server-side request forgery)."""

    async def fetch_cert_issuers(self, cert: Any) -> AsyncGenerator[x509.Certificate, None]:  # noqa: ARG002 - the library's signature
        """Give nothing."""
        for none in NOBODY:
            yield none

    async def fetch_crl_issuers(self, certificate_list: Any) -> AsyncGenerator[x509.Certificate, None]:  # noqa: ARG002 - as above
        """Give nothing."""
        for none in NOBODY:
            yield none

    def fetched_certs(self) -> Iterable[x509.Certificate]:
        """Give nothing."""
        return ()


@dataclass(frozen=True, slots=True)
class Kept:
    """Certificates and answers about revocation that are already at hand."""

    others: tuple[x509.Certificate, ...] = ()
    ocsps: tuple[ocsp.OCSPResponse, ...] = ()
    crls: tuple[crl.CertificateList, ...] = ()


NOTHING = Kept()


@dataclass(slots=True)
class _Asking:
    """The clients that ask authorities; they keep every answer, so they are let go when answers grow old."""

    since: datetime | None = None
    fetchers: Fetchers | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Trust:
    """Whom to believe: root certificates, those between, and the policies (OIDs) that a signer's certificate is for.

    With `fetch`, authorities named in certificates that lead to a root are asked whether these are revoked, and an
    answer is kept for `fresh`; a certificate whose authority does not answer is not believed. `ahead` is how far a
    claimed time may lie after the moment of checking: clocks differ.
    """

    roots: tuple[x509.Certificate, ...]
    others: tuple[x509.Certificate, ...] = ()
    policies: frozenset[str] = frozenset()
    fetch: bool = True
    fresh: timedelta = timedelta(minutes=10)
    ahead: timedelta = timedelta(minutes=5)
    _asking: _Asking = field(default_factory=_Asking, repr=False, compare=False)

    def context(
        self, *, at: datetime, kept: Kept = NOTHING, asking: bool = True, must: bool = True
    ) -> ValidationContext:
        """Give what pyHanko needs to judge certificates as of a moment (aware), with what is already at hand.

        Without `asking` no authority is asked: what it answers today says nothing of a moment long past. Without
        `must` a certificate about which no answer is at hand is believed.
        """
        fetch = self.fetch and asking
        return ValidationContext(
            trust_roots=list(self.roots),
            other_certs=[*self.others, *kept.others],
            moment=at,
            allow_fetching=fetch,
            fetchers=self._fetchers(at) if fetch else None,
            revocation_mode="hard-fail" if must else "soft-fail",
            ocsps=list(kept.ocsps),
            crls=list(kept.crls),
        )

    def _fetchers(self, at: datetime) -> Fetchers:
        asking = self._asking
        old = asking.since is None or abs(at - asking.since) > self.fresh
        if asking.fetchers is None or old:
            made = RequestsFetcherBackend(per_request_timeout=PATIENCE).get_fetchers()
            asking.fetchers = Fetchers(
                ocsp_fetcher=made.ocsp_fetcher, crl_fetcher=made.crl_fetcher, cert_fetcher=_NoOthers()
            )
            asking.since = at
        return asking.fetchers


def certificates(data: bytes) -> tuple[x509.Certificate, ...]:
    """Read certificates from PEM, one or many, or from the DER of one."""
    if not pem.detect(data):
        return (x509.Certificate.load(data),)
    return tuple(x509.Certificate.load(der) for _, _, der in pem.unarmor(data, multiple=True))
