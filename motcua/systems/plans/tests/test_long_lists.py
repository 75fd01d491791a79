"""A long list goes out a step at a time: the same records in every form, none twice, none lost, and no sheet too long."""

import csv
import io
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pyarrow import parquet
from python_calamine import CalamineWorkbook

from motcua.base import clock
from motcua.spine.worktime import VN
from motcua.systems.plans import queries, tables
from motcua.systems.plans.tests import dossiers

pytestmark = pytest.mark.django_db
LIST = f"/ke-hoach/{dossiers.PLAN}/P1/ho-so"
DUE = datetime(2023, 5, 10, 16, tzinfo=VN)
MANY = 45


@pytest.fixture(autouse=True)
def listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty-five dossiers are due, every fifth of them late; seven are read at a time."""
    dossiers.load()
    for number in range(MANY):
        late = number % 5 == 0
        dossiers.file(number, due=DUE, finished=DUE + timedelta(days=1) if late else DUE)
    monkeypatch.setattr(tables, "READ", 7)
    monkeypatch.setattr(tables, "STEP", 4)


def taken(client: Client, kind: str, query: str = "side=of") -> bytes:
    with clock.at(dossiers.NOW):
        answer = client.get(f"{LIST}.{kind}?{query}")
    assert answer.status_code == 200
    assert answer.streaming
    return bytes(answer.getvalue())


def codes(table: bytes) -> list[str]:
    rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))
    place = rows[0].index("Mã hồ sơ")
    return [row[place] for row in rows[1:]]


def expected(side: queries.Side) -> list[str]:
    found = queries.records(
        asked=queries.Asked(plan=dossiers.PLAN, target="P1"), side=side, after=None, now=dossiers.NOW
    )
    return [item["code"] for item in found.items]


@pytest.mark.parametrize("side", list(queries.Side))
def test_the_list_in_every_form_is_the_list_on_the_page(client: Client, side: queries.Side) -> None:
    wanted = expected(side)
    assert len(wanted) == {"of": MANY, "that": 36, "rest": 9}[side.value]
    assert codes(taken(client, "csv", f"side={side.value}")) == wanted
    read = parquet.read_table(io.BytesIO(taken(client, "parquet", f"side={side.value}")))
    assert read.column("code").to_pylist() == wanted
    book = CalamineWorkbook.from_filelike(io.BytesIO(taken(client, "xlsx", f"side={side.value}")))
    assert len(book.get_sheet_by_index(0).to_python()) == len(wanted) + 1


def test_a_list_of_just_one_step_and_an_empty_one_end_where_they_should(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "READ", MANY)
    assert len(codes(taken(client, "csv"))) == MANY
    assert codes(taken(client, "csv", "side=of&unit=H31.99")) == []
    assert parquet.read_table(io.BytesIO(taken(client, "parquet", "side=of&unit=H31.99"))).num_rows == 0


def test_days_and_words_read_as_on_the_page(client: Client) -> None:
    rows = list(csv.DictReader(io.StringIO(taken(client, "csv").decode("utf-8-sig"))))
    first = rows[0]
    assert first["Hạn trả kết quả"] == "2023-05-10 16:00:00"
    assert first["Đang được giải quyết"] == "Không"
    assert first["Hình thức nộp"] == "trực tuyến"
    assert first["Điểm đánh giá"] == ""
    read = parquet.read_table(io.BytesIO(taken(client, "parquet")))
    assert read.column("due_at").to_pylist()[0] == DUE


def test_a_list_too_long_for_a_sheet_is_refused_in_words_and_given_as_csv(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", MANY - 1)
    with clock.at(dossiers.NOW):
        refused: Any = client.get(f"{LIST}.xlsx?side=of")
    assert refused.status_code == 422
    assert "45 dòng" in refused.content.decode()
    assert "CSV" in refused.content.decode()
    assert len(codes(taken(client, "csv"))) == MANY
    monkeypatch.setattr(tables, "MOST_ROWS", MANY)
    assert taken(client, "xlsx").startswith(b"PK")


def test_what_is_written_while_the_list_goes_out_does_not_change_it(client: Client) -> None:
    """The list is of one moment: a dossier filed after it was asked for is not in it."""
    with clock.at(dossiers.NOW):
        answer = client.get(f"{LIST}.csv?side=of")
        dossiers.file(900, due=DUE, finished=DUE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM dossiers_dossier")
        assert cursor.fetchone()[0] == MANY + 1
    assert len(codes(bytes(answer.getvalue()))) == MANY
