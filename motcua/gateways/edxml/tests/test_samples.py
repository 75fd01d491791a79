"""Lan of the provincial office receives messages from many systems; each reads as it was meant."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from motcua.gateways.edxml import canonical, codes, reader, records, tidy, writer
from motcua.gateways.edxml.contents import Content
from motcua.gateways.edxml.tests import letters


@pytest.mark.parametrize("name", letters.KINDS)
def test_each_kind_of_message_reads_as_it_was_meant(name: str) -> None:
    expected = json.loads((letters.SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    assert canonical.to_value(reader.read(letters.sample(name))) == expected


@pytest.mark.parametrize("name", sorted(set(letters.KINDS) - {"new-otherwise"}))
def test_what_was_read_is_written_back_the_same(name: str) -> None:
    message = reader.read(letters.sample(name))
    back = reader.read(writer.to_bytes(message))
    assert isinstance(message, records.Document)
    assert isinstance(back, records.Document)
    assert back.other_info == (message.other_info or records.OtherInfo())
    assert canonical.to_value(back) | {"otherInfo": None} == canonical.to_value(message) | {"otherInfo": None}


def test_the_usual_spelling_is_ours_to_the_letter() -> None:
    assert writer.to_bytes(reader.read(letters.sample("new"))) == letters.sample("new")


@pytest.mark.parametrize("code", list(codes.Status))
def test_every_status_reads_and_is_written_back_the_same(code: codes.Status) -> None:
    message = reader.read(letters.status(code.value))
    assert isinstance(message, records.Status)
    assert message.status_code == code.value
    assert message.response_for.code == "12/STĐ-TCHC"
    assert message.staff_info == records.Staff(department="Văn thư", staff="Cán bộ Thử")
    assert message.timestamp == "2024/05/06 10:11:12"
    assert tidy.tidy(message) == message
    assert reader.read(writer.to_bytes(message)) == message


def test_a_status_whose_zero_was_left_out_is_still_that_status() -> None:
    message = reader.read(letters.status(" 3 "))
    assert isinstance(message, records.Status)
    assert message.status_code == "03"


def test_the_message_and_its_json_are_the_same_thing() -> None:
    for name in letters.KINDS:
        message = letters.read(name)
        files = {each.content.sha256: each.content for each in message.attachments}

        def find(said: Mapping[str, Any], files: Mapping[str, Content] = files) -> Content:
            return files[said["sha256"]]

        assert canonical.from_json(canonical.to_json(message), find=find) == message


def test_a_file_is_delivered_byte_for_byte() -> None:
    message = reader.read(letters.sample("new-otherwise"))
    assert isinstance(message, records.Document)
    table, package = message.attachments
    assert table.content.read() == b"bang tinh thu, khong phai XLSX that\n" * 3
    assert package.content.read().startswith(b"PK\x03\x04")


def test_the_digest_of_what_was_read_is_told() -> None:
    reading = reader.examine(letters.sample("new"))
    assert reading.faults == ()
    assert reader.read(letters.sample("new"), digest=reading.sha256.upper()) == reading.message


def test_an_id_is_what_stands_after_every_cid() -> None:
    for said, bare in (
        ("a", "a"),
        ("cid:a", "a"),
        ("cid:" * 300_000 + "a:cid:", "a:cid:"),
        ("cid:", None),
        (None, None),
    ):
        assert reader.bare(said) == bare
