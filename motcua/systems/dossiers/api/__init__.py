"""Dossiers, for programs: file, read, list, act."""

import dataclasses
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import Header, Query, Router

from motcua.base import api, clock, doors
from motcua.spine import access, dossier
from motcua.systems.dossiers import actions, queries
from motcua.systems.dossiers.api import shapes
from motcua.systems.dossiers.api.acts import ACTS

router = Router(tags=["dossiers"])
# What a program reads of a dossier just as its state has it.
_SAME = (
    {field.name for field in dataclasses.fields(dossier.State)}
    & {field.name for field in dataclasses.fields(shapes.DossierOut)}
) - {"stage", "consultations"}


@router.post("", openapi_extra=api.describes(shapes.MovedOut, status=201))
@doors.guarded(access.Act.APPLY)
def file(
    request: HttpRequest,
    given: shapes.DossierIn,
    idempotency_key: Annotated[shapes.Key, Header(alias="Idempotency-Key")] = "",
) -> HttpResponse:
    """File an application; with the same `Idempotency-Key` again, the same dossier is the answer."""
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
    moved = act(filing=filing, by=by, at=clock.now(), key=idempotency_key)
    return api.answer(_moved(moved), status=201)


def _moved(moved: actions.Moved) -> shapes.MovedOut:
    return shapes.MovedOut(id=moved.id, code=moved.code, seq=moved.seq, stage=int(moved.stage))


@router.get("", openapi_extra=api.describes(api.Page[shapes.DossierItem]))
@doors.guarded(access.Act.READ)
def dossiers(
    request: HttpRequest,
    *,
    stage: Annotated[list[int], Query()] = [],  # noqa: B006 - the library copies a default
    procedure: api.Line = "",
    after: shapes.Place = "",
    limit: api.Limit = 50,
) -> HttpResponse:
    """List the dossiers you may read, the newest first; `next` is the following `after`."""
    reach = access.reach(actor=doors.who(request), act=access.Act.READ)
    stages = tuple(one for one in stage if 1 <= one <= len(dossier.Stage)) or ((0,) if stage else ())
    return api.answer(
        queries.roll(
            reach=reach, at=clock.now(), stages=stages, procedure=procedure, after=after, limit=limit
        )
    )


@router.get("/{code}", openapi_extra=api.describes(shapes.DossierOut))
@doors.guarded(access.Act.READ)
def one(request: HttpRequest, code: shapes.Code, expand: api.Line = "") -> HttpResponse:
    """Read one dossier; `expand` takes `history`, `files` and `procedure`, with commas between."""
    at = clock.now()
    page = queries.page(code=code, at=at)
    access.require(actor=doors.who(request), act=access.Act.READ, subject=page.subject)
    return api.answer(_out(page, {part.strip() for part in expand.split(",")}))


@router.post("/{code}/acts", openapi_extra=api.describes(shapes.MovedOut))
@doors.guarded(access.Act.READ, access.Act.ANSWER)
def act(request: HttpRequest, code: shapes.Code, given: shapes.ActIn) -> HttpResponse:
    """Do something with a dossier; what the state or your role forbids is refused with its code."""
    acting: actions.Acting = {
        "dossier_id": queries.identify(code=code),
        "by": doors.who(request),
        "at": clock.now(),
        "seen": given.seen,
    }
    return api.answer(_moved(ACTS[given.act](given, acting)))


def _out(page: queries.Page, expand: set[str]) -> shapes.DossierOut:
    state = page.state
    same = {name: getattr(state, name) for name in _SAME}
    return shapes.DossierOut(
        **same,
        stage=int(state.stage),
        stage_name=gettext(dossier.PLACES[state.stage].name),
        applicant=page.line.applicant,
        acts=tuple(sorted(state.acts)),
        consultations=tuple(
            shapes.ConsultationOut(
                unit=asked.unit,
                asked_at=asked.asked_at,
                due_at=asked.due_at,
                answered_at=asked.answered_at,
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
            name=kept.name,
            media_type=kept.media_type,
            size=kept.size,
            digest=kept.digest,
        )
        for kept in page.files
    )
