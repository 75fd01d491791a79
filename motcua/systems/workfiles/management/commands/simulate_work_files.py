"""A simulated year of work files, through the real actions."""

import random
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction

from motcua.base import clock
from motcua.systems.workfiles.management import demonstration

UNTIL = datetime(2023, 12, 14, 17, tzinfo=clock.VN)


class Command(BaseCommand):
    """Let work files be listed, opened, worked on, closed and handed to the archive."""

    help = "chạy một năm hồ sơ công việc mô phỏng tại các cơ quan có văn bản"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--files", type=int, default=60)
        parser.add_argument("--seed", type=int, default=204)

    def handle(self, *_: Any, files: int, seed: int, **__: Any) -> None:
        year = demonstration.Year(
            places=demonstration.places(),
            chance=random.Random(seed),  # noqa: S311 - dice, not secrets
            until=UNTIL,
        )
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL synchronous_commit = off")
            demonstration.lists(year)
            for _done in demonstration.files(year, count=files):
                pass
        self.stdout.write(f"{files} hồ sơ công việc (mô phỏng)")
