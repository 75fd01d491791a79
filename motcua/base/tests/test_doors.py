from functools import wraps
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from motcua.base import doors
from motcua.spine import access
from motcua.spine.access import Act, Actor, Grant, Role

LAN = Actor(id="1", kind="citizen", name="Lan")
BINH = Actor(id="2", kind="staff", name="Bình", grants=(Grant(role=Role.UNIT_HEAD, unit="H31.13"),))

standing: list[Actor] = []


def who_stands_there(request: HttpRequest) -> Actor:
    return standing[-1]


@pytest.fixture(autouse=True)
def resolver(settings: Any) -> None:
    settings.ACTOR_OF = f"{__name__}.who_stands_there"


@doors.guarded(Act.DECIDE, Act.STOP)
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """Decide."""
    return HttpResponse(f"{doors.who(request).name} {code}")


@doors.public("everybody may look")
def look(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def knock(actor: Actor) -> HttpResponse:
    standing.append(actor)
    return decide(RequestFactory().get("/"), "0112")


def test_binh_enters_and_lan_is_told_why_not() -> None:
    assert knock(BINH).content.decode() == "Bình 0112"
    with pytest.raises(access.Refusal) as refused:
        knock(LAN)
    assert refused.value.code == "access.not-allowed"
    with pytest.raises(access.Refusal) as refused:
        knock(access.GUEST)
    assert refused.value.code == "access.sign-in-needed"


def test_a_door_keeps_its_sign_and_its_words_through_other_decorators() -> None:
    @wraps(decide)
    def wrapped(request: HttpRequest, code: str) -> HttpResponse:
        return decide(request, code)

    assert doors.sign_of(wrapped) == doors.Door(acts=(Act.DECIDE, Act.STOP))
    assert (decide.__name__, decide.__doc__) == ("decide", "Decide.")
    assert doors.sign_of(look) == doors.Door(public_because="everybody may look")


def test_a_guarded_door_names_an_act() -> None:
    with pytest.raises(TypeError):
        doors.guarded()
