"""Hà and whoever else opens a target reads the names of fields, units and procedures, not the codes they are kept by."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from motcua.base import clock
from motcua.spine import access
from motcua.spine.collection import Collection
from motcua.systems.plans import counting
from motcua.systems.plans.tests import dossiers, leaders, registers
from motcua.systems.plans.tests.leaders import BASE
from motcua.systems.plans.tests.test_target_page import seen
from motcua.systems.procedures import actions as procedures

pytestmark = pytest.mark.django_db
BY = access.system("importer")


@pytest.fixture(autouse=True)
def province(db: None) -> None:
    leaders.province()
    procedures.load_law(folder=Path(settings.LAW) / "procedures", by=BY, at=dossiers.NOW)


def page(client: Client, path: str) -> str:
    with clock.at(dossiers.NOW):
        answer = client.get(BASE + path)
    assert answer.status_code == 200
    return seen(
        re.sub(r"<code>.*?</code>", "", answer.content.decode(), flags=re.DOTALL)
    )  # sentences as written


def test_dossiers_divided_by_field_stand_under_the_fields_names(client: Client) -> None:
    told = page(client, "P1/?theo=field")
    assert "Hộ tịch 90 %" in told
    assert "ho-tich" not in told
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "Civil status 90" in page(client, "P1/?theo=field")


def test_a_procedure_stands_with_its_code_and_its_name(client: Client) -> None:
    assert "1.001193 – Đăng ký khai sinh" in page(client, "P1/?theo=procedure")


def test_the_satisfaction_in_each_of_three_fields_names_them_in_words_box_and_table(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_dossier SET field = 'dat-dai', score = 5 WHERE outcome = 'approved'")
    told = page(client, "P5/")
    assert "“Đất đai”, “Hoạt động xây dựng” hoặc “Đầu tư tại Việt Nam”" in told
    assert not [code for code in ("dat-dai", "hoat-dong-xay-dung", "dau-tu") if code in told]
    assert "Đất đai 100 trên 100 lượt hỏi đã có trả lời" in told, "the box of who answered"


def test_a_register_s_units_are_named_whatever_their_column_is_called(client: Client) -> None:
    unit = {"code": "DV1", "name": "Trường Mầm non Xuân Quan", "managed_by": "H31.31", "level": "district"}
    row = {**unit, "sector": "education", "founded_on": "1/9/2010"}
    registers.bring("service_units", [row], at=dossiers.NOW - timedelta(days=1))
    assert "Huyện Văn Giang" in page(client, "O1/?theo=managed_by")
    listed = page(client, "O1/ho-so/?side=of")
    assert "Huyện Văn Giang" in listed
    assert "H31.31" not in listed


def test_a_list_begins_with_the_name_of_a_record_and_its_heads_are_short(client: Client) -> None:
    file = {"unit": "H31.31", "level": "district", "opened_on": "1/3/2023", "secret": "Không"}
    registers.bring("work_files", [file | {"code": "01.TH", "steps": 4, "steps_online": 4}], at=dossiers.NOW)
    with clock.at(dossiers.NOW):
        told = client.get(f"{BASE}E2/ho-so/?side=of&reading=opened").content.decode()
    heads = re.findall(r'<th scope="col"( title="[^"]+")?>([^<]+)</th>', told)
    assert [head for _, head in heads][:3] == ["Mã hồ sơ công việc", "Cơ quan lập hồ sơ", "Cấp"]
    assert ' title="Mã hồ sơ công việc; không nêu với hồ sơ mật"' in heads[0]
    assert '<th scope="row" class="code">01.TH</th><td>Huyện Văn Giang</td>' in told
    assert "Định danh" not in told


def test_a_file_keeps_the_codes_that_files_are_joined_by(client: Client) -> None:
    with clock.at(dossiers.NOW):
        given = b"".join(client.get(f"{BASE}P1/ho-so.csv?side=of").streaming_content)  # type: ignore[attr-defined]  # a file
    told = given.decode("utf-8-sig")
    assert ",ho-tich," in told
    assert ",1.001193," in told
    assert "Huyện Văn Giang" in told


def test_every_column_that_leads_to_a_unit_says_that_it_holds_a_unit_s_code() -> None:
    def silent(collection: Collection) -> list[str]:
        leading = {link.column: link.to for link in collection.links}
        return [
            f"{collection.name}.{column.name}"
            for column in collection.columns
            if column.of != leading.get(column.name, column.of) or (column.name == "unit" and not column.of)
        ]

    assert not [name for one in counting.engine().collections.values() for name in silent(one)]
