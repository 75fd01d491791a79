"""Hoa and Sơn put two lists in force at one instant: no sign is in both, for each has one page."""

import threading
import time
from pathlib import Path

from django.conf import settings
from django.db import connection, connections, transaction

from motcua.spine import refusal
from motcua.systems.plans import actions, queries
from motcua.systems.plans.tests import home_affairs

TEXT = (Path(settings.LAW) / "watch" / "dossiers.yaml").read_text(encoding="utf-8")
# Not pg_stat_activity: within a transaction it is read once, and who comes later is never seen.
WAITING = "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)"


def test_the_same_sign_in_two_lists_at_one_instant_is_in_one(transactional_db: None) -> None:
    said: list[str] = []

    def son() -> None:
        try:
            text = TEXT.replace("watch: dossiers", "watch: cua-son")
            actions.load_watch(text=text, by=home_affairs.BY, at=home_affairs.NOW)
            said.append("in force")
        except refusal.Refusal as refused:
            said.append(refused.code)
        finally:
            connections.close_all()

    at_once = threading.Thread(target=son)
    with transaction.atomic():
        actions.load_watch(text=TEXT, by=home_affairs.BY, at=home_affairs.NOW)
        at_once.start()
        while at_once.is_alive() and not _waiting():
            time.sleep(0.01)
    at_once.join()
    assert said == ["plans.sign-elsewhere"]
    assert [one.list.id for one in queries.watch_lists()] == ["dossiers"]


def _waiting() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return bool(cursor.fetchone()[0])
