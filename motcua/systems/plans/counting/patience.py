"""How long a question may take: whoever asks too much is stopped, and so is all that he begins after."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

INSISTING = 0.05  # seconds between two calls to stop: one between two questions is heard by neither


@contextmanager
def stopped_after(seconds: float, duck: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Stop what a connection is doing, and everything it begins, once its time is over."""
    done = threading.Event()

    def stop() -> None:
        if not done.wait(seconds):
            while not done.wait(INSISTING):
                duck.interrupt()

    watch = threading.Thread(target=stop, daemon=True)
    watch.start()
    try:
        yield
    finally:
        done.set()
        watch.join()
