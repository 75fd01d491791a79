"""The province in which the journeys take place, loaded by the house's own actions.

Sixty simulated dossiers of a year, and one dossier in each state that some page of the site is for. It prints where
they are, as JSON by name.
"""

import json
import sys
import tempfile
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import xlsxwriter
from django.conf import settings
from django.core.management import call_command

from motcua.base import clock
from motcua.gateways.national_portal.tests import rows
from motcua.spine import access
from motcua.systems.dossiers import actions, queries
from motcua.systems.identity import actions as identity_actions, queries as identity
from motcua.systems.organisation import queries as organisation
from motcua.systems.organisation.management.commands import demo_accounts
from tests.journeys import files, papers

DOSSIERS, SEED = 60, 204
UNTIL = datetime(2023, 12, 14, 17, 0, tzinfo=clock.VN)  # the servers open on the next morning
COMMUNE = "H31.33.111"
MARITAL_STATUS, DEATH = "1.004873", "1.000656"
LAND_REGISTRY = "vanphong-dat"
LAN = actions.Applicant(
    name="Nguyễn Thị Lan",
    id_number="033190000012",
    phone="0900000001",
    address="Thôn 3, xã Xuân Quan, huyện Văn Giang",
)


def load() -> None:
    """Load everything into the empty, migrated database of DATABASE_URL, and print the places of the examples."""
    said = StringIO()
    call_command("load_organisation", str(settings.LAW / "organisation" / "hung-yen-2023.yaml"), stdout=said)
    call_command("load_law", stdout=said)
    call_command("load_plan", shipped=True, stdout=said)
    call_command("demo_accounts", stdout=said)
    call_command("simulate", dossiers=DOSSIERS, seed=SEED, until=UNTIL, stdout=said)
    open_the_land_registry()
    import_a_doubtful_row(said)
    import_the_indices(said)
    json.dump(examples(), sys.stdout)


def open_the_land_registry() -> None:
    """Let somebody at the land registry sign in: the demonstration has nobody there who does."""

    unit = next(one for one in organisation.units() if one.kind == "land-registry")
    grant = access.Grant(role=access.Role.CASE_OFFICER, unit=unit.code, from_=demo_accounts.SINCE)
    newcomer = identity_actions.Newcomer(
        username=LAND_REGISTRY, name="Chuyên viên Đất đai (mô phỏng)", signs_in=True, grants=(grant,)
    )
    identity_actions.open_in_bulk(
        by=access.system("demo"),
        at=demo_accounts.SINCE,
        newcomers=[newcomer],
        password=demo_accounts.PASSWORD,
    )


def import_a_doubtful_row(said: StringIO) -> None:
    """Take over one row of a national export that no machine can read wholly."""
    doubtful = rows.row(ma_thu_tuc="1.900002", cach_thuc_thuc_hien="Trực tiếp7Miễn phí")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "export.jsonl"
        file.write_text(json.dumps(doubtful), encoding="utf-8")
        call_command("import_catalogue", str(file), stdout=said)


def import_the_indices(said: StringIO) -> None:
    """Take the known indices into their register, and one more from a table as an office has it."""
    call_command("load_indices", stdout=said)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "Chỉ số PCI.xlsx"
        with xlsxwriter.Workbook(str(file)) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, ["Tỉnh", "Chỉ số", "Năm", "Hạng", "Mức xác minh của số liệu"])
            sheet.write_row(1, 0, ["Hải Dương", "PCI", 2022, 32, "cần xác minh"])
        call_command("import_table", "index_scores", str(file), stdout=said)


def examples() -> dict[str, str]:
    """Bring one dossier of the first citizen to each state that a page is for; give their codes, and the files' ids."""

    now = clock.now() - timedelta(days=1)

    def somebody(username: str) -> access.Actor:
        profile = identity.find(username=username)
        assert profile is not None, username
        return identity.actor(account_id=profile.id, at=now)

    lan = somebody("nguoidan-1")
    binh, dung, em = somebody("motcua-xa"), somebody("chuyenvien-xa"), somebody("lanhdao-xa")
    hours = iter(range(1, 100))

    def later() -> datetime:
        return now.replace(hour=8, minute=0) + timedelta(minutes=3 * next(hours))

    def filed(procedure: str) -> actions.Moved:
        draft = actions.begin_draft(procedure=procedure, by=lan, at=later())
        actions.attach_to_draft(
            draft_id=draft,
            paper="to-khai",
            name="Tờ khai.pdf",
            chunks=[b"%PDF-1.7 to khai"],
            by=lan,
            at=later(),
        )
        filing = actions.Filing(
            procedure=procedure,
            unit=COMMUNE,
            channel="online",
            return_channel="online",
            applicant=LAN,
            owner=lan.id,
        )
        return actions.file_draft(draft_id=draft, application=filing, by=lan, at=later())

    late = actions.receive_at_counter(
        filing=actions.Filing(procedure=MARITAL_STATUS, unit=COMMUNE, channel="counter", applicant=LAN),
        by=binh,
        at=now - timedelta(days=8),
    )
    actions.hand_over(dossier_id=late.id, to_officer=dung.id, by=binh, at=now - timedelta(days=8))
    why = actions.Reason(text="Tờ khai chưa có chữ ký", article="Khoản 1 Điều 17 NĐ 61/2018/NĐ-CP")
    waiting, asked, paying, done, handled = (filed(MARITAL_STATUS) for _ in range(5))
    for one in (asked, paying, done, handled):
        actions.receive(dossier_id=one.id, by=binh, at=later())
        actions.hand_over(dossier_id=one.id, to_officer=dung.id, by=binh, at=later())
    actions.ask_supplement(dossier_id=asked.id, papers=["to-khai"], why=why, by=dung, at=later())
    actions.require_payment(dossier_id=paying.id, amount=15_000, by=dung, at=later())
    actions.hand_over(dossier_id=done.id, by=dung, at=later())
    good = actions.Reason(text="Hồ sơ đủ điều kiện", article="Điều 22 NĐ 123/2015/NĐ-CP")
    actions.decide(dossier_id=done.id, approve=True, why=good, by=em, at=later())
    actions.return_result(dossier_id=done.id, channel="online", by=binh, at=later())
    draft = actions.begin_draft(procedure=DEATH, by=lan, at=later())
    kept = actions.attach_to_draft(
        draft_id=draft,
        paper="to-khai",
        name="Tờ khai khai tử.pdf",
        chunks=[b"%PDF-1.7 khai tu"],
        by=lan,
        at=later(),
    )
    everything = queries.recent(reach=access.Reach(everything=True), by=queries.Filter(), at=now, limit=100)
    elsewhere = next(one.code for one in everything.lines if not one.unit.startswith(COMMUNE))
    day = timedelta(days=1)
    lent = identity_actions.delegate(
        by=em,
        at=now,
        to=dung.id,
        role=access.Role.UNIT_HEAD,
        unit=COMMUNE,
        from_=clock.now() + day,
        until=clock.now() + 8 * day,
    )
    identity_actions.make_token(by=em, at=now, label="Phần mềm báo cáo của xã")
    documents = papers.examples(clerk=somebody("vanthu-xa"), officer=dung, head=em, at=later())
    work = files.examples(officer=dung, head=em, document=documents["came"], at=later())
    return (
        documents
        | work
        | {
            "imported": "2",
            "officer": dung.id,
            "grant": str(identity.held(account_id=binh.id)[0].id),
            "counter": binh.id,
            "lent": str(lent),
            "token": str(identity.keys(account_id=em.id)[0].id),
            "elsewhere": elsewhere,
            "handled": handled.code,
            "late": late.code,
            "waiting": waiting.code,
            "asked": asked.code,
            "paying": paying.code,
            "done": done.code,
            "file": queries.page(code=done.code, at=clock.now()).files[0].id,
            "draft": DEATH,
            "draft_id": draft,
            "draft_file": kept,
        }
    )
