"""A dossier tells of a change where a column changes that is counted: none that is selected may be left out."""

from importlib import import_module

import sqlglot
from sqlglot import expressions

from motcua.base.source import Source
from motcua.systems.dossiers import collections

TELLS = import_module("motcua.systems.dossiers.migrations.0007_known_changes")
OF_THE_ROW = {"id", "since", "changed", "known_changed"}  # its name, and what is written with every version


def selected(source: Source) -> set[str]:
    """Name the columns of `dossiers_dossier` that a source selects of a row that stands."""
    arms = sqlglot.parse_one(source.current, dialect="postgres").find_all(expressions.Select)
    (own,) = (
        arm for arm in arms if [of.name for of in arm.find_all(expressions.Table)] == ["dossiers_dossier"]
    )
    return {column.name for column in own.find_all(expressions.Column)} - OF_THE_ROW


def test_every_column_that_is_selected_of_a_dossier_is_told_of() -> None:
    assert selected(collections.SOURCE) <= set(TELLS.BEFORE.COUNTED)
    assert selected(collections.KNOWN_SOURCE) == set(TELLS.KNOWN)
    assert set(TELLS.KNOWN) <= set(TELLS.BEFORE.COUNTED)
