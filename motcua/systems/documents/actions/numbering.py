"""Numbers: each series of an agency begins at 01 on 1 January and has no gap and no double."""

from datetime import datetime

from motcua.base import clock, signing
from motcua.base.statement import Statement
from motcua.spine import access, refusal
from motcua.systems.documents import rules
from motcua.systems.documents.actions import desk, papers, places
from motcua.systems.documents.queries import books
from motcua.systems.organisation import queries as organisation

DECREE = "Nghị định 30/2020/NĐ-CP, Điều 15 và Phụ lục I"
# Takes the next number of a book; it stays held until the transaction ends, and goes back with it.
_NEXT = Statement("SELECT documents_next_number(%(unit)s, %(series)s, %(year)s)")


def take(*, unit: str, series: str, year: int, wanted: int | None = None) -> int:
    """Take the next number of a book, to be kept only if the transaction is.

    `wanted` is the number the clerk saw or wrote on the paper. Raises Refusal `documents.already-used-number` where
    another document has it, `documents.number-leaves-gap` where numbers before it are free.
    """
    taken = int(_NEXT.run({"unit": unit, "series": series, "year": year})[0][0])
    if wanted is None or wanted == taken:
        return taken
    if wanted < taken:
        raise rules.Refusal(
            "documents.already-used-number",
            refusal.gettext_noop("Số %(wanted)s đã được cấp cho văn bản khác; số tiếp theo là %(next)s."),
            article=DECREE,
            params={"wanted": f"{wanted:02d}", "next": f"{taken:02d}"},
        )
    raise rules.Refusal(
        "documents.number-leaves-gap",
        refusal.gettext_noop("Số %(wanted)s bỏ cách số; số tiếp theo là %(next)s."),
        article=DECREE,
        params={"wanted": f"{wanted:02d}", "next": f"{taken:02d}"},
    )


def number(
    *,
    document_id: str,
    by: access.Actor,
    at: datetime,
    mark: str = "",
    wanted: int | None = None,
    seen: int | None = None,
) -> rules.State:
    """Give a document the next number of its series; `mark` is what follows the abbreviation (UBND, SNV-VP).

    Number and day are written on the paper, into the blanks that were left for them when it was signed. Raises Refusal of
    `take`, `documents.mark-not-valid`, `documents.day-printed-otherwise`, `documents.already-numbered`, of `signing.write`, and of `desk.move`.
    """

    def command(state: rules.State) -> rules.Number:
        rules.decide(state, rules.Number(series="", year=0, number=0, symbol=""), by=by.id, at=at)
        year = at.astimezone(clock.VN).year
        book = books.series(kind=state.kind, legal=state.legal)
        unit = organisation.unit(code=state.unit)
        chosen = rules.checked_mark(mark or rules.mark_of(unit.short_name))
        place = take(unit=state.unit, series=book, year=year, wanted=wanted)
        symbol = rules.Symbol(number=place, kind=state.kind, mark=chosen, year=year if state.legal else None)
        digest = _onto_paper(state, symbol, by=by, at=at)
        return rules.Number(series=book, year=year, number=place, symbol=str(symbol), digest=digest)

    return desk.move(
        act=rules.Act.NUMBER,
        document_id=document_id,
        command=command,
        by=by,
        at=at,
        seen=seen,
        dated=at.astimezone(clock.VN).date(),
    )


def _onto_paper(state: rules.State, symbol: rules.Symbol, *, by: access.Actor, at: datetime) -> str:
    """Write number and day on the main paper and give the digest of what came of it; nothing where it has no room."""
    if state.file is None:
        return ""
    main = papers.main(state)
    content = papers.content(main.digest)
    there, dated = places.of(content), at.astimezone(clock.VN).date()
    places.must_fit(content, dated=dated)
    said = places.lines(there, symbol=symbol, dated=dated, locality=places.locality(state.unit))
    blanks = () if state.signed_by else tuple(one.blank for one in there)
    data = signing.write(content, said, blanks=blanks)
    if data is None:
        return ""
    papers.revise(data, state, of=main, made_by="numbered", by=by, at=at)
    return desk.digest_of(data)
