"""A province with a plan, a leader who reads it, and somebody who may only read."""

from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.test import Client

from motcua.base import clock
from motcua.spine import access
from motcua.spine.worktime import VN
from motcua.systems.identity import actions as identity
from motcua.systems.organisation import actions as organisation
from motcua.systems.plans.tests import dossiers

SINCE = datetime(2023, 1, 2, 8, tzinfo=VN)
BASE = f"/ke-hoach/{dossiers.PLAN}/"
PAGE = f"{BASE}P1/"
UNITS = """
valid_from: 2019-05-01
units:
  - code: H31
    name: Tỉnh Hưng Yên
    units:
      - code: H31.31
        name: Huyện Văn Giang
        level: district
        kind: district
        units:
          - {code: H31.31.1, name: Xã Xuân Quan, level: commune, kind: commune}
          - {code: H31.31.2, name: Xã Phụng Công, level: commune, kind: commune}
      - {code: H31.14, name: Sở Tài nguyên và Môi trường, kind: natural-resources}
"""


def signed_in(username: str, role: access.Role) -> Client:
    """Hire somebody and let them sign in."""
    account = identity.open_account(
        by=access.system("test"), at=SINCE, username=username, name=username.title(), kind="staff"
    )
    grant = access.Grant(role=role, unit="H31")
    identity.give(by=access.system("test"), at=SINCE, account_id=account, grant=grant)
    client = Client(headers={"accept-language": "vi"})
    client.force_login(get_user_model().objects.get(pk=account))
    return client


def province() -> None:
    """Load three units with a hundred dossiers due in spring, ten of them late, and twenty still open."""
    organisation.load(text=UNITS, at=SINCE, by="system:test")
    dossiers.load()
    units = ("H31.31", "H31.31.1", "H31.31.2", "H31.14")
    for number in range(100):
        due = datetime(2023, 2 + number % 4, 10, 16, tzinfo=VN)
        late = number % 10 == 0
        dossiers.file(
            number,
            due=due,
            finished=due + timedelta(days=2) if late else due - timedelta(days=1),
            unit=units[number % 3 if number < 90 else 3],
        )
    for number in range(100, 120):
        dossiers.file(number, due=dossiers.NOW + timedelta(days=5), finished=None, unit="H31.31.1")


def read(client: Client, path: str = "") -> str:
    """Read a target's page."""
    with clock.at(dossiers.NOW):
        answer = client.get(PAGE + path)
    assert answer.status_code == 200, answer.content[:500]
    return answer.content.decode()
