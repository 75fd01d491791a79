"""The ZIP around an attachment comes from a stranger, and is treated as a stranger's."""

import io
import struct
import zipfile

import pytest

from motcua.gateways.edxml import bounds, reader, records
from motcua.gateways.edxml.refusal import Refusal
from motcua.gateways.edxml.tests import letters

CLIMBING = ("../ra-ngoai.xlsx", "/tmp/x.xlsx", "a/../../x", "..\\x.xlsx", "\\x", "C:\\x.xlsx", "..", "a\0b")  # noqa: S108 - an attack
GOOD = letters.zipped(("trong.xlsx", b"noi dung"))


def refused(archive: bytes, limits: bounds.Bounds = bounds.DEFAULT) -> str:
    with pytest.raises(Refusal) as error:
        reader.read(letters.wrapped(archive), bounds=limits)
    assert error.value.line
    return error.value.code


def content(data: bytes) -> bytes:
    message = reader.read(data)
    assert isinstance(message, records.Document)
    return message.attachments[0].content.read()


def test_the_first_entry_is_the_file_whatever_it_is_called() -> None:
    for name in ("x", "thư mục/bảng.xlsx", "bảng.xlsx", "...."):
        assert content(letters.wrapped(letters.zipped((name, b"mot"), ("hai", b"hai")))) == b"mot"


def test_a_zip_sent_as_a_zip_is_delivered_as_it_is() -> None:
    assert content(letters.wrapped(GOOD, name="gói.zip")) == GOOD
    assert content(letters.wrapped(GOOD, name="gói.ZIP")) == b"noi dung"


@pytest.mark.parametrize("name", CLIMBING, ids=ascii)
def test_an_entry_that_climbs_out_of_its_folder_is_refused(name: str) -> None:
    archive = letters.zipped(("q" * len(name), b"x")).replace(b"q" * len(name), name.encode())
    assert refused(archive) == "edxml.zip-climbs"


def test_a_climber_behind_the_first_entry_is_refused_too() -> None:
    assert refused(letters.zipped(("bảng.xlsx", b"x"), ("../y", b"y"))) == "edxml.zip-climbs"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_entries_of_one_name_are_refused() -> None:
    assert refused(letters.zipped(("a.xlsx", b"mot"), ("a.xlsx", b"hai"))) == "edxml.zip-name-twice"


def test_a_bomb_is_refused_by_ratio_and_by_size() -> None:
    bomb = letters.zipped(("a.xlsx", b"0" * 5_000_000))
    assert refused(bomb) == "edxml.zip-bomb"
    assert refused(bomb, bounds.Bounds(ratio=10_000, attachment=4_000_000)) == "edxml.zip-bomb"
    assert refused(bomb, bounds.Bounds(ratio=10_000, expanded=4_000_000)) == "edxml.zip-bomb"
    assert refused(letters.zipped(*((f"{n}", b"") for n in range(1001)))) == "edxml.zip-too-many"


def test_a_bomb_that_lies_about_its_size_is_not_opened_either() -> None:
    bomb = letters.zipped(("a.xlsx", b"0" * 5_000_000))
    assert (
        refused(bomb.replace(struct.pack("<L", 5_000_000), struct.pack("<L", 50))) == "edxml.zip-unreadable"
    )


@pytest.mark.parametrize(
    "archive",
    [
        b"PK\x03\x04 no zip at all",
        b"x" + GOOD,
        GOOD[:-1],
        GOOD[: len(GOOD) // 2],
        GOOD[:-22] + b"PK\x06\x07" + b"\0" * 16 + GOOD[-22:],
        GOOD.replace(b"noi", b"mua") if b"noi" in GOOD else GOOD[:45] + b"\xff" + GOOD[46:],
        letters.zipped(("thu muc/", b"")),
        letters.zipped(("a", b"x" * 99), method=zipfile.ZIP_LZMA),
        letters.zipped(("a", b"x" * 99), method=zipfile.ZIP_BZIP2),
        letters.zipped(),
        b"PK\x05\x06" + b"\xff" * 18,
        b"PK\x05\x06" + b"\0" * 4 + b"\1\0" * 2 + b"\x2e\0\0\0" + b"\xff\xff\xff\x7f" + b"\0\0",
    ],
    ids=range(12),
)
def test_a_zip_that_cannot_be_opened_is_said_to_be_one(archive: bytes) -> None:
    assert refused(archive) in {"edxml.zip-unreadable", "edxml.zip-too-many"}


def test_a_locked_zip_is_refused() -> None:
    locked = bytearray(GOOD)
    locked[6] |= 1
    locked[GOOD.index(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(locked)) == "edxml.zip-unreadable"


def test_a_name_that_differs_between_the_two_lists_is_refused() -> None:
    head, tail = GOOD[:60], GOOD[60:]
    assert refused(head + tail.replace(b"trong.xlsx", b"ngoai.xlsx")) == "edxml.zip-unreadable"


def test_an_empty_file_is_refused_wrapped_or_not() -> None:
    assert refused(letters.zipped(("a.xlsx", b""))) == "edxml.attachment-empty"
    assert refused(b"") == "edxml.attachment-empty"


def test_large_files_leave_memory_and_come_back_whole() -> None:
    data = bytes(range(256)) * 12_000
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.bin", data)
    assert content(letters.wrapped(out.getvalue())) == data
