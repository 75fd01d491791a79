"""Every target that waits for a register is measured the moment its rows are there, and says why until then."""

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command

from motcua.spine import access, measure
from motcua.spine.worktime import VN
from motcua.systems.plans import actions as plans, queries
from motcua.systems.plans.tests.registers import Rows, bring

LAW = Path(django_settings.LAW)
PLAN = "hung-yen-2023"
NOW = datetime(2023, 12, 15, 9, tzinfo=VN)
BY = access.system("importer")
DOCUMENT = {
    "place": "H31", "type": "decision", "issuer": "committee", "level": "province", "drafting_agreed_on": "1/2/2023",
    "posted_on": "1/3/2023", "comments_closed_on": "5/4/2023", "appraised_on": "20/4/2023", "submitted_on": "25/4/2023",
    "issued_on": "2/5/2023", "effective_on": "15/5/2023", "checked_on": "10/5/2023", "check_result": "clean", "fits_local": "Có",
    "in_national_database_on": "5/5/2023", "database_due_on": "11/5/2023", "title": "x",
}  # fmt: skip
UNIT = {"name": "x", "managed_by": "H31.09", "level": "province", "founded_on": "1/1/2010"}
PLACED = {
    "name": "x",
    "level": "province",
    "list_approved_on": "1/2/2020",
    "staff": 9,
    "placed": 9,
    "rank_fits": 9,
    "over_number": 0,
}
MEETS = {"commune": "H31.33.111", "kind": "cadre", "title": "x", "in_post": "Có", "training_meets": "Có", "politics_meets": "Có",
         "profession_meets": "Có", "skills_meets": "Có"}  # fmt: skip
LAYERS = {"name": "x", "owner": "H31.14", "shared": "Có", **dict.fromkeys(
    ("staffed_until", "monitored_until", "assessed_until", "connected_until"), "31/12/2023")}  # fmt: skip
ASSESSED = {
    "eligible_online": "Có",
    "eligible_fully": "Có",
    "integrated_on": "1/2/2023",
    "standardised_on": "1/2/2023",
    "matches_national": "Có",
}
# For each register: rows as an office has them, one that satisfies first and one that does not.
TABLES: Mapping[str, Rows] = {
    "legal_documents": [
        {**DOCUMENT, "number": "12/2023/QĐ-UBND"},
        {**DOCUMENT, "number": "13/2023/QĐ-UBND", "comments_closed_on": "20/3/2023", "checked_on": "", "in_national_database_on": ""},
    ],
    "dissemination": [
        {"number": "1", "title": "x", "topic": "thrift", "issued_on": "2/5/2023", "to_officials_on": "9/5/2023", "to_people_on": "9/5/2023"},
        {"number": "2", "title": "x", "topic": "thrift", "issued_on": "2/5/2023", "to_officials_on": "9/5/2023"},
    ],
    "digitised_results": [
        {"unit": "H31.09", "number": "1", "level": "province", "issued_on": "2/5/2010", "in_force": "Có", "scanned_on": "2/5/2023",
         "indexed_on": "2/5/2023", "signed_on": "2/5/2023"},
        {"unit": "H31.09", "number": "2", "level": "province", "issued_on": "2/5/2010", "in_force": "Có", "scanned_on": "2/5/2023"},
        {"unit": "H31.09", "number": "3", "level": "province", "issued_on": "2/5/2022", "in_force": "Có"},
    ],
    "internal_procedures": [
        {"code": "1", "name": "x", "unit": "H31.09", "published_on": "2/5/2023"},
        {"code": "2", "name": "x", "unit": "H31.09", "published_on": "2/5/2023", "changed_on": "1/6/2023", "update_due_on": "9/6/2023"},
    ],
    "procedure_assessments": [
        {"procedure": "1.004873", **ASSESSED},
        {"procedure": "1.000656", "eligible_online": "Có", "eligible_fully": "Có"},
    ],
    "service_units": [
        {"code": "1", **UNIT, "sector": "economic", "to_convert": "Có", "converted_on": "2/5/2023", "converted_to": "company"},
        {"code": "2", **UNIT, "sector": "economic", "to_convert": "Có"},
        {"code": "3", **UNIT, "sector": "health", "ended_on": "1/6/2022"},
    ],
    "unit_autonomy": [
        {"unit": "1", "year": 2022, "autonomy": "nhóm 3", "degree": "60,5"},
        {"unit": "1", "year": 2023, "autonomy": "nhóm 2", "degree": 100},
        {"unit": "2", "year": 2022, "autonomy": "nhóm 3", "degree": 40},
        {"unit": "2", "year": 2023, "autonomy": "nhóm 3", "degree": 51},
    ],
    "staff_quotas": [
        {"unit": "1", "year": 2021, "kind": "civil", "assigned": "1.667"},
        {"unit": "1", "year": 2023, "kind": "civil", "assigned": "1.640"},
        {"unit": "1", "year": 2021, "kind": "service", "assigned": "20.000"},
        {"unit": "1", "year": 2023, "kind": "service", "assigned": "19.950"},
    ],
    "survey_answers": [
        {"survey": "1", "form": f"{sector}{form}", "sector": sector, "asked_on": "1/5/2023", "answered_on": "2/5/2023", "valid": "Có", "score": score}
        for sector in ("administration", "health", "education")
        for form, score in enumerate((4, 3))
    ],
    "job_positions": [{"unit": "1", **PLACED}, {"unit": "2", **PLACED, "placed": 8}],
    "officials_on_network": [
        {"unit": "H31.09", "counted_on": "31/5/2023", "place": 1, "exchanges": 9, "on_paper": 0},
        {"unit": "H31.09", "counted_on": "31/5/2023", "place": 2, "exchanges": 9, "on_paper": 1},
    ],
    "commune_officials": [{**MEETS, "place": 1}, {**MEETS, "place": 2, "skills_meets": "Không"}],
    "work_files": [
        {"unit": "H31.09", "code": f"{level}{code}", "level": level, "opened_on": "2/5/2023", "secret": "Không", "steps": 3, "steps_online": 3 - code}
        for level in ("province", "district", "commune")
        for code in (0, 1)
    ],
    "reports_due": [
        {"regime": "1", "unit": "H31.09", "reported_period": "5/2023", "kind": "periodic", "due_on": "20/5/2023", "submitted_on": "19/5/2023", "linked_on": "19/5/2023"},
        {"regime": "1", "unit": "H31.09", "reported_period": "6/2023", "kind": "periodic", "due_on": "20/6/2023", "submitted_on": "19/6/2023"},
    ],
    "information_systems": [{"code": "1", **LAYERS}, {"code": "2", **LAYERS, "assessed_until": "31/5/2023"}],
    "endpoints": [
        {"unit": "H31.09", "number": "1", "in_use": "Có", "protected": "Có", "last_seen_on": "14/12/2023"},
        {"unit": "H31.09", "number": "2", "in_use": "Có", "protected": "Có", "last_seen_on": "1/12/2023"},
    ],
    "index_scores": [
        {"province": "Hưng Yên", "index": index, "year": year, "rank": rank, "score": score, "mark": "document"}
        for index in ("par", "papi", "ict", "pci", "sipas")
        for year, rank, score in ((2021, 22, 80), (2022, 21, 81), (2023, 19, "82,5"))
    ],
}  # fmt: skip
HALF = {"T1", "T2", "T3", "T4", "P3", "P6", "P10", "C1", "C2", "C3", "F3", "E3", "E4", "E5", "E6", "O4"}
CHANGES = {"O1": -1, "O2": -50, "O3": -27, "F1": 1, "F2": 0.75}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    call_command("load_organisation", str(LAW / "organisation" / f"{PLAN}.yaml"), verbosity=0)
    call_command("load_law", verbosity=0)
    plans.load_plan(text=(LAW / "plans" / f"{PLAN}.yaml").read_text(encoding="utf-8"), by=BY, at=NOW)


def bring_everything() -> None:
    for register, rows in TABLES.items():
        bring(register, rows, at=NOW)


def read() -> dict[str, queries.TargetReading]:
    return {target.id: target for target in queries.targets(plan=PLAN, now=NOW)}


def test_until_a_table_is_there_a_target_says_that_its_register_is_not_kept() -> None:
    found = read()
    for name in HALF | CHANGES.keys() | {"O5", "P9", "E2", "E7", "G1", "G5"}:
        assert (found[name].verdict, found[name].value) == (measure.Verdict.NO_DATA, None), name
        why = found[name].why
        assert why is not None
        assert why.vi.startswith("Chưa có số liệu: ")
        assert why.vi.endswith(" chưa được lập trên hệ thống.")


def test_every_target_is_measured_once_its_rows_are_there() -> None:
    bring_everything()
    found = read()
    for name in sorted(HALF):
        assert (found[name].numerator, found[name].denominator) == (1, 2), name
    for name, figure in CHANGES.items():
        value = found[name].measured
        assert isinstance(value, measure.Change), name
        assert float(value.now - value.baseline) == figure, name
    assert {name for name, target in found.items() if target.verdict is measure.Verdict.NO_DATA} == set()


def test_a_rank_is_as_published_and_its_score_is_held_against_the_year_named() -> None:
    bring_everything()
    found = read()
    for name in ("G1", "G2", "G3"):
        assert found[name].measured == measure.Rank(
            place=19, place_before=22, score=Fraction("82.5"), gain=Fraction("2.5")
        )
        assert found[name].verdict is measure.Verdict.MET
    assert found["G4"].verdict is measure.Verdict.MET
    assert found["G5"].measured == measure.Level(recorded=Fraction("82.5"), before=Fraction(81))


def test_each_level_of_work_files_has_its_own_goal() -> None:
    bring_everything()
    files = read()["E2"].measured
    assert isinstance(files, measure.Share)
    assert {part.value: (part.share.numerator, part.share.denominator) for part in files.parts} == {
        "province": (1, 2), "district": (1, 2), "commune": (1, 2),
    }  # fmt: skip
    assert read()["E2"].verdict is measure.Verdict.BEHIND, (
        "50 % is enough for two levels, and not for the province"
    )


def test_rows_that_lie_outside_of_the_scope_are_nothing_arisen() -> None:
    row = {
        **DOCUMENT,
        "number": "1/2022/QĐ-UBND",
        "issued_on": "2/5/2022",
        "effective_on": "15/5/2022",
        "expired_on": "1/6/2022",
    }
    bring("legal_documents", [row], at=NOW)
    found = read()
    for name in ("T1", "T3", "T4"):
        assert (found[name].verdict, found[name].value) == (measure.Verdict.NOTHING_ARISEN, None)


def test_what_a_room_keeps_by_itself_waits_for_no_table() -> None:
    """Documents exchanged are those of the room `documents`: none was sent yet."""
    found = read()["E1"]
    assert (found.verdict, found.denominator) == (measure.Verdict.NOTHING_ARISEN, 0)
