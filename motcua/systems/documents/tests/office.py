"""An office of documents: Lan writes at the Department of Home Affairs, Bình signs, Dung is its clerk; Châu is elsewhere.

The trial authority certifies Bình and the two departments; their keys lie in files, as a small office keeps them.
"""

import contextlib
import functools
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import typst
from django.test import Client, override_settings

from motcua.base import signing
from motcua.base.signing import trial
from motcua.base.signing.tests import office as signed
from motcua.base.tests import page
from motcua.spine import access
from motcua.spine.access import Grant, Role
from motcua.systems.documents import actions, rules
from motcua.systems.identity import actions as identity, queries as accounts
from motcua.systems.organisation import actions as organisation

NOW = signed.NOW
SINCE = NOW - timedelta(days=400)
BY = access.system("test")
HOME, HEALTH, HOUSE = "H31.09", "H31.16", "H31"
UNITS = """
valid_from: 2019-05-01
units:
  - code: H31
    name: Ủy ban nhân dân tỉnh Hưng Yên
    short_name: Tỉnh Hưng Yên
    level: province
    kind: province
    units:
      - {code: H31.09, name: Sở Nội vụ tỉnh Hưng Yên, short_name: Sở Nội vụ, level: province, kind: home-affairs}
      - {code: H31.16, name: Sở Y tế tỉnh Hưng Yên, short_name: Sở Y tế, level: province, kind: health}
"""
STAFF = {
    "lan": ("Nguyễn Thị Lan", Role.CASE_OFFICER, HOME),
    "binh": ("Trần Văn Bình", Role.UNIT_HEAD, HOME),
    "dung": ("Phạm Thị Dung", Role.CLERK, HOME),
    "chau": ("Lê Thị Châu", Role.CASE_OFFICER, HEALTH),
    "duc": ("Vũ Minh Đức", Role.UNIT_HEAD, HEALTH),
    "hue": ("Đỗ Thị Huệ", Role.CLERK, HEALTH),
    "quan": ("Ngô Văn Quân", Role.ADMINISTRATOR, HOUSE),
}
HOLDERS = (
    trial.Holder(label="binh", name="Trần Văn Bình", organisation="Sở Nội vụ"),
    trial.Holder(label="so-noi-vu", name="Sở Nội vụ tỉnh Hưng Yên", identifier="H31.09"),
    trial.Holder(label="duc", name="Vũ Minh Đức", organisation="Sở Y tế"),
    trial.Holder(label="so-y-te", name="Sở Y tế tỉnh Hưng Yên", identifier="H31.16"),
    trial.Holder(
        label="revoked", name="Trần Văn Bình", organisation="Sở Nội vụ", revoked_at=NOW - timedelta(days=1)
    ),
    trial.Holder(
        label="expired", name="Trần Văn Bình", organisation="Sở Nội vụ", until=NOW - timedelta(days=1)
    ),
    trial.Holder(
        label="tomorrow", name="Trần Văn Bình", organisation="Sở Nội vụ", since=NOW + timedelta(days=1)
    ),
    trial.Holder(label="binh-again", name="Trần Văn Bình", organisation="Sở Nội vụ"),
    trial.Holder(
        label="other-purpose", name="Trần Văn Bình", organisation="Sở Nội vụ", purpose="1.3.6.1.4.1.99999.1.2"
    ),
)
KEYS = {"binh": ("binh", False), "so-noi-vu": (HOME, True), "duc": ("duc", False), "so-y-te": (HEALTH, True)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """The people by their short names, and the authority that certified them."""

    accounts: dict[str, str]
    authority: trial.Authority

    def actor(self, who: str) -> access.Actor:
        """Give somebody as actions know them."""
        return accounts.actor(account_id=self.accounts[who], at=NOW)

    def signer(self, label: str) -> signing.HeldSigner:
        """Give the signer of a certificate of the authority."""
        return signing.HeldSigner(signing.from_pkcs12(self.authority.pkcs12(label), password=trial.PASSWORD))


@contextlib.contextmanager
def opened(authority: trial.Authority) -> Iterator[Office]:
    """Hire everybody, write their keys down, and believe the authority within the block."""
    with believed(authority):
        yield hired(authority)


@contextlib.contextmanager
def believed(authority: trial.Authority) -> Iterator[None]:
    """Have a folder of one's own within the block, with everybody's keys, and believe the authority."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "keys").mkdir(mode=0o700)
        (home / "root.der.cer").write_bytes(authority.root.dump())
        for label in KEYS:
            (home / "keys" / f"{label}.p12").write_bytes(authority.pkcs12(label))
        with override_settings(
            VAR=home,
            SIGNING_ROOTS=str(home / "root.der.cer"),
            SIGNING_POLICIES=[trial.PURPOSE],
            SIGNING_KEYS=str(home / "keys"),
        ):
            yield


def hired(authority: trial.Authority) -> Office:
    """Hire everybody, and write down whose keys are whose; the authority is believed."""
    return Office(accounts=_hired(), authority=authority)


def _hired() -> dict[str, str]:
    organisation.load(text=UNITS, at=SINCE, by=BY.id)
    hired = {}
    for username, (name, role, unit) in STAFF.items():
        account = identity.open_account(by=BY, at=SINCE, username=username, name=name, kind="staff")
        identity.give(by=BY, at=SINCE, account_id=account, grant=Grant(role=role, unit=unit))
        hired[username] = account
    for label, (holder, agency) in KEYS.items():
        actions.enrol(
            enrolling=actions.Enrolling(
                holder=hired.get(holder, holder),
                agency=agency,
                file=f"{label}.p12",
                opening=trial.PASSWORD,
                trial=True,
            ),
            by=BY,
            at=SINCE,
        )
    return hired


@functools.cache
def paper(
    subject: str = "Về việc phân công nhiệm vụ", signer: str = "Trần Văn Bình", kind: str = "quyet-dinh"
) -> bytes:
    """Give a document of one page under its kind's title, with the signer's name printed where it is to be signed."""
    title = "" if kind == rules.LETTER else f"= {rules.KINDS[kind].name.vi.upper()}\n"  # a letter has none
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "paper.typ"
        source.write_text(
            f'#set document(title: "{subject}", date: datetime(year: 2023, month: 3, day: 6))\n#set page(paper: "a4")\n#set text(lang: "vi")\n{title}{subject}\n'
            f"#v(60mm)\n#align(right)[GIÁM ĐỐC #v(25mm) {signer}]\n"
        )
        made = typst.compile(source, pdf_standards=["a-2a"])
    assert isinstance(made, bytes)
    return made


def upload(content: bytes | None = None, name: str = "quyet-dinh.pdf") -> actions.Upload:
    """Give a file as a browser sends it."""
    return actions.Upload(name=name, chunks=[content if content is not None else paper()])


def drafted(
    office: Office,
    *,
    kind: str = "quyet-dinh",
    subject: str = "Về việc phân công nhiệm vụ",
    legal: bool = False,
) -> rules.State:
    """Let Lan write a decision, with its paper; `legal` where it is a legal document."""
    lan = office.actor("lan")
    drafting = actions.Drafting(unit=HOME, kind=kind, subject=subject, legal=legal)
    state = actions.draft(drafting=drafting, by=lan, at=NOW)
    written = upload(paper(kind=kind))
    return actions.add_file(document_id=state.id, upload=written, main=True, by=lan, at=NOW)


def submitted(office: Office, **given: Any) -> rules.State:
    """Let Lan hand a decision up to Bình."""
    state = drafted(office, **given)
    return actions.submit(document_id=state.id, to=office.accounts["binh"], by=office.actor("lan"), at=NOW)


def sealed(office: Office, **given: Any) -> rules.State:
    """Bring a decision to where both have signed and it has its number."""
    state = submitted(office, **given)
    state = actions.sign(document_id=state.id, shown=state.file or "", by=office.actor("binh"), at=NOW)
    state = actions.number(document_id=state.id, by=office.actor("dung"), at=NOW)
    return actions.seal(document_id=state.id, shown=state.file or "", by=office.actor("dung"), at=NOW)


def at_desk(office: Office, who: str) -> Client:
    """Let somebody sign in."""
    return page.signed_in(office.accounts[who])
