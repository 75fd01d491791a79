"""Hoa writes a list of signs in the office as she writes a plan; what she changes is a version, a fact, and said why."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from motcua.base import clock
from motcua.systems.ledger import queries as ledger
from motcua.systems.plans import actions, models, queries
from motcua.systems.plans.tests import home_affairs
from motcua.systems.plans.tests.dossiers import file

DESK = "/van-phong/dau-hieu/soan/"
LIST = f"{DESK}dossiers/"
TWICE = f"{LIST}dau-hieu/second-supplement/"
DUE = home_affairs.NOW - timedelta(days=30)
TEXT = (Path(settings.LAW) / "watch" / "dossiers.yaml").read_text(encoding="utf-8")
OF_FILES = """\
watch: ho-so-cong-viec
name: {vi: "Hồ sơ công việc cần xem lại"}
detectors: []
"""
OPENED_LATE = """\
key: mo-cham
statement: {vi: "Hồ sơ công việc ghi muộn"}
note: {vi: "Có khi hệ thống gián đoạn."}
sentence: |
  of work_files
  where entered_on is not null
  that entered_on > opened_on
"""
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    home_affairs.house("hung-yen-2023")
    actions.load_watch(text=TEXT, by=home_affairs.BY, at=home_affairs.SINCE)
    with clock.at(home_affairs.NOW):
        yield


@pytest.fixture
def hoa() -> Client:
    return home_affairs.hoa()


def sent(body: str, *, base: int = 1, why: str = "Công văn 12/SNV", step: str = "save") -> dict[str, object]:
    return {"body": body, "base": base, "why": why, "step": step}


def twice() -> str:
    return queries.sign_block(queries.watch_source("dossiers"), "second-supplement")


def page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.content.decode()[:500]
    return answer.content.decode()


def supplemented(number: int, times: int) -> None:
    """A dossier of the year that was asked for papers so many times."""
    file(number, due=DUE, finished=DUE)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE dossiers_dossier SET supplements = %s, supplement_asked_at = %s WHERE code LIKE %s",
            [times, DUE, f"%{number:04}"],
        )


@pytest.mark.parametrize(
    "path",
    ["moi/", "dossiers/", "dossiers/nap/", "dossiers/dau-hieu/", "dossiers/dau-hieu/second-supplement/"],
)
def test_chau_must_not_see_the_editor_and_hoa_may(hoa: Client, path: str) -> None:
    chau = home_affairs.chau()
    assert chau.get(DESK + path).status_code == 403
    assert chau.post(DESK + path, sent("x") | {"text": "x"}).status_code == 403
    assert "<h1>" in page(hoa, DESK + path)
    assert queries.watch_source("dossiers").version == 1


def test_hoa_opens_a_sign_and_reads_its_count_its_words_and_who_bears_it(hoa: Client) -> None:
    supplemented(1, 2)
    supplemented(2, 1)
    shown = page(hoa, TWICE)
    assert "1 trên 2" in shown
    assert "Những hồ sơ đầu tiên có dấu hiệu" in shown
    assert "H31.1-230501-0001" in shown
    assert "H31.0-230501-0002" not in shown
    assert 'data-insert="supplements"' in shown
    stricter = hoa.post(TWICE, sent(twice().replace(">= 2", ">= 3"), step="try"), headers={"HX-Request": "1"})
    assert "0 trên 2" in stricter.content.decode()
    assert "Chưa có hồ sơ nào có dấu hiệu này." in stricter.content.decode()
    assert queries.watch_source("dossiers").version == 1, "what is typed counts for nobody"
    assert "bản nháp" in page(hoa, LIST)
    assert "bản nháp" not in page(home_affairs.son(), TWICE)


def test_a_sign_is_divided_by_a_column(hoa: Client) -> None:
    supplemented(1, 2)
    shown = hoa.post(TWICE, sent(twice(), step="try") | {"by": "unit"}).content.decode()
    assert "Trên tổng số" in shown
    assert '<th scope="row">H31.1</th><td class="num">1</td><td class="num">1</td>' in shown


def test_a_wrong_word_is_shown_at_its_place(hoa: Client) -> None:
    answer = hoa.post(TWICE, sent(twice().replace("supplements >= 2", "suplements >= 2")))
    assert answer.status_code == 422
    assert "<mark>suplements" in answer.content.decode()
    assert "“supplements”" in answer.content.decode()


def test_saving_is_a_version_and_a_fact_with_who_and_why_and_every_other_word_stays(hoa: Client) -> None:
    answer = hoa.post(TWICE, sent(twice().replace(">= 2", ">= 3")))
    assert answer.status_code == 302
    after = queries.watch_source("dossiers")
    assert (after.version, after.text) == (2, TEXT.replace("supplements >= 2", "supplements >= 3"))
    (newest, _) = queries.watch_history("dossiers")
    assert (newest.why, newest.signs) == ("Công văn 12/SNV", ("second-supplement",))
    fact = ledger.read(stream="watch:dossiers")[-1].fact
    assert fact.data["changed"] == "second-supplement"
    assert len(str(fact.data["reason"])) == 64
    assert "Công văn" not in str(fact.data)
    shown = page(hoa, LIST)
    assert "Nguyễn Thị Hoa" in shown
    assert "Công văn 12/SNV" in shown
    assert "Công văn 12/SNV" in page(hoa, "/van-phong/dau-hieu/")
    assert not models.Draft.objects.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"why": " "}, "Hãy ghi lý do"),
        ({"body": "key: a"}, "Thiếu khóa"),
        ({"body": "x" * 20_001}, "dài quá"),
    ],
)
def test_what_cannot_be_saved_keeps_what_was_typed(hoa: Client, change: dict[str, str], said: str) -> None:
    data = sent(twice()) | change
    answer = hoa.post(TWICE, data)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert str(data["body"])[:20].split("\n")[0] in answer.content.decode()
    assert queries.watch_source("dossiers").version == 1


def test_the_second_of_two_editors_is_told_and_nothing_is_lost(hoa: Client) -> None:
    home_affairs.son().post(TWICE, sent(twice().replace(">= 2", ">= 4")))
    mine = queries.sign_block(queries.watch_source("dossiers", version=1), "second-supplement")
    answer = hoa.post(TWICE, sent(mine.replace(">= 2", ">= 3")))
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "vừa được người khác lưu" in shown
    assert "&gt;= 4" in shown
    assert "&gt;= 3" in page(hoa, TWICE), "her words are kept as a draft"
    assert hoa.post(TWICE, sent(mine.replace(">= 2", ">= 3"), base=2)).status_code == 302
    assert [one.number for one in queries.watch_history("dossiers")] == [3, 2, 1]


def test_a_list_is_begun_and_a_sign_added_and_taken_out(hoa: Client) -> None:
    assert "watch: ten-danh-sach" in page(hoa, f"{DESK}moi/")
    data = {"text": OF_FILES, "why": "Lập mới", "base": 0}
    assert hoa.post(f"{DESK}moi/", data).status_code == 302
    assert "Đã có danh sách" in hoa.post(f"{DESK}moi/", data).content.decode()
    new = f"{DESK}ho-so-cong-viec/dau-hieu/"
    assert hoa.post(new, sent(OPENED_LATE)).status_code == 302
    known = hoa.post(new, sent(OPENED_LATE.replace("mo-cham", "second-supplement"), base=2))
    assert "đã có dấu hiệu “second-supplement”" in known.content.decode()
    assert queries.watch_source("ho-so-cong-viec").targets == ["mo-cham"]
    assert hoa.post(f"{new}mo-cham/", sent("x", base=2, step="remove")).status_code == 302
    assert queries.watch_source("ho-so-cong-viec").targets == []


def test_a_list_speaks_of_one_collection_and_the_editor_says_which_there_are(hoa: Client) -> None:
    shown = hoa.post(f"{LIST}dau-hieu/", sent(OPENED_LATE, step="try")).content.decode()
    assert "Một danh sách chỉ nói về một tập hợp; ở đây có: dossiers, work_files" in shown


def test_work_files_are_spoken_of_by_their_own_word(hoa: Client) -> None:
    hoa.post(f"{DESK}moi/", {"text": OF_FILES, "why": "Lập mới", "base": 0})
    hoa.post(f"{DESK}ho-so-cong-viec/dau-hieu/", sent(OPENED_LATE))
    shown = page(hoa, "/van-phong/dau-hieu/")
    assert '<th scope="col" class="num">Hồ sơ công việc</th>' in shown
    listed = page(hoa, "/van-phong/dau-hieu/mo-cham/")
    assert "Không có hồ sơ công việc nào" in listed
    assert "0 hồ sơ công việc" in listed


def test_a_list_that_today_s_collections_cannot_read_is_mended_here(hoa: Client) -> None:
    models.WatchVersion.objects.update(body=TEXT.replace("closed_before", "closed_befor"), digest="")
    assert "Danh sách này không còn đọc được" in page(hoa, LIST)
    batch = f"{LIST}dau-hieu/month-end-batch/"
    typed = queries.sign_block(queries.watch_source("dossiers"), "month-end-batch")
    assert hoa.post(batch, sent(typed.replace("closed_befor", "closed_before"))).status_code == 302
    assert "Đóng dồn vào cuối tháng" in page(hoa, LIST)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("dosiers/", "có phải ý là “dossiers”"),
        ("dossiers/dau-hieu/second-suplement/", "có phải ý là “second-supplement”"),
    ],
)
def test_what_is_not_there_is_said_with_the_nearest(hoa: Client, path: str, said: str) -> None:
    assert said in page(hoa, DESK + path, 404)


def test_the_file_goes_down_and_comes_up_as_a_new_version(hoa: Client) -> None:
    answer = hoa.get(f"{LIST}danh-sach.yaml")
    assert "attachment" in answer["Content-Disposition"]
    assert answer.content.decode() == TEXT
    up = {"base": 1, "why": "Điều chỉnh", "text": TEXT.replace("closed_before >= 10", "closed_before >= 5")}
    assert hoa.post(f"{LIST}nap/", up).status_code == 302
    assert queries.watch_source("dossiers").version == 2
    assert "vừa được người khác lưu" in hoa.post(f"{LIST}nap/", up | {"text": TEXT}).content.decode()
    renamed = up | {"base": 2, "text": TEXT.replace("watch: dossiers", "watch: khac")}
    assert "không đổi được" in hoa.post(f"{LIST}nap/", renamed).content.decode()
    assert queries.watch_source("dossiers").version == 2
