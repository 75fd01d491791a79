"""Whether this Motcua is ready to serve, for whoever watches over it."""

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

_migrated: set[str] = set()


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view is called with its request
    """Answer 200 when the database is reached and its tables are as this code knows them, else 503 with the reason."""
    reason = _reason()
    if reason is None:
        return JsonResponse({"status": "ready"})
    return JsonResponse({"status": "not-ready", "reason": reason}, status=503)


def unapplied() -> int:
    """Count the migrations that the tables have not seen."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _reason() -> str | None:
    connection = connections[DEFAULT_DB_ALIAS]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        name = str(connection.settings_dict["NAME"])
        if name not in _migrated:
            if waiting := unapplied():
                return f"{waiting} migrations are not applied"
            _migrated.add(name)
    except DatabaseError:
        return "the database is not reached"
    return None
