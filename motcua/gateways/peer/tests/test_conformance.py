"""What a carrier to another house promises, kept by the twin and by the client over a real server with real certificates."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any

import pytest

from motcua.base import web
from motcua.base.signing import trial
from motcua.gateways.peer import client, server, twin
from motcua.systems.exchange.ports import Answer, Carrier, File, Parcel, Unreachable

NOW = datetime.now(UTC).replace(microsecond=0)
HOLDERS = (
    trial.Holder(label="noi-vu", name="Sở Nội vụ", identifier="H31.9"),
    trial.Holder(label="xay-dung", name="Sở Xây dựng", identifier="H31.12"),
    trial.Holder(label="expired", name="Sở cũ", identifier="H31.9", until=NOW - timedelta(days=1)),
)
DATA = b"%PDF-1.7 the words of a report"
DIGEST = hashlib.sha256(DATA).hexdigest()
PDF = File(digest=DIGEST, name="báo cáo.pdf", media_type="application/pdf", size=len(DATA))
LETTER = Parcel(
    id="1", sender="H31.9", receiver="H31.12", lane="1", kind="document", body='{"nth":1}', posted_at=NOW
)


class Shelf:
    """Lan's files."""

    def open(self, digest: str) -> IO[bytes]:
        if digest != DIGEST:
            raise FileNotFoundError(digest)
        return io.BytesIO(DATA)


@dataclass
class Pair:
    carrier: Carrier
    gate: twin.Gatehouse


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, web.Papers]:
    folder = tmp_path_factory.mktemp("papers")
    year = timedelta(days=365)
    authority = trial.Authority(
        folder=folder / "keys", holders=HOLDERS, since=NOW - year, until=NOW + year, port=9
    )
    return {one.label: shown(authority, one.label, folder) for one in HOLDERS}


def shown(authority: trial.Authority, label: str, folder: Path) -> web.Papers:
    certificate, key, roots = authority.into_files(label, folder)
    return web.Papers(certificate=certificate, key=key, roots=roots)


@pytest.fixture
def gate() -> twin.Gatehouse:
    return twin.Gatehouse(agencies=frozenset({"H31.12"}))


@pytest.fixture
def port(gate: twin.Gatehouse, papers: dict[str, web.Papers]) -> Iterator[int]:
    door = server.Server(gate=gate, clock=lambda: NOW)
    with web.serving(door, papers=papers["xay-dung"]) as found:
        yield found


def over_the_wire(port: int, papers: web.Papers, *, expects: str = "H31.12") -> client.Client:
    caller = web.Caller(url=f"https://127.0.0.1:{port}", papers=papers, expects=expects, timeout=5)
    return client.Client(caller=caller, files=Shelf())


@pytest.fixture(params=["twin", "wire"])
def pair(request: Any, gate: twin.Gatehouse, papers: dict[str, web.Papers]) -> Iterator[Pair]:
    if request.param == "twin":
        yield Pair(twin.Twin(gate=gate, sender="H31.9", files=Shelf(), clock=lambda: NOW), gate)
        return
    found = over_the_wire(request.getfixturevalue("port"), papers["noi-vu"])
    yield Pair(found, gate)
    found.caller.close()


def said(pair: Pair, *parcels: Parcel) -> dict[str, tuple[Answer, str]]:
    return {each.id: (each.answer, each.code) for each in pair.carrier.deliver(parcels)}


def test_a_letter_is_taken_and_sent_again_it_was_there(pair: Pair) -> None:
    assert said(pair, LETTER) == {"1": (Answer.TAKEN, "")}
    assert said(pair, LETTER) == {"1": (Answer.HAD_IT, "")}
    assert list(pair.gate.kept.values()) == [LETTER]


def test_its_files_come_along_byte_for_byte(pair: Pair) -> None:
    assert said(pair, replace(LETTER, files=(PDF,))) == {"1": (Answer.TAKEN, "")}
    assert pair.gate.files == {DIGEST: DATA}


def test_each_letter_has_its_own_verdict(pair: Pair) -> None:
    lost = File(digest="0" * 64, name="a.pdf", media_type="application/pdf", size=1)
    assert said(
        pair,
        replace(LETTER, id="a", receiver="H31.99"),
        replace(LETTER, id="b", sender="H31.1"),
        replace(LETTER, id="c", files=(lost,)),
        LETTER,
    ) == {
        "a": (Answer.REFUSED, "exchange.receiver-unknown"),
        "b": (Answer.REFUSED, "exchange.sender-not-holder"),
        "c": (Answer.REFUSED, "exchange.file-missing"),
        "1": (Answer.TAKEN, ""),
    }
    assert said(pair, replace(LETTER, body="{}")) == {"1": (Answer.REFUSED, "exchange.id-used-otherwise")}


def test_nobody_there_is_said_as_such(papers: dict[str, web.Papers]) -> None:
    with pytest.raises(Unreachable):
        over_the_wire(9, papers["noi-vu"]).deliver([LETTER])


def test_an_expired_certificate_opens_nothing(
    port: int, gate: twin.Gatehouse, papers: dict[str, web.Papers]
) -> None:
    with pytest.raises(Unreachable):
        over_the_wire(port, papers["expired"]).deliver([LETTER])
    assert not gate.kept


def test_who_answers_in_anothers_name_hears_nothing(
    port: int, gate: twin.Gatehouse, papers: dict[str, web.Papers]
) -> None:
    with pytest.raises(Unreachable, match=r"H31\.12, not H26"):
        over_the_wire(port, papers["noi-vu"], expects="H26").deliver([LETTER])
    assert not gate.kept


def test_what_cannot_be_read_is_refused_and_the_gate_stays_open(
    port: int, papers: dict[str, web.Papers]
) -> None:
    caller = web.Caller(url=f"https://127.0.0.1:{port}", papers=papers["noi-vu"], timeout=5)
    for path, body, status in (
        ("/messages", b"{", 400),
        ("/messages", b'[{"id":1}]', 400),
        ("/nowhere", b"", 404),
        ("/files/../../etc/passwd", b"", 404),
        ("/files/lacking", b"[]", 200),
    ):
        assert caller.call("POST", path, body).status == status, path
    assert caller.call("PUT", f"/files/{'1' * 64}", b"other bytes").status == 422
    caller.close()
