"""From records to bytes: one spelling, the one most in use on the axis, so that the most careless reader finds all.

Containers are laid out line by line; values touch their tags. Attachments stream through, whatever their size.
"""

import dataclasses
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any
from xml.sax import saxutils

from motcua.gateways.edxml import payload, records, wire
from motcua.gateways.edxml.refusal import Refusal
from motcua.gateways.edxml.tidy import tidy
from motcua.spine.refusal import gettext_noop as _

PREFIX = "edXML:"
_BREAKS = {"\n": "&#10;", "\t": "&#9;"}


@dataclass(slots=True)
class Element:
    """An element to be written: a leaf with a text, or a container."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str | None = None
    children: list["Element"] = field(default_factory=list)


def write(message: records.Message, out: IO[bytes]) -> str:
    """Write a message; gives the SHA-256 of its bytes, which travels beside it.

    Raises Refusal `edxml.*`, before the first byte is out unless a file changes while it is sent.
    """
    sha256 = hashlib.sha256()
    for piece in _pieces(tidy(message)):
        sha256.update(piece)
        out.write(piece)
    return sha256.hexdigest()


def to_bytes(message: records.Message) -> bytes:
    """Write a message whole."""
    out = io.BytesIO()
    write(message, out)
    return out.getvalue()


def _pieces(message: records.Message) -> Iterator[bytes]:
    head = ['<?xml version="1.0" encoding="UTF-8"?>\n', f'<edXML xmlns="{wire.NAMESPACE}">\n']
    _laid_out(_envelope(message), head, "  ", PREFIX)
    yield "".join(head).encode()
    if isinstance(message, records.Document):
        yield b"  <AttachmentEncoded>\n"
        for attachment in message.attachments:
            yield from _attachment(attachment, key=message.document_id or "")
        yield b"  </AttachmentEncoded>\n"
    yield b"</edXML>\n"


def _envelope(message: records.Message) -> Element:
    header = _element("edXMLHeader", message)
    envelope = Element("edXMLEnvelope", {"xmlns:edXML": wire.NAMESPACE}, None, [header])
    if isinstance(message, records.Document):
        manifest = Element("edXMLManifest", {"version": "1.0"})
        for entry in message.manifest:
            manifest.children.append(_element("Reference", _named(entry)))
        envelope.children.append(Element("edXMLBody", {}, None, [manifest]))
    return envelope


def _attachment(attachment: records.Attachment, *, key: str) -> Iterator[bytes]:
    lines: list[str] = []
    _laid_out(_element("Attachment", _named(attachment)), lines, "    ", "")
    *opened, closing = lines
    name = f"{PREFIX}ContentTransferEncoded"
    yield "".join([*opened, f'      <{name} xmlns:edXML="{wire.NAMESPACE}">']).encode()
    chunks = _whole(attachment)
    if payload.is_wrapped(content_type=attachment.content_type, name=attachment.name):
        file = attachment.content
        key = f"{key} {attachment.content_id} {file.sha256}"
        chunks = payload.wrapped(chunks, size=file.size, key=key, name=attachment.name or "")
    yield from payload.encoded(chunks)
    yield f"</{name}>\n{closing}".encode()


def _whole(attachment: records.Attachment) -> Iterator[bytes]:
    """Give the file's bytes; refuse at their end when they are no longer those the record tells of."""
    sha256 = hashlib.sha256()
    for chunk in attachment.content.chunks():
        sha256.update(chunk)
        yield chunk
    if sha256.hexdigest() != attachment.content.sha256:
        raise Refusal(
            "edxml.content-changed",
            _("Tệp “%(name)s” đã bị thay đổi trong khi gửi."),
            params={"name": attachment.name or ""},
        )


def _named(record: Any) -> Any:
    return dataclasses.replace(record, content_id=f"cid:{record.content_id}")


def _element(name: str, record: Any) -> Element:
    """Build the element of a record by its table; a parent all of whose children are absent is left out."""
    element = Element(name)
    for part in wire.TABLES[type(record)]:
        value = getattr(record, part.attr)
        values = value if part.many else (value,)
        for each in values:
            if isinstance(part, wire.Block):
                if each is not None:
                    *parents, last = part.path
                    _under(element, parents).children.append(_element(last, each))
            elif each is not None and each != part.unsaid:
                _put(element, part, each)
            elif part.always:
                element.attributes[part.attribute] = ""
    return element


def _put(element: Element, part: wire.Leaf, value: Any) -> None:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if not part.path:
        element.attributes[part.attribute] = text
        return
    *parents, last = part.path
    leaf = Element(last, {part.attribute: text}) if part.attribute else Element(last, {}, text)
    _under(element, parents).children.append(leaf)


def _under(element: Element, parents: list[str]) -> Element:
    """Give the container to write into: the last one of that name, or a new one."""
    for name in parents:
        if not element.children or element.children[-1].name != name:
            element.children.append(Element(name))
        element = element.children[-1]
    return element


def _laid_out(element: Element, lines: list[str], indent: str, prefix: str) -> None:
    if element.name == "Signature":
        prefix = ""
    name = prefix + element.name
    attributes = "".join(
        f' {key}="{saxutils.escape(value, {chr(34): "&quot;", **_BREAKS})}"'
        for key, value in element.attributes.items()
    )
    if element.text is not None:
        lines.append(f"{indent}<{name}{attributes}>{saxutils.escape(element.text)}</{name}>\n")
    elif element.children or not element.attributes or element.name == "edXMLManifest":
        lines.append(f"{indent}<{name}{attributes}>\n")
        for child in element.children:
            _laid_out(child, lines, indent + "  ", prefix)
        lines.append(f"{indent}</{name}>\n")
    else:
        lines.append(f"{indent}<{name}{attributes} />\n")
