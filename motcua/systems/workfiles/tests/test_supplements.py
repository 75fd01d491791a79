"""The year brings more than January foresaw: Lan proposes, Bình approves, and what was approved stays in force meanwhile."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from motcua.base import clock
from motcua.base.tests.page import text
from motcua.spine import access
from motcua.systems.ledger import queries as ledger
from motcua.systems.workfiles import actions, events, models, queries, rules
from motcua.systems.workfiles.queries import reading
from motcua.systems.workfiles.rules import ListStage
from motcua.systems.workfiles.tests.office import COMMUNE, NOW, Office, approved, at_desk
from motcua.systems.workfiles.tests.test_pages import cells

PATH = "/van-phong/ho-so-cong-viec/danh-muc/"
LATER = NOW + timedelta(days=30)


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.at(NOW):
        yield


def foresee(office: Office, code: str, *, at: Any = NOW) -> rules.FileList:
    lan = office.actor("lan")
    foreseen = actions.Foreseen(code=code, title=f"Việc mới {code}", retention="10", keeper=lan.id)
    return actions.add_entry(unit=COMMUNE, year=2023, foreseen=foreseen, by=lan, at=at)


def supplemented(office: Office) -> None:
    """Let Lan propose one more file in May, and Bình approve it in June."""
    foresee(office, "02.CCHC")
    actions.propose(unit=COMMUNE, year=2023, by=office.actor("lan"), at=NOW)
    actions.approve(unit=COMMUNE, year=2023, by=office.actor("binh"), at=LATER)


def refused(office: Office, code: str) -> str:
    with pytest.raises(rules.Refusal) as found:
        actions.open_file(opening=actions.Opening(unit=COMMUNE, entry=code), by=office.actor("lan"), at=LATER)
    return found.value.code


def test_what_is_proposed_is_not_in_force_and_what_was_approved_still_is(office: Office) -> None:
    approved(office)
    assert foresee(office, "02.CCHC").stage is ListStage.SUPPLEMENT_DRAFT
    assert [one.code for one in queries.unopened(unit=COMMUNE, year=2023)] == ["01.CCHC"]
    assert refused(office, "02.CCHC") == "workfiles.no-such-entry"
    lan, binh = office.actor("lan"), office.actor("binh")
    actions.propose(unit=COMMUNE, year=2023, by=lan, at=NOW)
    assert refused(office, "02.CCHC") == "workfiles.no-such-entry"
    actions.open_file(opening=actions.Opening(unit=COMMUNE, entry="01.CCHC"), by=lan, at=NOW)
    with pytest.raises(access.Refusal):
        actions.approve(unit=COMMUNE, year=2023, by=lan, at=NOW)
    state = actions.approve(unit=COMMUNE, year=2023, by=binh, at=LATER)
    assert (state.stage, state.version) == (ListStage.APPROVED, 2)
    opened = actions.open_file(opening=actions.Opening(unit=COMMUNE, entry="02.CCHC"), by=lan, at=LATER)
    assert opened.listed


def test_the_list_is_the_fold_of_its_facts_after_any_number_of_supplements(office: Office) -> None:
    approved(office)
    supplemented(office)
    foresee(office, "03.CCHC", at=LATER)
    facts = [entry.fact for entry in ledger.read(stream=events.list_stream(COMMUNE, 2023))]
    state = reading.list_of(models.FileList.objects.get())
    assert rules.replay_list(facts) == state
    assert [(one.code, one.version) for one in state.entries] == [
        ("01.CCHC", 1),
        ("02.CCHC", 2),
        ("03.CCHC", 0),
    ]


def test_what_was_approved_is_not_struck_and_the_last_proposal_struck_leaves_the_list_as_it_was(
    office: Office,
) -> None:
    approved(office)
    foresee(office, "02.CCHC")
    lan = office.actor("lan")
    with pytest.raises(rules.Refusal) as kept:
        actions.strike_entry(unit=COMMUNE, year=2023, code="01.CCHC", by=lan, at=NOW)
    assert kept.value.code == "workfiles.no-such-entry"
    state = actions.strike_entry(unit=COMMUNE, year=2023, code="02.CCHC", by=lan, at=NOW)
    assert (state.stage, len(state.entries)) == (ListStage.APPROVED, 1)


def test_a_supplement_that_is_returned_is_mended_and_the_list_stays_approved(office: Office) -> None:
    approved(office)
    foresee(office, "02.CCHC")
    lan, binh = office.actor("lan"), office.actor("binh")
    actions.propose(unit=COMMUNE, year=2023, by=lan, at=NOW)
    state = actions.return_list(unit=COMMUNE, year=2023, words="Ghi căn cứ", by=binh, at=NOW)
    assert (state.stage, state.version) == (ListStage.SUPPLEMENT_DRAFT, 1)
    assert [one.code for one in queries.unopened(unit=COMMUNE, year=2023)] == ["01.CCHC"]


def test_a_list_is_not_supplemented_after_its_year(office: Office) -> None:
    approved(office)
    with pytest.raises(rules.Refusal) as over:
        foresee(office, "02.CCHC", at=NOW + timedelta(days=300))
    assert over.value.code == "workfiles.list-year-over"


def test_at_the_desk_lan_proposes_binh_approves_and_the_page_tells_who_and_when(office: Office) -> None:
    approved(office)
    lan, binh = at_desk(office, "lan"), at_desk(office, "binh")
    entry = {
        "viec": "them", "code": "02.CCHC", "title": "Khảo sát hài lòng", "retention": "10",
        "keeper": office.accounts["lan"], "basis": "",
    }  # fmt: skip
    added = text(lan.post(PATH, entry, follow=True))
    assert "Đã phê duyệt, đang dự thảo bổ sung" in added
    assert "đề nghị bổ sung Nguyễn Thị Lan, 10/05/2023" in added
    assert "Mở hồ sơ" in added
    again = lan.post(PATH, entry)
    assert again.status_code == 409
    lan.post(PATH, {"viec": "trinh"})
    assert "Phê duyệt phần bổ sung" in text(binh.get(PATH))
    with clock.at(LATER):
        done = text(binh.post(PATH, {"viec": "duyet"}, follow=True))
    assert "bổ sung 09/06/2023 Nguyễn Thị Lan" in done
    assert "Quá trình lập danh mục" in done
    assert "Thêm hồ sơ vào danh mục: 02.CCHC – Nguyễn Thị Lan" in done


def test_paper_and_sheet_tell_what_was_added_when_and_by_whom(office: Office) -> None:
    approved(office)
    supplemented(office)
    foresee(office, "03.CCHC", at=LATER)
    paper = queries.list_paper(unit=COMMUNE, year=2023, by=office.actor("lan"), at=LATER)
    assert paper.below == "Năm 2023"
    assert [row[-1] for row in paper.rows] == [
        "Quyết định về danh mục hồ sơ mẫu",
        "Bổ sung lần 1, Nguyễn Thị Lan thêm ngày 10/05/2023, phê duyệt ngày 09/06/2023",
        "Đề nghị bổ sung, Nguyễn Thị Lan thêm ngày 09/06/2023",
    ]
    assert paper.after == [
        "Danh mục có 3 hồ sơ.",
        "Được phê duyệt ngày 09/02/2023, Trần Văn Bình.",
        "Bổ sung lần 1: 1 hồ sơ, được phê duyệt ngày 09/06/2023, Trần Văn Bình.",
        "Đang đề nghị bổ sung 1 hồ sơ.",
    ]
    sheet = cells(at_desk(office, "lan").get(f"{PATH}{COMMUNE}/2023.xlsx").content)
    assert sheet[2][-1].startswith("Bổ sung lần 1, Nguyễn Thị Lan thêm ngày 10/05/2023")
