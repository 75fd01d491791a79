"""A certificate authority for trying and testing: certificates, revocation (OCSP, CRL) and time-stamps, on loopback.

It speaks the real protocols and its signatures are real; whom it certifies it does not ask. It is no authority of the
State, it is never called one, and what trusts it says so.
"""

import asyncio
import contextlib
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pkcs11
from aiohttp import web
from asn1crypto import pem, x509
from certomancer.integrations import aiohttp_animator
from certomancer.integrations._animator_shared import FAKE_TIME_HEADER
from certomancer.integrations.alchemist import Alchemist, DefaultAlchemistBackend
from certomancer.registry import (
    ArchLabel,
    CertLabel,
    CertomancerConfig,
    KeyLabel,
    PKIArchitecture,
    ServiceLabel,
)
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509 import load_der_x509_certificate

NAME = "Motcua trial authority"
HOUSE = "trial"
PASSWORD = "thu-nghiem"  # noqa: S105 - what a trial authority gives out is for everyone
PURPOSE = (
    "1.3.6.1.4.1.99999.1.1"  # an OID under the arc for examples: "for trying", in the place of a real policy
)
PATIENCE = 30  # seconds to begin or end answering
HELPERS = ("root", "issuing", "ocsp", "tsa")


@dataclass(frozen=True, kw_only=True, slots=True)
class Holder:
    """Someone who gets a certificate: a person (with the unit served) or an agency; `label` is plain ASCII."""

    label: str
    name: str
    organisation: str = ""
    identifier: str = ""
    since: datetime | None = None
    until: datetime | None = None
    revoked_at: datetime | None = None
    purpose: str = PURPOSE
    elliptic: bool = True


@dataclass(kw_only=True)
class Authority:
    """The trial authority over a folder of keys, at an address on loopback; certificates run from `since` to `until`."""

    folder: Path
    holders: Sequence[Holder]
    since: datetime
    until: datetime
    port: int
    _made: PKIArchitecture | None = field(default=None, repr=False)

    @property
    def architecture(self) -> PKIArchitecture:
        """Give certomancer's view of it; keys that the folder lacks are made first."""
        if self._made is None:
            self._keys()
            config = CertomancerConfig(self._config(), key_search_dir=str(self.folder), lazy_load_keys=True)
            self._made = config.get_pki_arch(ArchLabel(HOUSE))
            for label in map(CertLabel, HELPERS):
                # Built object by object it would be encoded anew in every answer; read from its bytes it is not.
                read = x509.Certificate.load(self._made.get_cert(label).dump())
                self._made._cert_cache[label] = read  # noqa: SLF001 - certomancer has no other way in
        return self._made

    @property
    def root(self) -> x509.Certificate:
        """Give the certificate in which trust begins."""
        return self._certificate("root")

    @property
    def issuing(self) -> x509.Certificate:
        """Give the certificate between the root and the holders."""
        return self._certificate("issuing")

    @property
    def times(self) -> str:
        """Give the address of the time-stamping service."""
        return str(self.architecture.service_registry.get_tsa_info(ServiceLabel("tsa")).url)

    def pkcs12(self, label: str) -> bytes:
        """Give a holder's key and certificates as a `.p12` file under `PASSWORD`."""
        return pkcs12.serialize_key_and_certificates(
            label.encode(),
            self.private_key(label),
            load_der_x509_certificate(self._certificate(label).dump()),
            [load_der_x509_certificate(self.issuing.dump())],
            serialization.BestAvailableEncryption(PASSWORD.encode()),
        )

    def private_key(self, label: str) -> ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey:
        """Give a holder's private key."""
        info = self.architecture.key_set.get_private_key(KeyLabel(label))
        key = serialization.load_der_private_key(info.dump(), None)
        if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
            raise TypeError(type(key).__name__)
        return key

    def into_files(self, label: str, folder: Path) -> tuple[Path, Path, Path]:
        """Write what a program of this holder shows of itself as PEM: certificate with those above it, key, roots."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        shown, key, roots = (folder / f"{label}{end}" for end in (".crt", ".key", ".roots"))
        chain = (self._certificate(label), self.issuing)
        shown.write_bytes(b"".join(pem.armor("CERTIFICATE", one.dump()) for one in chain))
        roots.write_bytes(pem.armor("CERTIFICATE", self.root.dump()))
        bare = serialization.NoEncryption()
        held = self.private_key(label).private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, bare
        )
        with os.fdopen(os.open(key, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(held)
        return shown, key, roots

    def revoked(self, *, at: datetime) -> bytes:
        """Give the list of the certificates it revoked, as it stood at a moment: PEM (RFC 5280)."""
        found = self.architecture.service_registry.get_crl(ServiceLabel("issuing"), at)
        armored: bytes = pem.armor("X509 CRL", found.dump())
        return armored

    @contextlib.contextmanager
    def serving(self, *, at: Callable[[], datetime] | None = None) -> Iterator[None]:
        """Answer on loopback within the block, as of the time of the machine, or of the house's clock `at`."""
        app = aiohttp_animator.build_animator_app(
            {ArchLabel(HOUSE): self.architecture}, with_web_ui=False, allow_time_override=at is not None
        )
        if at is not None:
            app.middlewares.append(_telling(at))
        loop = asyncio.new_event_loop()
        runner = web.AppRunner(app, access_log=None)

        async def start() -> None:
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", self.port).start()

        thread = threading.Thread(target=loop.run_forever, name="trial authority", daemon=True)
        thread.start()
        asyncio.run_coroutine_threadsafe(start(), loop).result(PATIENCE)
        try:
            yield
        finally:
            asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(PATIENCE)
            loop.call_soon_threadsafe(loop.stop)
            thread.join(PATIENCE)
            loop.close()

    def _certificate(self, label: str) -> x509.Certificate:
        return self.architecture.get_cert(CertLabel(label))

    def _keys(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        kinds = dict.fromkeys(HELPERS, True) | {one.label: one.elliptic for one in self.holders}
        for label, elliptic in kinds.items():
            path = self.folder / f"{label}.pem"
            if path.exists():
                continue
            key = (
                ec.generate_private_key(ec.SECP256R1())
                if elliptic
                else rsa.generate_private_key(public_exponent=65537, key_size=2048)
            )
            bare = serialization.NoEncryption()
            pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, bare)
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
                file.write(pem)

    def _config(self) -> dict[str, Any]:
        names = [*HELPERS, *(one.label for one in self.holders)]
        return {
            "external-url-prefix": f"http://127.0.0.1:{self.port}",
            "keysets": {
                HOUSE: {
                    "keys": {name: {"path": f"{name}.pem"} for name in names},
                }
            },
            "pki-architectures": {HOUSE: self._architecture()},
        }

    def _architecture(self) -> dict[str, Any]:
        return {
            "keyset": HOUSE,
            "entity-defaults": {"country-name": "VN", "organization-name": NAME},
            "entities": {
                **{name: {"common-name": f"{NAME}: {name}"} for name in HELPERS},
                **{one.label: _entity(one) for one in self.holders},
            },
            "certs": {
                "root": self._issued("root", by="root", profiles=[_ca("root")]),
                "issuing": self._issued(
                    "issuing", by="root", profiles=[_ca("issuing", ocsp="issuing", below=0)]
                ),
                "ocsp": self._issued("ocsp", by="issuing", profiles=["ocsp-responder"]),
                "tsa": self._issued("tsa", by="issuing", profiles=[], extensions=TSA),
                **{one.label: self._held(one) for one in self.holders},
            },
            "services": {
                "ocsp": {
                    "issuing": {"for-issuer": "issuing", "responder-cert": "ocsp", "signing-key": "ocsp"}
                },
                "crl-repo": {
                    "root": {
                        "for-issuer": "root",
                        "signing-key": "root",
                        "simulated-update-schedule": "P90D",
                    },
                    "issuing": {
                        "for-issuer": "issuing",
                        "signing-key": "issuing",
                        "simulated-update-schedule": "P1D",
                    },
                },
                "time-stamping": {
                    "tsa": {"signing-key": "tsa", "signing-cert": "tsa", "certs-to-embed": ["issuing"]}
                },
            },
        }

    def _issued(
        self, label: str, *, by: str, profiles: Sequence[Any], extensions: Sequence[Any] = ()
    ) -> dict[str, Any]:
        return {
            "subject": label,
            "issuer": by,
            "validity": {"valid-from": _said(self.since), "valid-to": _said(self.until)},
            "profiles": list(profiles),
            "extensions": list(extensions),
        }

    def _held(self, one: Holder) -> dict[str, Any]:
        held = self._issued(one.label, by="issuing", profiles=["digsig-commitment"], extensions=_purpose(one))
        held["validity"] = {
            "valid-from": _said(one.since or self.since),
            "valid-to": _said(one.until or self.until),
        }
        if one.revoked_at is not None:
            held["revocation"] = {"revoked-since": _said(one.revoked_at), "reason": "key_compromise"}
        return held


def _telling(at: Callable[[], datetime]) -> Any:
    """Let every request be answered as of the house's clock, whatever it says itself."""

    @web.middleware
    async def middleware(request: web.Request, handler: Any) -> web.StreamResponse:
        headers = request.headers.copy()
        headers[FAKE_TIME_HEADER] = at().isoformat()
        answer: web.StreamResponse = await handler(request.clone(headers=headers))
        return answer

    return middleware


def into_token(authority: Authority, label: str, *, library: str, token: str, pin: str) -> None:
    """Put a holder's key and certificate into an initialised token, as the maker of a token does at the counter."""
    session = pkcs11.lib(library).get_token(token_label=token).open(user_pin=pin, rw=True)
    with session:
        Alchemist(DefaultAlchemistBackend(session), authority.architecture).store_key_bundles(
            {CertLabel(label)}
        )


def _ca(crl: str, *, ocsp: str | None = None, below: int = 1) -> dict[str, Any]:
    """Describe one who issues: where it publishes its list, who answers for it, how many may issue below it."""
    given: dict[str, Any] = {"max-path-len": below, "crl-repo": crl}
    return {"id": "simple-ca", "params": given | ({"ocsp-service": ocsp} if ocsp else {})}


def _entity(one: Holder) -> dict[str, Any]:
    entity: dict[str, Any] = {"common-name": one.name}
    if one.organisation:
        entity["organization-name"] = one.organisation
    if one.identifier:
        entity["serial-number"] = one.identifier
    return entity


def _purpose(one: Holder) -> list[Mapping[str, Any]]:
    return [{"id": "certificate_policies", "value": [{"policy_identifier": one.purpose}]}]


def _said(moment: datetime) -> str:
    return moment.isoformat()


TSA: Sequence[Mapping[str, Any]] = (
    {
        "id": "key_usage",
        "critical": True,
        "smart-value": {"schema": "key-usage", "params": ["digital_signature"]},
    },
    {"id": "extended_key_usage", "critical": True, "value": ["time_stamping"]},
)
YEARS = timedelta(days=365)
