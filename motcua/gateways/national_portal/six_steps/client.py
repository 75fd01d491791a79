"""The portal over HTTP, in six steps; each is safe to repeat, and what one gave is kept before the next is made."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import msgspec

from motcua.base import web
from motcua.gateways.json_http import asking
from motcua.gateways.national_portal import refusal
from motcua.gateways.national_portal.six_steps import wire
from motcua.systems.exchange.ports import Files, Memory, NationalPortal, Unreachable

OK, UNAUTHORIZED = 200, 401
DONE = "done"
NEEDED = ("MaHoSo", "TrangThaiHoSo", "MaDonViTiepNhan")
"""Without these the first steps could be made and the last could not: nothing is begun."""


@dataclass(kw_only=True)
class Client:
    """Speaks to the portal for one province; a token that is no longer taken is renewed, once.

    `older` is asked what the six steps cannot answer; `files` are ours; `memory` keeps the numbers that the portal gives.
    """

    caller: web.Caller
    client_id: str
    secret: str = field(repr=False)
    older: NationalPortal
    files: Files
    memory: Memory
    _token: str = field(default="", repr=False)

    def procedures(self) -> Sequence[Mapping[str, str]]:
        """List the procedures the portal publishes."""
        return self.older.procedures()

    def procedure(self, code: str) -> Mapping[str, object]:
        """Give one procedure in the portal's own words."""
        return self.older.procedure(code)

    def status(self, code: str) -> str | None:
        """Ask how the portal has a dossier, by our number."""
        return self.older.status(self._known_as(code))

    def dossier(self, data: Mapping[str, object], *, is_there: bool = False) -> str:
        """Bring a dossier up: its number and its files are given once, then it is linked, and its state told."""
        for name in NEEDED:
            if not data.get(name):
                raise refusal.incomplete(name)
        number = self._number(data, is_there=is_there)
        said = wire.dossier(data, number=number, files=self._uploaded(data))
        self._asked(wire.LINK, said, key=_key(data, said))
        state = wire.state(data, number=number)
        self._asked(wire.STATE, [state], key=_key(data, state))
        return number

    def progress(self, data: Mapping[str, object]) -> None:
        """Bring up one step, then the state it leads to; a step that got there is not told twice when the state did not."""
        number = self._known_as(str(data.get("MaHoSo", "")))
        step, state = wire.step(data, number=number), wire.state(data, number=number)
        made = f"step:{_key(data, step)}"
        if not self.memory.recall(made):
            self._asked(wire.PROGRESS, [step], key=_key(data, step))
            self.memory.keep(made, DONE)
        self._asked(wire.STATE, [state], key=_key(data, state))
        self.memory.forget(made)

    def _known_as(self, ours: str) -> str:
        """Give the number a dossier has there: ours where it went up by the older exchange."""
        return self.memory.recall(f"dossier:{ours}") or ours

    def _number(self, data: Mapping[str, object], *, is_there: bool) -> str:
        name = f"dossier:{data['MaHoSo']}"
        if known := self.memory.recall(name):
            return known
        if is_there:
            return self.memory.keep(name, str(data["MaHoSo"]))
        unit = quote(str(data["MaDonViTiepNhan"]), safe="")
        given = self._asked(f"{wire.NEXT}?code={unit}", method="GET").get("value")
        if not isinstance(given, str) or not given:
            raise Unreachable(wire.NEXT)
        return self.memory.keep(name, given)

    def _uploaded(self, data: Mapping[str, Any]) -> dict[str, wire.Upload]:
        """Bring up the files that are not there yet; gives all of them by our digest."""
        papers = [each for each in data.get("TaiLieuNop") or [] if each.get("HashTepTin")]
        return {
            each["HashTepTin"]: self._upload(each["HashTepTin"], each["TenTepDinhKem"]) for each in papers
        }

    def _upload(self, digest: str, name: str) -> wire.Upload:
        if kept := self.memory.recall(f"file:{digest}"):
            return msgspec.json.decode(kept, type=wire.Upload)
        try:
            with self.files.open(digest) as file:
                content = file.read()
        except OSError as error:
            raise refusal.file_gone(name) from error
        body = wire.form(content, name=name, boundary=digest)
        said = self._asked(wire.UPLOAD, body, kind=f"multipart/form-data; boundary={digest}")
        try:
            (first,) = said["data"]
            there = wire.Upload(id=str(first["IdTepTin"]), digest=str(first["HashTepTin"]))
        except (LookupError, TypeError, ValueError) as error:
            raise Unreachable(wire.UPLOAD) from error
        kept = self.memory.keep(f"file:{digest}", msgspec.json.encode(there).decode())
        return msgspec.json.decode(kept, type=wire.Upload)

    def _asked(
        self, path: str, body: object = None, *, method: str = "POST", key: str = "", kind: str = ""
    ) -> dict[str, Any]:
        headers = {name: value for name, value in ((wire.KEY, key), ("Content-Type", kind)) if value}
        status = UNAUTHORIZED
        for renewed in (False, True):
            if renewed or not self._token:
                self._token = self._signed_in()
            headers["Authorization"] = f"Bearer {self._token}"
            answer = asking.spoken(self.caller, method, path, body=body, headers=headers)
            status = answer.status
            if status == OK:
                return asking.read(answer, kind=dict[str, Any])
            if status in asking.FOR_GOOD:
                raise _refused(answer)
            if status != UNAUTHORIZED:
                break
        raise Unreachable(f"HTTP {status}")

    def _signed_in(self) -> str:
        asked = {"client_id": self.client_id, "client_secret": self.secret}
        status, said = asking.asked(self.caller, "POST", wire.TOKEN, kind=dict[str, Any], body=asked)
        token = said.get("access_token")
        if status != OK or not isinstance(token, str) or not token:
            raise Unreachable("sign-in")
        return token


def _refused(answer: web.Answer) -> Exception:
    """Say why a step was not taken: by a code of ours where it bears one, else in the portal's own words."""
    try:
        said = msgspec.json.decode(answer.body, type=dict[str, Any])
    except (msgspec.MsgspecError, UnicodeError):
        said = {"message": answer.body.decode(errors="replace")}
    code, words = str(said.get("error_code", answer.status)), str(said.get("message", ""))
    return refusal.KNOWN.of(code, words)


def _key(data: Mapping[str, object], said: Mapping[str, object]) -> str:
    """Name what is told, the same at every try: the dossier, its state, the moment, and the words themselves."""
    state = data.get("TrangThai") or data.get("TrangThaiHoSo") or ""
    words = hashlib.sha256(msgspec.json.encode(said, order="deterministic")).hexdigest()
    return f"{data.get('MaHoSo')}:{state}:{data.get('ThoiDiemXuLy', '')}:{words[:16]}"
