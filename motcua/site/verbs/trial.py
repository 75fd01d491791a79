"""The trial authority of a demonstration, answering while the house is open."""

import contextlib
import sys
from collections.abc import Iterator

from motcua.site import database
from motcua.site.verbs import program


@contextlib.contextmanager
def answering(**environment: str) -> Iterator[None]:
    """Let it answer within the block where one was founded; elsewhere do nothing."""
    if not (database.var() / "trial-authority" / "holders.json").exists():
        yield
        return
    words = [sys.executable, "-m", "motcua.site.verbs", "manage", "trial_authority"]
    with program.child(words, environment=program.environ(**environment), apart=True) as authority:
        try:
            yield
        finally:
            authority.terminate()
            authority.wait()
