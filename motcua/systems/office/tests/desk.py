"""A small house to try the desk's pages in: three units, and people at them."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.test import Client

from motcua.base import clock
from motcua.spine import access
from motcua.spine.access import Grant, Role
from motcua.systems.identity import actions as identity
from motcua.systems.organisation import actions as organisation

MONDAY = datetime(2023, 5, 8, 8, tzinfo=clock.VN)
SINCE = datetime(2023, 1, 2, 8, tzinfo=clock.VN)
BY = access.system("test")
VI = {"accept-language": "vi"}

BUILDING = "H31.13"
LAND = "H31.14"
UNITS = """
valid_from: 2019-05-01
units:
  - code: H31
    name: Tỉnh Hưng Yên
    units:
      - {code: H31.13, name: Sở Xây dựng, kind: construction, fields: [hoat-dong-xay-dung]}
      - {code: H31.14, name: Sở Tài nguyên và Môi trường, kind: natural-resources, fields: [dat-dai]}
      - {code: H31.15, name: Sở Tài chính, kind: finance, fields: [gia]}
"""


def house() -> None:
    organisation.load(text=UNITS, at=SINCE, by=BY.id)


def hire(username: str, name: str, *grants: Grant) -> str:
    account_id = identity.open_account(by=BY, at=SINCE, username=username, name=name, kind="staff")
    for grant in grants:
        identity.give(by=BY, at=SINCE, account_id=account_id, grant=grant)
    return account_id


def binh() -> str:
    return hire("binh", "Trần Thị Bình", Grant(role=Role.UNIT_HEAD, unit=BUILDING))


def chau() -> str:
    return hire("chau", "Lê Minh Châu", Grant(role=Role.CASE_OFFICER, unit=BUILDING))


def quan() -> str:
    return hire("quan", "Phạm Văn Quân", Grant(role=Role.ADMINISTRATOR, unit="H31"))


def signed_in(account_id: str) -> Client:
    client = Client(headers=VI)
    client.force_login(get_user_model().objects.get(pk=account_id))
    return client
