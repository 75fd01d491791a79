"""A message bent in any way is read or refused; nothing else ever comes out."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from motcua.gateways.edxml import canonical, contents, reader, writer
from motcua.gateways.edxml.refusal import Refusal
from motcua.gateways.edxml.tests import letters

SEEDS = [
    *(letters.sample(name) for name in letters.KINDS),
    letters.status("03"),
    letters.wrapped(letters.zipped(("a", b"b"))),
]
PIECES = [
    b"<",
    b">",
    b"&",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"-->",
    b"\0",
    b"\xff",
    b"<!DOCTYPE x>",
    b"&#0;",
    b"&#xD800;",
    b"\r",
    b"cid:",
    b"=",
    b"-1",
    b"PK\5\6",
]
SPOT = st.tuples(st.integers(0, 4_000), st.integers(0, 60), st.sampled_from(PIECES) | st.binary(max_size=8))


def survive(data: bytes) -> None:
    """Read; what is read without a fault can be said in JSON, and written or refused."""
    refused: Refusal | None = None
    try:
        reading = reader.examine(data)
        canonical.to_json(reading.message)
        if not reading.faults:
            writer.to_bytes(reading.message)
    except Refusal as error:
        refused = error
    assert refused is None or (refused.code.startswith("edxml.") and refused.said())


@given(st.sampled_from(SEEDS), st.lists(SPOT, min_size=1, max_size=4))
def test_bytes_put_in_and_taken_out_break_nothing(seed: bytes, spots: list[tuple[int, int, bytes]]) -> None:
    for at, length, piece in spots:
        seed = seed[:at] + piece + seed[at + length :]
    survive(seed)


@given(st.sampled_from(SEEDS), st.integers(0, 4_000))
def test_a_message_cut_anywhere_is_refused(seed: bytes, at: int) -> None:
    cut = seed.rstrip()[:at]
    if cut != seed.rstrip():
        with pytest.raises(Refusal):
            reader.read(cut)


@given(
    st.sampled_from(SEEDS),
    st.integers(0, 90),
    st.integers(0, 90),
    st.sampled_from(["drop", "double", "swap"]),
)
def test_lines_dropped_doubled_and_swapped_break_nothing(seed: bytes, one: int, two: int, how: str) -> None:
    lines = seed.replace(b"><", b">\n<").split(b"\n")
    one, two = one % len(lines), two % len(lines)
    match how:
        case "drop":
            del lines[one]
        case "double":
            lines.insert(two, lines[one])
        case _:
            lines[one], lines[two] = lines[two], lines[one]
    survive(b"\n".join(lines))


@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_at_all_are_refused_or_read(data: bytes) -> None:
    survive(data)


@given(st.binary(max_size=300))
def test_any_bytes_in_place_of_the_zip_break_nothing(data: bytes) -> None:
    good = letters.zipped(("a", b"b"), ("c", b"d" * 50))
    for archive in (
        data,
        good[: len(data)] + data,
        data + good,
        good[:40] + data + good[40:],
        good[:-30] + data + good[-30:],
    ):
        survive(letters.wrapped(archive))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(
                [
                    "kind",
                    "from",
                    "to",
                    "organId",
                    "attachments",
                    "sha256",
                    "file",
                    "business",
                    "manifest",
                    "x",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
)


@given(JSON, st.sampled_from(["document", "status", None]))
def test_any_json_is_a_message_or_refused(value: object, kind: str | None) -> None:
    if isinstance(value, dict) and kind:
        value = {**value, "kind": kind}
    refused: Refusal | None = None
    try:
        canonical.from_json(json.dumps(value), find=lambda _said: contents.Content.of(b"x"))
    except Refusal as error:
        refused = error
    assert refused is None or refused.code.startswith("edxml.json-")


# The fuzzer's own bound on memory counts what the process that started it once used as well.
ATHERIS = """
import resource
import sys
import atheris
resource.setrlimit(resource.RLIMIT_DATA, (1024 << 20, 1024 << 20))
with atheris.instrument_imports(include=["motcua.gateways.edxml", "zipfile"]):
    from motcua.gateways.edxml.tests import test_fuzz
atheris.Setup(sys.argv, test_fuzz.survive)
atheris.Fuzz()
"""


@pytest.mark.slow
def test_the_reader_withstands_a_fuzzer_that_sees_its_branches(tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="atheris has no wheel for this machine")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for place, seed in enumerate(SEEDS):
        (corpus / str(place)).write_bytes(seed)
    words = [
        sys.executable,
        "-W",
        "error",
        "-c",
        ATHERIS,
        "-max_total_time=20",
        "-max_len=8000",
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
