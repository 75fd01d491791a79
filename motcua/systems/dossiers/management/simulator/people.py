"""Who acts in a simulation: made-up applicants, and the officers who really hold the roles."""

import random
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from motcua.spine import access
from motcua.systems.dossiers import actions
from motcua.systems.identity import queries as identity

FAMILY = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Ngô",
    "Dương",
    "Lý",
    "Đào",
    "Đoàn",
    "Trịnh",
    "Luyện",
    "Quách",
    "Chử",
]
MIDDLE = [
    "Văn",
    "Thị",
    "Đức",
    "Ngọc",
    "Minh",
    "Thu",
    "Quang",
    "Hồng",
    "Xuân",
    "Thanh",
    "Hữu",
    "Kim",
    "Bích",
    "Mạnh",
]
GIVEN = [
    "An",
    "Bình",
    "Châu",
    "Dũng",
    "Giang",
    "Hà",
    "Hải",
    "Hạnh",
    "Hiếu",
    "Hoa",
    "Hùng",
    "Hương",
    "Khánh",
    "Lan",
    "Linh",
    "Long",
    "Mai",
    "Nam",
    "Nga",
    "Phúc",
    "Phương",
    "Quân",
    "Sơn",
    "Tâm",
    "Thảo",
    "Thủy",
    "Trang",
    "Tuấn",
    "Uyên",
    "Việt",
    "Yến",
    "Đạt",
    "Ước",
    "Khuê",
]
ORGANISATIONS = ("Công ty TNHH", "Công ty cổ phần", "Hợp tác xã", "Hộ kinh doanh")


class Cast:
    """Officers by unit and role, found once; and applicants drawn as they are needed."""

    def __init__(self, *, chance: random.Random, at: datetime) -> None:
        """Call everybody together."""
        self._chance = chance
        people = identity.people()
        actors = identity.actors(account_ids={person.id for person in people}, at=at)
        self._officers: dict[tuple[str, access.Role], list[access.Actor]] = defaultdict(list)
        for person in people:
            if person.id in actors:
                self._officers[person.unit, person.role].append(actors[person.id])

    def has(self, unit: str, role: access.Role) -> bool:
        """Say whether anybody holds the role at the unit."""
        return bool(self._officers.get((unit, role)))

    def officer(self, unit: str, role: access.Role) -> access.Actor:
        """Give one who holds the role at the unit."""
        return self._chance.choice(self._officers[unit, role])

    def applicant(self, *, place: str, enterprise: bool) -> actions.Applicant:
        """Make up somebody who asks, from `place`; the telephone number belongs to nobody."""
        pick = self._chance.choice
        name = f"{pick(FAMILY)} {pick(MIDDLE)} {pick(GIVEN)}"
        if enterprise:
            name = f"{pick(ORGANISATIONS)} {pick(GIVEN)} {pick(GIVEN)}"
        return actions.Applicant(
            name=name, phone=f"09000{self._chance.randrange(100_000):05d}", address=f"{place} (mô phỏng)"
        )

    def citizens(self, accounts: Sequence[str]) -> list[access.Actor]:
        """Give the citizens who file online, by the ids of their accounts."""
        return [access.Actor(id=account, kind="citizen", name="") for account in accounts]
