"""The portal's own answers about a procedure become an entry: what it keeps apart stays apart, what is odd waits for an editor."""

from typing import Any

import pytest

from motcua.gateways.national_portal import catalogue, twin
from motcua.gateways.national_portal.entry import Refusal
from motcua.systems.procedures.ports import CatalogueEntry, DeadlineUnit, Kind, RefusedRow

ANSWER: dict[str, Any] = {
    "MATTHC": "1.004873",
    "TENTTHC": "Cấp Giấy xác nhận  tình trạng hôn nhân",
    "LINHVUCTHUCHIEN": [{"MALINHVUC": "G15-HT", "TENLINHVUC": "Hộ tịch"}],
    "TRINHTUTHUCHIEN": [{"TRUONGHOP": "", "TRINHTU": [{"TENTRINHTU": "Nộp"}, {"TENTRINHTU": "Nhận"}]}],
    "CACHTHUCTHUCHIEN": [
        {
            "KENH": "2",
            "THOIGIAN": [
                {
                    "THOIGIANGIAIQUYET": 3,
                    "DONVITINH": "Ngày làm việc",
                    "MOTA": "",
                    "PHILEPHI": [{"SOTIEN": "15.000", "DONVI": "VNĐ", "MOTA": ""}],
                }
            ],
        }
    ],
    "THANHPHANHOSO": [
        {"TRUONGHOP": "Chung", "GIAYTO": [{"TENGIAYTO": "Tờ khai", "SOBANCHINH": "1", "SOBANSAO": "0"}]}
    ],
    "YEUCAU": None,
    "MOTADOITUONGTHUCHIEN": "Công dân Việt Nam",
    "KETQUATHUCHIEN": [{"MAKETQUA": "KQ.G15.000341", "TENKETQUA": "Giấy xác nhận"}],
    "CANCUPHAPLY": [{"SOVANBAN": "123/2015/NĐ-CP", "TENVANBAN": "Nghị định về hộ tịch"}],
    "COQUANTHUCHIEN": [{"MADONVI": "H31", "TENDONVI": "Ủy ban nhân dân cấp xã"}],
}


def test_an_answer_is_read_to_the_last_member() -> None:
    entry = catalogue.read(ANSWER)
    assert (entry.code, entry.name, entry.kind) == (
        "1.004873", "Cấp Giấy xác nhận tình trạng hôn nhân", Kind.DETAIL,
    )  # fmt: skip
    assert (entry.field, entry.audience, entry.agencies) == (
        "Hộ tịch", ("citizen",), ("Ủy ban nhân dân cấp xã",),
    )  # fmt: skip
    (way,) = entry.methods
    assert (way.channel, way.amount, way.unit, way.fee) == ("online", 3, DeadlineUnit.WORKING_DAY, 15_000)
    (paper,) = entry.papers
    assert (paper.group, paper.originals, paper.copies) == ("Chung", 1, 0)
    assert [each.number for each in entry.legal_basis] == ["123/2015/NĐ-CP"]
    assert [each.code for each in entry.outcomes] == ["KQ.G15.000341"]
    assert entry.steps == "Nộp\nNhận"
    assert entry.unparsed == ()
    assert entry.digest == catalogue.read(ANSWER).digest


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"CACHTHUCTHUCHIEN": "7 ngày"}, "not-understood"),
        ({"CACHTHUCTHUCHIEN": [{"KENH": "9", "THOIGIAN": []}]}, "channel-not-known"),
        (
            {"CACHTHUCTHUCHIEN": [{"KENH": "1", "THOIGIAN": [{"THOIGIANGIAIQUYET": "7", "DONVITINH": ""}]}]},
            "deadline-without-unit",
        ),
        (
            {"CACHTHUCTHUCHIEN": [{"KENH": "1", "THOIGIAN": [{"PHILEPHI": [{"SOTIEN": "100", "DONVI": "VNĐ"}]}]}]},
            "fee-not-a-figure",
        ),
        ({"MOTADOITUONGTHUCHIEN": "Ai cũng được"}, "not-understood"),
    ],
)  # fmt: skip
def test_what_is_odd_waits_for_an_editor_with_its_words(changed: dict[str, Any], reason: str) -> None:
    entry = catalogue.read(ANSWER | changed)
    assert [each.reason for each in entry.unparsed] == [reason]
    assert entry.unparsed[0].verbatim


@pytest.mark.parametrize("changed", [{"MATTHC": ""}, {"MATTHC": "x"}, {"TENTTHC": " "}, {"TENTTHC": "a\0"}])
def test_an_answer_that_names_no_procedure_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(Refusal):
        catalogue.read(ANSWER | changed)


def test_every_procedure_of_the_list_comes_down_or_is_refused_by_its_line() -> None:
    portal = twin.Twin(catalogue={"1.004873": ANSWER, "x": {"TenTTHC": "Lạ", "MaTTHC": "x"}})
    entry, refused = catalogue.download(portal)
    assert isinstance(entry, CatalogueEntry)
    assert isinstance(refused, RefusedRow)
    assert (refused.line, refused.code, refused.reason) == (2, "x", "national-portal.code-malformed")
