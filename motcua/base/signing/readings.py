"""Two readings of the signing libraries that go letter by letter, done at once; what comes out is theirs (decision 0030).

A signature lies in a paper as some thousand hexadecimal digits, and a name in a certificate is made ready for comparison
(RFC 4518) each time it is met. Together these were two fifths of the time of a check.
"""

import binascii
import functools
import io
import re

from asn1crypto import x509
from pyhanko.pdf_utils import generic

DIGITS = re.compile(rb"[0-9A-Fa-f]*")
PIECE = 4096  # bytes read at a time, and at most beyond a run of digits
NAMES = 4096  # prepared names kept
LONG = 256  # letters of one; a stranger's may be as long as he likes, and is prepared anew

digit_by_digit = generic.read_hex_string_from_stream
prepared_anew = x509.NameTypeAndValue._ldap_string_prep  # noqa: SLF001 - the library has no other place for it


def hexadecimal(stream: io.BytesIO) -> generic.ByteStringObject | generic.TextStringObject:
    """Read a hexadecimal string of a paper (ISO 32000-1, 7.3.4.3); what is no plain run of digits, the library reads."""
    start = stream.tell()
    stream.read(1)
    runs = []
    ended = False
    while not ended:
        piece = stream.read(PIECE)
        run = DIGITS.match(piece)[0]  # type: ignore[index]  # it matches nothing at least
        runs.append(run)
        ended = len(run) < len(piece) or not piece
    digits = b"".join(runs)
    if len(digits) % 2 or not piece.startswith(b">", len(run)):
        stream.seek(start)
        return digit_by_digit(stream)
    stream.seek(start + len(digits) + 2)
    return generic.pdf_string(binascii.unhexlify(digits))


@functools.lru_cache(NAMES)
def prepared(name: str) -> str:
    """Make part of a name ready for comparison (RFC 4518, 2). Raises ValueError for what may not be in one."""
    made: str = prepared_anew(None, name)  # it looks at the text alone
    return made


def _prepared(_: x509.NameTypeAndValue, name: str) -> str:
    return prepared(name) if len(name) <= LONG else str(prepared_anew(None, name))


def quicken() -> None:
    """Put both in the places of the libraries' own, for this whole process."""
    generic.read_hex_string_from_stream = hexadecimal
    x509.NameTypeAndValue._ldap_string_prep = _prepared  # noqa: SLF001 - as above
