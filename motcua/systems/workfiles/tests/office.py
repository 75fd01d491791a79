"""An office that keeps work files: Lan and Minh at Xuân Quan commune, Bình its head, Dung its clerk; Châu is elsewhere."""

import zlib
from datetime import date, datetime, timedelta

from django.conf import settings
from django.test import Client

from motcua.base import clock
from motcua.base.tests import page
from motcua.spine import access
from motcua.spine.access import Grant, Role
from motcua.systems.documents import actions as documents, queries as papers
from motcua.systems.identity import actions as identity, queries as accounts
from motcua.systems.organisation import actions as organisation
from motcua.systems.workfiles import actions
from motcua.systems.workfiles.rules import OPEN_TO_ALL, State

NOW = datetime(2023, 5, 10, 9, tzinfo=clock.VN)  # a Wednesday
SINCE = NOW - timedelta(days=400)
BY = access.system("test")
COMMUNE, DISTRICT, HOME, PROVINCE = "H31.33.111", "H31.33", "H31.09", "H31"
SCAN = b"\x89PNG\r\n\x1a\n"
STAFF = {
    "lan": ("Nguyễn Thị Lan", Role.CASE_OFFICER, COMMUNE),
    "minh": ("Hoàng Văn Minh", Role.CASE_OFFICER, COMMUNE),
    "binh": ("Trần Văn Bình", Role.UNIT_HEAD, COMMUNE),
    "dung": ("Phạm Thị Dung", Role.CLERK, COMMUNE),
    "chau": ("Lê Thị Châu", Role.CASE_OFFICER, HOME),
    "hai": ("Đào Thị Hải", Role.CASE_OFFICER, DISTRICT),
    "tuan": ("Phan Anh Tuấn", Role.LEADER, PROVINCE),
    "ha": ("Bùi Thị Hà", Role.PLAN_KEEPER, HOME),
}
ENTRY = actions.Foreseen(
    code="01.CCHC",
    title="Kế hoạch, báo cáo cải cách hành chính năm 2023",
    retention="20",
    keeper="",
    basis="Quyết định về danh mục hồ sơ mẫu",
)


class Office:
    """The people by their short names."""

    def __init__(self) -> None:
        text = (settings.LAW / "organisation" / "hung-yen-2023.yaml").read_text(encoding="utf-8")
        organisation.load(text=text, at=SINCE, by=BY.id)
        self.accounts: dict[str, str] = {}
        for username, (name, role, unit) in STAFF.items():
            account = identity.open_account(by=BY, at=SINCE, username=username, name=name, kind="staff")
            identity.give(by=BY, at=SINCE, account_id=account, grant=Grant(role=role, unit=unit))
            self.accounts[username] = account

    def actor(self, who: str) -> access.Actor:
        """Give somebody as actions know them."""
        return accounts.actor(account_id=self.accounts[who], at=NOW)


def came(office: Office, *, handled: bool = False, subject: str = "Về việc báo cáo hộ tịch") -> str:
    """Let a letter come to the commune, with a file; `handled`: as far as to where it is filed."""
    receiving = documents.Receiving(
        unit=COMMUNE,
        origin=papers.SCAN,
        sender="H31.33",
        sender_name="Ủy ban nhân dân huyện",
        symbol=f"{zlib.crc32(subject.encode()) % 900 + 1}/UBND-TP",
        subject=subject,
        dated=date(2023, 5, 9),
        files=[documents.Upload(name="cong-van.png", chunks=[SCAN, subject.encode()])],
    )
    dung, binh, lan = (office.actor(who) for who in ("dung", "binh", "lan"))
    document = documents.receive(receiving=receiving, by=dung, at=NOW).id
    if handled:
        documents.register(document_id=document, by=dung, at=NOW)
        documents.assign(document_id=document, officer=lan.id, by=binh, at=NOW)
        documents.handle(document_id=document, by=lan, at=NOW)
    return document


def on_paper(office: Office, *, secrecy: str = OPEN_TO_ALL) -> str:
    """Let a letter lie at the commune that nobody scanned, or that is secret."""
    receiving = documents.Receiving(
        unit=COMMUNE,
        origin=papers.COUNTER,
        sender="",
        sender_name="Một công dân",
        symbol="",
        subject="Đơn kiến nghị",
        secrecy=secrecy,
    )
    return documents.receive(receiving=receiving, by=office.actor("dung"), at=NOW).id


def approved(office: Office) -> None:
    """Let Lan foresee one file for the year, and Bình approve the list."""
    lan, binh = office.actor("lan"), office.actor("binh")
    foreseen = actions.Foreseen(
        code=ENTRY.code, title=ENTRY.title, retention=ENTRY.retention, keeper=lan.id, basis=ENTRY.basis
    )
    at = NOW - timedelta(days=90)
    actions.add_entry(unit=COMMUNE, year=2023, foreseen=foreseen, by=lan, at=at)
    actions.propose(unit=COMMUNE, year=2023, by=lan, at=at)
    actions.approve(unit=COMMUNE, year=2023, by=binh, at=at)


def opened(
    office: Office, *, title: str = "Tiếp công dân tháng 5", at: datetime = NOW, **given: object
) -> State:
    """Let Lan open a file that is not on the list."""
    values: dict[str, object] = {
        "unit": COMMUNE,
        "title": title,
        "retention": "10",
        "reason": "Việc phát sinh",
    }
    opening = actions.Opening(**values | given)  # type: ignore[arg-type]
    return actions.open_file(opening=opening, by=office.actor("lan"), at=at)


def at_desk(office: Office, who: str) -> Client:
    """Let somebody sign in."""
    return page.signed_in(office.accounts[who])
