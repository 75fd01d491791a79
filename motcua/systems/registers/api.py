"""The registers' door for programs: a table handed in as a person would hand it in, rehearsed or taken."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import File, Path, Query, Router
from ninja.files import UploadedFile

from motcua.base import api, clock, doors, problem, store
from motcua.spine import access
from motcua.systems.registers import actions, queries, wording
from motcua.systems.registers.rules import table

router = Router(tags=["registers"])
MOST_TOLD = 1_000  # rows that an answer tells with their reasons; of more, how many
Name = Annotated[
    str, Path(description="the register, as the data dictionary names it", example="survey_answers")
]
REFUSES = (
    "access.sign-in-needed",
    "access.token-not-valid",
    "access.not-allowed",
    "api.body-not-readable",
    "api.input-not-valid",
    "registers.no-such-register",
    "registers.table-has-faults",
    "registers.table-has-no-rows",
    "registers.too-many-refusals",
    "registers.whole-with-refusals",
    "registers.since-to-come",
    "file.too-large",
    "file.empty",
    "file.wrong-kind",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class RowSaid:
    """One reason why a row was refused, or should be looked at: its number in the table, the column, a stable code."""

    row: int
    column: str
    code: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportOut:
    """What a table changed, or would change (`dry_run`), in rows.

    `number` is the import's, None where nothing was written. `repeated`: this very file was taken in before, by the import
    of that number, and changed nothing now. Of many rows the first are told with their reasons; `refused` and `doubted`
    count them all. A doubted row was taken.
    """

    register: str
    number: int | None
    digest: str
    dry_run: bool
    repeated: bool
    added: int
    changed: int
    unchanged: int
    ended: int
    refused: int
    doubted: int
    reasons: tuple[RowSaid, ...]
    doubts: tuple[RowSaid, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportRead:
    """An import as it was: of which file, when, by which account, since when its rows hold, and what it changed."""

    register: str
    number: int
    file_name: str
    digest: str
    document: str
    at: datetime
    by: str
    valid_since: datetime
    whole: bool
    added: int
    changed: int
    unchanged: int
    ended: int
    refused: int


@router.post(
    "/{name}/imports",
    summary="Import a table into a register",
    openapi_extra=api.describes(ImportOut, status=201, refuses=REFUSES),
)
@doors.guarded(access.Act.REGISTER_IMPORT)
def take(
    request: HttpRequest,
    name: Name,
    file: Annotated[UploadedFile, File(description="the table: .xlsx, at most 20 MB and 200,000 rows")],
    *,
    document: Annotated[
        UploadedFile | None, File(description="the paper that issued the figures: PDF, image, DOCX, XLSX")
    ] = None,
    since: Annotated[
        date | None, Query(description="the day since when the rows hold; empty: now", example="2023-01-31")
    ] = None,
    complete: Annotated[
        bool, Query(description="the table is the whole register: rows that it does not have end")
    ] = False,
    dry_run: Annotated[bool, Query(description="say what would change, and change nothing")] = False,
    again: Annotated[
        bool, Query(description="take the file in even where it was taken in before, in the same way")
    ] = False,
) -> HttpResponse:
    """Take the rows of a table into a register, or say what it would change.

    The call may be repeated: a file is known by its digest, and one that was taken in before is not taken in again
    (`repeated`), unless `again` says so. 201 where rows were written, with `Location`; 200 where nothing was.
    """
    wanted = actions.Wanted(
        register=name,
        since=since,
        whole=complete,
        document=_file(document) if document else None,
        once=not again,
    )
    sent = _file(file)
    act = actions.rehearse_import if dry_run else actions.import_table
    try:
        outcome = act(wanted=wanted, file=sent, by=doors.who(request), at=clock.now())
    except table.FaultyTable as refused:
        return problem.as_json(problem.of(refused, instance=request.path, errors=_faults(refused)))
    written = outcome.number is not None and not outcome.repeated
    answer = api.answer(
        _out(outcome, digest=actions.digest_of(sent), dry_run=dry_run), status=201 if written else 200
    )
    if outcome.number is not None:
        answer["Location"] = f"{request.path}/{outcome.number}"
    return answer


@router.get(
    "/{name}/imports/{number}",
    summary="Read an import",
    openapi_extra=api.describes(
        ImportRead, refuses=("registers.no-such-register", "registers.no-such-import")
    ),
)
@doors.guarded(access.Act.REGISTER_IMPORT)
def one(
    request: HttpRequest,  # noqa: ARG001 - the library's signature
    name: Name,
    number: Annotated[int, Path(description="the import's number, from 1", ge=1, le=2_000_000_000)],
) -> HttpResponse:
    """Read what one import was, and what it changed."""
    found = queries.an_import(queries.register(name).name, number)
    return api.answer(ImportRead(**{field: getattr(found, field) for field in ImportRead.__slots__}))


def _file(sent: UploadedFile) -> actions.File:
    """Read what was sent; one byte more than the store takes is enough for it to refuse."""
    return actions.File(name=sent.name or "", content=sent.read(store.LARGEST + 1))


def _out(outcome: actions.Outcome, *, digest: str, dry_run: bool) -> ImportOut:
    return ImportOut(
        register=outcome.register,
        number=outcome.number,
        digest=digest,
        dry_run=dry_run,
        repeated=outcome.repeated,
        added=outcome.added,
        changed=outcome.changed,
        unchanged=outcome.unchanged,
        ended=outcome.ended,
        refused=len(outcome.refused),
        doubted=outcome.doubted,
        reasons=_rows((bad.row, bad.reasons) for bad in outcome.refused[:MOST_TOLD]),
        doubts=_rows((row.row, row.doubts) for row in outcome.doubts[:MOST_TOLD]),
    )


def _rows(found: Iterable[tuple[int, tuple[table.Reason, ...]]]) -> tuple[RowSaid, ...]:
    return tuple(
        RowSaid(row=row, column=each.heading, code=each.code, reason=wording.reason(each))
        for row, reasons in found
        for each in reasons
    )


def _faults(refused: table.FaultyTable) -> list[problem.FieldFault]:
    """Say each fault of the table as a whole by the cell it stands in."""
    return [
        problem.FieldFault(field=f"file.{each.cell}", code=each.code, detail=wording.fault(each))
        for each in refused.cells[:MOST_TOLD]
    ]
