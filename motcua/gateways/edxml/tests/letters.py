"""Messages for the tests: the samples beside them, and changes made to the plainest one."""

import base64
import io
import zipfile
from pathlib import Path

from motcua.gateways.edxml import reader, records

SAMPLES = Path(__file__).parent / "samples"
KINDS = ("new", "new-otherwise", "recall", "update", "replace", "reply")
NEW = (SAMPLES / "new.edxml").read_text(encoding="utf-8")

STATUS = """<?xml version="1.0" encoding="UTF-8"?>
<edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016"><edXMLEnvelope><edXMLHeader><MessageHeader>
<From><OrganId>000.00.61.H31</OrganId><OrganName>UBND xã Thử</OrganName></From>
<ResponseFor><OrganId>000.00.21.H31</OrganId><Code>12/STĐ-TCHC</Code>
<DocumentId>000.00.21.H31,2024/05/06,12/STĐ-TCHC</DocumentId><PromulgationDate>2024/05/06</PromulgationDate></ResponseFor>
<StaffInfo><Department>Văn thư</Department><Staff>Cán bộ Thử</Staff></StaffInfo>
<StatusCode>@CODE@</StatusCode><Description>Lời ghi của văn thư</Description>
<Timestamp>2024/05/06 10:11:12</Timestamp>
</MessageHeader></edXMLHeader></edXMLEnvelope></edXML>
"""


def sample(name: str) -> bytes:
    return (SAMPLES / f"{name}.edxml").read_bytes()


def read(name: str = "new") -> records.Document:
    message = reader.read(sample(name))
    assert isinstance(message, records.Document)
    return message


def status(code: str) -> bytes:
    return STATUS.replace("@CODE@", code).encode()


def new(*changes: tuple[str, str]) -> bytes:
    """Give the plainest message with words exchanged; every word must be there, or the test would test nothing."""
    text = NEW
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after)
    return text.encode()


def wrapped(archive: bytes, *, name: str = "bảng.xlsx") -> bytes:
    """Give a message whose attachment is the ZIP given."""
    encoded = base64.b64encode(archive).decode()
    start = NEW.index(">", NEW.index("<edXML:ContentTransferEncoded")) + 1
    text = NEW[:start] + encoded + NEW[NEW.index("</edXML:ContentTransferEncoded>") :]
    return (
        text.replace("12-STĐ.pdf", name)
        .replace("<ContentType>application/pdf", "<ContentType>application/zip")
        .encode()
    )


def zipped(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in entries:
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return out.getvalue()
