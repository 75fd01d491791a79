"""A house whose certificate was revoked is not let in, on either side, from the moment the list says so."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from motcua.base import web
from motcua.base.signing import trial

NOW = datetime.now(UTC)
YEAR, DAY = timedelta(days=365), timedelta(days=1)
Shows = Callable[[str, Path | None], web.Papers]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> trial.Authority:
    holders = [
        trial.Holder(label="hung-yen", name="Hưng Yên", identifier="H31"),
        trial.Holder(label="ha-noi", name="Hà Nội", identifier="H26"),
        trial.Holder(label="hai-duong", name="Hải Dương", identifier="H23", revoked_at=NOW - DAY),
    ]
    folder = tmp_path_factory.mktemp("keys")
    return trial.Authority(folder=folder, holders=holders, since=NOW - YEAR, until=NOW + YEAR, port=9)


@pytest.fixture
def shows(authority: trial.Authority, tmp_path: Path) -> Shows:
    def made(label: str, revoked: Path | None) -> web.Papers:
        certificate, key, roots = authority.into_files(label, tmp_path / label)
        return web.Papers(certificate=certificate, key=key, roots=roots, revoked=revoked)

    return made


def asks(papers: web.Papers, port: int, expects: str = "H31") -> str:
    caller = web.Caller(url=f"https://127.0.0.1:{port}", papers=papers, expects=expects, timeout=5)
    try:
        return caller.call("GET", "/").body.decode()
    finally:
        caller.close()


def says_who(request: web.Request) -> web.Answer:
    return web.Answer(status=200, body=request.holder.encode())


def test_who_is_on_the_list_does_not_come_in_and_the_others_do(
    authority: trial.Authority, shows: Shows, tmp_path: Path
) -> None:
    lists = tmp_path / "revoked.pem"
    lists.write_bytes(authority.revoked(at=NOW))
    with web.serving(says_who, papers=shows("hung-yen", lists)) as port:
        assert asks(shows("ha-noi", lists), port) == "H26"
        with pytest.raises(web.UnreachableError):
            asks(shows("hai-duong", None), port)


def test_a_server_whose_certificate_was_revoked_is_not_spoken_to(
    authority: trial.Authority, shows: Shows, tmp_path: Path
) -> None:
    lists = tmp_path / "revoked.pem"
    lists.write_bytes(authority.revoked(at=NOW))
    with web.serving(says_who, papers=shows("hai-duong", None)) as port:
        assert asks(shows("hung-yen", None), port, expects="H23") == "H31"
        with pytest.raises(web.UnreachableError, match="revoked"):
            asks(shows("hung-yen", lists), port, expects="H23")


def test_a_list_that_comes_while_the_gate_is_open_holds_from_the_next_connection(
    authority: trial.Authority, shows: Shows, tmp_path: Path
) -> None:
    lists = tmp_path / "revoked.pem"
    lists.write_bytes(authority.revoked(at=NOW - 2 * DAY))  # before it was revoked, and by now out of date
    with web.serving(says_who, papers=shows("hung-yen", lists)) as port:
        with pytest.raises(web.UnreachableError):
            asks(shows("ha-noi", None), port)
        lists.write_bytes(authority.revoked(at=NOW))
        assert asks(shows("ha-noi", None), port) == "H26"
        lists.write_bytes(b"no list at all")
        assert asks(shows("ha-noi", None), port) == "H26", "what cannot be read changes nothing"
        with pytest.raises(web.UnreachableError):
            asks(shows("hai-duong", None), port)
