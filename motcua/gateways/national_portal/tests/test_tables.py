"""Papers, legal bases and results: cells that run together, taken apart only where it is certain."""

import pytest
from hypothesis import given, strategies as st

from motcua.gateways.national_portal import laws, outcomes, papers, piece
from motcua.gateways.national_portal.tests.rows import END, LAWS, PAPERS


def test_papers_stand_under_their_headings() -> None:
    found, doubts = papers.read(
        f"* Phải nộp:{PAPERS}Đơn1 bản chínhẢnh (nếu có)1 bản chính,2 bản sao* Phải xuất trình:{PAPERS}Thẻ căn cước0 bản chính"
    )
    assert [(paper.group, paper.name, paper.originals, paper.copies) for paper in found] == [
        ("* Phải nộp:", "Đơn", 1, 0),
        ("* Phải nộp:", "Ảnh (nếu có)", 1, 2),
        ("* Phải xuất trình:", "Thẻ căn cước", 0, 0),
    ]
    assert doubts == ()


def test_a_quantity_told_inside_a_name_closes_no_row() -> None:
    found, doubts = papers.read(
        f"--{PAPERS}Hợp đồng (01 bản chính hoặc 01 bản sao có chứng thực)1 bản chính,1 bản sao"
    )
    assert [(paper.name, paper.originals, paper.copies) for paper in found] == [
        ("Hợp đồng (01 bản chính hoặc 01 bản sao có chứng thực)", 1, 1)
    ]
    assert doubts == ()


def test_a_quantity_that_runs_into_a_number_stays_unset() -> None:
    (paper,), (doubt,) = papers.read(f"--{PAPERS}Đơn theo Mẫu số 131 bản chính,2 bản sao")
    assert (paper.name, paper.originals, paper.copies) == ("Đơn theo Mẫu số", None, 2)
    assert (doubt.reason, doubt.verbatim) == (
        "quantity-run-together",
        "Đơn theo Mẫu số 131 bản chính,2 bản sao",
    )


def test_a_form_at_the_end_of_a_name_and_words_without_quantity_are_listed() -> None:
    _, doubts = papers.read(f"--{PAPERS}ĐơnMẫu 01.docx1 bản chínhLưu ý về diều")
    assert [doubt.reason for doubt in doubts] == ["form-file-in-name", "not-understood"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("Luật Trò chơi1/2020/QH14", [("Luật Trò chơi", "1/2020/QH14")]),
        (
            "Nghị định 2/2021/NĐ-CP2/2021/NĐ-CPThông tư3/2022/TT-BTC",
            [("Nghị định 2/2021/NĐ-CP", "2/2021/NĐ-CP"), ("Thông tư", "3/2022/TT-BTC")],
        ),
        (
            "Sửa đổi Nghị định 2/2021/NĐ-CP ngày 01/02/2021 về diềuNghị định số 5/2022/NĐ-CP",
            [("Sửa đổi Nghị định 2/2021/NĐ-CP ngày 01/02/2021 về diều", "5/2022/NĐ-CP")],
        ),
        ("Luật Trò chơi năm 20201/2020/QH14", [("Luật Trò chơi năm 2020", "1/2020/QH14")]),
        (
            "Luật A1/2020/QH1422/2021/NĐ-CP22/2021/NĐ-CP",
            [("Luật A", "1/2020/QH14"), ("22/2021/NĐ-CP", "22/2021/NĐ-CP")],
        ),
        (
            "Luật A số 1/2020/QH14 ngày 3/3/2020;1/2020/QH14 Thông tư về diều4/2022/TT-BXD",
            [("Luật A số 1/2020/QH14 ngày 3/3/2020;", "1/2020/QH14"), ("Thông tư về diều", "4/2022/TT-BXD")],
        ),
    ],
)
def test_legal_bases_are_told_apart(cells: str, expected: list[tuple[str, str]]) -> None:
    found, doubts = laws.read(LAWS + cells)
    assert [(basis.title, basis.number) for basis in found] == expected
    assert doubts == ()


def test_a_legal_basis_without_a_number_is_listed_in_its_own_words() -> None:
    found, doubts = laws.read(f"{LAWS}Luật A1/2020/QH14Hương ước làng diều")
    assert len(found) == 1
    assert [(doubt.reason, doubt.verbatim) for doubt in doubts] == [
        ("number-not-found", "Hương ước làng diều")
    ]


def test_results_are_read_with_their_codes() -> None:
    found, keywords, description, doubts = outcomes.read(
        f"Giấy phépMã: KQ.G15.000999Văn bản từ chốiMã: KQ.H31.000001{END.replace('Không có thông tin', 'diều', 1)}"
    )
    assert [(outcome.label, outcome.code) for outcome in found] == [
        ("Giấy phép", "KQ.G15.000999"),
        ("Văn bản từ chối", "KQ.H31.000001"),
    ]
    assert (keywords, description, doubts) == ("diều", "", ())


@pytest.mark.parametrize("code", ["12231", "KQ-G10-KQ00009", "000.00.11.G15-KQ0001", "KQ.G15.0009990"])
def test_a_code_of_another_form_is_kept_and_listed(code: str) -> None:
    (outcome,), _, _, (doubt,) = outcomes.read(f"Giấy phépMã: {code}{END}")
    assert outcome.code == code
    assert doubt.reason == "code-not-national"


def test_a_code_that_runs_into_the_next_name_is_not_cut_by_guess() -> None:
    found, _, _, doubts = outcomes.read(f"Giấy phépMã: abc9Văn bảnMã: xyz{END}")
    assert found == ()
    assert [doubt.verbatim for doubt in doubts] == ["Giấy phépMã: abc9Văn bảnMã: xyz"]


WORDS = st.lists(
    st.sampled_from(
        [
            PAPERS,
            LAWS,
            END,
            "--",
            "1 bản chính",
            ",1 bản sao",
            "01 bản sao",
            "Đơn",
            " ",
            "Mã: ",
            "KQ.G15.000999",
            "Từ khóa",
            "Mô tả",
            "1/2020/QH14",
            "năm 2020",
            "Luật số ",
            "22/2021/NĐ-CP",
            "9",
            ";",
            "Không có thông tin",
        ]
    )
).map("".join)


@given(WORDS | st.text())
def test_the_pieces_in_a_row_are_the_text(text: str) -> None:
    for parser in (papers, laws, outcomes):
        assert piece.joined(parser.pieces(text)) == text
        parser.read(text)
