"""Hoa of the Department of Home Affairs writes a plan in the office; what she typed is never lost, nor what Sơn did."""

import html
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.base import clock
from motcua.spine import plan
from motcua.spine.plan import blocks
from motcua.systems.ledger import queries as ledger
from motcua.systems.plans import actions, queries
from motcua.systems.plans.tests import home_affairs
from motcua.systems.plans.tests.dossiers import file

KH = "hung-yen-2023"
DESK = "/van-phong/ke-hoach/"
P1 = f"{DESK}{KH}/chi-tieu/P1/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    home_affairs.house(KH)
    with clock.at(home_affairs.NOW):
        yield


@pytest.fixture
def hoa() -> Client:
    return home_affairs.hoa()


def sent(body: str, *, base: int = 1, why: str = "Công văn 12/SNV", step: str = "save") -> dict[str, object]:
    return {"body": body, "base": base, "why": why, "step": step}


def p1() -> str:
    return queries.block(queries.source(KH), "P1")


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content.decode()[:500]
    return answer.content.decode()


@pytest.mark.parametrize(
    "path", ["", "moi/", f"{KH}/", f"{KH}/nap/", f"{KH}/chi-tieu/", f"{KH}/chi-tieu/P1/"]
)
def test_chau_must_not_see_the_editor_and_hoa_may(hoa: Client, path: str) -> None:
    assert home_affairs.chau().get(DESK + path).status_code == 403
    assert "<h1>" in page(hoa, DESK + path)


def test_chau_must_not_change_a_plan_by_any_way(hoa: Client) -> None:
    chau = home_affairs.chau()
    for path, data in ((P1, sent(p1())), (f"{DESK}{KH}/nap/", {"text": "x"}), (f"{DESK}moi/", {"text": "x"})):
        assert chau.post(path, data).status_code == 403
    assert queries.in_force(KH).version == 1


def test_hoa_opens_a_target_and_reads_its_count_its_words_and_its_records(hoa: Client) -> None:
    due = home_affairs.NOW - timedelta(days=30)
    file(1, due=due, finished=due)
    file(2, due=due, finished=due + timedelta(days=1))
    shown = page(hoa, P1)
    assert "1 trên 2" in shown
    assert "H31.1-230501-0001" in shown
    assert "Không có lỗi" in shown
    assert 'data-insert="finished_at"' in shown
    assert "thời điểm giải quyết xong" in shown


def test_hoa_reads_what_a_column_holds_and_means_as_the_data_dictionary_says_it(hoa: Client) -> None:
    shown = " ".join(re.sub(r"<[^>]+>", " ", html.unescape(page(hoa, P1))).split())
    assert "stage trạng thái số nguyên 1 Mới đăng ký 2 Được tiếp nhận" in shown
    assert 'outcome kết quả chữ "approved" đồng ý giải quyết' in shown
    assert "thời điểm giải quyết xong thời điểm" in shown
    for name in ("moment", "integer", "boolean"):
        assert not re.search(rf"\b{name}\b", shown), "the code's own names of types are not for people"


def test_a_wrong_word_is_shown_at_once_with_its_place_and_the_nearest(hoa: Client) -> None:
    wrong = p1().replace("outcome not in", "outcom not in", 1)
    answer = hoa.post(P1, sent(wrong, step="try"), headers={"HX-Request": "true"})
    shown = answer.content.decode()
    assert "<h1>" not in shown, "only the part beside the text comes"
    line = next(number for number, one in enumerate(wrong.split("\n"), 1) if "outcom not" in one)
    assert f"Dòng {line}, cột" in shown
    assert "“outcome”" in shown
    assert "<mark>outcom not in" in shown


def test_a_goal_no_share_reaches_and_a_unit_that_never_was_are_refused_at_their_place(hoa: Client) -> None:
    wrong = p1().replace("> 95 %", "> 150 %").replace("units: [H31.01]", "units: [H31.09, H99.99]")
    shown = hoa.post(P1, sent(wrong, step="try"), headers={"HX-Request": "true"}).content.decode()
    lines = wrong.split("\n")
    for word, said in (
        ("&gt; 150 %", "từ 0 % đến 100 %"),
        ("H99.99", "Không có cơ quan, đơn vị nào mang mã"),
    ):
        line = next(number for number, one in enumerate(lines, 1) if html.unescape(word) in one)
        assert f"Dòng {line}, cột" in shown
        assert said in shown
    assert hoa.post(P1, sent(wrong)).status_code == 422
    text = queries.source(KH).text.replace("[H31.15]", "[H99.99]", 1)
    up = {"base": 1, "why": "Điều chỉnh", "text": text}
    assert "mang mã “H99.99”" in hoa.post(f"{DESK}{KH}/nap/", up).content.decode()
    assert queries.in_force(KH).version == 1
    with pytest.raises(plan.Refusal, match="lỗi"):
        actions.load_plan(text=text, by=home_affairs.BY, at=home_affairs.NOW)


def test_hoa_mends_a_target_of_a_plan_that_names_units_she_does_not_have(hoa: Client) -> None:
    assert hoa.post(P1, sent(p1().replace("> 95 %", "> 96 %"))).status_code == 302


def test_a_broken_indent_is_told_within_what_was_typed(hoa: Client) -> None:
    shown = hoa.post(P1, sent("id: P1\n statement: [", step="try")).content.decode()
    assert "Dòng" in shown
    assert "Không đọc được tệp YAML" in shown


def test_a_tab_that_hoa_typed_is_told_to_be_one_where_it_stands(hoa: Client) -> None:
    for body, line in (("id: P1\n\tstatement: {vi: a}", 2), ("id: P1\nstatement:\n\tvi: a", 3)):
        shown = hoa.post(P1, sent(body, step="try")).content.decode()
        assert f"Dòng {line}, cột 1" in shown
        assert "Ở chỗ này có dấu Tab" in shown
        assert "không đúng mẫu" not in shown


def test_what_is_typed_is_kept_as_a_draft_and_measures_nothing(hoa: Client) -> None:
    typed = p1().replace("> 95 %", "> 97 %").replace("vi:", "vi :", 1)
    hoa.post(P1, sent(typed, step="try"), headers={"HX-Request": "true"})
    assert "&gt; 97 %" in page(hoa, P1)
    assert "bản nháp" in page(hoa, f"{DESK}{KH}/")
    assert "&gt; 97 %" not in page(home_affairs.son(), P1), "a draft is its writer's own"
    assert queries.in_force(KH).version == 1
    hoa.post(P1, sent("", step="drop"))
    assert "&gt; 97 %" not in page(hoa, P1)


def test_a_fault_leads_to_its_place_in_the_text(hoa: Client) -> None:
    shown = hoa.post(P1, sent(p1().replace("> 95 %", "> 95 units"), step="try")).content.decode()
    assert re.search(r'data-into="body" data-line="\d+" data-column="\d+">Dòng \d+, cột \d+</button>', shown)
    up = {"base": 1, "why": "Điều chỉnh", "text": "plan: ["}
    shown = hoa.post(f"{DESK}{KH}/nap/", up).content.decode()
    assert re.search(r'data-into="text" data-line="\d+" data-column="\d+">Dòng', shown)


def test_saving_is_a_new_version_with_who_and_why_and_every_other_word_stays(hoa: Client) -> None:
    before = queries.source(KH).text
    answer = hoa.post(P1, sent(p1().replace("> 95 %", "> 97 %")))
    assert answer.status_code == 302
    after = queries.source(KH)
    assert after.version == 2
    assert after.text == before.replace('"> 95 %"', '"> 97 %"')
    assert after.text.startswith("# "), "remarks are kept"
    (newest, _) = queries.versions(KH)
    assert newest.why == "Công văn 12/SNV"
    kinds = [entry.fact.kind for entry in ledger.read(stream=f"plan:{KH}")]
    assert kinds[-2:] == ["plans.version-loaded", "plans.definition-changed"]
    shown = page(hoa, f"{DESK}{KH}/")
    assert "Nguyễn Thị Hoa" in shown
    assert "Công văn 12/SNV" in shown
    assert queries.drafts(file=KH, account="1") == {}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"why": "  "}, "Hãy ghi lý do"),
        ({"body": "id: P1\nshape: share"}, "Thiếu khóa"),
        ({"body": "x" * 20_001}, "dài quá"),
    ],
)
def test_what_cannot_be_saved_keeps_what_was_typed(hoa: Client, change: dict[str, str], said: str) -> None:
    data = sent(p1()) | change
    answer = hoa.post(P1, data)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert str(data["body"])[:20].split("\n")[0] in answer.content.decode()
    assert queries.in_force(KH).version == 1


def test_the_second_of_two_editors_is_told_and_nothing_is_lost(hoa: Client) -> None:
    son, mine = home_affairs.son(), p1().replace("> 95 %", "> 97 %")
    son.post(P1, sent(p1().replace("> 95 %", "> 96 %"), why="Chỉ đạo của Giám đốc"))
    answer = hoa.post(P1, sent(mine))
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "vừa được người khác lưu" in shown
    assert "&gt; 96 %" in shown
    assert "&gt; 97 %" in shown
    assert 'name="base" value="2"' in shown
    assert "&gt; 97 %" in page(hoa, P1), "her words are kept as a draft"
    assert hoa.post(P1, sent(mine, base=2)).status_code == 302
    assert '"> 97 %"' in queries.source(KH).text
    assert [one.number for one in queries.versions(KH)] == [3, 2, 1]


def test_two_who_write_different_targets_do_not_meet(hoa: Client) -> None:
    p2 = queries.block(queries.source(KH), "P2")
    home_affairs.son().post(P1, sent(p1().replace("> 95 %", "> 96 %")))
    assert hoa.post(P1.replace("P1", "P2"), sent(p2.replace(">= 80 %", ">= 85 %"))).status_code == 302
    text = queries.source(KH).text
    assert '"> 96 %"' in text
    assert '">= 85 %"' in text


@pytest.mark.parametrize(
    ("plan", "first"),
    [("hung-yen-2023", "id: G6"), ("hung-yen-766-2023", 'id: "1.5"')],
)
def test_hoa_begins_a_target_with_an_example_that_her_own_plan_takes(
    hoa: Client, plan: str, first: str
) -> None:
    if plan != KH:
        text = (home_affairs.LAW / f"{plan}.yaml").read_text("utf-8")
        actions.load_plan(text=text, by=home_affairs.BY, at=home_affairs.SINCE, keep=True)
    new = page(hoa, f"{DESK}{plan}/chi-tieu/")
    assert first in html.unescape(new)
    assert "Không có lỗi" in new


def test_a_target_is_added_and_taken_out(hoa: Client) -> None:
    body = p1().replace("id: P1", "id: P11")
    assert hoa.post(f"{DESK}{KH}/chi-tieu/", sent(body)).status_code == 302
    assert queries.source(KH).targets[-1] == "P11"
    again = hoa.post(f"{DESK}{KH}/chi-tieu/", sent(body, base=2))
    assert again.status_code == 422
    assert "đã có ở trên" in again.content.decode()
    assert hoa.post(f"{DESK}{KH}/chi-tieu/P11/", sent(body, base=2, step="remove")).status_code == 302
    assert "P11" not in queries.source(KH).targets


def test_the_file_goes_down_and_comes_up_as_a_new_version(hoa: Client) -> None:
    answer = hoa.get(f"{DESK}{KH}/ke-hoach.yaml")
    assert "attachment" in answer["Content-Disposition"]
    text = answer.content.decode()
    assert text == queries.source(KH).text
    up = {"base": 1, "why": "Điều chỉnh giữa năm", "text": ""}
    changed = SimpleUploadedFile("ke-hoach.yaml", text.replace("> 95 %", "> 96 %").encode())
    assert hoa.post(f"{DESK}{KH}/nap/", up | {"file": changed}).status_code == 302
    assert queries.in_force(KH).version == 2
    late = SimpleUploadedFile("ke-hoach.yaml", text.encode())
    answer = hoa.post(f"{DESK}{KH}/nap/", up | {"file": late})
    assert "vừa được người khác lưu" in answer.content.decode()
    other = SimpleUploadedFile("x.yaml", text.replace("plan: hung-yen-2023", "plan: ten-khac").encode())
    assert "không đổi được" in hoa.post(f"{DESK}{KH}/nap/", up | {"base": 2, "file": other}).content.decode()
    table = SimpleUploadedFile("x.xlsx", b"PK\x03\x04\xff\xfe")
    assert "UTF-8" in hoa.post(f"{DESK}{KH}/nap/", up | {"base": 2, "file": table}).content.decode()
    assert queries.in_force(KH).version == 2


TEN = [
    ("A1", "Hồ sơ giải quyết xong đúng hạn", ">= 98 %", "where finished_at in period\n  and due_at is not null\nthat finished_at <= due_at"),
    ("A2", "Hồ sơ nộp trực tuyến", ">= 70 %", 'where received_at in period\nthat channel = "online"'),
    ("A3", "Hồ sơ không phải bổ sung", ">= 90 %", "where received_at in period\nthat supplements = 0"),
    ("A4", "Hồ sơ không phải hẹn lại", ">= 99 %", "where finished_at in period\nthat not reappointed"),
    ("A5", "Hồ sơ xử lý hoàn toàn trên mạng", ">= 60 %", "where finished_at in period\nthat handled_online"),
    ("B1", "Kết quả trả trực tuyến", ">= 50 %", "where returned_at in period\nthat returned_online"),
    ("B2", "Hồ sơ cấp xã đúng hạn", "> 97 %", 'where finished_at in period\n  and level = "commune"\n  and due_at is not null\nthat finished_at <= due_at'),
    ("B3", "Người dân hài lòng", ">= 92 %", "where returned_at in period\n  and score is not null\nthat score >= 4"),
    ("B4", "Hồ sơ qua bưu chính được trả đúng hạn", ">= 95 %", 'where finished_at in period\n  and channel = "post"\n  and due_at is not null\nthat finished_at <= due_at'),
    ("B5", "Hồ sơ có quyết định đồng ý", ">= 80 %", 'where finished_at in period\nthat outcome = "approved"'),
]  # fmt: skip


def target_text(name: str, statement: str, goal: str, sentence: str) -> str:
    lines = "\n".join(f"      {line}" for line in ["of dossiers", *sentence.split("\n")])
    return f"""\
id: {name}
statement: {{vi: "{statement}"}}
shape: share
goals: ["{goal}"]
owner: {{vi: "Văn phòng Ủy ban nhân dân tỉnh"}}
evidence: computed
source: {{vi: "Kế hoạch năm 2024, mục {name}"}}
readings:
  - key: main
    label: {{vi: "Số chính"}}
    sentence: |
{lines}
"""


def test_hoa_writes_the_ten_targets_of_another_year_and_reads_them_on_the_portal(hoa: Client) -> None:
    head = page(hoa, f"{DESK}moi/")
    assert "plan: ten-tinh-2026" in head
    text = (
        "# Viết tay trong trình soạn\nplan: cao-son-2024\nname: {vi: Kế hoạch năm 2024}\n"
        'number: "15/KH-UBND"\nissued: 2023-12-20\nissuer: {vi: Ủy ban nhân dân tỉnh Cao Sơn}\n'
        "from: 2024-01-01\nuntil: 2024-12-31\npillars:\n  - {key: A, name: {vi: Phục vụ}}\n"
        "  - {key: B, name: {vi: Kết quả}}\ntargets: []\n"
    )
    assert hoa.post(f"{DESK}moi/", {"text": text, "why": "Lập mới", "base": 0}).status_code == 302
    for version, one in enumerate(TEN, 1):
        answer = hoa.post(f"{DESK}cao-son-2024/chi-tieu/", sent(target_text(*one), base=version))
        assert answer.status_code == 302, answer.content.decode()
    found = queries.source("cao-son-2024")
    assert list(found.targets) == [name for name, *_ in TEN]
    assert found.text.startswith("# Viết tay")
    assert blocks.blocks(found.text)["A3"].text == target_text(*TEN[2])
    due = home_affairs.NOW + timedelta(days=300)
    file(1, due=due, finished=due)
    with clock.at(due + timedelta(days=1)):
        read = {one.id: one for one in queries.targets(plan="cao-son-2024", now=clock.now())}
        assert len(read) == 10
        assert (read["A1"].numerator, read["A1"].denominator) == (1, 1)
        assert (read["A3"].numerator, read["A3"].denominator) == (1, 1)
        public = Client(headers={"accept-language": "en"}).get("/ke-hoach/cao-son-2024/").content.decode()
    assert "Hồ sơ giải quyết xong đúng hạn" in public, "what has no English is said in Vietnamese"
    again = hoa.post(f"{DESK}moi/", {"text": text, "why": "Lập mới", "base": 0})
    assert "Đã có kế hoạch" in again.content.decode()
