"""What people come for is read off the newest dossiers, however many there are."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from motcua.systems.dossiers import actions, queries
from motcua.systems.dossiers.queries import filings
from motcua.systems.dossiers.tests import people

pytestmark = pytest.mark.django_db


def test_an_empty_house_names_nothing() -> None:
    assert queries.most_filed() == ()


def test_what_lan_files_is_named_in_one_question(
    office: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    actions.apply(filing=people.filing(), by=people.LAN, at=office)
    actions.apply(filing=people.filing(owner="minh"), by=people.MINH, at=office + timedelta(minutes=1))
    with django_assert_num_queries(1):
        assert queries.most_filed(limit=3) == ("1.004873",)
    assert queries.most_filed(limit=0) == ()


def test_the_newest_are_read_off_an_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")  # an empty table is sorted as cheaply as it is read
        cursor.execute(f"EXPLAIN {filings.SQL}", {"last": filings.LAST, "limit": 10})
        assert "using dossiers_newest" in "\n".join(row[0] for row in cursor.fetchall())
