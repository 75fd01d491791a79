"""Every procedure of the law folder finds, in Hưng Yên of 2023, who settles it and whom it consults."""

from datetime import date
from pathlib import Path

import pytest

from motcua.spine import procedure
from motcua.systems.organisation import rules

LAW = Path(__file__).resolve().parents[4] / "law"
DAY = date(2023, 3, 1)
PLACES = {"province": "H31", "district": "H31.34", "commune": "H31.34.106"}


@pytest.fixture(scope="module")
def register() -> rules.Register:
    return rules.Register.of(rules.read((LAW / "organisation" / "hung-yen-2023.yaml").read_text("utf-8")))


@pytest.mark.parametrize("file", sorted((LAW / "procedures").glob("*.yaml")), ids=lambda file: file.stem)
def test_the_procedure_finds_its_units(file: Path, register: rules.Register) -> None:
    definition = procedure.read(file.read_text("utf-8"))
    for level in definition.levels:
        settling = register.settling(level=level, field=definition.field, place=PLACES[level], on=DAY)
        assert register.receiving(handling=settling.code, on=DAY).receives
        for step in definition.process:
            if step.unit.startswith(procedure.CONSULTED):
                kind = step.unit.removeprefix(procedure.CONSULTED)
                assert register.consulted(kind=kind, handling=settling.code, on=DAY).kind == kind


def test_no_field_belongs_to_two_departments(register: rules.Register) -> None:
    fields = [field for unit in register.units(on=DAY) for field in unit.fields]
    assert len(fields) == len(set(fields))
