"""Points of a plan are reckoned from its counts and the scores people gave; what was not found is not guessed."""

from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from motcua.base import clock
from motcua.spine import access, plan as plans
from motcua.spine.worktime import VN
from motcua.systems.plans import actions, queries
from motcua.systems.plans.tests.dossiers import file

LAW = Path(settings.LAW) / "plans"
SERVICE, PAR, KH = "hung-yen-766-2023", "hung-yen-par-index-2023", "hung-yen-2023"
NOW = datetime(2023, 6, 15, 9, tzinfo=VN)
DUE = datetime(2023, 5, 10, 16, tzinfo=VN)


@pytest.fixture(autouse=True)
def three_plans(db: None) -> None:
    for name in (KH, SERVICE, PAR):
        text = (LAW / f"{name}.yaml").read_text(encoding="utf-8")
        actions.load_plan(text=text, by=access.system("importer"), at=NOW)


def points(plan: str) -> queries.PlanPoints:
    found = queries.points(queries.read(plan=plan, now=NOW))
    assert found is not None
    return found


def test_the_groups_of_the_service_score_have_100_points() -> None:
    plan = queries.in_force(SERVICE).plan
    assert sum(pillar.limit or 0 for pillar in plan.pillars) == 100
    for pillar in plan.pillars:
        limits = [one.points.limit for one in plan.targets if one.pillar == pillar.key and one.points]
        known = sum((limit for limit in limits if limit is not None), Fraction(0))
        assert None in limits or known >= (pillar.limit or 0)


def test_on_time_gives_its_part_of_twenty_points_and_the_rest_stays_open() -> None:
    file(1, due=DUE, finished=DUE)
    file(2, due=DUE, finished=DUE - timedelta(days=1))
    file(3, due=DUE, finished=DUE + timedelta(days=1))
    file(4, due=DUE, finished=None)
    found = points(SERVICE)
    assert found.targets["2.1"].won == 10
    assert found.score.won == 10
    assert (found.score.measured, found.score.limit) == (Fraction(26), Fraction(100)), "nobody rated counts"
    assert found.targets["6.1"].won is None, (
        "the register of petitions is not kept: no data, not nothing arisen"
    )
    assert found.targets["3.2"].won is None, "its greatest points were not found"
    assert found.grade is None, "a part of the points has no grade"


def test_a_dossier_supplemented_twice_is_overdue_for_the_service_score_and_not_for_the_plan() -> None:
    file(1, due=DUE, finished=DUE)
    file(2, due=DUE, finished=DUE)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_dossier SET supplements = 2 WHERE code LIKE '%0002'")
    assert points(SERVICE).targets["2.1"].won == 10
    (on_time,) = queries.target(plan=KH, id="P1", now=NOW).targets
    assert (on_time.numerator, on_time.denominator) == (2, 2)


def test_nobody_rated_is_no_points_as_the_decision_has_it() -> None:
    assert points(SERVICE).targets["6.3"].won == 0


def test_the_self_assessment_has_eight_areas_and_no_invented_point() -> None:
    plan = queries.in_force(PAR).plan
    assert len(plan.targets) == 8
    assert all(one.points == plans.Points(rule=plans.Rule.BY_HAND, limit=None) for one in plan.targets)
    assert points(PAR).score == plans.Score(
        won=Fraction(0), measured=Fraction(0), open=Fraction(0), unknown=8
    )
    assert queries.points(queries.read(plan=KH, now=NOW)) is None


def test_hoa_finds_the_three_plans_and_what_each_has_reached(client: Client) -> None:
    file(1, due=DUE, finished=DUE)
    with clock.at(NOW):
        page = client.get("/ke-hoach/", headers={"accept-language": "vi"}).content.decode()
    for name in (KH, SERVICE, PAR):
        assert f'href="/ke-hoach/{name}/"' in page
    assert "20 trên 26 điểm đã đo được; còn 74 điểm chưa đo được" in page
    assert "8 chỉ số chưa có điểm tối đa" in page


@pytest.mark.parametrize(
    "path", [f"{SERVICE}/", f"{SERVICE}/2.1/", f"{SERVICE}/6.3/", f"{PAR}/", f"{PAR}/1/"]
)
def test_every_plan_and_its_targets_have_their_page(client: Client, path: str) -> None:
    with clock.at(NOW):
        assert client.get(f"/ke-hoach/{path}").status_code == 200


def test_a_target_of_another_year_is_read_over_its_own_days() -> None:
    text = (LAW / f"{KH}.yaml").read_text(encoding="utf-8")
    text = text.replace("plan: hung-yen-2023", "plan: mot-nam-sau").replace(
        '    goals:\n      - "> 95 %"\n',
        '    goals:\n      - "> 95 %"\n    period: {from: 2022-01-01, until: 2022-12-31}\n',
    )
    file(1, due=DUE - timedelta(days=365), finished=DUE - timedelta(days=365))
    file(2, due=DUE, finished=None)
    actions.load_plan(text=text, by=access.system("importer"), at=NOW)
    asked = queries.Asked(plan="mot-nam-sau", target="P1")
    (on_time,) = queries.target(plan="mot-nam-sau", id="P1", now=NOW).targets
    assert (on_time.numerator, on_time.denominator) == (1, 1)
    assert queries.records(asked=asked, side=queries.Side.OF, now=NOW).count == 1
    (early,) = queries.target(plan="mot-nam-sau", id="P2", now=NOW).targets
    assert (early.numerator, early.denominator) == (0, 1)
