"""Every door of the house checks who comes in, through the one table of `motcua.spine.access`.

A page or an API operation is a function of a request with exactly one of these above it:

    @doors.guarded(Act.RECEIVE)            # whoever may do this to anything at all; several acts: any of them
    def receive(request: HttpRequest) -> HttpResponse:
        actor = doors.who(request)
        dossiers.actions.receive(actor=actor, ...)      # the action asks the table again, about the very dossier

    @doors.public("the catalogue is open to everybody")
    def search(request: HttpRequest) -> HttpResponse: ...

The decorator stands outermost of all but the API's own. A view from a library is wrapped where it is routed:
`path("dang-nhap/", doors.public("signing in")(views.login))`. A house test walks all routes and all operations and
fails on a door without its sign.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from motcua.spine import access

Params = ParamSpec("Params")
Answer = TypeVar("Answer")
View = Callable[Concatenate[HttpRequest, Params], Answer]

_SIGN = "_motcua_door"


@dataclass(frozen=True, kw_only=True, slots=True)
class Door:
    """The sign on a door: the acts of which a visitor must hold one, or why anybody may enter."""

    acts: tuple[access.Act, ...] = ()
    public_because: str = ""


def who(request: HttpRequest) -> access.Actor:
    """Return who stands at the door, with the grants that hold now; `access.GUEST` for somebody not signed in.

    How a request names its actor is the business of a room above: the site says which, in `ACTOR_OF`.
    """
    actor: access.Actor = import_string(settings.ACTOR_OF)(request)
    return actor


def guarded(*acts: access.Act) -> Callable[[View[Params, Answer]], View[Params, Answer]]:
    """Open a door only to those who hold one of `acts` somewhere; a Refusal of `access` turns the others away."""
    if not acts:
        msg = "a guarded door names the act it opens to"
        raise TypeError(msg)

    def sign(view: View[Params, Answer]) -> View[Params, Answer]:
        @wraps(view)
        def checked(request: HttpRequest, /, *args: Params.args, **kwargs: Params.kwargs) -> Answer:
            actor = who(request)
            if not any(access.may(actor=actor, act=act) for act in acts):
                access.require(actor=actor, act=acts[0])
            return view(request, *args, **kwargs)

        setattr(checked, _SIGN, Door(acts=acts))
        return checked

    return sign


def public(because: str) -> Callable[[View[Params, Answer]], View[Params, Answer]]:
    """Open a door to everybody, and say why."""

    def sign(view: View[Params, Answer]) -> View[Params, Answer]:
        @wraps(view)
        def opened(request: HttpRequest, /, *args: Params.args, **kwargs: Params.kwargs) -> Answer:
            return view(request, *args, **kwargs)

        setattr(opened, _SIGN, Door(public_because=because))
        return opened

    return sign


def sign_of(view: Callable[..., Any]) -> Door | None:
    """Read the sign on a view, through whatever is wrapped around it; None where there is none."""
    seen: Any = view
    while seen is not None:
        sign = getattr(seen, _SIGN, None)
        if isinstance(sign, Door):
            return sign
        seen = getattr(seen, "__wrapped__", None)
    return None
