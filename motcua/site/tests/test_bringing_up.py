"""What happens in the house goes up to the nation by itself: each act once and in order, whatever the road does meanwhile."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command

from motcua.base import clock, web
from motcua.base.signing import trial
from motcua.gateways.legal_database import server as law_server, twin as law
from motcua.gateways.national_portal import server as portal_server, twin as portal
from motcua.gateways.reporting import server as reporting_server, twin as reporting
from motcua.site import exchange
from motcua.site.tests import carrying
from motcua.spine import access
from motcua.spine.worktime import VN
from motcua.systems.documents import actions as documents, queries as papers
from motcua.systems.documents.tests import office as desk
from motcua.systems.documents.tests.conftest import authority  # noqa: F401 - the office's authority
from motcua.systems.dossiers import actions as dossiers
from motcua.systems.dossiers.tests import people
from motcua.systems.dossiers.tests.conftest import office_for_all  # noqa: F401 - Hưng Yên at work
from motcua.systems.exchange import actions, models, queries
from motcua.systems.organisation import actions as organisation
from motcua.systems.plans import actions as plans

HA = access.Actor(id="7", kind="staff", name="Hà", grants=(access.Grant(role=access.Role.ADMINISTRATOR),))
BY = access.system("test")
LAW = Path(django_settings.LAW)
CATALOGUE = {"1.004873": {"TenTTHC": "Cấp Giấy xác nhận tình trạng hôn nhân"}}
HOUR = timedelta(hours=1)


@contextmanager
def portal_of(twin: portal.Twin, settings: Any) -> Iterator[None]:
    door = portal_server.Server(portal=twin, username="u", password="p")
    with web.serving(door) as port:
        settings.EXCHANGE_PORTAL = f"http://127.0.0.1:{port}"
        settings.EXCHANGE_PORTAL_UNIT, settings.EXCHANGE_PORTAL_USER = "H31", "u"
        settings.EXCHANGE_PORTAL_PASSWORD = "p"
        yield


def carried(at: datetime) -> None:
    """Let the worker do its rounds until there is nothing left to do at that moment."""
    with clock.at(at), ExitStack() as stack:
        joined = exchange.Joined.of_settings()
        for each in joined.carriers.values():
            for name in ("portal", "database", "system"):
                if hasattr(each, name):
                    stack.callback(getattr(each, name).caller.close)
        carrying.rounds(joined)


def lans_dossier(at: datetime) -> str:
    """Lan files, Bình receives and passes it on."""
    filed = dossiers.apply(filing=people.filing(), by=people.LAN, at=at)
    dossiers.receive(dossier_id=filed.id, by=people.BINH, at=at + HOUR)
    dossiers.hand_over(dossier_id=filed.id, by=people.BINH, at=at + HOUR)
    return filed.code


def test_lans_dossier_is_on_the_portal_as_it_stands_here(office_for_all: datetime, settings: Any) -> None:  # noqa: F811 - pytest's way to ask
    at, twin = office_for_all, portal.Twin(catalogue=CATALOGUE)
    with portal_of(twin, settings):
        filed = dossiers.apply(filing=people.filing(), by=people.LAN, at=at)
        carried(at)
        assert twin.status(filed.code) == "1"
        dossiers.receive(dossier_id=filed.id, by=people.BINH, at=at + HOUR)
        dossiers.hand_over(dossier_id=filed.id, by=people.BINH, at=at + HOUR)
        carried(at + HOUR)
        assert twin.status(filed.code) == "4"
        dossiers.ask_supplement(
            dossier_id=filed.id, papers=["Bản án ly hôn"], why=people.WHY, by=people.DUNG, at=at + 2 * HOUR
        )
        carried(at + 2 * HOUR)
        assert twin.status(filed.code) == "5"
        dossiers.supplement(dossier_id=filed.id, papers=["ly-hon"], by=people.LAN, at=at + 3 * HOUR)
        dossiers.hand_over(dossier_id=filed.id, by=people.DUNG, at=at + 3 * HOUR)
        why = dossiers.Reason(text="Đủ điều kiện", article="Điều 22")
        dossiers.decide(dossier_id=filed.id, approve=True, why=why, by=people.EM, at=at + 4 * HOUR)
        dossiers.return_result(dossier_id=filed.id, channel="online", by=people.BINH, at=at + 4 * HOUR)
        carried(at + 4 * HOUR)
    kept = twin.kept(filed.code)
    assert kept["TrangThaiHoSo"] == "10"
    assert (kept["NgayNop"], kept["NgayTiepNhan"]) == ("20230301090000", "20230301100000")
    assert kept["ChuHoSo"] == "Nguyễn Thị Lan"
    assert "salt" not in kept
    assert [step["TrangThai"] for step in twin.steps(filed.code)] == ["2", "4", "5", "4", "4", "9", "10"]
    assert queries.stuck() == []


def test_the_portal_is_down_for_an_hour_and_every_step_is_there_once_and_in_order(
    office_for_all: datetime,  # noqa: F811 - the same
    settings: Any,
) -> None:
    at, twin = office_for_all, portal.Twin(catalogue=CATALOGUE)
    settings.EXCHANGE_PORTAL = "http://127.0.0.1:9"
    code = lans_dossier(at)
    for minutes in range(60, 120, 10):
        carried(at + timedelta(minutes=minutes))
    assert twin.status(code) is None
    assert models.Outgoing.objects.filter(state="waiting").count() == 4
    with portal_of(twin, settings):
        for minutes in range(120, 240, 20):
            carried(at + timedelta(minutes=minutes))
    assert twin.status(code) == "4"
    assert [step["TrangThai"] for step in twin.steps(code)] == ["2", "4"]
    assert not models.Outgoing.objects.exclude(state="delivered").exists()
    assert not models.Outgoing.objects.filter(kind="dossier").count() > 2


def test_what_the_portal_refuses_waits_for_ha_and_goes_once_the_portal_knows_the_procedure(
    office_for_all: datetime,  # noqa: F811 - the same
    settings: Any,
) -> None:
    at, twin = office_for_all, portal.Twin(catalogue={})
    with portal_of(twin, settings):
        code = lans_dossier(at)
        carried(at + HOUR)
        (stuck,) = queries.stuck()
        assert (stuck.reason, stuck.subject, stuck.behind) == ("national-portal.procedure-unknown", code, 3)
        twin.catalogue = CATALOGUE
        actions.try_again(way="out", row=stuck.row, by=HA, at=at + 2 * HOUR)
        carried(at + 2 * HOUR)
    assert twin.status(code) == "4"
    assert queries.stuck() == []


def test_nothing_goes_up_where_no_portal_is_set_and_all_of_it_once_one_is(
    office_for_all: datetime,  # noqa: F811 - the same
    settings: Any,
) -> None:
    at, twin = office_for_all, portal.Twin(catalogue=CATALOGUE)
    code = lans_dossier(at)
    carried(at + HOUR)
    assert not models.Outgoing.objects.exists()
    with portal_of(twin, settings):
        carried(at + HOUR)
    assert twin.status(code) == "4"


@pytest.mark.parametrize(
    ("name", "value", "goes"),
    [
        ("EXCHANGE_PORTAL_UNITS", ("H31.26",), True),
        ("EXCHANGE_PORTAL_UNITS", (people.ELSEWHERE,), False),
        ("EXCHANGE_PORTAL_PROCEDURES", ("1.004873",), True),
        ("EXCHANGE_PORTAL_PROCEDURES", ("1.000001",), False),
        ("EXCHANGE_PORTAL_SINCE", "2023-03-01", True),
        ("EXCHANGE_PORTAL_SINCE", "2023-03-02", False),
    ],
)
def test_the_settings_say_which_dossiers_go(
    office_for_all: datetime,  # noqa: F811 - the same
    settings: Any,
    name: str,
    value: object,
    goes: bool,  # noqa: FBT001 - pytest's way to give it
) -> None:
    setattr(settings, name, value)
    settings.EXCHANGE_PORTAL = "http://127.0.0.1:9"
    lans_dossier(office_for_all)
    carried(office_for_all + HOUR)
    assert models.Outgoing.objects.exists() is goes


@pytest.fixture
def office(transactional_db: None, authority: trial.Authority) -> Iterator[desk.Office]:  # noqa: F811 - the same
    with desk.opened(authority) as opened:
        yield opened


def issue(office: desk.Office, *, legal: bool, on: date | None) -> str:
    state = desk.sealed(office, legal=legal)
    documents.issue(
        document_id=state.id,
        receivers=[(desk.HEALTH, "Sở Y tế")],
        effective_on=on,
        by=office.actor("dung"),
        at=desk.NOW,
    )
    return papers.document(document_id=state.id, by=BY, at=desk.NOW).state.symbol or ""


def test_a_legal_document_is_in_the_national_database_with_its_day_of_force(
    office: desk.Office, settings: Any
) -> None:
    twin = law.Twin()
    with web.serving(law_server.door(database=twin)) as port:
        settings.EXCHANGE_LAW = f"http://127.0.0.1:{port}"
        symbol = issue(office, legal=True, on=date(2023, 7, 1))
        other = issue(office, legal=False, on=None)
        carried(desk.NOW)
        carried(desk.NOW)
    found = twin.find(symbol)
    assert found is not None
    assert (found["in_force_on"], found["issuer"]) == ("2023-07-01", "Sở Nội vụ tỉnh Hưng Yên")
    assert twin.find(other) is None
    (sent,) = queries.brought_up(channel="law")
    assert (sent.state, sent.receipt) == ("delivered", "VBPL-000001")


def test_a_database_set_after_the_agency_was_merged_away_is_told_of_its_documents_too(
    office: desk.Office, settings: Any
) -> None:
    symbol = issue(office, legal=True, on=date(2023, 7, 1))
    day = desk.NOW + timedelta(days=2)
    units = desk.UNITS.replace("kind: home-affairs}", f"kind: home-affairs, valid_until: {day:%Y-%m-%d}}}")
    organisation.load(text=units, at=desk.NOW, by=BY.id)
    twin, later = law.Twin(), desk.NOW + timedelta(days=30)
    with web.serving(law_server.door(database=twin)) as port:
        settings.EXCHANGE_LAW = f"http://127.0.0.1:{port}"
        carried(later)
    found = twin.find(symbol)
    assert found is not None
    assert found["issuer"] == "Sở Nội vụ tỉnh Hưng Yên"


def test_a_legal_document_without_its_day_of_force_is_not_issued(office: desk.Office) -> None:
    with pytest.raises(papers.Refusal) as no:
        issue(office, legal=True, on=None)
    assert no.value.code == "documents.effective-day-missing"


def test_what_counts_as_a_legal_document_is_a_setting(office: desk.Office, settings: Any) -> None:
    settings.EXCHANGE_LAW, settings.EXCHANGE_LAW_KINDS = "http://127.0.0.1:9", ("nghi-quyet",)
    issue(office, legal=True, on=date(2023, 7, 1))
    carried(desk.NOW)
    assert not queries.brought_up(channel="law")


def test_the_plans_figures_go_up_once_a_month_and_their_receipt_is_kept(
    transactional_db: None, settings: Any, tmp_path: Path
) -> None:
    settings.VAR = tmp_path
    name, loaded = "hung-yen-2023", datetime(2023, 1, 3, 9, tzinfo=VN)
    call_command("load_organisation", str(LAW / "organisation" / f"{name}.yaml"), verbosity=0)
    call_command("load_law", verbosity=0)
    plans.load_plan(text=(LAW / "plans" / f"{name}.yaml").read_text(encoding="utf-8"), by=BY, at=loaded)
    twin = reporting.Twin()
    with web.serving(reporting_server.door(system=twin)) as port:
        settings.EXCHANGE_REPORTING = f"http://127.0.0.1:{port}"
        for day in (15, 16):
            carried(datetime(2023, 6, day, 7, tzinfo=VN))
        (sent,) = queries.brought_up(channel="reporting")
        assert sent.subject == f"{name}:2023-06"
        report = twin.receipt(sent.receipt)
        assert report is not None
        assert (report["regime"], report["unit"], report["period"], report["as_of"]) == (
            name, "H31", "2023-06", "2023-06-14",
        )  # fmt: skip
        values = report["values"]
        assert isinstance(values, list)
        known = {each["indicator"]: each for each in values}
        assert known["P1"]["denominator"] == 0
        assert known["P9"]["value"] is None
        carried(datetime(2023, 7, 15, 7, tzinfo=VN))
        assert len(queries.brought_up(channel="reporting")) == 2
        carried(datetime(2024, 5, 20, 7, tzinfo=VN))
        assert len(queries.brought_up(channel="reporting")) == 2
