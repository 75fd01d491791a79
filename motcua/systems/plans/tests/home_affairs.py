"""The Department of Home Affairs at its desk: Hoa and Sơn write plans, Châu must not; the plans in force around them."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from motcua.spine import access
from motcua.spine.access import Grant, Role
from motcua.spine.worktime import VN
from motcua.systems.identity import actions as identity
from motcua.systems.organisation import actions as organisation
from motcua.systems.plans import actions

NOW = datetime(2023, 6, 15, 9, tzinfo=VN)
SINCE = datetime(2023, 1, 2, 8, tzinfo=VN)
BY = access.system("test")
LAW = Path(settings.LAW) / "plans"
UNITS = """
valid_from: 2019-05-01
units:
  - code: H31
    name: Tỉnh Hưng Yên
    units:
      - {code: H31.09, name: Sở Nội vụ, kind: home-affairs}
"""


def house(*plans: str) -> None:
    """Open the house with the plans of that name in force as they are shipped: few of their units are here."""
    organisation.load(text=UNITS, at=SINCE, by=BY.id)
    for name in plans:
        text = (LAW / f"{name}.yaml").read_text(encoding="utf-8")
        actions.load_plan(text=text, by=BY, at=SINCE, keep=True)


def hired(username: str, name: str, role: Role) -> Client:
    """Hire somebody at the Department and let them sign in."""
    account = identity.open_account(by=BY, at=SINCE, username=username, name=name, kind="staff")
    identity.give(by=BY, at=SINCE, account_id=account, grant=Grant(role=role, unit="H31.09"))
    client = Client(headers={"accept-language": "vi"})
    client.force_login(get_user_model().objects.get(pk=account))
    return client


def hoa() -> Client:
    return hired("hoa", "Nguyễn Thị Hoa", Role.PLAN_KEEPER)


def son() -> Client:
    return hired("son", "Đỗ Văn Sơn", Role.PLAN_KEEPER)


def chau() -> Client:
    return hired("chau", "Lê Minh Châu", Role.CASE_OFFICER)
