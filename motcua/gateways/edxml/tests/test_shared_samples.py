"""The samples that the standard's users compare by, where they are at hand."""

import json
from pathlib import Path

import pytest

from motcua.gateways.edxml import canonical, reader, records, writer

pytestmark = pytest.mark.shared

FOLDER = Path(__file__).parents[5] / "shared" / "data" / "edxml"
SAMPLES = sorted(FOLDER.glob("*.edxml")) if FOLDER.is_dir() else [Path("none")]
DIRECTION = b"          <edXML:Direction>false</edXML:Direction>\n"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_each_reads_to_its_json_and_is_written_back_the_same(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    message = reader.read(path.read_bytes())
    assert canonical.to_value(message) == expected
    written = writer.to_bytes(message)
    assert reader.read(written) == message
    assert canonical.to_value(reader.read(written)) == expected


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_each_is_written_letter_by_letter_where_no_zip_is_made_anew(path: Path) -> None:
    given = path.read_bytes().replace(b"\r\n", b"\n").replace(DIRECTION, b"")
    message = reader.read(given)
    written = writer.to_bytes(message)
    if isinstance(message, records.Document) and any(
        each.content_type == "application/zip" for each in message.attachments
    ):
        given, written = given.partition(b"AttachmentEncoded")[0], written.partition(b"AttachmentEncoded")[0]
    assert written == given
