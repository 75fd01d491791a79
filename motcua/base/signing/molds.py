"""A signer for pyHanko that makes the parts which never change only once.

The signature container (CMS, RFC 5652) of one key differs from paper to paper in three places: the digest of the
paper, the signature itself, and the time-stamp where one is asked for. Built object by object it takes longer than all
the rest of signing; so it is built once by pyHanko for parts of these lengths, and cut there. What comes out is what
pyHanko would have made.
"""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from asn1crypto import cms
from pyhanko.sign import signers, timestamps
from pyhanko.sign.general import simple_cms_attribute
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.base.signing.keys import Key

DIGEST = "sha256"
DIGEST_BYTES = 32


@dataclass(frozen=True, slots=True)
class _Mold:
    """A container cut at the digest, at the signature, and at the time-stamp where it has one."""

    head: bytes
    middle: bytes
    before_stamp: bytes
    tail: bytes


class HeldSigner(signers.Signer):
    """Signs with a held key, each container poured into the mold of the first."""

    def __init__(self, key: Key) -> None:
        """Take the key and the certificates that go along with every signature."""
        store = SimpleCertificateStore()
        store.register_multiple([key.certificate, *key.chain])
        super().__init__(signing_cert=key.certificate, cert_registry=store, embed_roots=False)
        self._key = key
        self._attributes: tuple[bytes, bytes] | None = None
        self._molds: dict[tuple[int, int], _Mold] = {}

    @property
    def name(self) -> str:
        """Give the name of who signs."""
        return self._key.name

    @property
    def weight(self) -> int:
        """Give the bytes of the certificates that go along with every signature."""
        return sum(len(each.dump()) for each in (self._key.certificate, *self._key.chain))

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: ARG002, FBT001, FBT002 - pyHanko's signature
        """Sign the attributes of a container."""
        return self._key.sign(data)

    async def async_sign(  # type: ignore[override]  # what goes through is the library's to name
        self, data_digest: bytes, digest_algorithm: str, **asked: Any
    ) -> cms.ContentInfo:
        """Give the container for a paper with this digest; one for anything but a paper is built anew."""
        plain = asked.get("use_pades") and asked.get("is_pdf_sig", True) and not asked.get("dry_run")
        if not plain or digest_algorithm != DIGEST or asked.get("encap_content_info") is not None:
            return await super().async_sign(data_digest, digest_algorithm, **asked)
        if self._attributes is None:
            self._attributes = await self._cut_attributes(asked.get("signed_attr_settings"))
        signature = self._key.sign(data_digest.join(self._attributes))
        stamper: timestamps.TimeStamper | None = asked.get("timestamper")
        stamp = b"" if stamper is None else await _stamp(signature, stamper)
        lengths = len(signature), len(stamp)
        mold = self._molds.get(lengths)
        if mold is None:
            mold = await self._cut(len(signature), stamp, asked.get("signed_attr_settings"))
            self._molds[lengths] = mold
        parts = (mold.head, data_digest, mold.middle, signature, mold.before_stamp, stamp, mold.tail)
        return cms.ContentInfo.load(b"".join(parts))

    async def _marked(self, settings: Any) -> tuple[bytes, cms.CMSAttributes]:
        mark = secrets.token_bytes(DIGEST_BYTES)
        return mark, await self.signed_attrs(mark, DIGEST, attr_settings=settings, use_pades=True)

    async def _cut_attributes(self, settings: Any) -> tuple[bytes, bytes]:
        mark, attributes = await self._marked(settings)
        before, after = attributes.dump().split(mark)
        return before, after

    async def _cut(self, length: int, stamp: bytes, settings: Any) -> _Mold:
        mark, attributes = await self._marked(settings)
        signature = secrets.token_bytes(length)
        stamped = (
            simple_cms_attribute("signature_time_stamp_token", cms.ContentInfo.load(stamp)) if stamp else None
        )
        whole = self._package_signature(
            digest_algorithm=DIGEST,
            cms_version="v1",
            signed_attrs=attributes,
            signature=signature,
            unsigned_attrs=cms.CMSAttributes([stamped]) if stamped else None,
            encap_content_info=None,
        ).dump()
        head, rest = whole.split(mark)
        middle, rest = rest.split(signature)
        before_stamp, tail = rest.split(stamp) if stamp else (rest, b"")
        return _Mold(head, middle, before_stamp, tail)


async def _stamp(signature: bytes, stamper: timestamps.TimeStamper) -> bytes:
    """Ask for a time-stamp over a signature (RFC 3161, appendix A)."""
    token = await stamper.async_timestamp(hashlib.sha256(signature).digest(), DIGEST)
    return bytes(token.dump())
