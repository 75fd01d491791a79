"""Who comes and goes in the tests: Lan asks, Bình receives, Dũng appraises, Em signs, Châu works elsewhere."""

from datetime import datetime

from motcua.spine import access, worktime
from motcua.systems.dossiers import actions

MORNING = datetime(2023, 3, 1, 9, 0, tzinfo=worktime.VN)
AFTERNOON = MORNING.replace(hour=14)
COMMUNE = "H31.26.103"
ELSEWHERE = "H31.26.104"
WHY = actions.Reason(text="Thiếu trích lục ly hôn", article="Khoản 2 Điều 22 NĐ 123/2015/NĐ-CP")


def officer(name: str, role: access.Role, unit: str = COMMUNE) -> access.Actor:
    return access.Actor(id=name, kind="staff", name=name, grants=(access.Grant(role=role, unit=unit),))


LAN = access.Actor(id="lan", kind="citizen", name="Lan")
MINH = access.Actor(id="minh", kind="citizen", name="Minh")
BINH = officer("binh", access.Role.COUNTER_OFFICER)
DUNG = officer("dung", access.Role.CASE_OFFICER)
EM = officer("em", access.Role.UNIT_HEAD)
CHAU = officer("chau", access.Role.COUNTER_OFFICER, ELSEWHERE)


def filing(**changes: object) -> actions.Filing:
    values: dict[str, object] = {
        "procedure": "1.004873",
        "unit": COMMUNE,
        "channel": "online",
        "return_channel": "online",
        "applicant": actions.Applicant(name="Nguyễn Thị Lan", phone="0912345678"),
        "owner": "lan",
    }
    return actions.Filing(**{**values, **changes})  # type: ignore[arg-type]


def at_counter(**changes: object) -> actions.Filing:
    return filing(channel="counter", return_channel="counter", owner=None, **changes)
