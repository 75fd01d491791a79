"""The server process: granian in WSGI mode."""

import os

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

WORKERS = 2
THREADS = 4


def main() -> None:
    """Serve on HOST and PORT until told to stop."""
    Granian(
        "motcua.site.wsgi:application",
        address=os.environ["HOST"],
        port=int(os.environ["PORT"]),
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("MOTCUA_WORKERS", WORKERS)),
        blocking_threads=int(os.environ.get("MOTCUA_THREADS", THREADS)),
        websockets=False,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main()
