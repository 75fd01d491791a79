"""Carry what waits in the outbox, bring what waits elsewhere, handle what came in; keep the house's gate open."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from motcua.site import exchange


class Command(BaseCommand):
    """The worker of the exchange: `./run serve` and `./run demo` start it beside the web server."""

    help = "carry messages out and in until stopped"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="until there is nothing left to do")
        parser.add_argument("--gate-only", action="store_true", help="only keep the gate open")

    def handle(self, *_: Any, once: bool, gate_only: bool, **__: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        if once:
            exchange.run(stop, once=True)
            return
        with exchange.gate() as port:
            if port:
                self.stdout.write(f"gate {port}")
                self.stdout.flush()
            stop.wait() if gate_only else exchange.run(stop)
