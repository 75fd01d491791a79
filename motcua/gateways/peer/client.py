"""The sending side."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

import msgspec

from motcua.base import web
from motcua.spine.refusal import gettext_noop as _
from motcua.systems.exchange.ports import Answer, File, Files, Parcel, Unreachable, Verdict

REFUSED = 422


@dataclass(kw_only=True)
class Client:
    """Carries messages, and the files they name, to another house."""

    caller: web.Caller
    files: Files
    _there: set[str] = field(default_factory=set, repr=False)

    def deliver(self, parcels: Sequence[Parcel]) -> Sequence[Verdict]:
        """Bring the files that the other side lacks, then the messages; Unreachable when it does not answer."""
        try:
            without = self._bring_files(parcels)
            going = [each for each in parcels if each.id not in without]
            body = msgspec.json.encode(going)
            verdicts = msgspec.json.decode(self._asked("POST", "/messages", body), type=list[Verdict])
        except (web.UnreachableError, msgspec.MsgspecError) as error:
            raise Unreachable(str(error)) from error
        return [*without.values(), *verdicts]

    def _bring_files(self, parcels: Sequence[Parcel]) -> dict[str, Verdict]:
        """Bring files; gives a verdict for each message whose file cannot be had here."""
        wanted = {
            file.digest: file for each in parcels for file in each.files if file.digest not in self._there
        }
        without: dict[str, Verdict] = {}
        if not wanted:
            return without
        answer = self._asked("POST", "/files/lacking", msgspec.json.encode(list(wanted)))
        lacking = set(msgspec.json.decode(answer, type=list[str]))
        lost = {digest: why for digest in lacking & set(wanted) if (why := self._bring(wanted[digest]))}
        self._there |= set(wanted) - set(lost)
        for each in parcels:
            why = next((lost[file.digest] for file in each.files if file.digest in lost), None)
            if why:
                code, said = why
                without[each.id] = Verdict(id=each.id, answer=Answer.REFUSED, code=code, said=said)
        return without

    def _bring(self, file: File) -> tuple[str, str] | None:
        """Bring a file; gives code and sentence where it cannot be had here, or the other side does not take it."""
        try:
            stream = self.files.open(file.digest)
        except FileNotFoundError:
            return "exchange.file-missing", _("tệp đính kèm không còn trong kho của bên gửi")
        with stream:
            path = f"/files/{file.digest}?name={quote(file.name)}"
            answer = self.caller.call("PUT", path, stream, **{"Content-Length": str(file.size)})
        if answer.status == REFUSED:
            return "exchange.file-refused", _("bên nhận không nhận tệp đính kèm thuộc loại này")
        if answer.status not in {200, 204}:
            raise web.UnreachableError(f"HTTP {answer.status}")
        return None

    def _asked(self, method: str, path: str, body: object, **headers: str) -> bytes:
        answer = self.caller.call(method, path, body, **headers)  # type: ignore[arg-type]  # bytes, or a file of them
        if answer.status not in {200, 204}:
            said = answer.body.decode(errors="replace")[:200]
            raise web.UnreachableError(f"HTTP {answer.status} {said}")
        return answer.body
