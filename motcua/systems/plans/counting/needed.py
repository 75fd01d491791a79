"""What a question needs: who must fetch columns for it fetches no others."""

from collections.abc import Mapping

from ibis.expr.operations import UnboundTable
from sqlglot import exp, parse_one
from sqlglot.optimizer.pushdown_projections import pushdown_projections
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import traverse_scope

from motcua.systems.plans.counting import compile as questions


def columns(question: questions.Question) -> Mapping[str, frozenset[str]]:
    """Name the columns that an answer depends on, of every table that is read.

    An expression takes along what nothing is made of (a record's key, since when it stands): on a cluster that is most
    of what would travel.
    """
    declared: dict[str, object] = {
        table.name: dict.fromkeys(table.schema.names, "TEXT")
        for table in question.expression().op().find(UnboundTable)
    }
    whole = qualify(parse_one(question.sql, dialect="duckdb"), dialect="duckdb", schema=declared)
    found: dict[str, set[str]] = {}
    for scope in traverse_scope(pushdown_projections(whole)):
        for column in scope.columns:
            if isinstance(table := scope.sources.get(column.table), exp.Table):
                found.setdefault(table.name, set()).add(column.name)
    return {table: frozenset(names) for table, names in found.items()}
