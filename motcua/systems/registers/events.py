"""The facts of the registers."""

from datetime import datetime

from motcua.spine import event

IMPORTED = "registers.table-imported"
KINDS: tuple[event.Kind, ...] = (
    event.Kind(
        name=IMPORTED,
        stream="register:<register>",
        vi="Một bảng số liệu được nhập vào sổ: từ nay các chỉ tiêu đếm theo các dòng này.",
        en="A table was imported into a register: from now on targets count by its rows.",
        fields={
            "register": "the register",
            "import": "its number, from 1",
            "digest": "SHA-256 of the file",
            "document": "SHA-256 of the paper that issued the figures, or nothing",
            "valid_since": "since when the rows hold",
            "whole": "whether the table was the register in full",
            "added": "rows that are new",
            "changed": "rows that read otherwise than before",
            "unchanged": "rows that read as before",
            "ended": "rows that the whole table no longer has",
            "refused": "rows that were not taken",
        },
    ),
)


def stream(register: str) -> str:
    """Name the stream of one register's facts."""
    return f"register:{register}"


def imported(
    *,
    register: str,
    number: int,
    digest: str,
    document: str,
    valid_since: datetime,
    whole: bool,
    counts: dict[str, int],
    by: str,
    at: datetime,
) -> event.Fact:
    """Say that a table was imported: from now on targets count by its rows."""
    data: dict[str, event.JSON] = {
        "register": register,
        "import": number,
        "digest": digest,
        "document": document or None,
        "valid_since": event.moment(valid_since),
        "whole": whole,
        "added": counts["added"],
        "changed": counts["changed"],
        "unchanged": counts["unchanged"],
        "ended": counts["ended"],
        "refused": counts["refused"],
    }
    return event.Fact(kind=IMPORTED, at=at, by=by, data=data)
