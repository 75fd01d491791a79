"""From the outbox to the axis as edXML, and from the axis to the inbox."""

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import IO

from motcua.gateways.axis import letters, refusal as refusals
from motcua.gateways.edxml import reader, records, writer
from motcua.gateways.edxml.contents import Content, Scratch
from motcua.spine import refusal
from motcua.spine.refusal import gettext_noop as _
from motcua.systems.exchange import ports
from motcua.systems.exchange.ports import Axis, Edoc, File, Files, Parcel, Verdict

Keep = Callable[[str, Iterable[bytes]], File]
"""Keeps a file of that name in our store and says how it lies there; a Refusal when it is of no kind we take."""


@dataclass(kw_only=True)
class Carrier:
    """Takes messages to the axis one by one; the axis knows the same bytes again."""

    axis: Axis
    files: Files

    def deliver(self, parcels: Sequence[Parcel]) -> Sequence[Verdict]:
        """Send each; once the axis does not answer, the rest is tried later."""
        return ports.one_by_one(parcels, self._sent)

    def _sent(self, parcel: Parcel) -> str:
        kind = "status" if parcel.kind == ports.STATUS else "edoc"
        try:
            message = writer.to_bytes(self._message(parcel))
        except FileNotFoundError as error:
            raise refusals.Refusal(
                "axis.file-missing", _("Tệp đính kèm không còn trong kho của bên gửi.")
            ) from error
        return self.axis.send(sender=parcel.sender, receiver=parcel.receiver, kind=kind, message=message)

    def _message(self, parcel: Parcel) -> records.Message:
        if parcel.kind == ports.STATUS:
            return letters.to_status(ports.note(parcel.body))
        letter = ports.letter(parcel.body)
        contents = [(file, self._content(file)) for file in parcel.files or letter.files]
        # The moment of posting, not of this try: the same message must have the same bytes at every try.
        return letters.to_document(letter, contents=contents, at=parcel.posted_at)

    def _content(self, file: File) -> Content:
        scratch = Scratch()
        with self.files.open(file.digest) as stream:
            for chunk in iter(lambda: stream.read(1 << 18), b""):
                scratch.write(chunk)
        return scratch.content()


@dataclass(kw_only=True)
class Source:
    """Brings what waits at the axis for our agencies."""

    axis: Axis
    receivers: Sequence[str]
    keep: Keep
    _came: dict[str, Edoc] = field(default_factory=dict, repr=False)

    def waiting(self, *, limit: int) -> Sequence[Parcel]:
        """Fetch what waits. What cannot be read comes all the same, for a person to look at; Unreachable as said."""
        found: list[Parcel] = []
        for receiver in self.receivers:
            for edoc in self.axis.waiting(receiver=receiver, limit=limit - len(found)):
                parcel = self._parcel(edoc, self.axis.fetch(receiver=receiver, doc_id=edoc.doc_id))
                self._came[parcel.id] = edoc
                found.append(parcel)
            if len(found) >= limit:
                break
        return found

    def taken(self, ids: Iterable[str]) -> None:
        """Tell the axis that messages are here."""
        self._say(ids, "done")

    def refused(self, ids: Iterable[str]) -> None:
        """Tell the axis that messages could not be kept, so that their senders see it and others are not kept waiting."""
        self._say(ids, "fail")

    def _say(self, ids: Iterable[str], status: str) -> None:
        for each in ids:
            edoc = self._came.pop(each, None)
            if edoc is not None:
                self.axis.update(receiver=edoc.receiver, doc_id=edoc.doc_id, status=status)

    def _parcel(self, edoc: Edoc, message: bytes) -> Parcel:
        try:
            kind, lane, body, files = self._read(message)
        except refusal.Refusal as no:
            said = no.message % no.params if no.params else no.message
            kind, lane, files = ports.DOCUMENT, f"{edoc.doc_id}: {no.code}", ()
            body = ports.unreadable(code=no.code, said=said)
        return Parcel(
            id=letters.name_of(message, receiver=edoc.receiver),
            sender=edoc.sender,
            receiver=edoc.receiver,
            lane=lane,
            kind=kind,
            body=body,
            posted_at=edoc.created_at,
            files=files,
        )

    def _read(self, message: bytes) -> tuple[str, str, str, tuple[File, ...]]:
        with _spooled(message) as stream:
            found = reader.read(stream)
            if isinstance(found, records.Status):
                note = letters.from_status(found)
                return ports.STATUS, f"status:{note.document}", ports.to_json(note), ()
            letter = letters.from_document(found, keep=self._kept)
        return ports.DOCUMENT, letter.document, ports.to_json(letter), letter.files

    def _kept(self, attachment: records.Attachment) -> File:
        return self.keep(attachment.name or "tep", attachment.content.chunks())


def _spooled(message: bytes) -> IO[bytes]:
    file = tempfile.SpooledTemporaryFile(max_size=1 << 20)  # noqa: SIM115 - given back open, closed by who asked
    file.write(message)
    file.seek(0)
    return file
