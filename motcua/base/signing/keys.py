"""The keys that sign: in a file (PKCS #12, RFC 7292) or in a token (PKCS #11), read and checked once, then held."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pkcs11
from asn1crypto import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from pkcs11.util.ec import encode_ecdsa_signature

from motcua.spine import refusal

SMALLEST_RSA = 2048  # bits; less is no longer a signature (NIST SP 800-131A)


class Refusal(refusal.Refusal):
    """A key that cannot be used, or a paper that cannot be signed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """A key ready to sign: its certificate, the certificates above it, and the act of signing SHA-256 of the data."""

    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    sign: Callable[[bytes], bytes]

    @property
    def name(self) -> str:
        """Give the name of the person or agency, as the certificate has it."""
        return common_name(self.certificate)


def common_name(certificate: x509.Certificate) -> str:
    """Give the common name of a certificate's subject, the whole subject where it has none."""
    found = certificate.subject.native.get("common_name")
    return str(found) if found else str(certificate.subject.human_friendly)


def from_pkcs12(data: bytes, *, password: str) -> Key:
    """Read a key and its certificates from the bytes of a `.p12` file.

    Raises Refusal `signing.key-not-read` for a wrong password or another file, `signing.key-of-other-kind` for a key
    that is neither ECDSA on P-256 or P-384 nor RSA of at least 2048 bits.
    """
    try:
        read = pkcs12.load_pkcs12(data, password.encode())
    except ValueError as error:
        raise Refusal(
            "signing.key-not-read",
            refusal.gettext_noop("Không mở được tệp khóa ký: sai mật khẩu hoặc tệp không phải là PKCS#12."),
        ) from error
    if read.key is None or read.cert is None:
        raise Refusal(
            "signing.key-missing",
            refusal.gettext_noop("Tệp khóa ký không có khóa bí mật hoặc không có chứng thư của người ký."),
        )
    return Key(
        certificate=_certificate(read.cert.certificate.public_bytes(serialization.Encoding.DER)),
        chain=tuple(
            _certificate(each.certificate.public_bytes(serialization.Encoding.DER))
            for each in read.additional_certs
        ),
        sign=_software(read.key),
    )


def _certificate(der: bytes) -> x509.Certificate:
    return x509.Certificate.load(der)


def _software(key: object) -> Callable[[bytes], bytes]:
    match key:
        case ec.EllipticCurvePrivateKey() if isinstance(key.curve, ec.SECP256R1 | ec.SECP384R1):
            return lambda data: key.sign(data, ec.ECDSA(hashes.SHA256()))
        case rsa.RSAPrivateKey() if key.key_size >= SMALLEST_RSA:
            return lambda data: key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        case _:
            raise Refusal(
                "signing.key-of-other-kind",
                refusal.gettext_noop(
                    "Khóa ký không dùng được: cần khóa ECDSA P-256, P-384 hoặc RSA từ 2048 bit trở lên."
                ),
            )


def from_token(*, library: str, label: str, pin: str, key_label: str) -> Key:
    """Open a token by the library of its maker and hold one of its keys, with the certificates that lie there.

    A token is one thing at a time: calls stand in line. Raises Refusal `signing.token-not-opened` for a missing
    library or token or a wrong PIN, `signing.key-missing` where the token holds no such key.
    """
    try:
        session = pkcs11.lib(library).get_token(token_label=label).open(user_pin=pin)
    except (pkcs11.PKCS11Error, RuntimeError, OSError) as error:
        raise Refusal(
            "signing.token-not-opened",
            refusal.gettext_noop(
                "Không mở được thiết bị ký “%(label)s”: hãy cắm thiết bị, kiểm tra mã PIN rồi thử lại."
            ),
            params={"label": label},
        ) from error
    try:
        key = session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, label=key_label)
        held = {
            each[pkcs11.Attribute.LABEL]: each[pkcs11.Attribute.VALUE]
            for each in session.get_objects({pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE})
        }
        own = held.pop(key_label)
    except (pkcs11.NoSuchKey, pkcs11.MultipleObjectsReturned, KeyError) as error:
        session.close()
        raise Refusal(
            "signing.key-missing",
            refusal.gettext_noop("Thiết bị ký không có khóa hoặc chứng thư của người ký."),
        ) from error
    chain = tuple(_certificate(der) for der in held.values())
    return Key(certificate=_certificate(own), chain=chain, sign=_in_token(key))


def _in_token(key: Any) -> Callable[[bytes], bytes]:
    one_at_a_time = threading.Lock()
    elliptic = key.key_type == pkcs11.KeyType.EC

    def sign(data: bytes) -> bytes:
        with one_at_a_time:
            if not elliptic:
                return bytes(key.sign(data, mechanism=pkcs11.Mechanism.SHA256_RSA_PKCS))
            digest = hashes.Hash(hashes.SHA256())
            digest.update(data)
            # SoftHSM and many tokens know the bare mechanism only; the digest is made here.
            return bytes(
                encode_ecdsa_signature(key.sign(digest.finalize(), mechanism=pkcs11.Mechanism.ECDSA))
            )

    return sign
