"""From the plan to the very dossier: what the page says, what the list holds and what a program reads are one number."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import acting
from tests.journeys.conftest import NewVisitor
from tests.journeys.test_counter import FRIDAY

pytestmark = pytest.mark.browser

PLAN = "/ke-hoach/hung-yen-2023/"
SIDES = {"that": "hồ sơ thỏa mãn", "of": "hồ sơ được tính", "rest": "hồ sơ chưa thỏa mãn"}
Fractions = dict[str, tuple[int, int]]


def asked(page: Page, path: str) -> Any:
    """Ask as a program does."""
    answer = page.request.get(f"/api/plans/hung-yen-2023/targets/P1{path}")
    assert answer.ok, answer.text()
    return answer.json()


def fractions(page: Page) -> Fractions:
    """Give P1's two fractions, as the page and as the API say them; both must say the same."""
    page.goto(f"{PLAN}P1/")
    said: Fractions = {}
    for reading in asked(page, "")["readings"]:
        sheet = page.locator(".sheet").filter(has=page.get_by_role("heading", name=reading["label"]))
        counts = {side: number(sheet.get_by_role("link", name=words)) for side, words in SIDES.items()}
        assert counts["that"] + counts["rest"] == counts["of"]
        assert (counts["that"], counts["of"]) == (reading["numerator"], reading["denominator"])
        said[reading["key"]] = (counts["that"], counts["of"])
    return said


def number(link: Any) -> int:
    return int(re.sub(r"\D", "", link.inner_text().split(" ")[0]))


def codes_of_all_pages(page: Page) -> list[str]:
    """Turn every page of a list, and give the numbers on it."""
    codes = page.locator("tbody th").all_inner_texts()
    while (onward := page.get_by_role("link", name="Tiếp", exact=True)).count():
        onward.click()
        page.wait_for_load_state()
        codes += page.locator("tbody th").all_inner_texts()
    return codes


def test_the_leader_reaches_the_dossiers_behind_both_readings_of_p1(visit: NewVisitor) -> None:
    page = visit("lanhdao-tinh")
    page.goto(PLAN)
    row = page.locator("#P1")
    shown = row.locator(".value").inner_text()
    row.get_by_role("link").click()
    expect(page.locator(".figure.huge")).to_have_text(shown)
    for key, (that, of) in fractions(page).items():
        for side, count in {"that": that, "of": of, "rest": of - that}.items():
            page.goto(f"{PLAN}P1/")
            page.locator(f'a[href*="reading={key}"][href*="side={side}"]').first.click()
            expect(page.get_by_role("heading", level=1)).to_contain_text(f"{count} hồ sơ")
            codes = codes_of_all_pages(page)
            assert len(codes) == len(set(codes)) == count
            records = asked(page, f"/records?reading={key}&side={side}")
            assert records["count"] == count
            assert {item["code"] for item in records["items"]} <= set(codes)
    code = page.locator("tbody th").first.inner_text()
    page.get_by_role("link", name=code).click()
    assert page.url.endswith(f"/van-phong/ho-so/{code}/")
    expect(page.get_by_role("main")).to_contain_text("Quá trình xử lý")


def test_whoever_is_not_signed_in_follows_the_same_dossier_without_a_name(visit: NewVisitor) -> None:
    page = visit()
    page.goto(f"{PLAN}P1/ho-so/")
    code = page.locator("tbody th").first.inner_text()
    page.get_by_role("link", name=code).click()
    assert "/tra-cuu/" in page.url
    expect(page.get_by_role("main")).to_contain_text(code)


def test_every_move_of_a_dossier_moves_the_plan(visit: NewVisitor) -> None:
    """Overdue since January, decided in December; then one received and decided within the day."""
    leader = visit("lanhdao-tinh")
    before = fractions(leader)
    code = acting.receive_at_counter(
        visit("motcua-tinh", at=FRIDAY), procedure="1.012783", name="Đỗ Văn Muộn"
    )
    received = fractions(leader)
    assert received == moved(before, due=(0, 1)), "an open overdue dossier counts by due time only"

    counter, officer, head = (visit(one) for one in ("motcua-tinh", "chuyenvien-so", "lanhdao-so"))
    acting.hand_over(counter, code)
    assert fractions(leader) == received
    acting.hand_over(officer, code)
    acting.hand_over(officer, code)
    acting.decide(head, code)
    late = fractions(leader)
    assert late == moved(received, returned=(0, 1)), "decided late: one more settled, none more in time"

    counter, officer, head = (visit(one) for one in ("motcua-xa", "chuyenvien-xa", "lanhdao-xa"))
    code = acting.receive_at_counter(counter, procedure="2.000635", name="Lý Thị Sớm")
    acting.hand_over(counter, code)
    acting.hand_over(officer, code)
    acting.decide(head, code)
    assert fractions(leader) == moved(late, returned=(1, 1), due=(1, 1))
    leader.goto(f"{PLAN}P1/ho-so/?side=rest&reading=due")
    expect(leader.get_by_role("main")).not_to_contain_text(code)
    leader.goto(f"{PLAN}P1/ho-so/?side=that&reading=returned")
    assert code in codes_of_all_pages(leader)


def moved(before: Fractions, **by: tuple[int, int]) -> Fractions:
    return {
        key: (that + by.get(key, (0, 0))[0], of + by.get(key, (0, 0))[1])
        for key, (that, of) in before.items()
    }


def test_the_leader_reads_where_the_year_ends_divides_it_notes_and_takes_the_paper_along(
    visit: NewVisitor,
) -> None:
    page = visit("lanhdao-tinh")
    page.goto(f"{PLAN}P1/")
    main = page.get_by_role("main")
    expect(main).to_contain_text("hồ sơ còn")
    expect(page.locator(".chart svg")).to_be_visible()
    page.get_by_label("Chia theo", exact=True).select_option("level")
    page.get_by_label("và theo", exact=True).select_option("month")
    page.get_by_role("button", name="Chia", exact=True).click()
    total = page.locator("#chia ~ * tfoot, section:has(#chia) tfoot").first
    expect(total).to_contain_text("Tổng cộng")
    cell = page.locator("section:has(#chia) tbody td a").first
    fraction = cell.get_attribute("title") or ""
    cell.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{fraction.split(' trên ')[1]} hồ sơ")

    page.goto(f"{PLAN}P1/")
    page.get_by_role("button", name="Lưu ghi chú").click()
    expect(page.get_by_label("Viết ghi chú")).to_be_focused()
    expect(page.get_by_text("Hãy viết nội dung ghi chú.")).to_be_in_viewport()
    page.get_by_label("Viết ghi chú").fill("Đã giao Sở Tư pháp rà soát trước ngày 20/12.")
    page.get_by_role("button", name="Lưu ghi chú").click()
    citizen = visit()
    citizen.goto(f"{PLAN}P1/")
    expect(citizen.get_by_role("main")).to_contain_text("Đã giao Sở Tư pháp rà soát")
    expect(citizen.get_by_label("Viết ghi chú")).to_have_count(0)

    page.goto(PLAN)
    address = page.get_by_role("link", name="Bản in (PDF)").get_attribute("href") or ""
    paper = page.request.get(address)
    assert paper.ok
    assert paper.body().startswith(b"%PDF-")
