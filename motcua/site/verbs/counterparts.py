"""The simulated counterparts of a demonstration, answering while the house is open."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator

from motcua.site.verbs import program


@contextlib.contextmanager
def answering(*, since: str, **environment: str) -> Iterator[dict[str, str]]:
    """Let them answer within the block; gives the settings by which the house speaks to them.

    Dossiers go up from the day `since` on. A house that was told of real ones (any MOTCUA_EXCHANGE_… setting) speaks to those alone.
    """
    if any(name.startswith("MOTCUA_EXCHANGE_") for name in os.environ):
        yield {}
        return
    words = [sys.executable, "-m", "motcua.site.verbs", "manage", "exchange_twins", "--since", since]
    around = program.environ(**environment)
    with program.child(words, environment=around, stdout=subprocess.PIPE, apart=True) as twins:
        try:
            line = twins.stdout.readline() if twins.stdout else b""
            yield json.loads(line) if line else {}
        finally:
            twins.terminate()
            twins.wait()
