"""From bytes to records: as tolerant of senders as the axis needs, and never guessing.

Elements are known by namespace and name, in any order and under any prefix; what the standard does not name is passed
over. What makes a message unusable is listed as faults, and the record holds what could be read beside them.
"""

import dataclasses
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any, TypeVar

from motcua.gateways.edxml import bounds as limits, codes, moments, payload, records, tree, wire
from motcua.gateways.edxml.contents import Content
from motcua.gateways.edxml.refusal import Refusal
from motcua.gateways.edxml.tree import Node
from motcua.gateways.edxml.wire import Kind
from motcua.spine.refusal import gettext_noop as _

T = TypeVar("T")
_NUMBER = re.compile(r"-?[0-9]{1,9}")
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}
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
class _Walk:
    """One way through the tree, gathering faults."""

    bounds: limits.Bounds
    faults: list[Refusal] = field(default_factory=list)
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

    def needs(self, node: Node, name: str, value: object, *, unless: str = "") -> None:
        """List a value without which the message cannot be used; `unless` it stands there, and its fault is listed."""
        if not value and unless not in node.children:
            self.faults.append(
                Refusal(
                    "edxml.value-missing",
                    _("Thông điệp thiếu “%(name)s”."),
                    line=node.line,
                    params={"name": name},
                )
            )

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
        names = [entry.content_id for _node, entry in listed]
        ids = [content_id for _node, content_id, _each in attachments]
        for at, (node, entry) in enumerate(listed):
            self._one_name(node, entry.content_id, names[:at])
            if entry.content_id not in ids:
                self.faults.append(
                    Refusal(
                        "edxml.attachment-missing",
                        _("Danh mục có tệp “%(name)s” nhưng thông điệp không mang tệp đó."),
                        line=node.line,
                        params={"name": entry.name or entry.content_id or ""},
                    )
                )
        for at, (node, content_id, each) in enumerate(attachments):
            self._one_name(node, content_id, ids[:at])
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

    def _one_name(self, node: Node, content_id: str | None, before: list[str | None]) -> None:
        if content_id in before:
            self.faults.append(
                Refusal(
                    "edxml.content-id-twice",
                    _("Hai tệp đính kèm cùng mang một mã “%(id)s”."),
                    line=node.line,
                    params={"id": content_id or ""},
                )
            )

    def record(self, node: Node, kind: type[T]) -> T:
        """Read one record by its table."""
        return kind(**self.values(node, kind))

    def values(self, node: Node, kind: type) -> dict[str, Any]:
        """Read the values of one record that are there."""
        found: dict[str, Any] = {}
        for part in wire.TABLES[kind]:
            if part.many:
                nodes = _all(node, part.path)
                found[part.attr] = (
                    tuple(self.record(each, part.record) for each in nodes)
                    if isinstance(part, wire.Block)
                    else tuple(filter(None, (_text(each, part) for each in nodes)))
                )
            elif (place := self.at(node, part.path)) is not None:
                value = (
                    self.record(place, part.record)
                    if isinstance(part, wire.Block)
                    else self.leaf(place, part)
                )
                if value is not None:
                    found[part.attr] = value
        return found

    def at(self, node: Node, path: tuple[str, ...]) -> Node | None:
        """Follow a path of elements of which each stands once."""
        place: Node | None = node
        for name in path:
            place = self.one(place, name) if place else None
        return place

    def one(self, node: Node, name: str) -> Node | None:
        """Give the child of that name; one that is repeated is a fault, for other readers do not agree which counts."""
        found = node.children.get(name)
        if not found:
            return None
        if len(found) > 1 and not any(
            fault.code == "edxml.value-twice" and fault.line == found[1].line for fault in self.faults
        ):
            self.faults.append(
                Refusal(
                    "edxml.value-twice",
                    _("“%(name)s” có hai lần, không rõ lần nào đúng."),
                    line=found[1].line,
                    params={"name": name},
                )
            )
        return found[0]

    def leaf(self, node: Node, part: wire.Leaf) -> Any:
        """Read one value; one of another form is a fault and is not kept."""
        text = _text(node, part)
        if text is None:
            return None
        match part.kind:
            case Kind.TEXT | Kind.NAME:
                return text
            case Kind.DATE | Kind.TIMESTAMP:
                return self._moment(node, part, text)
            case Kind.NUMBER:
                if _NUMBER.fullmatch(text) and int(text) >= part.least:
                    return int(text)
                fault = Refusal(
                    "edxml.not-a-number",
                    _("“%(name)s” phải là số nguyên không âm, không phải “%(value)s”."),
                    line=node.line,
                    params={"name": node.name, "value": text[:40]},
                )
            case Kind.TRUTH:
                if text.lower() in _TRUTHS:
                    return _TRUTHS[text.lower()]
                fault = Refusal(
                    "edxml.not-yes-or-no",
                    _("“%(name)s” phải là true hoặc false, không phải “%(value)s”."),
                    line=node.line,
                    params={"name": node.name, "value": text[:40]},
                )
        self.faults.append(fault)
        return None

    def _moment(self, node: Node, part: wire.Leaf, text: str) -> str | None:
        said = moments.as_date(text) if part.kind is Kind.DATE else moments.as_timestamp(text)
        if said is None:
            day = _("“%(name)s” phải là ngày dạng yyyy/MM/dd, không phải “%(value)s”.")
            time = _("“%(name)s” phải là thời điểm dạng yyyy/MM/dd HH:mm:ss, không phải “%(value)s”.")
            self.faults.append(
                Refusal(
                    "edxml.not-a-date",
                    day if part.kind is Kind.DATE else time,
                    line=node.line,
                    params={"name": node.name, "value": text[:40]},
                )
            )
        return said


def bare(content_id: str | None) -> str | None:
    """Give the id of an attachment without the `cid:` before it, which may be missing or doubled."""
    said = content_id or ""
    while said.startswith("cid:"):
        said = said[4:]
    return said or None


def _text(node: Node, part: wire.Leaf) -> str | None:
    return (node.attributes.get(part.attribute) or None) if part.attribute else node.text()


def _all(node: Node, path: tuple[str, ...]) -> list[Node]:
    """Follow a path on which any element may stand more than once."""
    places = [node]
    for name in path:
        places = [child for place in places for child in place.children.get(name, ())]
    return places
