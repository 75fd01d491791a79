"""What is read at once is what the libraries read letter by letter, to the byte, to the error, and to where they stop."""

import io

import pytest
from asn1crypto import x509
from hypothesis import given, settings, strategies as st
from pyhanko.pdf_utils import generic

from motcua.base.signing import readings

RUN = st.text("0123456789abcdefABCDEF", max_size=40).map(str.encode)
ELSE = st.sampled_from(
    [b" ", b"\n", b"\0", b"% a note\n", b">", b"<", b"g", b"/", b"00", b"feff", b""]
) | st.binary(max_size=3)
STRINGS = st.lists(RUN | ELSE, max_size=8).map(b"".join)


def outcome(read: object, data: bytes) -> object:
    stream = io.BytesIO(b"before " + data)
    stream.seek(7)
    try:
        result = read(stream)  # type: ignore[operator]  # one of two functions
    except Exception as error:  # noqa: BLE001 - any error must be the same
        return type(error), str(error), stream.tell()
    return type(result), result, stream.tell()


@given(body=STRINGS, after=st.sampled_from([b">", b"> /Next", b""]))
@settings(max_examples=400)
def test_a_hexadecimal_string_is_read_as_the_library_reads_it(body: bytes, after: bytes) -> None:
    data = b"<" + body + after
    assert outcome(readings.hexadecimal, data) == outcome(readings.digit_by_digit, data)


@pytest.mark.parametrize(
    "digits", [readings.PIECE - 2, readings.PIECE, readings.PIECE + 2, 5 * readings.PIECE]
)
def test_a_signature_of_any_length_is_read_whole(digits: int) -> None:
    data = b"<" + b"0f" * (digits // 2) + b">>>\nendobj"
    ours = outcome(readings.hexadecimal, data)
    assert ours == outcome(readings.digit_by_digit, data)
    assert ours[1] == generic.ByteStringObject(b"\x0f" * (digits // 2))  # type: ignore[index]  # no error


@given(name=st.text(max_size=30))
@settings(max_examples=300)
def test_a_name_is_prepared_as_the_library_prepares_it(name: str) -> None:
    part = x509.NameTypeAndValue({"type": "common_name", "value": x509.DirectoryString("utf8_string", "x")})
    for _ in range(2):
        assert said(readings.prepared, name) == said(readings.prepared_anew, part, name)


@pytest.mark.parametrize(("letters", "kept"), [(readings.LONG, 1), (readings.LONG + 1, 0)])
def test_a_name_of_any_length_is_prepared_and_a_long_one_is_not_kept(letters: int, kept: int) -> None:
    readings.prepared.cache_clear()
    part = x509.NameTypeAndValue(
        {"type": "common_name", "value": x509.DirectoryString("utf8_string", "A" * letters)}
    )
    assert part.prepped_value == f" {'a' * letters} "
    assert readings.prepared.cache_info().currsize == kept


def said(prepare: object, *given: object) -> str | type[Exception]:
    try:
        return str(prepare(*given))  # type: ignore[operator]  # one of two functions
    except ValueError as error:
        return type(error)


def test_papers_and_certificates_are_read_by_them() -> None:
    assert generic.read_hex_string_from_stream is readings.hexadecimal
    readings.prepared.cache_clear()
    part = x509.NameTypeAndValue(
        {"type": "common_name", "value": x509.DirectoryString("utf8_string", "Sở  NỘI vụ")}
    )
    assert part.prepped_value == " sở  nội  vụ "
    assert readings.prepared.cache_info().misses == 1
