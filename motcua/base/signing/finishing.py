"""To do asynchronous work to its end, whatever runs around it."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")


def done(work: Coroutine[Any, Any, Result]) -> Result:
    """Do the work and give what it gives; in a thread beside, where this one is in the middle of other such work."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(max_workers=1) as beside:
        return beside.submit(asyncio.run, work).result()
