"""Words that must be erasable are known to the ledger by a salted digest alone (decision 0005)."""

import secrets

from motcua.spine import event

SALT = 16  # bytes


def words(text: str) -> tuple[str, str]:
    """Give the digest of words and the salt it was made with: the words and the salt stay in a row, the digest is a fact."""
    salt = secrets.token_hex(SALT)
    return event.digest((salt + text).encode()), salt
