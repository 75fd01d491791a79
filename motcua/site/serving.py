"""The server process: granian in WSGI mode."""

import os
import signal
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

WORKERS = 2
THREADS = 4
GRACE = 10  # seconds for a worker to end its answers


def application() -> Any:
    """Load the application in a worker, which may be told to end before it is loaded: until then nobody listens."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    from motcua.site import wsgi  # noqa: PLC0415 - loading is what may be cut short

    return wsgi.application


def main() -> None:
    """Serve on HOST and PORT until told to stop."""
    Granian(
        "motcua.site.serving:application",
        factory=True,
        address=os.environ["HOST"],
        port=int(os.environ["PORT"]),
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("MOTCUA_WORKERS", WORKERS)),
        blocking_threads=int(os.environ.get("MOTCUA_THREADS", THREADS)),
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main()
