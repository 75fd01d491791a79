"""Lan reads what is counted: every collection, every column, and which of them would tell who she is."""

from http import HTTPStatus

import pytest
from django.conf import settings
from django.test import Client

from motcua.systems.plans import queries as plans
from motcua.systems.portal import wording
from motcua.systems.registers import queries as registers

pytestmark = pytest.mark.django_db


def test_everything_that_can_be_counted_is_listed(client: Client) -> None:
    said = client.get("/tu-dien-du-lieu/").content.decode()
    for collection in plans.collections():
        assert f'href="/tu-dien-du-lieu/{collection.name}/"' in said


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_column_is_told_with_its_meaning_in_the_readers_language(client: Client, language: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for collection in plans.collections():
        answer = client.get(f"/tu-dien-du-lieu/{collection.name}/")
        assert answer.status_code == HTTPStatus.OK
        said = answer.content.decode()
        for column in collection.columns:
            assert column.name in said
            meaning = column.meaning.said(language)
            assert (meaning[:1].upper() + meaning[1:]).replace("'", "&#x27;") in said
            assert all(str(value) in said for value in column.values)


def test_a_register_offers_its_empty_table_and_its_source(client: Client) -> None:
    said = client.get("/tu-dien-du-lieu/endpoints/").content.decode()
    assert 'href="/tu-dien-du-lieu/endpoints/mau.xlsx"' in said
    assert "Chỉ thị 14/CT-TTg" in said
    assert "mau.xlsx" not in client.get("/tu-dien-du-lieu/dossiers/").content.decode()


def test_a_collection_that_is_none_is_not_found(client: Client) -> None:
    answer = client.get("/tu-dien-du-lieu/dosiers/")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "dossiers" in answer.content.decode()


def test_every_system_that_keeps_a_collection_has_a_name_for_people() -> None:
    rooms = {each.room for each in plans.collections()} | {
        each.room for each in registers.registers().values()
    }
    assert rooms <= set(wording.ROOMS)
