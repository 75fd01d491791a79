"""From bytes to records: as tolerant of senders as the axis needs, and never guessing.

Elements are known by namespace and name, in any order and under any prefix; what the standard does not name is passed
over. What makes a message unusable is listed as faults, and the record holds what could be read beside them.
"""

import dataclasses
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from motcua.gateways.edxml import bounds as limits, codes, fields, payload, records, tree
from motcua.gateways.edxml.contents import Content
from motcua.gateways.edxml.refusal import Refusal
from motcua.gateways.edxml.tree import Node
from motcua.spine.refusal import gettext_noop as _

_MANIFESTS = ("edXMLManifest", "Manifest")
_REFERS_BACK = (codes.Operation.RECALL, codes.Operation.UPDATE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What a file says, what is wrong with it, and the SHA-256 of its bytes; with a fault it is for a person to see."""

    message: records.Message
    faults: tuple[Refusal, ...]
    sha256: str


def read(
    source: IO[bytes] | bytes, *, bounds: limits.Bounds = limits.DEFAULT, digest: str | None = None
) -> records.Message:
    """Read a message that can be used; its first fault is raised (Refusal `edxml.*`)."""
    reading = examine(source, bounds=bounds, digest=digest)
    for fault in reading.faults:
        raise fault
    return reading.message


def examine(
    source: IO[bytes] | bytes, *, bounds: limits.Bounds = limits.DEFAULT, digest: str | None = None
) -> Reading:
    """Read a message and list its faults; Refusal only where there is no message to be read at all.

    `digest` is the SHA-256 that the transport brought along, in hexadecimal.
    """
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    root, sha256 = tree.parse(stream, bounds=bounds, digest=digest)
    walk = _Walk(bounds=bounds)
    envelope = walk.structure(root, "edXMLEnvelope")
    header = walk.structure(envelope, "edXMLHeader")
    head = walk.structure(header, "MessageHeader")
    if "StatusCode" in head.children:
        message: records.Message = walk.status(header, head)
    else:
        message = walk.document(root, envelope, header, head)
    return Reading(message=message, faults=tuple(walk.faults), sha256=sha256)


@dataclass(kw_only=True, slots=True)
class _Walk(fields.Fields):
    """One way through the tree."""

    bounds: limits.Bounds
    expanded: int = 0

    def structure(self, node: Node, name: str) -> Node:
        """Give the one child of that name, without which nothing can be read."""
        found = self.one(node, name)
        if found is None:
            raise Refusal(
                "edxml.part-missing",
                _("Thông điệp thiếu phần bắt buộc “%(name)s”."),
                line=node.line,
                params={"name": name},
            )
        return found

    def status(self, header: Node, head: Node) -> records.Status:
        """Read a status message."""
        found = self.record(header, records.Status)
        known = codes.status(found.status_code)
        if known is None:
            self.faults.append(
                Refusal(
                    "edxml.status-unknown",
                    _("Mã trạng thái “%(code)s” không có trong quy chuẩn."),
                    line=head.children["StatusCode"][0].line,
                    params={"code": found.status_code or ""},
                )
            )
        self.needs(head, "From/OrganId", found.from_.organ_id)
        self.needs(head, "ResponseFor", found.response_for.document_id or found.response_for.code)
        self.needs(head, "Timestamp", found.timestamp, unless="Timestamp")
        return dataclasses.replace(found, status_code=known.value) if known else found

    def document(self, root: Node, envelope: Node, header: Node, head: Node) -> records.Document:
        """Read a document message with its manifest and attachments."""
        found = self.record(header, records.Document)
        self.needs(head, "From/OrganId", found.from_.organ_id)
        self.business(header, found.business)
        listed = list(self.manifest(envelope))
        attachments = list(self.attachments(root, envelope))
        self.paired(listed, attachments)
        return dataclasses.replace(
            found,
            manifest=tuple(entry for _node, entry in listed),
            attachments=tuple(each for _node, _id, each in attachments if each is not None),
        )

    def business(self, header: Node, business: records.Business) -> None:
        """See that the message says what it does, and to which document."""
        place = self.one(header, "TraceHeaderList") or header
        does = codes.operation(business.type)
        if does is None:
            self.faults.append(
                Refusal(
                    "edxml.operation-unknown",
                    _("Nghiệp vụ “%(type)s” không có trong quy chuẩn; cần người xem xét."),
                    line=place.line,
                    params={"type": business.type or ""},
                )
            )
        elif does in _REFERS_BACK:
            self.needs(place, "Bussiness/DocumentId", business.document_id)
        elif does is codes.Operation.REPLACE:
            replaced = business.document_id or any(each.document_id for each in business.replacements)
            self.needs(place, "ReplacementInfoList", replaced)

    def manifest(self, envelope: Node) -> Iterator[tuple[Node, records.Entry]]:
        """Read the list of attachments."""
        body = self.one(envelope, "edXMLBody")
        for name in _MANIFESTS:
            for node in body.children.get(name, ()) if body else ():
                for reference in node.children.get("Reference", ()):
                    entry = self.record(reference, records.Entry)
                    yield reference, dataclasses.replace(entry, content_id=bare(entry.content_id))

    def attachments(
        self, root: Node, envelope: Node
    ) -> Iterator[tuple[Node, str | None, records.Attachment | None]]:
        """Read the attachments; one whose file cannot be had is None, and its fault is listed."""
        if "AttachmentEncoded" in envelope.children:
            self.faults.append(
                Refusal(
                    "edxml.attachments-misplaced",
                    _("Phần AttachmentEncoded đặt sai chỗ: nó phải nằm ngay dưới phần tử gốc."),
                    line=envelope.children["AttachmentEncoded"][0].line,
                )
            )
        for outer in root.children.get("AttachmentEncoded", ()):
            for node in outer.children.get("Attachment", ()):
                values = self.values(node, records.Attachment)
                values["content_id"] = bare(values.get("content_id"))
                try:
                    content = self.content(node, values)
                except Refusal as fault:
                    self.faults.append(fault)
                    yield node, values["content_id"], None
                else:
                    yield node, values["content_id"], records.Attachment(**values, content=content)

    def content(self, node: Node, values: dict[str, Any]) -> Content:
        """Give the file of an attachment, out of its base64 and out of its ZIP."""
        place = self.one(node, tree.PAYLOAD)
        decoder = place.payload if place else None
        line = place.line if place else node.line
        content = decoder.content() if decoder else Content.of(b"")
        if content is None:
            raise Refusal(
                "edxml.bad-base64", _("Tệp đính kèm không phải là base64 đúng quy cách."), line=line
            )
        wrapped = payload.is_wrapped(content_type=values.get("content_type"), name=values.get("name"))
        if wrapped and content.size:
            most = min(self.bounds.attachment, self.bounds.expanded - self.expanded)
            content = payload.unwrap(content, bounds=self.bounds, most=most, line=line)
            self.expanded += content.size
        if content.size > self.bounds.attachment:
            raise Refusal(
                "edxml.attachment-too-large",
                _("Tệp đính kèm lớn hơn mức cho phép (%(most)s byte)."),
                line=line,
                params={"most": self.bounds.attachment},
            )
        if not content.size:
            raise Refusal("edxml.attachment-empty", _("Tệp đính kèm không có nội dung."), line=line)
        return content

    def paired(
        self,
        listed: list[tuple[Node, records.Entry]],
        attachments: list[tuple[Node, str | None, records.Attachment | None]],
    ) -> None:
        """See that manifest and attachments name the same files, each once."""
        names = {entry.content_id for _node, entry in listed}
        ids = {content_id for _node, content_id, _each in attachments}
        self._once((node, entry.content_id) for node, entry in listed)
        self._once((node, content_id) for node, content_id, _each in attachments)
        for node, entry in listed:
            if entry.content_id not in ids:
                self.faults.append(
                    Refusal(
                        "edxml.attachment-missing",
                        _("Danh mục có tệp “%(name)s” nhưng thông điệp không mang tệp đó."),
                        line=node.line,
                        params={"name": entry.name or entry.content_id or ""},
                    )
                )
        for node, content_id, each in attachments:
            if content_id not in names:
                name = each.name if each else None
                self.faults.append(
                    Refusal(
                        "edxml.attachment-not-listed",
                        _("Thông điệp mang tệp “%(name)s” không có trong danh mục."),
                        line=node.line,
                        params={"name": name or content_id or ""},
                    )
                )

    def _once(self, named: Iterable[tuple[Node, str | None]]) -> None:
        """See that no id is borne twice."""
        before: set[str | None] = set()
        for node, content_id in named:
            if content_id in before:
                self.faults.append(
                    Refusal(
                        "edxml.content-id-twice",
                        _("Hai tệp đính kèm cùng mang một mã “%(id)s”."),
                        line=node.line,
                        params={"id": content_id or ""},
                    )
                )
            before.add(content_id)


def bare(content_id: str | None) -> str | None:
    """Give the id of an attachment without the `cid:` before it, which may be missing or doubled."""
    at, said = 0, content_id or ""
    while said.startswith("cid:", at):
        at += len("cid:")
    return said[at:] or None
