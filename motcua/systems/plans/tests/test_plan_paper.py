"""The plan on paper: two A4 pages, PDF/A, readable by a machine, with the figures of the screen."""

import io
import re

import pikepdf
import pytest
from django.conf import settings
from django.test import Client

from motcua.base import clock
from motcua.base.tests import archive, paper as paper_
from motcua.systems.plans import queries
from motcua.systems.plans.tests import dossiers, leaders

PAPER = f"/ke-hoach/{dossiers.PLAN}.pdf"
A4 = (595, 842)


@pytest.fixture
def paper(db: None, client: Client) -> bytes:
    leaders.province()
    return printed(client)


def printed(client: Client) -> bytes:
    with clock.at(dossiers.NOW):
        answer = client.get(PAPER)
    assert answer.headers["Content-Type"] == "application/pdf"
    return bytes(answer.content)


def test_it_is_an_archive_s_pdf_of_two_a4_pages(paper: bytes) -> None:
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        meta = pdf.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
        assert meta["pdfuaid:part"] == "1"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == "vi"
        assert len(pdf.pages) == 2
        assert all((round(page.mediabox[2]), round(page.mediabox[3])) == A4 for page in pdf.pages)
        assert not any("/JavaScript" in str(key) for key in pdf.Root)


@pytest.mark.slow
def test_the_reference_reader_of_iso_19005_finds_nothing_wrong(paper: bytes) -> None:
    assert archive.faults({"plan": paper}) == {}


@paper_.POPPLER
def test_every_target_stands_on_it_with_the_figure_of_the_screen(paper: bytes) -> None:
    words = paper_.text(paper)
    plan = queries.read(plan=dossiers.PLAN, now=dossiers.NOW)
    for target in plan.targets:
        assert re.search(rf"\b{target.id} ", words), target.id
    assert "90 %" in words
    assert "> 95 %" in words
    assert "Chậm tiến độ" in words
    assert "Số 204/KH-UBND" in words
    assert "Trang 1/2" in words


def test_printed_again_at_the_same_moment_it_is_the_same(paper: bytes, client: Client) -> None:
    assert paper == printed(client)


@paper_.POPPLER
def test_in_english_and_as_of_a_day(paper: bytes, client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    with clock.at(dossiers.NOW):
        answer = client.get(f"{PAPER}?as_of=2023-03-31")
    words = paper_.text(bytes(answer.content))
    assert "at the end of 31/03/2023" in words
    assert "Page 1/2" in words
    assert "On course" in words
    assert "Chỉ tiêu" not in words
    with pikepdf.open(io.BytesIO(bytes(answer.content))) as pdf:
        assert pdf.Root.Lang == "en"


@pytest.mark.parametrize(("path", "status"), [("?as_of=2023-06-16", 422), ("?as_of=hôm-qua", 422)])
def test_a_day_that_cannot_be_printed_is_refused(
    paper: bytes, client: Client, path: str, status: int
) -> None:
    assert paper
    with clock.at(dossiers.NOW):
        assert client.get(PAPER + path).status_code == status
        assert client.get("/ke-hoach/khong-co.pdf").status_code == 404
