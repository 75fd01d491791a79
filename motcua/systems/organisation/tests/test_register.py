"""The register of units answers by day; Lan in Lạc Hồng and Bình at the Department of Justice ask it."""

from datetime import date, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from motcua.base import clock
from motcua.spine import refusal
from motcua.systems.ledger import queries as ledger
from motcua.systems.organisation import actions, events, queries, rules
from motcua.systems.organisation.models import Unit

HUNG_YEN = Path(__file__).resolve().parents[4] / "law" / "organisation" / "hung-yen-2023.yaml"
DAY = date(2023, 3, 1)
AT = datetime(2023, 1, 1, 8, tzinfo=clock.VN)
LAC_HONG, VAN_LAM = "H31.34.106", "H31.34"

SMALL = """\
valid_from: 2019-05-01
units:
  - code: H31
    name: Tỉnh Hưng Yên
    units:
      - {code: H31.15, name: Sở Tư pháp, kind: justice, fields: [ho-tich]}
      - code: H31.34
        name: Huyện Văn Lâm
        level: district
        receives: true
        units:
          - {code: H31.34.106, name: Xã Lạc Hồng, level: commune, receives: true}
"""

pytestmark = pytest.mark.django_db


@pytest.fixture
def hung_yen() -> actions.Loaded:
    return actions.load(text=HUNG_YEN.read_text("utf-8"), at=AT, by="system")


def test_hung_yen_of_2023_has_ten_districts_and_161_communes(hung_yen: actions.Loaded) -> None:
    communes = queries.units(on=DAY, level="commune")
    assert len(queries.units(on=DAY, level="district")) == 10
    assert len(communes) == 161
    kinds = [unit.short_name.split()[0] for unit in communes]
    assert (kinds.count("Xã"), kinds.count("Phường"), kinds.count("Thị")) == (139, 14, 8)
    assert len({(unit.parent, unit.short_name) for unit in communes}) == 161


def test_loading_twice_changes_nothing_and_tells_one_fact(hung_yen: actions.Loaded) -> None:
    again = actions.load(text=HUNG_YEN.read_text("utf-8"), at=AT, by="system")
    assert (again.created, again.changed) == ((), ())
    assert again.unchanged == hung_yen.created
    assert [entry.fact.kind for entry in ledger.read(stream=events.STREAM)] == ["organisation.units-entered"]


def test_the_path_of_lan_s_commune_leads_from_the_province_down(hung_yen: actions.Loaded) -> None:
    unit = queries.unit(code=LAC_HONG, on=DAY)
    assert unit.short_name == "Xã Lạc Hồng"
    assert unit.path == ("H31", VAN_LAM, LAC_HONG)


def test_what_is_under_a_district_is_the_district_and_its_communes(hung_yen: actions.Loaded) -> None:
    codes = [unit.code for unit in queries.units(on=DAY, under=VAN_LAM)]
    assert codes[0] == VAN_LAM
    assert len(codes) == 12


def test_each_level_settles_its_own_procedures(hung_yen: actions.Loaded) -> None:
    def settling(level: str, place: str) -> str:
        return queries.settling(level=level, field="ho-tich", place=place, on=DAY).short_name

    assert settling("commune", LAC_HONG) == "Xã Lạc Hồng"
    assert settling("district", LAC_HONG) == "Huyện Văn Lâm"
    assert settling("province", LAC_HONG) == "Sở Tư pháp"
    with pytest.raises(refusal.Refusal, match=r"organisation\.no-unit-in-charge"):
        queries.settling(level="commune", field="ho-tich", place=VAN_LAM, on=DAY)


def test_departments_receive_at_the_provincial_centre_and_communes_at_their_own_counter(
    hung_yen: actions.Loaded,
) -> None:
    justice = queries.settling(level="province", field="ho-tich", place="H31", on=DAY)
    assert queries.receiving(handling=justice.code, on=DAY).kind == "one-stop"
    assert queries.receiving(handling=LAC_HONG, on=DAY).code == LAC_HONG


def test_van_lam_asks_its_own_land_registry_branch_and_everyone_asks_the_one_tax_office(
    hung_yen: actions.Loaded,
) -> None:
    branch = queries.consulted(kind="land-registry-branch", handling=VAN_LAM, on=DAY)
    assert branch.short_name == "Chi nhánh Đăng ký đất đai Văn Lâm"
    assert branch.path[:3] == ("H31", "H31.12", "H31.12.1")
    assert queries.consulted(kind="tax", handling=VAN_LAM, on=DAY).short_name == "Cục Thuế tỉnh"
    with pytest.raises(refusal.Refusal, match=r"organisation\.no-unit-of-kind"):
        queries.consulted(kind="navy", handling=VAN_LAM, on=DAY)


def test_a_merged_commune_answers_for_its_own_days_only() -> None:
    actions.load(text=SMALL, at=AT, by="system")
    merged = SMALL.replace(
        "          - {code: H31.34.106, name: Xã Lạc Hồng, level: commune, receives: true}\n",
        "          - {code: H31.34.106, name: Xã Lạc Hồng, level: commune, receives: true, valid_until: 2024-10-31, succeeded_by: H31.34.120}\n"
        "          - {code: H31.34.120, name: Xã Lạc Hồng Mới, level: commune, receives: true, valid_from: 2024-11-01}\n",
    )
    loaded = actions.load(text=merged, at=AT, by="system")
    assert (loaded.created, loaded.changed) == (("H31.34.120",), (LAC_HONG,))
    assert [u.code for u in queries.units(on=date(2024, 10, 31), level="commune")] == [LAC_HONG]
    assert [u.code for u in queries.units(on=date(2024, 11, 1), level="commune")] == ["H31.34.120"]
    assert queries.unit(code=LAC_HONG).succeeded_by == "H31.34.120"
    with pytest.raises(refusal.Refusal, match=r"organisation\.unit-not-in-force"):
        queries.unit(code=LAC_HONG, on=date(2025, 1, 1))


def test_a_unit_left_out_of_a_later_file_stays() -> None:
    actions.load(text=SMALL, at=AT, by="system")
    actions.load(text=SMALL[: SMALL.index("      - code: H31.34\n")], at=AT, by="system")
    assert queries.unit(code=LAC_HONG, on=DAY).name == "Xã Lạc Hồng"


def test_a_code_nobody_has_is_refused() -> None:
    with pytest.raises(refusal.Refusal, match="H99"):
        queries.unit(code="H99")


def test_the_register_follows_the_table_even_when_a_change_is_taken_back() -> None:
    with transaction.atomic():
        actions.load(text=SMALL, at=AT, by="system")
        assert queries.units(level="commune")
        transaction.set_rollback(True)
    assert queries.units(level="commune") == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("code: H31.15,", "code: H32.15,", "outside-parent", 6),
        ("code: H31.15,", "code: H31,", "repeated", 6),
        ("kind: justice", "kinds: justice", "unknown-key", 6),
        ("level: district", "level: town", "unknown-word", 9),
        ("receives: true}", "receives: true, succeeded_by: H31.34.9}", "unknown-unit", 12),
        ("receives: true}", "receives: true, valid_until: 2001-01-01}", "ends-before-it-begins", 12),
        ("name: Huyện Văn Lâm", "name:", "not-text", 8),
        ("valid_from: 2019-05-01", "valid_from: May", "not-a-day", 1),
    ],
)
def test_a_faulty_file_is_refused_whole_with_its_lines(old: str, new: str, code: str, line: int) -> None:
    text = SMALL.replace(old, new, 1)
    assert (code, line) in [(fault.code, fault.line) for fault in rules.faults(text)]
    with pytest.raises(rules.FaultyFile):
        actions.load(text=text, at=AT, by="system")
    assert not Unit.objects.exists()


def test_the_database_itself_refuses_a_unit_that_ends_before_it_begins() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Unit.objects.create(
            code="H31", name="a", short_name="a", level="province", kind="province", path=["H31"],
            valid_from=DAY, valid_until=date(2020, 1, 1),
        )  # fmt: skip
    with pytest.raises(DatabaseError), transaction.atomic():
        Unit.objects.create(
            code="H31",
            name="a",
            short_name="a",
            level="province",
            kind="province",
            path=["H32"],
            valid_from=DAY,
        )


def test_the_command_says_what_it_did_and_where_a_file_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text(SMALL, "utf-8")
    bad.write_text(SMALL.replace("level: district", "level: town"), "utf-8")
    call_command("load_organisation", str(good))
    assert "Đơn vị mới: 4; thay đổi: 0; giữ nguyên: 0." in capsys.readouterr().out
    with pytest.raises(CommandError, match=r"bad\.yaml:9:16: “town”"):
        call_command("load_organisation", str(bad))
    with pytest.raises(CommandError, match="Không mở được"):
        call_command("load_organisation", str(tmp_path / "absent.yaml"))


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("so xay dung", "Sở Xây dựng"),
        ("SỞ XÂY DỰNG", "Sở Xây dựng"),
        ("lac hong", "Xã Lạc Hồng"),
        ("van lam", "Huyện Văn Lâm"),
        (LAC_HONG.lower(), "Xã Lạc Hồng"),
    ],
)
def test_a_unit_is_found_as_people_type_it(hung_yen: actions.Loaded, typed: str, first: str) -> None:
    assert queries.find(text=typed, on=DAY)[0].short_name == first


def test_words_of_no_unit_find_none_and_a_common_word_no_more_than_asked(hung_yen: actions.Loaded) -> None:
    assert queries.find(text="bo ngoai giao", on=DAY) == ()
    assert queries.find(text=" ", on=DAY) == ()
    assert len(queries.find(text="xa", on=DAY, limit=5)) == 5
