"""Let the trial authority of a demonstration answer, in the demonstration's own time, until it is stopped."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from motcua.base import clock
from motcua.systems.documents.management.demonstration import authority


class Command(BaseCommand):
    """Answer about certificates (OCSP, CRL) and give time-stamps, on loopback."""

    help = "chạy tổ chức chứng thực thử nghiệm của bản trình diễn"

    def handle(self, *_: Any, **__: Any) -> None:
        ended = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: ended.set())
        with authority.kept().serving(at=clock.now):
            ended.wait()
