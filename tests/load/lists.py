"""How fast lists of a hundred and the plan's page are at 100,000 dossiers, one worker."""

import json
from typing import Any

from tests.load import _house

PROCEDURE = "1.004873"
DOSSIERS = 100_000
SECONDS = 8.0

Row = dict[str, Any]


def run() -> list[Row]:
    """Fill the house, then ask for lists of a hundred from several places, and for the plan's page.

    The page is asked for when nothing is new, and with a dossier received before each view of it.
    """
    _house.filled(DOSSIERS)
    house = _house.opened()
    heads = {"Authorization": f"Bearer {house.reader}", "Accept": "application/json"}
    lists = [
        {"method": "GET", "path": f"/api/dossiers?limit=100{more}", "heads": heads}
        for more in ("", "&stage=4", "&stage=10", f"&procedure={PROCEDURE}")
    ]
    page = {"method": "GET", "path": "/ke-hoach/hung-yen-2023/", "heads": {"Accept": "text/html"}}
    targets = {"method": "GET", "path": "/api/plans/hung-yen-2023/targets", "heads": heads}
    act = _received(house)
    with _house.served() as port:
        listed = _house.hammered(port, lists, connections=4, seconds=SECONDS)
        quiet, told = (
            _house.hammered(port, [one], connections=1, seconds=SECONDS) for one in (page, targets)
        )
        acted, told_acted = (
            _house.hammered(port, [act, one], connections=1, seconds=SECONDS) for one in (page, targets)
        )
    for found in (listed, quiet, told, acted, told_acted):
        if found["bad_count"]:
            message = f"{found['bad_count']} answers were refusals: {found['bad']}"
            raise RuntimeError(message)
    size = f"{DOSSIERS:,} dossiers"
    return [
        _row(f"lists of 100 at {size}", listed["rate"], unit="/s", goal=">= 150"),
        _row("lists of 100, median", listed["p50_ms"]),
        _row("lists of 100, p95", listed["p95_ms"], goal="< 30"),
        _row(f"the plan's page at {size}, an act before each view: median", acted["p50_ms"], goal="< 100"),
        _row("the plan's page, an act before each view: p95", acted["p95_ms"]),
        _row("the plan's page, nothing new: median", quiet["p50_ms"], goal="< 100"),
        _row("the plan's page, nothing new: p95", quiet["p95_ms"]),
        _row("the plan's targets through the API, an act before each: median", told_acted["p50_ms"]),
        _row("the plan's targets through the API, nothing new: median", told["p50_ms"]),
    ]


def _received(house: _house.House) -> dict[str, Any]:
    """Give the request that receives a dossier at the counter; it is not timed."""
    unit, token = house.officers[0]
    body = {
        "procedure": PROCEDURE,
        "unit": unit,
        "channel": "counter",
        "receive": True,
        "applicant": {"name": "Người nộp (mô phỏng)", "phone": "0900000000", "address": "Hưng Yên"},
    }
    heads = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        "Idempotency-Key": "@@KEY@@",
    }
    return {
        "method": "POST",
        "path": "/api/dossiers",
        "heads": heads,
        "body": json.dumps(body),
        "timed": False,
    }


def _row(name: str, value: float, *, unit: str = "ms", goal: str | None = None) -> Row:
    row: Row = {"name": name, "value": value, "unit": unit}
    return row if goal is None else {**row, "goal": goal}
