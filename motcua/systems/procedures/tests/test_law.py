"""The province publishes its procedures as files; a version in which dossiers began is never rewritten."""

from datetime import date
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from motcua.spine import procedure, refusal
from motcua.systems.ledger import queries as facts
from motcua.systems.procedures import events, models, queries
from motcua.systems.procedures.tests.entries import FAULTLESS, loaded

pytestmark = pytest.mark.django_db

CODE = "1.004873"
SECOND = (
    FAULTLESS.replace("version: 1", "version: 2")
    .replace("2023-01-01", "2024-01-01")
    .replace("2023-12-31", "2025-12-31")
)


def test_a_file_is_published_once(tmp_path: Path) -> None:
    assert loaded(tmp_path, FAULTLESS).published == ((CODE, 1),)
    again = loaded(tmp_path, FAULTLESS)
    assert (again.published, again.unchanged) == ((), 1)
    assert queries.definition(code=CODE) == procedure.read(FAULTLESS)
    (fact,) = facts.read(stream=events.stream(CODE))
    assert fact.fact.data["digest"] == procedure.read(FAULTLESS).digest


def test_other_words_become_a_new_version_and_the_old_one_stays(tmp_path: Path) -> None:
    loaded(tmp_path, FAULTLESS)
    changed = FAULTLESS.replace("amount: 15000", "amount: 20000")
    assert loaded(tmp_path, changed).published == ((CODE, 2),)
    assert loaded(tmp_path, changed).published == ()
    assert queries.definition(code=CODE).fees[0].amount == 20_000
    assert queries.definition(code=CODE, version=1).fees[0].amount == 15_000
    assert models.ProcedureVersion.objects.count() == 2


def test_two_versions_in_two_files_are_each_in_force_on_their_days(tmp_path: Path) -> None:
    assert loaded(tmp_path, SECOND, FAULTLESS).published == ((CODE, 1), (CODE, 2))
    assert queries.definition(code=CODE).version == 2
    assert queries.definition(code=CODE, on=date(2023, 12, 31)).version == 1
    assert queries.definition(code=CODE, on=date(2024, 1, 1)).version == 2
    with pytest.raises(refusal.Refusal, match="not-in-force"):
        queries.definition(code=CODE, on=date(2022, 12, 31))
    with pytest.raises(refusal.Refusal, match="not-in-force"):
        queries.definition(code=CODE, version=3)


def test_a_faulty_file_publishes_nothing_of_all(tmp_path: Path) -> None:
    faulty = FAULTLESS.replace(CODE, "1.004874").replace("hours: 2", "hours: -2")
    with pytest.raises(refusal.Refusal, match=r"file-has-faults: Tệp 1\.yaml: .*dòng"):
        loaded(tmp_path, FAULTLESS, faulty)
    assert models.Procedure.objects.count() == 0


def test_a_procedure_nobody_published_is_not_there() -> None:
    with pytest.raises(refusal.Refusal, match="no-such-procedure"):
        queries.definition(code="9.000009")
    with pytest.raises(refusal.Refusal, match="no-such-procedure"):
        queries.procedure_page("9.000009")


def test_a_definition_is_read_once_a_process(
    tmp_path: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    loaded(tmp_path, FAULTLESS)
    first = queries.definition(code=CODE)
    with django_assert_num_queries(0):
        assert queries.definition(code=CODE) is first


def test_the_published_are_found_before_the_national_and_in_both_languages(tmp_path: Path) -> None:
    loaded(tmp_path, FAULTLESS)
    assert [item.code for item in queries.search(text="marital status").items] == [CODE]
    assert [item.code for item in queries.items(codes=["9.000009", CODE])] == [CODE]
    assert queries.procedure_page(f"{CODE}.H31").item.code == CODE
