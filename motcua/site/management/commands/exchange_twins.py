"""Let the counterparts of a demonstration answer until they are stopped: the document axis and the national systems."""

import json
import signal
import threading
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from motcua.base import clock
from motcua.site import twins

EVERY = 10.0  # seconds between two times that agencies beyond the axis answer, and what was told is kept


class Command(BaseCommand):
    """Answer on loopback; the first line gives, as JSON, the settings by which a house speaks to them."""

    help = "let simulated counterparts answer: the document axis and the national systems"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--since", type=date.fromisoformat, required=True, help="dossiers go up from that day on"
        )

    def handle(self, *_: Any, since: date, **__: Any) -> None:
        ended = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: ended.set())
        made = twins.Twins.of_house(Path(settings.VAR) / "twins", on=clock.now().date())
        with made.serving() as ports:
            self.stdout.write(json.dumps(twins.settings_of(ports, since=since)))
            self.stdout.flush()
            others = made.others(ports)
            while not ended.wait(EVERY):
                others.answer()
                made.keep()
        made.keep()
