"""`./run import-catalogue`: every row of a file is taken over or refused with its reason."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from motcua.base import clock, web
from motcua.gateways.national_portal import server, twin
from motcua.gateways.national_portal.tests.rows import row
from motcua.gateways.national_portal.tests.test_catalogue import ANSWER
from motcua.spine import access
from motcua.spine.worktime import VN
from motcua.systems.ledger import queries as ledger
from motcua.systems.plans import actions as plans, queries as readings
from motcua.systems.procedures import actions as procedures, models, queries

pytestmark = pytest.mark.django_db

LAW = Path(settings.LAW)
PLAN = "hung-yen-2023"
NOW = datetime(2023, 6, 15, 8, tzinfo=VN)
BY = access.system("importer")
CATALOGUE = Path(settings.HOUSE).parent / "shared" / "data" / "catalogue"


def told(*files: Path) -> dict[str, Any]:
    out = StringIO()
    call_command("import_catalogue", *map(str, files), "--json", stdout=out)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def test_a_file_is_taken_over_and_its_bad_rows_refused_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    doubtful = row(ma_thu_tuc="1.900002", cach_thuc_thuc_hien="Trực tiếp7Miễn phí")
    lines = [json.dumps(row()), "{", json.dumps(doubtful), json.dumps(row(ma_thu_tuc="x"))]
    path.write_text("\n".join(lines), encoding="utf-8")
    first = told(path)
    assert (first["imported"], first["unchanged"]) == (2, 0)
    assert [(each["file"], each["line"], each["code"], each["reason"]) for each in first["refused"]] == [
        ("a.jsonl", 2, None, "national-portal.not-json"),
        ("a.jsonl", 4, "x", "national-portal.code-malformed"),
    ]
    assert "“x”" in first["refused"][1]["message"]
    assert first["unparsed"] == [
        {"code": "1.900002", "fields": ["cach_thuc_thuc_hien"], "reasons": {"deadline-without-unit": 1}}
    ]
    again = told(path)
    assert (again["imported"], again["unchanged"]) == (0, 2)
    assert again["refused"] == first["refused"]


def test_a_file_of_which_nothing_can_be_read_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("no\n", encoding="utf-8")
    with pytest.raises(CommandError) as failure:
        call_command("import_catalogue", str(path), stdout=StringIO(), stderr=StringIO())
    assert failure.value.returncode == 1
    with pytest.raises(CommandError):
        call_command("import_catalogue", str(tmp_path / "none.jsonl"), stdout=StringIO(), stderr=StringIO())


def test_in_words_each_refused_row_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(row()) + "\nno\n", encoding="utf-8")
    out, err = StringIO(), StringIO()
    call_command("import_catalogue", str(path), stdout=out, stderr=err)
    assert "imported 1" in out.getvalue()
    assert "a.jsonl:2: national-portal.not-json" in err.getvalue()


def from_portal() -> dict[str, Any]:
    out = StringIO()
    call_command("import_catalogue", "--from-portal", "--json", stdout=out)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def test_the_catalogue_comes_down_from_the_portal_and_the_second_time_changes_nothing(settings: Any) -> None:
    published = {"1.004873": ANSWER, "1.900001": ANSWER | {"MATTHC": "1.900001", "TENTTHC": ""}}
    door = server.Server(portal=twin.Twin(catalogue=published), username="u", password="p")
    settings.EXCHANGE_PORTAL_UNIT, settings.EXCHANGE_PORTAL_USER = "H31", "u"
    settings.EXCHANGE_PORTAL_PASSWORD = "p"
    with web.serving(door) as port:
        settings.EXCHANGE_PORTAL = f"http://127.0.0.1:{port}"
        first = from_portal()
        assert (first["imported"], first["unchanged"]) == (1, 0)
        assert [(each["code"], each["reason"]) for each in first["refused"]] == [
            ("1.900001", "national-portal.name-missing")
        ]
        assert from_portal()["unchanged"] == 1
    assert queries.search(text="hon nhan").items[0].code == "1.004873"
    with pytest.raises(CommandError, match="không trả lời"):
        from_portal()


@pytest.fixture
def portal(settings: Any, tmp_path: Path) -> Iterator[twin.Twin]:
    """Hưng Yên with its law and its plan, and a portal that publishes two of its online procedures, one in other words."""
    settings.VAR = tmp_path
    settings.EXCHANGE_PORTAL_UNIT, settings.EXCHANGE_PORTAL_USER = "H31", "u"
    settings.EXCHANGE_PORTAL_PASSWORD = "p"
    call_command("load_organisation", str(LAW / "organisation" / f"{PLAN}.yaml"), verbosity=0)
    call_command("load_law", verbosity=0)
    text = (LAW / "plans" / f"{PLAN}.yaml").read_text(encoding="utf-8")
    plans.load_plan(text=text, by=BY, at=NOW)
    first, second = (queries.definition(code=code) for code in ("1.004873", "1.000656"))
    made = twin.Twin(
        catalogue={
            first.code: ANSWER | {"MATTHC": first.code, "TENTTHC": first.name.vi.upper(), "LINHVUCTHUCHIEN": [{"TENLINHVUC": first.field_name.vi}]},
            second.code: ANSWER | {"MATTHC": second.code, "TENTTHC": "Khai tử", "THANHPHANHOSO": []},
        }
    )  # fmt: skip
    with web.serving(server.Server(portal=made, username="u", password="p")) as port:
        settings.EXCHANGE_PORTAL = f"http://127.0.0.1:{port}"
        yield made


def asked(at: datetime) -> dict[str, Any]:
    with clock.at(at):
        return from_portal()


def target(name: str, *, at: datetime, as_of: date | None = None) -> tuple[int | None, int | None]:
    found = readings.target(plan=PLAN, id=name, as_of=as_of, now=at).targets[0]
    return found.numerator, found.denominator


def answer(code: str) -> models.PortalAnswer:
    return models.PortalAnswer.objects.get(code=code)


def test_what_the_portal_answers_is_what_p10_and_e6_count(portal: twin.Twin) -> None:
    assert target("P10", at=NOW) == (None, None), "nobody asked yet"
    first = asked(NOW)
    assert (first["answered"], first["changed"]) == (len(queries.codes()), len(queries.codes()))
    online = models.PortalAnswer.objects.filter(online=True).count()
    assert target("P10", at=NOW) == (2, online)
    assert target("E6", at=NOW) == (1, len(queries.codes()))
    assert answer("1.004873").differs == ""
    assert answer("1.000656").differs == "thiếu thành phần hồ sơ; khác tên thủ tục"
    (fact,) = ledger.read(stream="catalogue:answers")
    assert fact.fact.data["source"] == "portal"
    later = NOW + timedelta(days=1)
    assert asked(later)["changed"] == 0
    assert answer("1.004873").integrated_on == NOW.date()
    assert answer("1.004873").answered_on == later.date()


def test_what_the_portal_no_longer_has_is_no_longer_integrated_and_the_day_before_reads_as_it_was(
    portal: twin.Twin,
) -> None:
    asked(NOW)
    later = NOW + timedelta(days=10)
    portal.catalogue = {"1.004873": portal.catalogue["1.004873"]}
    assert asked(later)["changed"] == 1
    online = models.PortalAnswer.objects.filter(online=True).count()
    assert target("P10", at=later) == (1, online)
    assert target("P10", at=later, as_of=(NOW + timedelta(days=2)).date()) == (2, online)


def test_a_list_that_broke_off_is_no_answer(portal: twin.Twin, settings: Any) -> None:
    settings.EXCHANGE_PORTAL = "http://127.0.0.1:9"
    with pytest.raises(CommandError):
        asked(NOW)
    assert not models.PortalAnswer.objects.exists()


def test_the_portals_own_word_goes_before_a_tables(portal: twin.Twin) -> None:
    def table(code: str, day: date) -> procedures.Answer:
        return procedures.Answer(code=code, online=True, integrated_on=day, standardised_on=day, matches=True)

    day = date(2023, 2, 1)
    rows = [table("1.004873", day), table("1.000656", day)]
    noted = procedures.note_table(answers=rows, since=NOW, by=BY, at=NOW)
    assert (noted.answered, noted.changed) == (2, 2)
    assert target("P10", at=NOW) == (2, 2)
    noted = procedures.note_table(answers=rows[:1], since=NOW, by=BY, at=NOW + timedelta(hours=1))
    assert target("P10", at=NOW + timedelta(hours=1)) == (1, 1), "a row the table no longer has has ended"
    later = NOW + timedelta(days=1)
    asked(later)
    assert (answer("1.004873").source, answer("1.004873").integrated_on) == ("portal", day)
    procedures.note_table(answers=rows, since=later, by=BY, at=later)
    assert answer("1.000656").source == "portal"
    assert answer("1.000656").standardised_on is None


def test_a_portal_that_is_not_set_and_a_file_beside_it_are_said(settings: Any, tmp_path: Path) -> None:
    settings.EXCHANGE_PORTAL = ""
    with pytest.raises(CommandError, match="MOTCUA_EXCHANGE_PORTAL"):
        call_command("import_catalogue", "--from-portal")
    for words in (["--from-portal", str(tmp_path / "a.jsonl")], []):
        with pytest.raises(CommandError, match="một trong hai"):
            call_command("import_catalogue", *words)


@pytest.mark.shared
def test_the_real_list_is_taken_over_whole_and_the_second_time_changes_nothing() -> None:
    details, lists = sorted(CATALOGUE.glob("*.jsonl.gz")), sorted(CATALOGUE.glob("*.xlsx"))
    first = told(*details)
    assert (first["imported"], first["unchanged"], first["refused"], len(first["unparsed"])) == (
        1376,
        0,
        [],
        1069,
    )
    assert told(*details)["unchanged"] == 1376
    assert told(*lists)["imported"] == 1333
    assert models.Procedure.objects.count() == 1376
    assert queries.search(text="khai sinh").items[0].name == "Thủ tục đăng ký khai sinh"
    assert queries.search(text="DAT DAI").total == 48
    assert queries.unparsed().total == 3186
