"""What we send, the strictest and the most careless reader on the axis can both read."""

import base64
import dataclasses
import io
import re
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import pytest

from motcua.gateways.edxml import reader, records, tidy, writer
from motcua.gateways.edxml.contents import Content
from motcua.gateways.edxml.refusal import Refusal
from motcua.gateways.edxml.tests import letters

LEAF = re.compile(r"<[^/?!][^>]*>([^<]*)</")


def letter(**changes: Any) -> records.Document:
    return dataclasses.replace(letters.read(), **changes)


def file(name: str | None, data: bytes = b"noi dung", **more: Any) -> records.Attachment:
    return records.Attachment(name=name, content=Content.of(data), **more)


def written(message: records.Message) -> str:
    return writer.to_bytes(message).decode()


def back(message: records.Message) -> records.Document:
    found = reader.read(writer.to_bytes(message))
    assert isinstance(found, records.Document)
    return found


def entries(text: str) -> list[str]:
    payloads = re.findall(r"ContentTransferEncoded[^>]*>([^<]+)<", text)
    archives = [base64.b64decode(each) for each in payloads]
    return [
        name
        for each in archives
        if each.startswith(b"PK")
        for name in zipfile.ZipFile(io.BytesIO(each)).namelist()
    ]


def test_no_value_bears_blanks_and_none_is_empty() -> None:
    text = written(letter(subject="  V/v thử \n", content="\t", due_date=" 2024/05/10 "))
    assert all(value and value.strip() == value for value in LEAF.findall(text) if "\n  " not in value)
    assert "<edXML:Content>" not in text
    assert "<edXML:Subject>V/v thử</edXML:Subject>" in text


def test_the_file_begins_with_its_declaration_and_has_no_mark_and_no_carriage_return() -> None:
    data = writer.to_bytes(letter(content="một\r\nhai\rba"))
    assert data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    assert b"\r" not in data
    assert back(letter(content="một\r\nhai\rba")).content == "một\nhai\nba"


def test_marks_of_xml_are_escaped_and_what_xml_forbids_is_left_out() -> None:
    said = 'a < b & c > d ]]> "e" \x00\x08\x1f\ufffe\ud800 𝒳'
    assert back(letter(subject=said)).subject == 'a < b & c > d ]]> "e"  𝒳'


def test_vietnamese_is_composed_but_an_identifier_keeps_its_letters() -> None:
    apart = unicodedata.normalize("NFD", "Sở Tư pháp")
    assert apart != "Sở Tư pháp"
    found = back(
        letter(
            subject=apart,
            response_for=(records.Reference(organ_id="A", code=apart, promulgation_date="2024/01/02"),),
        )
    )
    assert found.subject == "Sở Tư pháp"
    assert found.response_for[0].code == apart


def test_each_type_of_file_is_packed_as_others_expect_it() -> None:
    names = ("a.pdf", "b.PDF", "c.doc", "d.docx", "e.xlsx", "f.txt", "g.zip", "h.ZIP", "không đuôi")
    message = letter(attachments=tuple(map(file, names)), manifest=())
    found = back(message)
    assert [(each.name, each.content_type) for each in found.attachments] == [
        ("a.pdf", "application/pdf"),
        ("b.PDF", "application/pdf"),
        ("c.doc", "application/doc"),
        ("d.docx", "application/docx"),
        ("e.xlsx", "application/zip"),
        ("f.txt", "application/zip"),
        ("g.zip", "application/zip"),
        ("h.zip", "application/zip"),
        ("không đuôi", "application/zip"),
    ]
    assert {each.content.read() for each in found.attachments} == {b"noi dung"}
    assert [(each.content_id, each.name, each.content_type) for each in found.manifest] == [
        (each.content_id, each.name, each.content_type) for each in found.attachments
    ]


def test_entries_of_wrapped_files_are_flat_plain_and_all_different() -> None:
    message = letter(attachments=(*[file("bảng kê.xlsx") for _ in range(3)], file("x.lạ lắm")), manifest=())
    names = entries(written(message))
    assert len(set(names)) == 4
    assert all(re.fullmatch(r"[0-9a-f-]{36}\.(xlsx|bin)", name) for name in names)


def test_the_same_message_gives_the_same_bytes() -> None:
    message = letter(attachments=(file("a.xlsx"), file("b.png")), manifest=())
    assert writer.to_bytes(message) == writer.to_bytes(message)


def test_a_file_name_leads_nowhere() -> None:
    names = ("../../etc/passwd", "C:\\thư mục\\báo cáo.pdf", "a\nb.pdf", "/x.pdf")
    found = back(letter(attachments=tuple(map(file, names)), manifest=()))
    assert [each.name for each in found.attachments] == ["passwd", "báo cáo.pdf", "ab.pdf", "x.pdf"]


def test_extensions_of_the_standard_are_written_only_when_said() -> None:
    text = written(letter())
    assert not re.search("ResponseForTask|ApplicationType|Direction|ReplyFors|FieldName|Signature", text)


def test_a_new_document_refers_to_none() -> None:
    business = records.Business(type="0", document_id="000.00.21.H31,2024/05/06,12/STĐ-TCHC")
    assert back(letter(business=business)).business.document_id is None


REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "no sender": ({"from_": records.Organisation()}, "edxml.value-missing", "From"),
    "a sender without a name": ({"from_": records.Organisation(organ_id="A")}, "edxml.value-missing", "OrganName"),
    "no receiver": ({"to": ()}, "edxml.value-missing", "To"),
    "no id": ({"document_id": " "}, "edxml.value-missing", "DocumentId"),
    "no subject": ({"subject": "\x00"}, "edxml.value-missing", "Subject"),
    "no trace": ({"traces": ()}, "edxml.value-missing", "TraceHeader"),
    "no number": ({"code": records.Code(notation="A")}, "edxml.value-missing", "CodeNumber"),
    "an ISO date": ({"due_date": "2024-05-10"}, "edxml.not-a-date", "DueDate"),
    "an ISO timestamp": ({"traces": (records.Trace(organ_id="A", timestamp="2024-05-10T01:02:03"),)}, "edxml.not-a-date", "Timestamp"),
    "less than nothing": ({"other_info": records.OtherInfo(page_amount=-1)}, "edxml.not-a-number", "PageAmount"),
    "an unknown operation": ({"business": records.Business(type="4")}, "edxml.operation-unknown", "4"),
    "a recall of nothing": ({"business": records.Business(type="1")}, "edxml.value-missing", "DocumentId"),
    "a replacement of nothing": ({"business": records.Business(type="3")}, "edxml.value-missing", "ReplacementInfoList"),
    "an empty file": ({"attachments": (file("a.pdf", b""),), "manifest": ()}, "edxml.attachment-empty", ""),
    "a file without a name": ({"attachments": (file(".."),), "manifest": ()}, "edxml.value-missing", "AttachmentName"),
    "two files of one id": ({"attachments": (file("a.pdf", content_id="x"), file("b.pdf", content_id="cid:x")), "manifest": ()}, "edxml.content-id-twice", "x"),
    "a file only listed": ({"attachments": ()}, "edxml.attachment-missing", "12-STĐ.pdf"),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "code", "said"), REFUSED.values(), ids=list(REFUSED))
def test_what_others_could_not_read_is_not_sent(changes: dict[str, Any], code: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        writer.to_bytes(letter(**changes))
    assert refused.value.code == code
    assert said in refused.value.said()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"status_code": "7"}, "edxml.status-unknown"),
        ({"staff_info": None}, "edxml.value-missing"),
        ({"description": ""}, "edxml.value-missing"),
        ({"timestamp": None}, "edxml.value-missing"),
        ({"response_for": records.Reference()}, "edxml.value-missing"),
    ],
    ids=["unknown", "nobody to ask", "no words", "no time", "about nothing"],
)
def test_a_status_others_could_not_use_is_not_sent(changes: dict[str, Any], code: str) -> None:
    message = reader.read(letters.status("03"))
    assert isinstance(message, records.Status)
    with pytest.raises(Refusal, match=code):
        writer.to_bytes(dataclasses.replace(message, **changes))


def test_a_file_that_changes_while_it_is_sent_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"truoc")
    message = letter(attachments=(records.Attachment(name="a.pdf", content=Content.at(path)),), manifest=())
    assert back(message).attachments[0].content.read() == b"truoc"
    path.write_bytes(b"sau!!")
    with pytest.raises(Refusal, match="content-changed"):
        writer.to_bytes(message)


def test_tidying_twice_changes_nothing() -> None:
    once = tidy.tidy(
        letter(attachments=(file("../h.ZIP"), file("b.png")), manifest=(), signer=records.Signer())
    )
    assert tidy.tidy(once) == once
