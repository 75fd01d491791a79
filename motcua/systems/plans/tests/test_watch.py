"""The signs of a number kept good: counted, listed and left out by the very same sentences, and shown to few."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from motcua.base import clock
from motcua.spine import access, measure, refusal
from motcua.spine.worktime import VN
from motcua.systems.ledger import queries as ledger
from motcua.systems.organisation import actions as organisation, queries as units
from motcua.systems.plans import actions, counting, queries
from motcua.systems.plans.tests import desks as people
from motcua.systems.plans.tests.dossiers import NOW, file
from motcua.systems.plans.tests.test_plans import dossiers, plan

__all__ = ["dossiers", "plan"]
WATCH = "/van-phong/dau-hieu/"
DUE = datetime(2023, 5, 10, 16, tzinfo=VN)


TEXT = (Path(settings.LAW) / "watch" / "dossiers.yaml").read_text(encoding="utf-8")


def watched(text: str = TEXT, *, at: datetime = NOW - timedelta(days=90)) -> actions.LoadedWatch:
    """Put the list of signs in force."""
    return actions.load_watch(text=text, by=access.system("importer"), at=at)


@pytest.fixture(autouse=True)
def listed(db: None) -> None:
    """The house's own lists are in force."""
    for name in ("dossiers", "work-files"):
        watched((Path(settings.LAW) / "watch" / f"{name}.yaml").read_text(encoding="utf-8"))


def set_(number: int, **values: Any) -> None:
    """Write what the row of a dossier says."""
    columns = ", ".join(f"{name} = %({name})s" for name in values)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE dossiers_dossier SET {columns} WHERE code LIKE %(code)s",
            {**values, "code": f"%{number:04}"},
        )


@pytest.fixture
def signs(dossiers: str) -> str:
    """Of the four that are due, the first had its clock stopped at the last moment and was rated at the desk."""
    set_(1, supplement_asked_at=DUE - timedelta(days=2), supplement_left=47, supplement_of=480, supplements=2)
    set_(1, score=5, rated_desk_days=3)
    set_(2, supplement_asked_at=DUE - timedelta(days=2), supplement_left=49, supplement_of=480, supplements=1)
    set_(3, received_at=DUE, finished_at=DUE + timedelta(days=30, minutes=1), appointed_at=DUE)
    return dossiers


@pytest.fixture
def desks(signs: str) -> Iterator[dict[str, people.Reader]]:
    text = (Path(settings.LAW) / "organisation" / "hung-yen-2023.yaml").read_text(encoding="utf-8")
    organisation.load(text=text, at=NOW - timedelta(days=100), by="test")
    units.believe()
    yield people.everybody(NOW - timedelta(days=90))
    units.doubt()


def found(key: str) -> queries.Suspects:
    return queries.suspects(sign=key, narrowed=queries.Narrowed(), now=NOW)


def test_the_house_s_own_lists_are_sound_and_each_sign_says_its_innocent_cause(db: None) -> None:
    dossiers, work_files = (one.list for one in queries.watch_lists())
    assert (len(dossiers.detectors), len(work_files.detectors)) == (7, 1)
    for detector in (*dossiers.detectors, *work_files.detectors):
        assert detector.note.vi != detector.note.en
        assert detector.sentence is not None


def test_a_sign_that_is_not_measured_yet_says_why_and_lists_nothing(db: None) -> None:
    watched(
        "watch: a\nname: {vi: A, en: B}\ndetectors:\n  - key: later\n    statement: {vi: C, en: D}\n"
        "    note: {vi: E, en: F}\n    why: {vi: 'Chưa đo', en: 'Not yet measured'}\n"
    )
    (sign,) = queries.watch(now=NOW)[0].signs
    assert (sign.share, sign.words) == (None, None)
    with pytest.raises(refusal.Refusal) as refused:
        found("later")
    assert refused.value.code == "plans.sign-not-measured"


def test_a_count_is_as_long_as_its_list(signs: str) -> None:
    counted = {sign.detector.key: sign.share for watch in queries.watch(now=NOW) for sign in watch.signs}
    for key, share in counted.items():
        listed = found(key)
        assert share is not None
        assert len(listed.items) == listed.count == share.numerator, key
        assert sum(line.share.numerator for line in listed.by_unit) == share.numerator
    assert numerators(counted) == {
        "last-tenth": 1,
        "second-supplement": 1,
        "within-a-minute": 0,
        "registered-late": 0,
        "re-appointed": 1,
        "month-end-batch": 0,
        "rated-at-the-desk": 1,
        "work-files-on-paper-dates": 0,
    }


def numerators(counted: dict[str, measure.Share | None]) -> dict[str, int | None]:
    return {key: None if share is None else share.numerator for key, share in counted.items()}


def test_each_sign_is_found_at_its_edge_and_not_beyond(dossiers: str) -> None:
    def count(key: str) -> int:
        return found(key).count

    for left, expected in ((48, 1), (49, 0)):
        set_(1, supplement_asked_at=DUE, supplement_left=left, supplement_of=480)
        assert count("last-tenth") == expected
    for seconds, expected in ((60, 1), (61, 0)):
        set_(2, received_at=DUE, finished_at=DUE + timedelta(seconds=seconds))
        assert count("within-a-minute") == expected
    for hours, expected in ((72, 0), (73, 1)):
        set_(3, filed_at=DUE, recorded_at=DUE + timedelta(hours=hours))
        assert count("registered-late") == expected
    for day, before, expected in ((29, 10, 1), (28, 10, 0), (31, 9, 0), (31, 10, 1)):
        set_(1, finished_at=datetime(2023, 5, day, 16, tzinfo=VN), closed_before=before)
        assert count("month-end-batch") == expected, day
    for days, expected in ((30, 1), (31, 0)):
        set_(1, score=5, rated_desk_days=days)
        assert count("rated-at-the-desk") == expected


def test_p1_without_the_signs_counts_the_others(signs: str) -> None:
    (beside,) = queries.beside(plan=signs, target="P1", now=NOW)
    assert (beside.headline.numerator, beside.headline.denominator) == (2, 4)
    assert beside.marked == 1
    assert (beside.without.numerator, beside.without.denominator) == (1, 3)
    left = queries.left_out(plan=signs, target="P1", narrowed=queries.Narrowed(), now=NOW)
    assert left.count == len(left.items) == beside.headline.denominator - beside.without.denominator
    assert {item["code"][-4:] for item in left.items} == {"0001"}


def test_a_late_dossier_appointed_anew_is_never_left_out_to_flatter_the_figure(signs: str) -> None:
    assert {item["code"][-4:] for item in found("re-appointed").items} == {"0003"}
    left = queries.left_out(plan=signs, target="P1", narrowed=queries.Narrowed(), now=NOW)
    assert "0003" not in {item["code"][-4:] for item in left.items}


@pytest.mark.parametrize("target", ["P2", "E8"])
def test_p2_and_e8_are_read_without_the_signs_too(signs: str, target: str) -> None:
    (beside,) = queries.beside(plan=signs, target=target, now=NOW)
    assert beside.headline.denominator - beside.without.denominator == beside.marked > 0


def test_what_counts_other_records_has_nothing_beside_it(signs: str) -> None:
    assert queries.beside(plan=signs, target="P8", now=NOW) == ()
    assert queries.beside(plan=signs, target="G1", now=NOW) == ()
    with pytest.raises(refusal.Refusal) as refused:
        queries.left_out(plan=signs, target="P8", narrowed=queries.Narrowed(), now=NOW)
    assert refused.value.code == "plans.not-watched"


def test_a_past_day_reads_as_it_stood(signs: str) -> None:
    before = queries.watch(as_of=DUE.date() - timedelta(days=60), now=NOW)[0]
    assert all(not sign.share.numerator for sign in before.signs if sign.share)


def test_ha_sees_the_signs_and_opens_the_very_dossiers(desks: dict[str, people.Reader]) -> None:
    page = desks["ha"].get(WATCH, at=NOW)
    assert page.status_code == 200
    said = people.text(page)
    assert "Yêu cầu bổ sung khi thời hạn đã gần hết" in said
    assert "Hồ sơ công việc mở và đóng theo ngày trên giấy" in said
    listed = desks["ha"].get(f"{WATCH}last-tenth/", at=NOW)
    assert "H31.1-230501-0001" in people.text(listed)
    assert "/van-phong/ho-so/H31.1-230501-0001/" in listed.content.decode()
    held = desks["ha"].get(f"{WATCH}last-tenth/", at=NOW, unit="H31.0")
    assert "0 hồ sơ của" in people.text(held)
    left = desks["ha"].get(f"{WATCH}hung-yen-2023/P1/", at=NOW)
    assert "H31.1-230501-0001" in people.text(left)


def test_a_plan_with_more_targets_asks_the_database_no_more_questions(
    desks: dict[str, people.Reader], django_assert_max_num_queries: Any
) -> None:
    desks["ha"].get(WATCH, at=NOW)
    with django_assert_max_num_queries(60):  # 38 targets, each asked for by itself, were more
        desks["ha"].get(WATCH, at=NOW)


def test_only_ha_sees_on_a_target_s_page_what_it_is_without_the_signs(
    desks: dict[str, people.Reader], client: Client
) -> None:
    hers = desks["ha"].get("/ke-hoach/hung-yen-2023/P1/", at=NOW)
    assert "Nếu bỏ hồ sơ có dấu hiệu cần xem lại" in people.text(hers)
    for other in ("guest", "lan", "binh", "em", "phuc", "khanh"):
        page = desks[other].get("/ke-hoach/hung-yen-2023/P1/", at=NOW)
        assert page.status_code == 200
        assert "dấu hiệu" not in people.text(page)
    with clock.at(NOW):
        for given in ("/api/plans/hung-yen-2023/targets/P1", "/du-lieu-mo/hung-yen-2023/P1.json"):
            assert "supplement_left_percent <= 10" not in client.get(given).content.decode()


@pytest.mark.parametrize("who", ["binh", "em", "phuc", "khanh", "lan"])
@pytest.mark.parametrize("path", [WATCH, f"{WATCH}last-tenth/", f"{WATCH}hung-yen-2023/P1/"])
def test_others_are_turned_away(desks: dict[str, people.Reader], who: str, path: str) -> None:
    assert desks[who].get(path, at=NOW).status_code == 403


def test_a_guest_is_asked_to_sign_in(desks: dict[str, people.Reader]) -> None:
    answer = desks["guest"].get(WATCH, at=NOW)
    assert answer.status_code in {302, 401}


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        (f"{WATCH}last-tent/", 404, "có phải ý là “last-tenth”"),
        (f"{WATCH}hung-yen-2023/P8/", 422, "Không có danh sách dấu hiệu"),
        (f"{WATCH}?as_of=hom-qua", 422, "không phải là ngày"),
        (f"{WATCH}?as_of=2024-02-01", 422, "chưa đến"),
    ],
)
def test_what_cannot_be_shown_is_said(
    desks: dict[str, people.Reader], path: str, status: int, said: str
) -> None:
    page = desks["ha"].get(path, at=NOW)
    assert page.status_code == status
    assert said in people.text(page)


def test_a_long_list_has_pages_and_loses_none(plan: str) -> None:
    for number in range(1, counting.PAGE + 4):
        file(number, due=DUE, finished=DUE)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_dossier SET supplements = 2, supplement_asked_at = %s", [DUE])
    first = found("second-supplement")
    second = queries.suspects(
        sign="second-supplement", narrowed=queries.Narrowed(after=first.next or ""), now=NOW
    )
    codes = {item["code"] for item in [*first.items, *second.items]}
    assert len(codes) == first.count == counting.PAGE + 3
    assert second.next is None


def test_the_act_is_that_of_leaders_and_of_who_keeps_the_plan() -> None:
    may = {role for role in access.Role if access.TABLE[role][access.Act.WATCH_READ]}
    assert may == {access.Role.LEADER, access.Role.PLAN_KEEPER}


def test_the_list_is_a_version_and_a_fact_and_the_same_file_again_changes_nothing(db: None) -> None:
    assert watched() == actions.LoadedWatch(list="dossiers", version=1, changed=False)
    stricter = TEXT.replace("closed_before >= 10", "closed_before >= 5")
    loaded = watched(stricter, at=NOW)
    assert (loaded.version, loaded.signs) == (2, ("month-end-batch",))
    facts = [entry.fact for entry in ledger.read(stream="watch:dossiers")]
    assert [fact.data["version"] for fact in facts] == [1, 2]
    assert facts[1].data["changed"] == "month-end-batch"
    reworded = stricter.replace("A supplement asked for a second time", "Asked twice")
    assert watched(reworded, at=NOW).signs == (), "other words look for the same"
    history = queries.watch_history("dossiers")
    assert [(one.number, len(one.signs)) for one in history] == [(3, 0), (2, 1), (1, 7)]


def test_what_lies_on_the_disk_counts_only_once_it_is_loaded(dossiers: str) -> None:
    """Hà's threshold is that of the version in force, whatever stands in the folder of the law."""
    set_(1, finished_at=datetime(2023, 5, 31, 16, tzinfo=VN), closed_before=7)
    assert found("month-end-batch").count == 0
    watched(TEXT.replace("closed_before >= 10", "closed_before >= 5"), at=NOW)
    assert found("month-end-batch").count == 1


def test_a_list_with_a_fault_is_not_put_in_force(db: None) -> None:
    with pytest.raises(refusal.Refusal) as refused:
        watched(TEXT.replace("closed_before", "closed_befor"))
    assert refused.value.code == "plan.watch-has-faults"
    assert [one.version for one in queries.watch_lists()] == [1, 1]


def test_ha_sees_which_version_was_looked_by_and_where_on_the_trend_it_changed(
    desks: dict[str, people.Reader],
) -> None:
    watched(TEXT.replace("closed_before >= 10", "closed_before >= 5"), at=NOW - timedelta(days=20))
    page = desks["ha"].get("/ke-hoach/hung-yen-2023/P1/", at=NOW)
    assert "Tìm theo danh sách dấu hiệu phiên bản 2" in people.text(page)
    assert "Đổi dấu hiệu 26/05" in people.text(page)
    listed = people.text(desks["ha"].get(WATCH, at=NOW))
    assert "Phiên bản 2 Đóng dồn vào cuối tháng" in listed
    assert "dấu hiệu" not in people.text(desks["guest"].get("/ke-hoach/hung-yen-2023/P1/", at=NOW))


def test_who_may_not_write_plans_changes_no_list(db: None) -> None:
    with pytest.raises(refusal.Refusal):
        actions.load_watch(text=TEXT + " ", by=access.GUEST, at=NOW)
    assert [one.version for one in queries.watch_lists()] == [1, 1]
