"""The first page names what people come for: what is filed most, or where nothing was filed yet, what there is."""

from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client

from motcua.base import clock
from motcua.spine import access
from motcua.spine.tests.procedure_texts import FAULTLESS
from motcua.systems.dossiers import actions as dossiers
from motcua.systems.organisation import actions as organisation
from motcua.systems.procedures import actions as procedures

pytestmark = pytest.mark.django_db

AT = datetime(2023, 3, 1, 9, tzinfo=clock.VN)
BY = access.system("test")
UNITS = """
valid_from: 2019-05-01
units:
  - code: H31
    name: Tỉnh Hưng Yên
    units:
      - code: H31.34
        name: Huyện Văn Lâm
        level: district
        units: [{code: H31.34.106, name: Xã Lạc Hồng, level: commune, receives: true, kind: commune}]
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> None:
    organisation.load(text=UNITS, at=AT, by=BY.id)
    (tmp_path / "one.yaml").write_text(FAULTLESS, encoding="utf-8")
    procedures.load_law(folder=tmp_path, by=BY, at=AT)


def home(client: Client) -> str:
    return client.get("/", headers={"accept-language": "vi"}).content.decode()


def test_before_anything_is_filed_the_procedures_are_named_as_such(catalogue: None, client: Client) -> None:
    said = home(client)
    assert "Được nộp nhiều nhất" not in said
    assert 'href="/thu-tuc/1.004873/"' in said


def test_what_lan_filed_is_named_as_filed(catalogue: None, client: Client) -> None:
    lan = access.Actor(id="lan", kind="citizen", name="Lan")
    filing = dossiers.Filing(
        procedure="1.004873",
        unit="H31.34.106",
        channel="online",
        return_channel="online",
        applicant=dossiers.Applicant(name="Nguyễn Thị Lan", phone="0912345678"),
        owner="lan",
    )
    dossiers.apply(filing=filing, by=lan, at=AT)
    said = home(client)
    assert "Được nộp nhiều nhất" in said
    assert 'href="/thu-tuc/1.004873/"' in said


def test_without_a_catalogue_the_page_says_what_will_come(client: Client) -> None:
    assert "sẽ hiện ở đây khi danh mục đã được nạp" in home(client)
