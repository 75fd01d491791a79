"""Documents, for programs: begin, take in, list, read, put files in, fetch one, act."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from ninja import File, Form, Header, Path, Query, Router
from ninja.files import UploadedFile

from motcua.base import api, clock, doors, store
from motcua.spine import access
from motcua.systems.documents import actions, queries, rules
from motcua.systems.documents.api import refusals, shapes
from motcua.systems.documents.api.acts import OFFERED, ActIn

router = Router(tags=["documents"])
_SAME = tuple(
    name
    for name in shapes.DocumentOut.__dataclass_fields__
    if name in rules.State.__dataclass_fields__ and name != "stage"
)
DocumentId = Annotated[shapes.Id, Path(description="the document", example=shapes.ID)]
Key = Annotated[
    shapes.Key | None,
    Header(
        None,
        alias="Idempotency-Key",
        description="a word of the caller's own that makes the call safe to repeat: with the same key and the "
        "same document again, the one of the first time is the answer; with another one, a refusal",
        example="buu-dien-230301-0017",
    ),
]
Main = Annotated[UploadedFile | None, File(None, description="its main paper, a PDF of at most 20 MB")]
Attached = Annotated[list[UploadedFile], File([], description="papers attached; at most 20 MB each")]
BYTES: dict[str, Any] = {
    "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
    "description": "the file, byte for byte, in its own media type",
}


@router.post(
    "/incoming",
    summary="Take in a document",
    openapi_extra=api.describes(shapes.CameOut, status=201, example=shapes.CAME, refuses=refusals.TAKING),
)
@doors.guarded(access.Act.DOCUMENT_CLERK)
def take_in(
    request: HttpRequest,
    given: Annotated[shapes.IncomingIn, Form(...)],
    papers: Annotated[
        list[UploadedFile],
        File([], description="its files, the main paper first; at most 20 MB each"),
    ] = [],  # noqa: B006 - the library copies a default
    idempotency_key: Key = None,
) -> HttpResponse:
    """Take in a document that came by post, over the counter or from another program; its signatures are checked.

    `Location` says where it is read. With the same `Idempotency-Key` again, the same document is the answer.
    """
    by, at = doors.who(request), clock.now()
    receiving = actions.Receiving(
        unit=given.unit,
        origin=rules.SCAN if papers else rules.COUNTER,
        sender=given.sender,
        sender_name=given.sender_name,
        symbol=given.symbol,
        kind=given.kind,
        subject=given.subject,
        dated=given.dated,
        key=f"api:{by.id}:{idempotency_key}" if idempotency_key else None,
        urgency=given.urgency,
        secrecy=given.secrecy,
        signer_name=given.signer_name,
        signer_position=given.signer_position,
        note=given.note,
        files=[actions.Upload(name=one.name or "van-ban", chunks=one.chunks()) for one in papers],
    )
    came = actions.receive_exactly(given=receiving, register_it=given.register_it, by=by, at=at)
    state = queries.document(document_id=came.id, by=by, at=at).state
    answer = api.answer(
        shapes.CameOut(id=came.id, new=came.new, seq=state.seq, stage=int(state.stage), number=state.number),
        status=201,
    )
    answer["Location"] = f"{request.path.removesuffix('/incoming')}/{came.id}"
    return answer


@router.post(
    "",
    summary="Begin a document",
    openapi_extra=api.describes(shapes.CameOut, status=201, example=shapes.BEGUN, refuses=refusals.BEGINNING),
)
@doors.guarded(access.Act.DOCUMENT_WRITE)
def begin(
    request: HttpRequest,
    given: Annotated[shapes.DraftIn, Form(...)],
    main: Main = None,
    attached: Attached = [],  # noqa: B006 - the library copies a default
    idempotency_key: Key = None,
) -> HttpResponse:
    """Begin to write a document, with its files where they are there already; all of it or nothing.

    `Location` says where it is read. With the same `Idempotency-Key` again, the same document is the answer.
    """
    by, at = doors.who(request), clock.now()
    drafting = actions.Drafting(
        unit=given.unit,
        kind=given.kind,
        subject=given.subject,
        legal=given.legal,
        urgency=given.urgency,
        secrecy=given.secrecy,
        note=given.note,
    )
    key = f"api:{by.id}:{idempotency_key}" if idempotency_key else None
    begun = actions.draft_exactly(drafting=drafting, files=_chosen(main, attached), key=key, by=by, at=at)
    state = queries.document(document_id=begun.id, by=by, at=at).state
    answer = api.answer(
        shapes.CameOut(
            id=begun.id, new=begun.new, seq=state.seq, stage=int(state.stage), number=state.number
        ),
        status=201,
    )
    answer["Location"] = f"{request.path}/{begun.id}"
    return answer


@router.post(
    "/{document_id}/files",
    summary="Put files in",
    openapi_extra=api.describes(shapes.MovedOut, example=shapes.FILLED, refuses=refusals.FILLING),
)
@doors.guarded(access.Act.DOCUMENT_READ)
def add_files(
    request: HttpRequest,
    document_id: DocumentId,
    given: Annotated[shapes.FilesIn, Form(...)],
    main: Main = None,
    attached: Attached = [],  # noqa: B006 - the library copies a default
) -> HttpResponse:
    """Put files into a document: the next version of its main paper, or papers attached; every file stays readable.

    Of a document that came on paper its scan is put in so, and checked for signatures at once.
    """
    state = actions.add_files(
        document_id=document_id,
        files=_chosen(main, attached),
        instead=given.instead,
        by=doors.who(request),
        at=clock.now(),
        seen=given.seen,
    )
    return api.answer(_moved(state))


@router.get(
    "",
    summary="List documents",
    openapi_extra=api.describes(
        api.Page[shapes.DocumentItem], example=api.Page(items=[shapes.ITEM]), refuses=refusals.LISTING
    ),
)
@doors.guarded(access.Act.DOCUMENT_READ)
def documents(
    request: HttpRequest,
    *,
    q: Annotated[
        api.Line,
        Query(
            "", description="words of the subject, number, sender or of what stands in a file, in any writing"
        ),
    ] = "",
    way: Annotated[
        Literal["out", "in"] | None, Query(None, description="`out`: we write it; `in`: it came to us")
    ] = None,
    stage: Annotated[
        list[shapes.Stage],
        Query([], description="only documents in these stages; may be given several times"),
    ] = [],  # noqa: B006 - the library copies a default
    kind: Annotated[api.Line, Query("", description="only of this kind, by its key")] = "",
    unit: Annotated[api.Line, Query("", description="only of this agency of ours, by its code")] = "",
    officer: Annotated[api.Line, Query("", description="only those given to this account")] = "",
    after: Annotated[
        shapes.Place,
        Query("", description="go on from here: the `next` of the page before; empty: from the newest"),
    ] = "",
    limit: Annotated[api.Limit, Query(50, description="how many at most")] = 50,
) -> HttpResponse:
    """List the documents you may read, the newest first; `next` is the following `after`, null at the end.

    Pages neither repeat nor skip a document, whatever is done meanwhile.
    """
    narrowed = queries.Filter(
        text=q,
        outgoing={"out": True, "in": False}.get(way or ""),
        stages=tuple(stage),
        kind=kind,
        unit=unit,
        officer=officer,
    )
    found, following = queries.roll(
        narrowed=narrowed, by=doors.who(request), at=clock.now(), after=after, limit=limit
    )
    return api.answer(api.Page(items=[_item(one) for one in found], next=following))


@router.get(
    "/{document_id}",
    summary="Read a document",
    openapi_extra=api.describes(shapes.DocumentOut, example=shapes.DOCUMENT, refuses=refusals.READING),
)
@doors.guarded(access.Act.DOCUMENT_READ)
def one(
    request: HttpRequest,
    document_id: DocumentId,
    expand: Annotated[
        api.Line,
        Query(
            "",
            description="what to answer beside: `history`, `files`, `findings`, with commas between",
            example="files,findings",
        ),
    ] = "",
) -> HttpResponse:
    """Read one document; `acts` says what you may do with it now, `file` is the digest that a signer must have seen."""
    by, at = doors.who(request), clock.now()
    found = queries.document(document_id=document_id, by=by, at=at)
    return api.answer(_out(found, by=by, at=at, expand={part.strip() for part in expand.split(",")}))


@router.get(
    "/{document_id}/files/{file_id}",
    summary="Fetch a file",
    openapi_extra={
        "responses": {200: BYTES}
        | {
            status: answer
            for status, answer in api.describes(shapes.FileOut, refuses=refusals.FETCHING)[
                "responses"
            ].items()
            if status != 200  # noqa: PLR2004 - the good answer is bytes
        }
    },
)
@doors.guarded(access.Act.DOCUMENT_READ)
def file(
    request: HttpRequest,
    document_id: DocumentId,
    file_id: Annotated[shapes.Id, Path(description="the file, as `files` names it", example=shapes.ID)],
) -> HttpResponseBase:
    """Fetch a file as it was signed or came, byte for byte."""
    found = queries.file(document_id=document_id, file_id=file_id, by=doors.who(request), at=clock.now())
    return FileResponse(
        store.get(found.digest), as_attachment=True, filename=found.name, content_type=found.media_type
    )


@router.post(
    "/{document_id}/acts",
    summary="Act on a document",
    openapi_extra=api.describes(shapes.MovedOut, example=shapes.MOVED, refuses=refusals.ACTING),
)
@doors.guarded(access.Act.DOCUMENT_READ)
def act(request: HttpRequest, document_id: DocumentId, given: ActIn) -> HttpResponse:
    """Do something with a document; what its stage, the law or your role forbids is refused with its code."""
    acting: actions.Acting = {
        "document_id": document_id,
        "by": doors.who(request),
        "at": clock.now(),
        "seen": given.root.seen,
    }
    return api.answer(_moved(given.root(acting)))


def _moved(state: rules.State) -> shapes.MovedOut:
    return shapes.MovedOut(
        id=state.id,
        seq=state.seq,
        stage=int(state.stage),
        symbol=state.symbol,
        number=state.number,
        file=state.file,
    )


def _chosen(main: UploadedFile | None, attached: list[UploadedFile]) -> list[tuple[bool, actions.Upload]]:
    """Give each file with whether it is the main one."""
    files = [(True, main)] * (main is not None) + [(False, one) for one in attached]
    return [
        (role, actions.Upload(name=one.name or "van-ban", chunks=one.chunks())) for role, one in files if one
    ]


def _here(value: Any) -> Any:
    """Say a moment by the clock of the office; the database has it in UTC."""
    return value.astimezone(clock.VN) if isinstance(value, datetime) else value


def _item(line: queries.Line) -> shapes.DocumentItem:
    same = {
        name: _here(getattr(line, name))
        for name in shapes.DocumentItem.__dataclass_fields__
        if name not in ("stage", "verdict")
    }
    return shapes.DocumentItem(
        **same, stage=int(line.stage), verdict=line.verdict.value if line.verdict else None
    )


def _out(found: queries.Document, *, by: access.Actor, at: datetime, expand: set[str]) -> shapes.DocumentOut:
    state = found.state
    checks = queries.findings(document_id=state.id)
    return shapes.DocumentOut(
        **{name: _here(getattr(state, name)) for name in _SAME},
        outgoing=state.outgoing,
        stage=int(state.stage),
        stage_name=gettext(rules.PLACES[state.stage].name),
        acts=tuple(sorted(OFFERED & actions.open_to(found, by=by, at=at))),
        subject=found.subject,
        dated=found.dated,
        sender_name=found.sender_name,
        receivers=tuple(shapes.ReceiverOut(code=code, name=name) for code, name in found.receivers),
        verdict=checks[0].verdict.value if checks else None,
        history=_history(state.id) if "history" in expand else None,
        files=tuple(_file(one) for one in found.files) if "files" in expand else None,
        findings=tuple(_finding(one) for one in checks) if "findings" in expand else None,
    )


def _history(document: str) -> tuple[shapes.HappeningOut, ...]:
    return tuple(
        shapes.HappeningOut(
            seq=place,
            kind=one.fact.kind,
            at=_here(one.fact.at),
            by=one.fact.by,
            data=one.fact.data,
            text=one.text,
        )
        for place, one in enumerate(queries.history(document_id=document), start=1)
    )


def _file(one: queries.File) -> shapes.FileOut:
    return shapes.FileOut(**{name: _here(getattr(one, name)) for name in shapes.FileOut.__dataclass_fields__})


def _finding(one: queries.Finding) -> shapes.FindingOut:
    return shapes.FindingOut(
        at=_here(one.at),
        digest=one.digest,
        verdict=one.verdict.value,
        reason=one.reason.value,
        problem=one.problem,
        signatures=one.signatures,
    )
