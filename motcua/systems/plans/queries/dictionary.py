"""What can be counted at all: every collection of every room, as a plan may speak of it."""

from motcua.spine import refusal
from motcua.spine.collection import Collection, nearest
from motcua.systems.plans import counting
from motcua.systems.plans.queries.current import Refusal


def collections() -> tuple[Collection, ...]:
    """Give every collection there is, in the order of the rooms."""
    return tuple(counting.engine().collections.values())


def collection(name: str) -> Collection:
    """Give one collection; refuse a name that none has, with the nearest."""
    known = {each.name: each for each in collections()}
    if name not in known:
        raise Refusal(
            "plans.no-such-collection",
            refusal.gettext_noop("Không có tập số liệu nào tên “%(name)s”; có phải ý là “%(nearest)s”?"),
            params={"name": name[:60], "nearest": nearest(name[:60], list(known))},
        )
    return known[name]
