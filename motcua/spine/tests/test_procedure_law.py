"""The procedures of the law folder can all be used, and cover what a province does."""

from collections import Counter
from pathlib import Path

import pytest

from motcua.spine import procedure

FOLDER = Path(__file__).resolve().parents[3] / "law" / "procedures"
FILES = sorted(FOLDER.glob("*.yaml"))
MUST_COVER = {
    "dat-dai", "hoat-dong-xay-dung", "dau-tu", "ho-tich", "chung-thuc", "doanh-nghiep", "ho-kinh-doanh",
    "bao-tro-xa-hoi", "van-hoa-co-so", "luu-thong-hang-hoa-trong-nuoc", "duong-bo", "ly-lich-tu-phap", "thu-y",
    "giao-duc-trung-hoc", "duoc-pham",
}  # fmt: skip


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_file_has_no_fault_and_bears_its_code(file: Path) -> None:
    text = file.read_text("utf-8")
    assert [f"{fault.line}: {fault.said()}" for fault in procedure.faults(text)] == []
    assert procedure.read(text).code == file.stem


@pytest.fixture(scope="module")
def definitions() -> list[procedure.Definition]:
    return [procedure.read(file.read_text("utf-8")) for file in FILES]


def test_there_are_eighty_at_least_and_many_at_each_level(definitions: list[procedure.Definition]) -> None:
    levels = Counter(level for definition in definitions for level in definition.levels)
    assert len(definitions) >= 80
    assert min(levels[level] for level in procedure.Level) >= 25


def test_the_fields_a_plan_asks_about_are_there(definitions: list[procedure.Definition]) -> None:
    assert {definition.field for definition in definitions} >= MUST_COVER


def test_each_service_level_has_a_fair_share(definitions: list[procedure.Definition]) -> None:
    shares = Counter(definition.service_level for definition in definitions)
    assert min(shares[level] for level in procedure.ServiceLevel) >= len(definitions) // 4


def test_every_procedure_promises_a_time_names_a_paper_and_cites_the_law(
    definitions: list[procedure.Definition],
) -> None:
    for definition in definitions:
        promise = definition.deadline()
        assert promise is not None, definition.code
        assert promise.allowed is not None, definition.code
        assert definition.papers, definition.code
        assert definition.results, definition.code
        assert all(citation.article or citation.number for citation in definition.legal_basis), (
            definition.code
        )


def test_some_processes_ask_other_units_side_by_side(definitions: list[procedure.Definition]) -> None:
    asking = [d for d in definitions if sum(s.unit.startswith(procedure.CONSULTED) for s in d.process) >= 2]
    assert len(asking) >= 3


def test_a_field_is_called_the_same_everywhere(definitions: list[procedure.Definition]) -> None:
    names = {(definition.field, definition.field_name) for definition in definitions}
    assert len(names) == len({code for code, _ in names})
