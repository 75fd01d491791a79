"""Who signs in a demonstration: the province's own agencies and their heads, each with a trial key."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec
import typst
from django.conf import settings

from motcua.base import store
from motcua.base.signing import trial
from motcua.spine import access
from motcua.systems.documents import actions
from motcua.systems.identity import queries as identity
from motcua.systems.organisation import queries as organisation

BY = access.system("demo")
PICTURES = Path(__file__).parent / "picture.typ"
DEEPEST = 2  # parts of a code: the province and its departments
ALSO = ("H31.33.111",)
OUTSIDE = (
    ("ngoai-bo", "Bộ Tư pháp (mô phỏng)", "G15"),
    ("ngoai-tinh", "Ủy ban nhân dân tỉnh Thái Bình (mô phỏng)", "H54"),
)
PIN = "1234"  # of trial tokens


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """An agency of the cast with those who sign for it: its head's account and name."""

    unit: organisation.UnitRecord
    heads: tuple[identity.Person, ...]


def members() -> tuple[Member, ...]:
    """Give the agencies that sign, each with its heads; the leader signs for the province."""
    found = []
    for unit in organisation.units():
        if len(unit.code.split(".")) > DEEPEST and unit.code not in ALSO:
            continue
        role = access.Role.LEADER if unit.kind == "province" else access.Role.UNIT_HEAD
        heads = identity.people(unit=unit.code, role=role)
        if heads:
            found.append(Member(unit=unit, heads=heads))
    return tuple(found)


def holders(cast: Sequence[Member]) -> Iterator[trial.Holder]:
    """Name everybody whom the trial authority certifies."""
    for member in cast:
        code = member.unit.code
        yield trial.Holder(label=_agency(code), name=member.unit.name, identifier=code)
        for head in member.heads:
            yield trial.Holder(label=_person(head.id), name=head.name, organisation=member.unit.short_name)
    for label, name, code in OUTSIDE:
        yield trial.Holder(label=label, name=name, identifier=code)
        yield trial.Holder(label=f"{label}-nguoi", name="Người ký (mô phỏng)", organisation=name)


def enrol(made: trial.Authority, cast: Sequence[Member], *, at: datetime) -> None:
    """Put every key where it belongs and write it down: people who sign in get a token where SoftHSM is installed."""
    folder = Path(settings.SIGNING_KEYS)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    heads = [head for member in cast for head in member.heads]
    tokens = {head.id for head in heads if not head.username.startswith("mp-")} if _softhsm() else set()
    for account in tokens:  # all of them first: the library reads what tokens there are when it is loaded
        _token(_person(account))
    for member in cast:
        code = member.unit.code
        _file(made, _agency(code), folder)
        seal = _picture("seal", member.unit.short_name)
        _write(holder=code, agency=True, file=f"{_agency(code)}.p12", picture=seal, at=at)
    for head in heads:
        label, hand = _person(head.id), _picture("hand", head.name)
        if head.id in tokens:
            trial.into_token(made, label, library=settings.PKCS11_LIBRARY, token=label, pin=PIN)
            _write(holder=head.id, agency=False, token=label, picture=hand, at=at)
            continue
        _file(made, label, folder)
        _write(holder=head.id, agency=False, file=f"{label}.p12", picture=hand, at=at)


def _agency(code: str) -> str:
    return f"co-quan-{code}".lower().replace(".", "-")


def _person(account: str) -> str:
    return f"nguoi-{account}"


def _write(*, holder: str, agency: bool, picture: str, at: datetime, file: str = "", token: str = "") -> None:
    actions.enrol(
        enrolling=actions.Enrolling(
            holder=holder,
            agency=agency,
            file=file,
            token=token,
            label=token,
            opening=PIN if token else trial.PASSWORD,
            picture=picture,
            trial=True,
        ),
        by=BY,
        at=at,
    )


def _file(made: trial.Authority, label: str, folder: Path) -> None:
    path = folder / f"{label}.p12"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(made.pkcs12(label))


def _softhsm() -> bool:
    """Make a home for SoftHSM's tokens where it is installed; its library reads where that is when it is loaded."""
    if not (shutil.which("softhsm2-util") and Path(settings.PKCS11_LIBRARY).exists()):
        return False
    home = Path(settings.TRIAL) / "tokens"
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    config = Path(settings.TRIAL) / settings.SOFTHSM_CONFIG
    config.write_text(f"directories.tokendir = {home}\nobjectstore.backend = file\n", encoding="utf-8")
    os.environ["SOFTHSM2_CONF"] = str(config)
    return True


def _token(label: str) -> None:
    words = [str(shutil.which("softhsm2-util")), "--init-token", "--free", "--label", label]
    subprocess.run([*words, "--pin", PIN, "--so-pin", PIN], check=True, capture_output=True)  # noqa: S603 - our own words


def _picture(shape: str, name: str) -> str:
    """Draw a hand's signature (blue) or a seal (red), each saying that it is a trial's; give its digest in the store."""
    given = {"data": msgspec.json.encode({"shape": shape, "name": name}).decode()}
    drawn = typst.compile(str(PICTURES), format="png", ppi=200.0, sys_inputs=given, ignore_system_fonts=True)
    if not isinstance(drawn, bytes):
        raise TypeError(type(drawn).__name__)
    return store.put(chunks=[drawn], name=f"{shape}.png").digest
