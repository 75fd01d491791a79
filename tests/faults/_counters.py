"""Counters that go on while something breaks: each call keeps its key and is repeated until it is answered."""

import http.client
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

PATIENCE = 10.0  # seconds for one answer
PAUSE = 0.05  # seconds before a call is repeated
LONGEST = 60.0  # seconds after which a house that does not answer is not going to
REFUSED = range(400, 500)
AGAIN = {408, 425, 429}  # answers that ask for the call to be repeated


@dataclass(frozen=True, kw_only=True, slots=True)
class Counter:
    """One officer at one counter: the unit, and the key to the API."""

    unit: str
    token: str


@dataclass(kw_only=True)
class Told:
    """What the counters were told: the dossier's number by the key of the call, and how often a call had to be repeated."""

    round_: str
    numbers: dict[str, str] = field(default_factory=dict)
    repeated: int = 0
    refused: list[str] = field(default_factory=list)
    threads: list[threading.Thread] = field(default_factory=list)
    end: threading.Event = field(default_factory=threading.Event)

    def enough(self) -> None:
        """Let each counter hear the answer to its last call, and stop."""
        self.end.set()
        for thread in self.threads:
            thread.join()


@contextmanager
def working(counters: tuple[Counter, ...], *, port: int, body: dict[str, Any], round_: str) -> Iterator[Told]:
    """Receive dossiers at every counter within the block; at its end each waits for its last answer."""
    told = Told(round_=round_)
    told.threads = [
        threading.Thread(target=_receive, args=(counter, port, body, told), daemon=True)
        for counter in counters
    ]
    for thread in told.threads:
        thread.start()
    try:
        yield told
    finally:
        told.enough()


def _receive(counter: Counter, port: int, body: dict[str, Any], told: Told) -> None:
    nth = 0
    while not told.end.is_set():
        key = f"{told.round_}-{counter.unit}-{nth}"
        nth += 1
        until = time.monotonic() + LONGEST
        while (answer := _asked(counter, port, {**body, "unit": counter.unit}, key)) is None:
            told.repeated += 1
            if time.monotonic() > until:
                told.refused.append(f"no answer in {LONGEST:.0f} seconds")
                return
            time.sleep(PAUSE)
        status, said = answer
        if status in REFUSED:
            told.refused.append(f"{status} {said}")
            return
        told.numbers[key] = said["code"]


def _asked(counter: Counter, port: int, body: dict[str, Any], key: str) -> tuple[int, Any] | None:
    """Call once; None where no answer came, or one that says that the house is not well: the call is to be repeated."""
    heads = {
        "Authorization": f"Bearer {counter.token}",
        "Content-Type": "application/json",
        "Idempotency-Key": key,
    }
    wire = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        wire.request("POST", "/api/dossiers", json.dumps(body), heads)
        answer = wire.getresponse()
        said = json.loads(answer.read() or b"null")
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        wire.close()
    return None if answer.status >= 500 or answer.status in AGAIN else (answer.status, said)
