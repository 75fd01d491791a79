"""Whatever officers and citizens do with dossiers, and however often the portal is away, it ends up knowing exactly that."""

import contextlib
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from motcua.gateways.national_portal import twin as portal
from motcua.site.tests.test_bringing_up import CATALOGUE, carried, portal_of
from motcua.spine import dossier, refusal
from motcua.systems.dossiers import actions, queries
from motcua.systems.dossiers.followers import STEPS
from motcua.systems.dossiers.tests import people
from motcua.systems.dossiers.tests.conftest import office_for_all  # noqa: F401 - Hưng Yên at work
from motcua.systems.exchange import models

Act = Callable[[str, datetime], object]
WHY = people.WHY
ACTS: tuple[Act, ...] = (
    lambda one, at: actions.receive(dossier_id=one, by=people.BINH, at=at),
    lambda one, at: actions.hand_over(dossier_id=one, by=people.BINH, at=at),
    lambda one, at: actions.ask_supplement(dossier_id=one, papers=["a"], why=WHY, by=people.DUNG, at=at),
    lambda one, at: actions.supplement(dossier_id=one, by=people.LAN, at=at),
    lambda one, at: actions.require_payment(dossier_id=one, amount=15_000, by=people.DUNG, at=at),
    lambda one, at: actions.pay(dossier_id=one, amount=15_000, by=people.LAN, at=at),
    lambda one, at: actions.withdraw(dossier_id=one, by=people.LAN, at=at),
    lambda one, at: actions.decide(dossier_id=one, approve=True, why=WHY, by=people.EM, at=at),
    lambda one, at: actions.return_result(dossier_id=one, channel="online", by=people.BINH, at=at),
    lambda one, at: actions.refuse_receipt(dossier_id=one, why=WHY, by=people.BINH, at=at),
)


@pytest.mark.parametrize("seed", [1, 2])
def test_in_the_end_the_portal_knows_each_dossier_and_each_step_in_order(
    office_for_all: datetime,  # noqa: F811 - pytest's way to ask
    settings: Any,
    seed: int,
) -> None:
    dice, at, twin = Random(seed), office_for_all, portal.Twin(catalogue=CATALOGUE)  # noqa: S311 - an accident, not a secret
    filed = [actions.apply(filing=people.filing(), by=people.LAN, at=at) for _ in range(4)]
    for _ in range(60):
        at += timedelta(minutes=7)
        with contextlib.suppress(refusal.Refusal):
            dice.choice(ACTS)(dice.choice(filed).id, at)
        if dice.random() < 0.4:
            settings.EXCHANGE_PORTAL = "http://127.0.0.1:9"
            with portal_of(twin, settings) if dice.random() < 0.5 else contextlib.nullcontext():
                carried(at)
    with portal_of(twin, settings):
        for _ in range(20):
            at += timedelta(minutes=16)
            carried(at)
    for one in filed:
        state = queries.standing(dossier_id=one.id)
        assert twin.status(one.code) == str(int(state.stage))
        told = [each for each in queries.history(dossier_id=one.id) if each.kind in STEPS]
        assert [step["ThoiDiemXuLy"] for step in twin.steps(one.code)] == [
            f"{each.at:%Y%m%d%H%M%S}" for each in told
        ]
    assert not models.Outgoing.objects.exclude(state="delivered").exists()
    assert {dossier.Stage(queries.standing(dossier_id=one.id).stage) for one in filed} != {
        dossier.Stage.REGISTERED
    }
