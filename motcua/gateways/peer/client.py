"""The sending side."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

import msgspec

from motcua.base import web
from motcua.spine.refusal import gettext_noop as _
from motcua.systems.exchange.ports import Answer, File, Files, Parcel, Unreachable, Verdict


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
        lost: set[str] = set()
        for digest in lacking & set(wanted):
            try:
                self._bring(wanted[digest])
            except FileNotFoundError:
                lost.add(digest)
        self._there |= set(wanted) - lost
        for each in parcels:
            if lost & {file.digest for file in each.files}:
                without[each.id] = Verdict(
                    id=each.id,
                    answer=Answer.REFUSED,
                    code="exchange.file-missing",
                    said=_("tệp đính kèm không còn trong kho của bên gửi"),
                )
        return without

    def _bring(self, file: File) -> None:
        with self.files.open(file.digest) as stream:
            path = f"/files/{file.digest}?name={quote(file.name)}"
            self._asked("PUT", path, stream, **{"Content-Length": str(file.size)})

    def _asked(self, method: str, path: str, body: object, **headers: str) -> bytes:
        answer = self.caller.call(method, path, body, **headers)  # type: ignore[arg-type]  # bytes, or a file of them
        if answer.status not in {200, 204}:
            said = answer.body.decode(errors="replace")[:200]
            raise web.UnreachableError(f"HTTP {answer.status} {said}")
        return answer.body
