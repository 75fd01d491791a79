"""How fast lists of a hundred and the plan's page are at 100,000 dossiers, one worker."""

from typing import Any

from tests.load import _house

DOSSIERS = 100_000
SECONDS = 8.0

Row = dict[str, Any]


def run() -> list[Row]:
    """Fill the house, then ask for lists of a hundred from several places, and for the plan's page."""
    _house.filled(DOSSIERS)
    house = _house.opened()
    heads = {"Authorization": f"Bearer {house.reader}", "Accept": "application/json"}
    lists = [
        {"method": "GET", "path": f"/api/dossiers?limit=100{more}", "heads": heads}
        for more in ("", "&stage=4", "&stage=10", "&procedure=1.004873")
    ]
    page = [{"method": "GET", "path": "/ke-hoach/hung-yen-2023/", "heads": {"Accept": "text/html"}}]
    targets = [{"method": "GET", "path": "/api/plans/hung-yen-2023/targets", "heads": heads}]
    with _house.served() as port:
        listed = _house.hammered(port, lists, connections=4, seconds=SECONDS)
        shown = _house.hammered(port, page, connections=1, seconds=SECONDS)
        told = _house.hammered(port, targets, connections=1, seconds=SECONDS)
    for found in (listed, shown, told):
        if found["bad_count"]:
            message = f"{found['bad_count']} answers were refusals: {found['bad']}"
            raise RuntimeError(message)
    return [
        {
            "name": f"lists of 100 at {DOSSIERS:,} dossiers",
            "value": listed["rate"],
            "unit": "/s",
            "goal": ">= 150",
        },
        {"name": "lists of 100, p95", "value": listed["p95_ms"], "unit": "ms", "goal": "< 30"},
        {
            "name": f"the plan's page at {DOSSIERS:,} dossiers, median",
            "value": shown["p50_ms"],
            "unit": "ms",
            "goal": "< 100",
        },
        {"name": "the plan's page, p95", "value": shown["p95_ms"], "unit": "ms"},
        {"name": "the plan's targets through the API, median", "value": told["p50_ms"], "unit": "ms"},
    ]
