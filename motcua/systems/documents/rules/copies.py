"""What may be copied of what, and which pages an extract is of, as a clerk writes them."""

import re

from motcua.spine.refusal import gettext_noop as _
from motcua.systems.documents.rules import kinds
from motcua.systems.documents.rules.state import Refusal, State

_PART = re.compile(r"\s*([0-9]{1,4})\s*(?:[-–]\s*([0-9]{1,4})\s*)?")


def copies_of(state: State) -> tuple[str, ...]:
    """Give the kinds of certified copy that may be made of a document, keys of `kinds.COPIES`; none for some.

    An original is copied whole or in part; a whole copy that came from another agency is copied as a copy of a copy; of
    other copies none is made (NĐ 30/2020/NĐ-CP, Articles 3 and 25).
    """
    if state.kind not in kinds.COPIES:
        return (kinds.WHOLE_COPY, kinds.EXTRACT)
    return (kinds.COPY_OF_COPY,) if state.kind == kinds.WHOLE_COPY and not state.outgoing else ()


def pages_of(text: str, *, most: int) -> tuple[int, ...]:
    """Read `1,3-4` as pages, counted from 1, each once and in the order of the paper, of a paper with `most` pages.

    Raises Refusal `documents.pages-not-read`.
    """
    found: set[int] = set()
    for part in text.split(","):
        read = _PART.fullmatch(part)
        first, last = (int(read[1]), int(read[2] or read[1])) if read else (0, 0)
        if not 1 <= first <= last <= most:
            raise Refusal(
                "documents.pages-not-read",
                _("Không đọc được trang “%(text)s”. Hãy ghi như 1,3-4; văn bản có %(most)s trang."),
                params={"text": text[:80], "most": most},
            )
        found |= set(range(first, last + 1))
    return tuple(sorted(found))
