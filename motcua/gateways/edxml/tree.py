"""The file as a small tree of elements, read by expat in pieces; the base64 of attachments streams past it.

Nothing outside the file is ever opened, and no entity is ever resolved: a DOCTYPE ends the reading.
"""

import codecs
import hashlib
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from motcua.gateways.edxml.bounds import Bounds
from motcua.gateways.edxml.payload import Decoder
from motcua.gateways.edxml.refusal import Refusal
from motcua.gateways.edxml.wire import NAMESPACE
from motcua.spine.refusal import gettext_noop as _

PIECE = 1 << 16
BLANKS = " \t\r\n"
PAYLOAD = "ContentTransferEncoded"
OURS = NAMESPACE + " "
CUT_OFF = {"no element found", "unclosed token", "unclosed CDATA section", "partial character"}


@dataclass(slots=True)
class Node:
    """One element: where it stands, its attributes, its text, its children by name."""

    name: str
    line: int
    attributes: dict[str, str]
    texts: list[str] = field(default_factory=list)
    children: dict[str, list["Node"]] = field(default_factory=dict)
    payload: Decoder | None = None

    def text(self) -> str | None:
        """Give the text without the blanks around it; nothing where there is none."""
        return "".join(self.texts).strip(BLANKS) or None


def parse(source: IO[bytes], *, bounds: Bounds, digest: str | None = None) -> tuple[Node, str]:
    """Read a message into its tree; gives the root and the SHA-256 of the bytes.

    A message that is not the one of `digest` is refused for that, whatever else is wrong with it.
    """
    parser = Parser(bounds)
    sha256 = hashlib.sha256()
    refused: Refusal | None = None
    while piece := source.read(PIECE):
        sha256.update(piece)
        if refused is None:
            try:
                parser.feed(piece)
            except Refusal as error:
                if digest is None:
                    raise
                refused = error
    if digest is not None and digest.lower() != sha256.hexdigest():
        raise Refusal(
            "edxml.digest-differs",
            _("Tệp nhận được không đúng với mã băm SHA-256 đi kèm; hãy đề nghị bên gửi gửi lại."),
        )
    if refused:
        raise refused
    return parser.end(), sha256.hexdigest()


class Parser:
    """One reading of one file."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.root: Node | None = None
        self._open: list[Node] = []
        self._elements = self._text = self._fed = self._lines = self._payloads = 0
        self._letters = codecs.getincrementaldecoder("utf-8")()
        # The encoding is given, so that the one a file names for itself chooses no other decoder.
        self._expat = expat.ParserCreate("utf-8", namespace_separator=" ")
        self._expat.buffer_text = True
        self._expat.buffer_size = PIECE
        self._expat.XmlDeclHandler = self._declared
        self._expat.StartDoctypeDeclHandler = self._doctype
        self._expat.StartElementHandler = self._start
        self._expat.EndElementHandler = self._end
        self._expat.CharacterDataHandler = self._characters

    def feed(self, piece: bytes) -> None:
        """Take the next piece."""
        if not self._fed:
            _looks_like_xml(piece)
        self._fed += len(piece)
        if self._fed > self.bounds.message:
            raise Refusal(
                "edxml.too-large",
                _("Thông điệp lớn hơn mức cho phép (%(most)s byte)."),
                params={"most": self.bounds.message},
            )
        self._utf8(piece, last=False)
        self._parse(piece, last=False)
        self._lines += piece.count(b"\n")
        if self._fed - self._expat.CurrentByteIndex > self.bounds.token:
            self._refuse_length()

    def end(self) -> Node:
        """Take the end of the file; gives the root."""
        if not self._fed:
            raise Refusal("edxml.empty", _("Tệp không có nội dung."))
        self._utf8(b"", last=True)
        self._parse(b"", last=True)
        if self.root is None:  # expat has refused a file without an element
            raise self._cut_off()
        return self.root

    def _utf8(self, piece: bytes, *, last: bool) -> None:
        try:
            self._letters.decode(piece, last)
        except UnicodeDecodeError as error:
            if last:
                raise self._cut_off() from error
            line = self._lines + 1 + error.object.count(b"\n", 0, error.start)
            raise Refusal(
                "edxml.wrong-encoding", _("Thông điệp không được mã hóa theo UTF-8."), line=line
            ) from error

    def _parse(self, piece: bytes, *, last: bool) -> None:
        try:
            self._expat.Parse(piece, last)
        except expat.ExpatError as error:
            raise self._said(error) from error

    def _said(self, error: expat.ExpatError) -> Refusal:
        why = expat.ErrorString(error.code)
        if why in CUT_OFF:
            return self._cut_off()
        if why == "unbound prefix":
            return Refusal(
                "edxml.wrong-namespace",
                _("Phần tử không thuộc không gian tên của QCVN 102:2016/BTTTT."),
                line=error.lineno,
            )
        if why == "undefined entity":
            return Refusal(
                "edxml.entity",
                _("Thông điệp dùng thực thể XML không được phép; chỉ dùng các ký tự thoát chuẩn."),
                line=error.lineno,
            )
        if why == "XML or text declaration not at start of entity" and not self._open and not self.root:
            return _junk(error.lineno)
        return Refusal(
            "edxml.not-xml",
            _("Tệp không phải là XML đúng quy cách (cột %(column)s)."),
            line=error.lineno,
            params={"column": error.offset + 1},
        )

    def _cut_off(self) -> Refusal:
        return Refusal(
            "edxml.cut-off",
            _("Thông điệp bị đứt giữa chừng; hãy đề nghị bên gửi gửi lại."),
            line=self._expat.CurrentLineNumber,
        )

    def _count(self, letters: int) -> None:
        self._text += letters
        if self._text > self.bounds.text:
            self._refuse_length()

    def _refuse_length(self) -> None:
        raise Refusal(
            "edxml.too-much-text",
            _("Phần chữ của thông điệp dài quá mức cho phép."),
            line=self._expat.CurrentLineNumber,
        )

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:  # noqa: ARG002 - expat's signature
        if encoding is not None and encoding.lower() not in {"utf-8", "utf8"}:
            raise Refusal(
                "edxml.wrong-encoding",
                _("Thông điệp khai báo bảng mã “%(encoding)s”; chỉ nhận UTF-8."),
                line=1,
                params={"encoding": encoding},
            )

    def _doctype(self, *_rest: object) -> None:
        raise Refusal(
            "edxml.doctype",
            _("Thông điệp có khai báo DOCTYPE; không nhận thông điệp như vậy."),
            line=self._expat.CurrentLineNumber,
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        line = self._expat.CurrentLineNumber
        self._elements += 1
        if self._elements > self.bounds.elements:
            raise Refusal(
                "edxml.too-many-elements",
                _("Thông điệp có nhiều hơn %(most)s phần tử."),
                line=line,
                params={"most": self.bounds.elements},
            )
        if len(self._open) >= self.bounds.depth:
            raise Refusal(
                "edxml.too-deep",
                _("Các phần tử lồng nhau quá %(most)s tầng."),
                line=line,
                params={"most": self.bounds.depth},
            )
        self._count(sum(len(key) + len(value) for key, value in attributes.items()))
        node = Node(self._local(name, line), line, attributes)
        if self._open:
            self._open[-1].children.setdefault(node.name, []).append(node)
        else:
            self.root = node
        self._open.append(node)
        if node.name == PAYLOAD:
            self._payload(node)

    def _local(self, name: str, line: int) -> str:
        local = name.rpartition(" ")[2]
        if not self._open and local != "edXML":
            raise Refusal(
                "edxml.not-edxml",
                _("Tệp là XML nhưng không phải thông điệp edXML (phần tử gốc là “%(name)s”)."),
                line=line,
                params={"name": local},
            )
        if not name.startswith(OURS):
            raise Refusal(
                "edxml.wrong-namespace",
                _("Phần tử “%(name)s” không thuộc không gian tên của QCVN 102:2016/BTTTT."),
                line=line,
                params={"name": local},
            )
        return local

    def _payload(self, node: Node) -> None:
        self._payloads += 1
        if self._payloads > self.bounds.attachments:
            raise Refusal(
                "edxml.too-many-attachments",
                _("Thông điệp có nhiều hơn %(most)s tệp đính kèm."),
                line=node.line,
                params={"most": self.bounds.attachments},
            )
        node.payload = Decoder()

    def _end(self, name: str) -> None:  # noqa: ARG002 - expat's signature
        self._open.pop()

    def _characters(self, data: str) -> None:
        node = self._open[-1]
        if node.payload is not None:
            node.payload.feed(data)
            return
        self._count(len(data))
        node.texts.append(data)


def _looks_like_xml(piece: bytes) -> None:
    """Refuse at once what begins like no XML in UTF-8, with the reason a sender can act on."""
    if piece.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in piece[:4]:
        raise Refusal("edxml.wrong-encoding", _("Thông điệp không được mã hóa theo UTF-8."), line=1)
    body = piece.removeprefix(codecs.BOM_UTF8).lstrip(BLANKS.encode())
    if not body.startswith(b"<") and b"<?xml" in body:
        raise _junk(1)


def _junk(line: int) -> Refusal:
    return Refusal(
        "edxml.junk-before", _("Có nội dung lạ đứng trước khai báo XML ở đầu thông điệp."), line=line
    )
