"""A simulated year of documents, through the real actions and with real signatures of the trial authority."""

import random
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction

from motcua.base import clock
from motcua.systems.documents.management.demonstration import authority, cast, year

UNTIL = datetime(2023, 12, 14, 17, tzinfo=clock.VN)


class Command(BaseCommand):
    """Let documents be written, signed, exchanged and handled."""

    help = "chạy một năm văn bản mô phỏng giữa các cơ quan của tỉnh"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--documents", type=int, default=90)
        parser.add_argument("--seed", type=int, default=204)

    def handle(self, *_: Any, documents: int, seed: int, **__: Any) -> None:
        made = authority.kept()
        told = year.Year(made=made, members=cast.members(), chance=random.Random(seed))  # noqa: S311 - dice, not secrets
        with made.serving(at=told.now), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL synchronous_commit = off")
            for _done in year.documents(told, count=documents, until=UNTIL):
                pass
        self.stdout.write(f"{documents} văn bản (mô phỏng)")
