"""The trial authority of a demonstration: its folder, whom it certified, and where it answers.

It is no authority of the State and is never called one; a demonstration believes it, and every page says so.
"""

import socket
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings

from motcua.base import clock
from motcua.base.signing import trial

SINCE = datetime(2022, 1, 1, tzinfo=clock.VN)
UNTIL = datetime(2035, 1, 1, tzinfo=clock.VN)
LIST, ROOT, TIMES, POLICIES = "holders.json", "root.cer", "times", "policies"


def found(holders: Sequence[trial.Holder]) -> trial.Authority:
    """Found the authority over its folder, certify these, and leave there what the settings read."""
    folder = Path(settings.TRIAL)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    said = [
        {"label": one.label, "name": one.name, "organisation": one.organisation, "identifier": one.identifier}
        for one in holders
    ]
    (folder / LIST).write_bytes(msgspec.json.encode({"port": _free_port(), "holders": said}))
    authority = kept()
    (folder / ROOT).write_bytes(authority.root.dump())
    (folder / TIMES).write_text(authority.times, encoding="utf-8")
    (folder / POLICIES).write_text(trial.PURPOSE, encoding="utf-8")
    return authority


def kept() -> trial.Authority:
    """Give the authority that was founded here; FileNotFoundError where none was."""
    folder = Path(settings.TRIAL)
    said: Any = msgspec.json.decode((folder / LIST).read_bytes())
    return trial.Authority(
        folder=folder / "keys",
        holders=[trial.Holder(**one) for one in said["holders"]],
        since=SINCE,
        until=UNTIL - timedelta(days=1),
        port=said["port"],
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
