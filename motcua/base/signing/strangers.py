"""What a stranger's bytes make the reader of papers stumble over: the library's own errors, and what breaks through it.

The library takes what it reads for well-formed in places (it asserts, indexes, and calls what may not be there). A paper
is a stranger's: whatever its bytes cause of these, it is not readable, and that is the answer; nothing else is caught.
"""

import struct
import zlib

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import errors

STUMBLES: tuple[type[Exception], ...] = (
    PdfError,
    SigningError,
    errors.SignatureValidationError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RuntimeError,
    zlib.error,
    struct.error,
)
