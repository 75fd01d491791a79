"""A program that repeats a call before it heard the answer makes no second draft."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from motcua.base import clock
from motcua.base.signing import trial
from motcua.systems.documents.tests.office import NOW, Office, opened
from motcua.systems.documents.tests.programs import program
from motcua.systems.documents.tests.test_api_drafts import FIRST, REPORT
from motcua.systems.identity import queries as accounts


@pytest.fixture
def room(transactional_db: None, authority: trial.Authority) -> Iterator[Office]:
    accounts.forget_tokens()
    with clock.at(NOW), opened(authority) as made:
        yield made


def test_the_same_key_at_the_same_moment_makes_one_draft(room: Office) -> None:
    lan = program(room, "lan")

    def begin(_: int) -> Any:
        try:
            with clock.at(NOW):
                return lan.send("", main=FIRST, key="soan-0001", **REPORT).said
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(begin, range(4)))
    assert len({one["id"] for one in said}) == 1
    assert sum(one["new"] for one in said) == 1
