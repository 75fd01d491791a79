"""Agencies at the other end of the axis, simulated: they take what is sent to them and tell how it stands as time passes.

What an agency does with a document falls the same way each time, by its id; every answer says that it is simulated.
"""

import hashlib
import io
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from motcua.gateways.edxml import compose, moments, reader, records, writer
from motcua.gateways.edxml.codes import Operation, Status
from motcua.spine import refusal
from motcua.systems.exchange.ports import Axis, Edoc, Unreachable

log = logging.getLogger(__name__)
AT_ONCE = 500
OPENS = 9  # the hour at which an office begins
REFUSES, PACES = 7, 4  # one of so many documents is refused; how much slower the slowest agency is
STEPS: Mapping[Status, timedelta] = {
    Status.ARRIVED: timedelta(minutes=1),
    Status.ACCEPTED: timedelta(minutes=4),
    Status.ASSIGNED: timedelta(minutes=15),
    Status.DONE: timedelta(hours=2),
}
REFUSED: Mapping[Status, timedelta] = {
    Status.ARRIVED: timedelta(minutes=1),
    Status.REFUSED: timedelta(minutes=6),
}
SAID: Mapping[Status, str] = {
    Status.ARRIVED: "Đã đến hệ thống (mô phỏng)",
    Status.REFUSED: "Không thuộc thẩm quyền giải quyết (mô phỏng)",
    Status.ACCEPTED: "Đã vào sổ văn bản đến (mô phỏng)",
    Status.ASSIGNED: "Đã phân công xử lý (mô phỏng)",
    Status.DONE: "Đã xử lý xong (mô phỏng)",
    Status.AGREED: "Đồng ý (mô phỏng)",
    Status.NOT_AGREED: "Văn bản đã được tiếp nhận, xử lý (mô phỏng)",
}
BY = records.Staff(department="Văn thư", staff="Cán bộ mô phỏng")


@dataclass(kw_only=True)
class Correspondents:
    """Answers for the agencies of `names` (by code) with what they took from the axis; for one thread at a time."""

    axis: Axis
    names: Mapping[str, str]
    clock: Callable[[], datetime]
    _read: dict[str, records.Message | None] = field(default_factory=dict)
    _told: set[tuple[str, Status, str | None]] = field(default_factory=set)

    def answer(self) -> int:
        """Tell what is due by now, each status once; gives how many were told.

        For whom the axis does not answer just now, that agency goes on the next time.
        """
        before = len(self._told)
        for code in self.names:
            try:
                self._answer(code)
            except Unreachable as error:
                log.info("%s does not get through to the axis: %s", code, error)
        return len(self._told) - before

    def _answer(self, code: str) -> None:
        waiting = self.axis.waiting(receiver=code, limit=AT_ONCE)
        for edoc in waiting:
            message = self._message(code, edoc)
            if isinstance(message, records.Document):
                steps = list(self._steps(code, edoc, message, waiting))
            elif isinstance(message, records.Status) and message.status_code == Status.TAKING_BACK:
                steps = [self._given_back(code, edoc, message, waiting)]
            else:
                steps = []
            due = [step for step in steps if step[1] <= self.clock()]
            for status, at, about in due:
                self._tell(code, edoc, status, at, about)
            if len(due) == len(steps):
                self._done(code, edoc)

    def _steps(
        self, code: str, edoc: Edoc, document: records.Document, waiting: Sequence[Edoc]
    ) -> Iterator[tuple[Status, datetime, records.Reference]]:
        """Give what an agency says of a message, when, and about which document."""
        does = document.business.type
        own = compose.reference(document)
        if does in {Operation.NEW, Operation.REPLACE}:
            for old in document.business.replacements:
                yield Status.AGREED, edoc.created_at, replace(own, document_id=old.document_id)
            for status, after in path(code, document.document_id or "").items():
                yield status, began(edoc, document) + after, own
            return
        about = replace(own, document_id=document.business.document_id)
        agrees = self._standing(code, about.document_id, waiting, by=edoc.created_at) is not Status.DONE
        if agrees and does == Operation.RECALL:
            self._forget(code, about.document_id, waiting)
        yield Status.AGREED if agrees else Status.NOT_AGREED, edoc.created_at, about

    def _given_back(
        self, code: str, edoc: Edoc, asked: records.Status, waiting: Sequence[Edoc]
    ) -> tuple[Status, datetime, records.Reference]:
        """Give a document back that its sender asks for where it was not taken on yet."""
        about = asked.response_for
        stands = self._standing(code, about.document_id, waiting, by=edoc.created_at)
        if stands in {None, Status.ARRIVED}:
            self._forget(code, about.document_id, waiting)
            return Status.AGREED, edoc.created_at, about
        return Status.NOT_AGREED, edoc.created_at, about

    def _standing(
        self, code: str, document: str | None, waiting: Sequence[Edoc], *, by: datetime
    ) -> Status | None:
        """Tell how far an agency had come with a document by a moment; what no longer waits is done with."""
        for edoc, found in self._of(code, document, waiting):
            steps = path(code, document or "").items()
            reached = [status for status, after in steps if began(edoc, found) + after <= by]
            return reached[-1] if reached else None
        return Status.DONE

    def _forget(self, code: str, document: str | None, waiting: Sequence[Edoc]) -> None:
        """Say no more of a document that was given back."""
        for edoc, _found in self._of(code, document, waiting):
            self._done(code, edoc)

    def _of(
        self, code: str, document: str | None, waiting: Sequence[Edoc]
    ) -> Iterator[tuple[Edoc, records.Document]]:
        for edoc in waiting:
            found = self._message(code, edoc)
            if (
                isinstance(found, records.Document)
                and found.document_id == document
                and found.business.type in {Operation.NEW, Operation.REPLACE}
            ):
                yield edoc, found

    def _message(self, code: str, edoc: Edoc) -> records.Message | None:
        """Read a message once, without its files; None for one that cannot be read."""
        if edoc.doc_id not in self._read:
            try:
                found = reader.read(io.BytesIO(self.axis.fetch(receiver=code, doc_id=edoc.doc_id)))
            except refusal.Refusal:
                found = None
            if isinstance(found, records.Document):
                found = replace(found, attachments=())
            self._read[edoc.doc_id] = found
        return self._read[edoc.doc_id]

    def _done(self, code: str, edoc: Edoc) -> None:
        self.axis.update(receiver=code, doc_id=edoc.doc_id, status="done")

    def _tell(self, code: str, edoc: Edoc, status: Status, at: datetime, about: records.Reference) -> None:
        """Tell a sender; whether it was told before this process began the axis knows by the bytes."""
        once = (edoc.doc_id, status, about.document_id)
        if once in self._told:
            return
        message = records.Status(
            from_=records.Organisation(organ_id=code, name=self.names[code]),
            response_for=about,
            staff_info=BY,
            status_code=status.value,
            description=SAID[status],
            timestamp=moments.wire_timestamp(at),
        )
        self.axis.send(sender=code, receiver=edoc.sender, kind="status", message=writer.to_bytes(message))
        self._told.add(once)


def path(agency: str, document: str) -> Mapping[Status, timedelta]:
    """Give what an agency does with a document and how long after it came: the same for the same two."""
    dice = int.from_bytes(hashlib.sha256(f"{agency} {document}".encode()).digest()[:4])
    pace = 1 + dice // REFUSES % PACES
    steps = REFUSED if dice % REFUSES == 0 else STEPS
    return {status: after * pace for status, after in steps.items()}


def began(edoc: Edoc, document: records.Document) -> datetime:
    """Tell when an agency began with a document: the morning after its day where it comes later, else when it came."""
    day = moments.as_date(document.promulgation.date or "")
    if day is None:
        return edoc.created_at
    morning = datetime.strptime(day, moments.DATE).replace(hour=OPENS, tzinfo=moments.VIET_NAM)
    return min(edoc.created_at, morning + timedelta(days=1))
