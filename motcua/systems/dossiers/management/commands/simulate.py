"""`./run simulate --dossiers N --seed S`: a sample year, clearly marked as such."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from motcua.spine import refusal, worktime
from motcua.systems.dossiers.management import simulator
from motcua.systems.dossiers.management.simulator.chances import Chances

BEGIN = datetime(2023, 1, 3, 7, 0, tzinfo=worktime.VN)
UNTIL = datetime(2023, 12, 15, 8, 30, tzinfo=worktime.VN)
ACTS_EACH = 5.8  # what a dossier's life comes to on average; only the bar's length rests on it


class Command(BaseCommand):
    """Drive simulated dossiers through the real actions."""

    help = "Chạy một năm hồ sơ mô phỏng"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dossiers", type=int, default=3000)
        parser.add_argument("--seed", type=int, default=204)
        parser.add_argument("--until", type=datetime.fromisoformat, default=UNTIL)

    def handle(self, *_: Any, **options: Any) -> None:
        until = options["until"]
        until = until.replace(tzinfo=worktime.VN) if until.tzinfo is None else until
        if options["dossiers"] < 1:
            raise CommandError("--dossiers phải từ 1 trở lên")
        columns = (TextColumn("Mô phỏng"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True)) as progress:
            task = progress.add_task("", total=int(options["dossiers"] * ACTS_EACH))
            try:
                done = 0
                for done in simulator.simulate(
                    dossiers=options["dossiers"], seed=options["seed"], begin=BEGIN, until=until
                ):
                    progress.update(task, completed=done)
                progress.update(task, total=done, completed=done)
            except refusal.Refusal as no:
                raise CommandError(str(no)) from no
        simulator.see_outside(seed=options["seed"], share=Chances().outside_only, until=until)
        self.stdout.write(f"{options['dossiers']} hồ sơ, {done} lượt xử lý (mô phỏng)")
