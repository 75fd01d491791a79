"""A PDF bent in any way is checked or refused; nothing else ever comes out, and nobody is believed who did not sign it."""

import contextlib
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from motcua.base import paper, signing

AT = datetime.fromisoformat("2026-11-27T08:00:00+07:00")
NOBODY = signing.Trust(roots=(), fetch=False)
PIECES = [
    b"<<",
    b">>",
    b"[",
    b"]",
    b"(",
    b")",
    b"/Sig",
    b"/Kids",
    b"/Parent",
    b"/Prev 0",
    b"/Length 99999999",
    b"/ByteRange [0 0 0 0]",
    b"/Type/ObjStm",
    b" 0 R",
    b" obj",
    b"endobj",
    b"stream",
    b"endstream",
    b"xref",
    b"startxref",
    b"trailer",
    b"%%EOF",
    b"-1",
    b"4294967296",
    b"\0",
    b"\xff\xfe",
    b"<feff",
]
SPOT = st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(PIECES) | st.binary(max_size=8))


def survive(data: bytes) -> None:
    """Read a paper by every road a stranger's paper takes."""
    paper.read(data, media_type=paper.PDF)
    paper.letters(data)
    signing.filled(data)
    with contextlib.suppress(signing.Refusal):
        signing.write(data, {"SoKyHieu": signing.Line(text="Số: 05/QĐ-SNV")})
    refused: signing.Refusal | None = None
    try:
        found = signing.check(data, trust=NOBODY, at=AT)
    except signing.Refusal as error:
        refused = error
    else:
        assert not [one for one in found if one.holds]
    assert refused is None or refused.code == "signing.paper-not-checked"


@pytest.fixture(scope="session")
def seed(office: object) -> Callable[[int], bytes]:
    """Give a paper (0), the same signed with blanks (1), filled (2), and signed once more (3)."""
    from motcua.base.signing.tests import office as offices, test_blanks  # noqa: PLC0415 - what a fuzzer starts needs no authority

    assert isinstance(office, offices.Office)
    once = test_blanks.signed(office)
    filled = test_blanks.filled(once)
    return [offices.paper(), once, filled, office.signed("so-noi-vu", pdf=filled)].__getitem__


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=80,
    deadline=None,
)
@given(which=st.integers(0, 3), spots=st.lists(SPOT, min_size=1, max_size=4))
def test_bytes_put_in_and_taken_out_break_nothing(
    seed: Callable[[int], bytes], which: int, spots: list[tuple[float, int, bytes]]
) -> None:
    data = seed(which)
    for share, length, piece in spots:
        at = int(share * len(data))
        data = data[:at] + piece + data[at + length :]
    survive(data)


@given(data=st.binary(max_size=400))
def test_any_bytes_are_refused_or_unsigned(data: bytes) -> None:
    survive(b"%PDF-1.7\n" + data)


# The fuzzer's own bound on memory counts what the process that started it once used as well.
ATHERIS = """
import resource
import sys
from datetime import datetime
import atheris
resource.setrlimit(resource.RLIMIT_DATA, (1536 << 20, 1536 << 20))
with atheris.instrument_imports(include=["pyhanko.pdf_utils", "pyhanko.sign", "motcua.base.signing"]):
    from motcua.base.signing.tests import test_fuzz
atheris.Setup(sys.argv, test_fuzz.survive)
atheris.Fuzz()
"""


@pytest.mark.slow
def test_the_reader_withstands_a_fuzzer_that_sees_its_branches(
    seed: Callable[[int], bytes], tmp_path: Path
) -> None:
    pytest.importorskip("atheris", reason="atheris has no wheel for this machine")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for which in range(4):
        (corpus / str(which)).write_bytes(seed(which))
    words = [
        sys.executable,
        "-W",
        "error",
        "-c",
        ATHERIS,
        "-max_total_time=10",
        "-max_len=100000",
        "-rss_limit_mb=0",
        "-timeout=60",
        str(corpus),
    ]
    done = subprocess.run(  # noqa: S603 - our own words
        words,
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        timeout=300,
        env={"PYTHONPATH": str(Path(__file__).parents[4])},
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Done" in done.stderr
