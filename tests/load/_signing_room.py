"""Many documents signed in one go as the head of an agency does: held, read, stamped, signed, put away, told to the ledger.

The going is stopped half-way and begun again with the same list, as after a lost line: what is signed stays as it is.
"""

import itertools
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from motcua.base.signing import trial
from tests.load import _house

FLAT = 1.1  # times the memory after the first five hundred
FIRST = 500
BATCH = 500
WAIT = timedelta(hours=1)


def run(many: int) -> list[dict[str, Any]]:
    """Give the rate, the memory at the end to that near the beginning, and what of the list was signed how often."""
    _house.opened()
    with tempfile.TemporaryDirectory() as folder:
        return _measured(many, Path(folder))


def _measured(many: int, home: Path) -> list[dict[str, Any]]:
    from django.test import override_settings  # noqa: PLC0415 - rooms can be imported only once Django is set up

    (home / "keys").mkdir(mode=0o700)
    with override_settings(VAR=home, SIGNING_KEYS=str(home / "keys"), SIGNING_TIMES="", SIGNING_LEVEL="B-B"):
        return _signed(*_waiting(many, home))


def _waiting(many: int, home: Path) -> tuple[list[tuple[str, str]], Any]:
    """Let an officer submit that many documents to the head of a commune."""
    from django.db import transaction  # noqa: PLC0415 - as above

    from motcua.spine import access  # noqa: PLC0415 - as above
    from motcua.systems.documents import actions  # noqa: PLC0415 - as above
    from motcua.systems.documents.tests import office  # noqa: PLC0415 - as above
    from motcua.systems.identity import actions as identity, queries as accounts  # noqa: PLC0415 - as above

    by, unit, name = access.system("bench"), _house.opened().officers[0][0], "Trần Văn Bình"
    account = identity.open_account(by=by, at=_house.AT, username="bench-head", name=name, kind="staff")
    grant = access.Grant(role=access.Role.UNIT_HEAD, unit=unit)
    identity.give(by=by, at=_house.AT, account_id=account, grant=grant)
    authority = trial.Authority(
        folder=home / "authority",
        holders=[trial.Holder(label="head", name=name)],
        since=_house.AT - timedelta(days=30),
        until=_house.AT + timedelta(days=300),
        port=1,
    )
    (home / "keys" / "head.p12").write_bytes(authority.pkcs12("head"))
    enrolling = actions.Enrolling(
        holder=account, agency=False, file="head.p12", opening=trial.PASSWORD, trial=True
    )
    actions.enrol(enrolling=enrolling, by=by, at=_house.AT)
    head, paper = accounts.actor(account_id=account, at=_house.AT + WAIT), office.paper()
    picked = []
    for batch in range(0, many, BATCH):
        with transaction.atomic():  # what is measured is the signing
            for number in range(batch, min(batch + BATCH, many)):
                drafting = actions.Drafting(unit=unit, kind="quyet-dinh", subject=f"Quyết định thứ {number}")
                files = [(True, actions.Upload(name="quyet-dinh.pdf", chunks=[paper]))]
                state = actions.draft_with_files(drafting=drafting, files=files, by=by, at=_house.AT)
                state = actions.submit(document_id=state.id, to=account, by=by, at=_house.AT)
                picked.append((state.id, state.file or ""))
    return picked, head


def _signed(picked: list[tuple[str, str]], head: Any) -> list[dict[str, Any]]:
    from motcua.systems.documents import actions, models  # noqa: PLC0415 - as above

    many, at = len(picked), _house.AT + WAIT
    began, used = time.perf_counter(), time.process_time()
    going = actions.sign_many(documents=picked, by=head, at=at)
    refused = [one for one in itertools.islice(going, FIRST) if one.refused]
    first = _memory()
    refused += [one for one in itertools.islice(going, many // 2 - FIRST) if one.refused]
    going.close()
    half, half_used = time.perf_counter() - began, time.process_time() - used
    refused += [one for one in actions.sign_many(documents=picked, by=head, at=at) if one.refused]
    last = _memory()
    once = models.File.objects.filter(made_by="signed").values("document").distinct().count()
    times = models.File.objects.filter(made_by="signed").count()
    if refused or not once == times == many:
        message = f"{len(refused)} refused, {times} signatures on {once} of {many} documents"
        raise RuntimeError(message)
    room = f"signing: {many:,} documents through the room"
    return [
        {"name": f"{room}, the first half", "value": many // 2 / half, "unit": "a second"},
        {
            "name": f"{room}, the same by this process's own time",
            "value": many // 2 / half_used,
            "unit": "a second and core",
        },
        {
            "name": f"{room}: memory after the last to that after {FIRST}",
            "value": last / first,
            "unit": "times",
            "goal": f"at most {FLAT}: flat",
        },
        {
            "name": f"{room}: stopped at the half, begun again with all of them",
            "value": float(times / once),
            "unit": "signatures each",
            "goal": "1",
        },
    ]


def _memory() -> int:
    """Give the bytes that this process holds."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) << 10
    raise RuntimeError("no VmRSS")
