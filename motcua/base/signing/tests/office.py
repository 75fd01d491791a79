"""An office for the tests: a trial authority, those it certified, and papers to sign."""

import contextlib
import functools
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import typst

from motcua.base import signing
from motcua.base.signing import trial

NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)
YEAR = timedelta(days=365)
SOFTHSM = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN = "1234"
HOLDERS = (
    trial.Holder(label="lan", name="Nguyễn Thị Lan", organisation="Sở Nội vụ", until=NOW + YEAR),
    trial.Holder(label="so-noi-vu", name="Sở Nội vụ", identifier="H31.9"),
    trial.Holder(label="binh", name="Trần Văn Bình", elliptic=False),
    trial.Holder(label="revoked", name="Lê Thị Châu", revoked_at=NOW - DAY),
    trial.Holder(label="expired", name="Phạm Văn Dũng", until=NOW - DAY),
    trial.Holder(label="other-purpose", name="Vũ Thị Em", purpose="1.3.6.1.4.1.99999.1.2"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """The authority, whom to believe, and where time comes from."""

    authority: trial.Authority
    trust: signing.Trust
    times: signing.Times

    def key(self, label: str) -> signing.Key:
        """Give the key of one of the office."""
        return signing.from_pkcs12(self.authority.pkcs12(label), password=trial.PASSWORD)

    def signed(self, label: str, *, pdf: bytes | None = None, field: str | None = None) -> bytes:
        """Sign a paper as one of the office, now, in a field of that name."""
        by = signing.HeldSigner(self.key(label))
        return signing.sign(pdf or paper(), by=by, at=NOW, field=field or label)


@contextlib.contextmanager
def opened() -> Iterator[Office]:
    """Open the office for the block; the authority answers."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        authority = trial.Authority(
            folder=Path(folder), holders=HOLDERS, since=NOW - YEAR, until=NOW + 10 * YEAR, port=port
        )
        trust = signing.Trust(roots=(authority.root,), policies=frozenset({trial.PURPOSE}))
        with authority.serving():
            yield Office(authority=authority, trust=trust, times=signing.Times(url=authority.times))


@functools.cache
def paper(words: str = "Quyết định về việc phân công nhiệm vụ") -> bytes:
    """Give a paper of one page, as the house prints them."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "paper.typ"
        source.write_text(
            f'#set document(title: "{words}")\n#set page(paper: "a4")\n#set text(lang: "vi")\n= {words}\n'
        )
        made = typst.compile(source, pdf_standards=["a-2a"])
    if not isinstance(made, bytes):
        raise TypeError(type(made).__name__)
    return made


@contextlib.contextmanager
def tokens(office: Office, *labels: str) -> Iterator[None]:
    """Put the keys and certificates of some into tokens of SoftHSM, one each; its library reads its folder once."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        home = Path(folder)
        (home / "tokens").mkdir()
        config = home / "softhsm2.conf"
        config.write_text(f"directories.tokendir = {home / 'tokens'}\nobjectstore.backend = file\n")
        patch.setenv("SOFTHSM2_CONF", str(config))
        for label in labels:
            command = [str(shutil.which("softhsm2-util")), "--init-token", "--free", "--label", label]
            subprocess.run([*command, "--pin", PIN, "--so-pin", PIN], check=True, capture_output=True)  # noqa: S603 - our own words
        for label in labels:
            trial.into_token(office.authority, label, library=str(SOFTHSM), token=label, pin=PIN)
        yield
