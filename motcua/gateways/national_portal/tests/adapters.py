"""Both exchanges of a portal's twin over HTTP, each with our client at the other end."""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import IO

from motcua.base import web
from motcua.gateways.national_portal import client, server, twin
from motcua.gateways.national_portal.six_steps import client as steps_client, server as steps_server
from motcua.spine.worktime import VN
from motcua.systems.exchange.ports import NationalPortal

MORNING = datetime(2023, 12, 15, 8, tzinfo=VN)


@dataclass(kw_only=True)
class Memory:
    """A memory of the process."""

    kept: dict[str, str] = field(default_factory=dict)

    def recall(self, name: str) -> str:
        return self.kept.get(name, "")

    def keep(self, name: str, value: str) -> str:
        return self.kept.setdefault(name, value)

    def forget(self, name: str) -> None:
        self.kept.pop(name, None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shelf:
    """Files by their digest."""

    files: Mapping[str, bytes] = field(default_factory=dict)

    def open(self, digest: str) -> IO[bytes]:
        if digest not in self.files:
            raise FileNotFoundError(digest)
        return io.BytesIO(self.files[digest])


@dataclass(kw_only=True)
class Adapter:
    """The adapter of the six steps, with a clock to be wound, what was asked of it, and what it answers when it is ill.

    By path, the statuses of its next answers: `before` the step is made, or `after` it was and nobody hears of it.
    """

    door: steps_server.Server
    client: steps_client.Client
    asked: list[str]
    before: dict[str, list[int]]
    after: dict[str, list[int]]
    time: list[datetime]

    def later(self, by: timedelta) -> None:
        self.time[0] += by


@contextmanager
def older(portal: twin.Twin) -> Iterator[client.Client]:
    door = server.Server(portal=portal, username="hung-yen", password="bí mật")
    with web.serving(door) as port:
        caller = web.Caller(url=f"http://127.0.0.1:{port}", timeout=5)
        yield client.Client(caller=caller, unit="H31", username="hung-yen", password="bí mật")
        caller.close()


@contextmanager
def six_steps(
    portal: twin.Twin, *, older: NationalPortal, files: Mapping[str, bytes] | None = None
) -> Iterator[Adapter]:
    asked: list[str] = []
    before: dict[str, list[int]] = {}
    after: dict[str, list[int]] = {}
    time = [MORNING]
    door = steps_server.Server(portal=portal, client_id="hung-yen", secret="bí mật", clock=lambda: time[0])

    def answered(request: web.Request) -> web.Answer:
        asked.append(request.path)
        if before.get(request.path):
            return web.Answer(status=before[request.path].pop(0), body=b"<html>Bad Gateway</html>")
        answer = door(request)
        if after.get(request.path):
            return web.Answer(status=after[request.path].pop(0), body=b"<html>Bad Gateway</html>")
        return answer

    with web.serving(answered) as port:
        caller = web.Caller(url=f"http://127.0.0.1:{port}", timeout=5)
        ours = steps_client.Client(
            caller=caller,
            client_id="hung-yen",
            secret="bí mật",
            older=older,
            files=Shelf(files=files or {}),
            memory=Memory(),
        )
        yield Adapter(door=door, client=ours, asked=asked, before=before, after=after, time=time)
        caller.close()
