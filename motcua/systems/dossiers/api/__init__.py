"""Dossiers, for programs: file, read, list, act."""

import dataclasses
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import Header, Path, Query, Router

from motcua.base import address, api, clock, doors
from motcua.spine import access, dossier
from motcua.systems.dossiers import actions, queries
from motcua.systems.dossiers.api import refusals, shapes
from motcua.systems.dossiers.api.acts import ActIn
from motcua.systems.organisation import queries as organisation
from motcua.systems.procedures import queries as procedures

router = Router(tags=["dossiers"])
# What a program reads of a dossier just as its state has it.
_SAME = (
    {field.name for field in dataclasses.fields(dossier.State)}
    & {field.name for field in dataclasses.fields(shapes.DossierOut)}
) - {"stage", "consultations"}

Code = Annotated[shapes.Code, Path(description="the dossier's number, as printed", example=shapes.CODE)]


@router.post(
    "",
    summary="File an application",
    openapi_extra=api.describes(
        shapes.MovedOut,
        status=201,
        example=shapes.MOVED,
        refuses=refusals.FILING,
    ),
)
@doors.guarded(access.Act.APPLY)
def file(
    request: HttpRequest,
    given: shapes.DossierIn,
    idempotency_key: Annotated[
        shapes.Key | None,
        Header(
            None,
            alias="Idempotency-Key",
            description="a word of the caller's own that makes the call safe to repeat: with the same key and the "
            "same body again, the dossier filed the first time is the answer; with another body, a refusal",
            example="quay-3-230301-0017",
        ),
    ] = None,
) -> HttpResponse:
    """File an application; `Location` says where the dossier is read.

    A citizen files his own; an officer files for whoever stands at the counter, and with `receive` takes the
    dossier on in the same act. With the same `Idempotency-Key` again, the same dossier is the answer.
    """
    by = doors.who(request)
    act = actions.receive_at_counter if given.receive else actions.apply
    applicant = given.applicant
    filing = actions.Filing(
        procedure=given.procedure,
        unit=given.unit,
        channel=given.channel,
        return_channel=given.return_channel,
        case=given.case,
        owner=by.id if by.kind == "citizen" else given.owner,
        filed_at=given.filed_at,
        applicant=actions.Applicant(
            name=applicant.name,
            id_number=applicant.id_number,
            phone=applicant.phone,
            email=applicant.email,
            address=applicant.address,
            answers=applicant.answers,
        ),
    )
    moved = act(filing=filing, by=by, at=clock.now(), key=idempotency_key or "")
    answer = api.answer(_moved(moved), status=201)
    answer["Location"] = f"{request.path}/{moved.code}"
    return answer


def _moved(moved: actions.Moved) -> shapes.MovedOut:
    return shapes.MovedOut(id=moved.id, code=moved.code, seq=moved.seq, stage=int(moved.stage))


@router.get(
    "",
    summary="List dossiers",
    openapi_extra=api.describes(
        api.Page[shapes.DossierItem],
        example=api.Page(items=[shapes.ITEM]),
        refuses=refusals.LISTING,
    ),
)
@doors.guarded(access.Act.READ)
def dossiers(
    request: HttpRequest,
    *,
    stage: Annotated[
        list[shapes.Stage],
        Query([], description="only dossiers in these of the ten stages; may be given several times"),
    ] = [],  # noqa: B006 - the library copies a default
    procedure: Annotated[api.Line, Query("", description="only of the procedure with this code")] = "",
    after: Annotated[
        shapes.Place,
        Query("", description="go on from here: the `next` of the page before; empty: from the newest"),
    ] = "",
    limit: Annotated[api.Limit, Query(50, description="how many at most")] = 50,
    expand: Annotated[
        api.Line,
        Query("", description="`procedure` and `unit`, with a comma between: their names beside their codes"),
    ] = "",
) -> HttpResponse:
    """List the dossiers you may read, the newest first; `next` is the following `after`, null at the end.

    Pages neither repeat nor skip a dossier, whatever is filed meanwhile. Nobody's name stands in a list.
    """
    reach = access.reach(actor=doors.who(request), act=access.Act.READ)
    found = queries.roll(
        reach=reach, at=clock.now(), stages=tuple(stage), procedure=procedure, after=after, limit=limit
    )
    if expand:
        _name(found.items, {part.strip() for part in expand.split(",")})
    return api.answer(found)


def _name(items: list[dict[str, Any]], expand: set[str]) -> None:
    """Put names beside codes, where they were asked for; both are kept in the process, so no row costs a question."""
    for item in items:
        if "procedure" in expand:
            item["procedure_name"] = procedures.definition(
                code=item["procedure"], version=item["version"]
            ).name
        if "unit" in expand:
            item["unit_name"] = organisation.unit(code=item["unit"]).short_name


@router.get(
    "/{code}",
    summary="Read a dossier",
    openapi_extra=api.describes(
        shapes.DossierOut,
        example=shapes.DOSSIER,
        refuses=refusals.READING,
    ),
)
@doors.guarded(access.Act.READ)
def one(
    request: HttpRequest,
    code: Code,
    expand: Annotated[
        api.Line,
        Query(
            "",
            description="what to answer beside: `history`, `files`, `procedure`, with commas between",
            example="history,files",
        ),
    ] = "",
) -> HttpResponse:
    """Read one dossier; the applicant's name is masked, and `acts` says what its stage allows."""
    at = clock.now()
    page = queries.page(code=code, at=at)
    access.require(actor=doors.who(request), act=access.Act.READ, subject=page.subject)
    return api.answer(_out(page, {part.strip() for part in expand.split(",")}))


@router.post(
    "/{code}/acts",
    summary="Act on a dossier",
    openapi_extra=api.describes(
        shapes.MovedOut,
        example=dataclasses.replace(shapes.MOVED, seq=3, stage=4),
        refuses=refusals.ACTING,
    ),
)
@doors.guarded(access.Act.READ, access.Act.ANSWER)
def act(request: HttpRequest, code: Code, given: ActIn) -> HttpResponse:
    """Do something with a dossier; what its stage, the law or your role forbids is refused with its code."""
    acting: actions.Acting = {
        "dossier_id": queries.identify(code=code),
        "by": doors.who(request),
        "at": clock.now(),
        "seen": given.root.seen,
    }
    return api.answer(_moved(given.root.heard_from(address.of(request))(acting)))


def _here(value: Any) -> Any:
    """Say a moment by the clock of the office, as it stands on its papers; the database has it in UTC."""
    return value.astimezone(clock.VN) if isinstance(value, datetime) else value


def _out(page: queries.Page, expand: set[str]) -> shapes.DossierOut:
    state = page.state
    same = {name: _here(getattr(state, name)) for name in _SAME}
    return shapes.DossierOut(
        **same,
        stage=int(state.stage),
        stage_name=gettext(dossier.PLACES[state.stage].name),
        applicant=page.line.applicant,
        acts=tuple(sorted(state.acts)),
        consultations=tuple(
            shapes.ConsultationOut(
                unit=asked.unit,
                asked_at=_here(asked.asked_at),
                due_at=_here(asked.due_at),
                answered_at=_here(asked.answered_at),
            )
            for asked in state.consultations
        ),
        history=_history(page) if "history" in expand else None,
        files=_files(page) if "files" in expand else None,
        procedure_detail=page.definition if "procedure" in expand else None,
    )


def _history(page: queries.Page) -> tuple[shapes.HappeningOut, ...]:
    return tuple(
        shapes.HappeningOut(
            seq=told.seq, kind=told.kind, at=told.at, by=told.by, data=told.data, text=told.text
        )
        for told in page.history
    )


def _files(page: queries.Page) -> tuple[shapes.FileOut, ...]:
    return tuple(
        shapes.FileOut(
            id=kept.id,
            paper=kept.paper,
            media_type=kept.media_type,
            size=kept.size,
            digest=kept.digest,
        )
        for kept in page.files
    )
