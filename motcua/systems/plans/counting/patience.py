"""How long a question may take: whoever asks too much is stopped, and so is all that he begins after."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from motcua.spine import refusal

INSISTING = 0.05  # seconds between two calls to stop: one between two questions is heard by neither


class Refusal(refusal.Refusal):
    """A question that the engine does not answer."""


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


@contextmanager
def answerable() -> Iterator[None]:
    """Say in words what the copy could not answer."""
    try:
        yield
    except (duckdb.InterruptException, duckdb.OutOfMemoryException) as error:
        raise Refusal(
            "plans.too-costly",
            refusal.gettext_noop(
                "Câu hỏi này cần nhiều thời gian hoặc bộ nhớ hơn mức cho phép; hãy thêm điều kiện hoặc chia ít cột hơn."
            ),
        ) from error
    except (duckdb.OutOfRangeException, duckdb.ConversionException) as error:
        raise figure_too_large() from error


def figure_too_large() -> Refusal:
    """Say that figures grow beyond reckoning."""
    return Refusal(
        "plans.figure-too-large",
        refusal.gettext_noop("Có con số lớn quá mức tính được; hãy xem lại phép tính hoặc số liệu."),
    )


def too_many_lines(most: int) -> Refusal:
    """Say that a breakdown has more lines than anyone reads."""
    return Refusal(
        "plans.too-many-lines",
        refusal.gettext_noop("Chia như vậy ra hơn %(most)s dòng; hãy chọn cột có ít giá trị hơn."),
        params={"most": most},
    )
