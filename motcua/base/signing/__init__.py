"""Electronic signatures in PDF papers (PAdES, ETSI EN 319 142-1): to sign, to stamp, and to check what was signed."""

from motcua.base.signing import readings
from motcua.base.signing.blanks import Blank, Filled, Line, filled
from motcua.base.signing.findings import Found, Problem, Signer, check
from motcua.base.signing.keys import Key, Refusal, from_pkcs12, from_token
from motcua.base.signing.molds import HeldSigner
from motcua.base.signing.revision import Times, sign, write
from motcua.base.signing.stamp import Box, Stamp, beside, in_corner, over
from motcua.base.signing.trust import Trust, certificates

__all__ = [
    "Blank",
    "Box",
    "Filled",
    "Found",
    "HeldSigner",
    "Key",
    "Line",
    "Problem",
    "Refusal",
    "Signer",
    "Stamp",
    "Times",
    "Trust",
    "beside",
    "certificates",
    "check",
    "filled",
    "from_pkcs12",
    "from_token",
    "in_corner",
    "over",
    "sign",
    "write",
]

readings.quicken()
