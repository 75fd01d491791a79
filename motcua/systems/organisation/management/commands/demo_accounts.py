"""Accounts for a demonstration: one sign-in a role, and people at every unit for the simulator. No real person."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from motcua.spine import access, worktime
from motcua.spine.access import Grant, Role
from motcua.systems.identity import actions
from motcua.systems.organisation import queries

SINCE = datetime(2021, 1, 1, tzinfo=worktime.VN)  # before the first simulated dossier
PASSWORD = "motcua-2023"  # noqa: S105 - printed for whoever tries the demonstration
BY = access.system("demo")

AT_EVERY_UNIT = (Role.COUNTER_OFFICER, Role.CASE_OFFICER, Role.UNIT_HEAD)

# sign-in name, role, kind of the unit, and the unit preferred among those of the kind
SIGN_INS: Sequence[tuple[str, Role, str, str]] = (
    ("motcua-xa", Role.COUNTER_OFFICER, "commune", "H31.33.111"),
    ("chuyenvien-xa", Role.CASE_OFFICER, "commune", "H31.33.111"),
    ("lanhdao-xa", Role.UNIT_HEAD, "commune", "H31.33.111"),
    ("motcua-tinh", Role.COUNTER_OFFICER, "one-stop", ""),
    ("chuyenvien-so", Role.CASE_OFFICER, "natural-resources", ""),
    ("lanhdao-so", Role.UNIT_HEAD, "natural-resources", ""),
    ("vanthu-xa", Role.CLERK, "commune", "H31.33.111"),
    ("vanthu-so", Role.CLERK, "natural-resources", ""),
    ("vanthu-tinh", Role.CLERK, "province", ""),
    ("kiemsoat", Role.SUPERVISOR, "province", ""),
    ("kehoach", Role.PLAN_KEEPER, "home-affairs", ""),
    ("lanhdao-tinh", Role.LEADER, "province", ""),
    ("danhmuc", Role.CATALOGUE_EDITOR, "office", ""),
    ("quantri", Role.ADMINISTRATOR, "information", ""),
)
CITIZENS = (("nguoidan-1", "0900000001"), ("nguoidan-2", "0900000002"))


class Command(BaseCommand):
    """Open the demonstration's accounts; run twice it changes nothing."""

    help = "mở tài khoản trình diễn: mỗi vai trò một tài khoản, mỗi đơn vị ít nhất ba người (mô phỏng)"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--password", default=PASSWORD)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, password: str, json: bool, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        units = queries.units()
        if not units:
            self.stderr.write("Chưa có đơn vị nào; hãy nạp tổ chức bộ máy trước.")
            raise SystemExit(1)
        shown = list(_signing_in(units))
        newcomers = [newcomer for newcomer, _ in shown]
        actions.open_in_bulk(by=BY, at=SINCE, newcomers=[*newcomers, *_everywhere(units)], password=password)
        self.stdout.write(_as_json(shown, password) if json else _as_table(shown, password))


def _signing_in(units: Sequence[queries.UnitRecord]) -> Iterator[tuple[actions.Newcomer, str]]:
    """Give those who sign in, each with what he is and where."""
    number: dict[Role, int] = {}
    for username, role, kind, preferred in SIGN_INS:
        fitting = [unit for unit in units if unit.kind == kind] or list(units)
        unit = next((unit for unit in fitting if unit.code == preferred), fitting[0])
        number[role] = number.get(role, 0) + 1
        name = f"{access.ROLE_LABELS[role]} {number[role]:02d} (mô phỏng)"
        grant = Grant(role=role, unit=unit.code, from_=SINCE)
        newcomer = actions.Newcomer(username=username, name=name, signs_in=True, grants=(grant,))
        yield newcomer, f"{access.ROLE_LABELS[role]}, {unit.short_name}"
    for place, (username, phone) in enumerate(CITIZENS, 1):
        name = f"Người dân {place:02d} (mô phỏng)"
        newcomer = actions.Newcomer(username=username, name=name, kind="citizen", phone=phone, signs_in=True)
        yield newcomer, access.ROLE_LABELS[Role.CITIZEN]


def _everywhere(units: Sequence[queries.UnitRecord]) -> Iterator[actions.Newcomer]:
    """Give one of each role at work for every unit, who never signs in."""
    for place, unit in enumerate(units, 101):
        for role in AT_EVERY_UNIT:
            yield actions.Newcomer(
                username=f"mp-{role}-{unit.code}".lower(),
                name=f"{access.ROLE_LABELS[role]} {place} (mô phỏng)",
                grants=(Grant(role=role, unit=unit.code, from_=SINCE),),
            )


def _as_table(shown: Sequence[tuple[actions.Newcomer, str]], password: str) -> str:
    """Draw the sign-ins for a terminal."""
    wide = max(len(newcomer.username) for newcomer, _ in shown)
    rows = [f"  {newcomer.username:<{wide}}  {password}  {what}" for newcomer, what in shown]
    return "\n".join([f"  {'Tên':<{wide}}  {'Mật khẩu':<{len(password)}}  Vai trò", *rows])


def _as_json(shown: Sequence[tuple[actions.Newcomer, str]], password: str) -> str:
    """Give the sign-ins to a program."""
    rows = [
        {"username": newcomer.username, "password": password, "role": what, "name": newcomer.name}
        for newcomer, what in shown
    ]
    return json.dumps(rows, ensure_ascii=False)
