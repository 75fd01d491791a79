"""The facts of the register of units."""

from collections.abc import Sequence
from datetime import datetime

from motcua.spine import event

STREAM = "organisation"
KINDS: tuple[event.Kind, ...] = (
    event.Kind(
        name="organisation.units-entered",
        stream=STREAM,
        vi="Các cơ quan, đơn vị mới hoặc thay đổi được đưa vào danh bạ.",
        en="Units new or changed were entered into the register.",
        fields={"units": "of each, `code` and the `digest` of its record"},
    ),
)


def entered(*, units: Sequence[tuple[str, str]], by: str, at: datetime) -> event.Fact:
    """Say which units were written, each with its code and the digest of its record."""
    told: list[event.JSON] = [{"code": code, "digest": digest} for code, digest in units]
    return event.Fact(kind="organisation.units-entered", at=at, by=by, data={"units": told})
