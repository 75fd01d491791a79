"""The plan is loaded once, read by everybody, and every number opens onto its records."""

import csv
import io
import json
from datetime import date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pyarrow import parquet

from motcua.base import clock
from motcua.spine import access, measure, plan as plans
from motcua.spine.worktime import VN
from motcua.systems.ledger import queries as ledger
from motcua.systems.plans import actions, models, queries
from motcua.systems.plans.tests.dossiers import NOW, PLAN, TEXT, file, load


@pytest.fixture
def plan(db: None) -> str:
    return load().plan


@pytest.fixture
def dossiers(plan: str) -> str:
    """Four are due: one early, one at the very minute, one late, one still open past its due time. Two do not count."""
    due = datetime(2023, 5, 10, 16, tzinfo=VN)
    file(1, due=due, finished=due - timedelta(days=1))
    file(2, due=due, finished=due)
    file(3, due=due + timedelta(days=30), finished=due + timedelta(days=30, minutes=1))
    file(4, due=due, finished=None)
    file(5, due=NOW + timedelta(days=1), finished=None)
    file(6, due=due, finished=due, outcome="withdrawn")
    return plan


def test_the_same_file_again_changes_nothing_and_other_words_are_a_new_version(db: None) -> None:
    assert load() == actions.Loaded(plan=PLAN, version=1, changed=True)
    assert load() == actions.Loaded(plan=PLAN, version=1, changed=False)
    again = actions.load_plan(text=TEXT.replace("> 95 %", "> 96 %"), by=access.system("importer"), at=NOW)
    assert again.version == 2
    told = [entry.fact.data for entry in ledger.read(stream=f"plan:{PLAN}")]
    assert [data["version"] for data in told if "version" in data] == [1, 2]


def test_a_plan_with_a_fault_is_refused_whole(db: None) -> None:
    with pytest.raises(plans.Refusal) as refused:
        actions.load_plan(
            text=TEXT.replace("shape: share", "shape: shore", 1), by=access.system("importer"), at=NOW
        )
    assert refused.value.faults[0].line
    with pytest.raises(queries.Refusal):
        queries.in_force(PLAN)


def test_lan_may_not_load_a_plan(db: None) -> None:
    with pytest.raises(access.Refusal):
        actions.load_plan(text=TEXT, by=access.GUEST, at=NOW)


def test_both_readings_of_on_time(dossiers: str) -> None:
    (on_time,) = queries.target(plan=dossiers, id="P1", now=NOW).targets
    assert (on_time.numerator, on_time.denominator, on_time.verdict) == (2, 4, measure.Verdict.BEHIND)
    returned = on_time.readings[1]
    assert (returned.share.numerator, returned.share.denominator) == (2, 3)
    assert {
        point.month.month: point.share.denominator for point in on_time.trend if point.share.denominator
    } == {5: 3, 6: 1}
    assert len(on_time.trend) == 6


def test_early_is_before_the_session_of_the_due_time(dossiers: str) -> None:
    (early,) = queries.target(plan=dossiers, id="P2", now=NOW).targets
    assert (early.numerator, early.denominator) == (1, 4)


def test_all_38_targets_answer_and_those_not_measured_say_why(dossiers: str) -> None:
    read = queries.read(plan=dossiers, now=NOW)
    assert len(read.targets) == 38
    assert {target.id for target in read.targets if target.value is not None} == {
        "P1",
        "P2",
        "P7",
        "P8",
        "E8",
    }
    assert all(target.why for target in read.targets if target.value is None)


def test_nothing_arisen_is_not_zero(plan: str) -> None:
    (on_time,) = queries.target(plan=plan, id="P1", now=NOW).targets
    assert on_time.verdict is measure.Verdict.NOTHING_ARISEN
    assert on_time.value is None
    assert on_time.why


def test_the_list_behind_a_number_is_as_long_as_the_number(dossiers: str) -> None:
    asked = queries.Asked(plan=dossiers, target="P1")
    for side, size in (("of", 4), ("that", 2), ("rest", 2)):
        found = queries.records(asked=asked, side=queries.side_of(side), now=NOW)
        assert (found.count, len(found.items), found.next) == (size, size, None)
    first = queries.records(asked=asked, side=queries.Side.OF, limit=3, now=NOW)
    second = queries.records(asked=asked, side=queries.Side.OF, limit=3, after=first.next, now=NOW)
    assert len({item["id"] for item in [*first.items, *second.items]}) == 4
    assert second.next is None


def test_a_day_before_anything_happened_has_nothing(dossiers: str) -> None:
    (on_time,) = queries.target(plan=dossiers, id="P1", as_of=date(2023, 1, 10), now=NOW).targets
    assert on_time.verdict is measure.Verdict.NOTHING_ARISEN


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/plans/nowhere/targets", 404, "plans.no-such-plan"),
        (f"/api/plans/{PLAN}/targets/P11", 404, "plans.no-such-target"),
        (f"/api/plans/{PLAN}/targets?as_of=yesterday", 422, "plans.as-of-not-a-day"),
        (f"/api/plans/{PLAN}/targets?as_of=2023-06-16", 422, "plans.as-of-to-come"),
        (f"/api/plans/{PLAN}/targets/G1/records", 422, "plans.not-measured"),
        (f"/api/plans/{PLAN}/targets/P1/records?side=left", 422, "plans.side-not-known"),
        (f"/api/plans/{PLAN}/targets/P1/records?reading=third", 404, "plans.no-such-reading"),
        (f"/api/plans/{PLAN}/targets/P1/breakdown?by=applicant", 404, "plans.no-such-column"),
    ],
)
def test_a_wrong_question_gets_a_clear_problem(
    plan: str, client: Client, path: str, status: int, code: str
) -> None:
    with clock.at(NOW):
        answer = client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert "%(" not in answer.json()["detail"]


def test_a_program_reads_the_targets(dossiers: str, client: Client) -> None:
    with clock.at(NOW):
        targets = client.get(f"/api/plans/{dossiers}/targets").json()
        records = client.get(f"/api/plans/{dossiers}/targets/P1/records?side=that").json()
        lines = client.get(f"/api/plans/{dossiers}/targets/P1/breakdown?by=unit").json()
    on_time = next(target for target in targets if target["id"] == "P1")
    assert len(targets) == 38
    assert (on_time["value"], on_time["goal"], on_time["verdict"]) == (50.0, "> 95 %", "behind")
    assert records["count"] == len(records["items"]) == on_time["numerator"]
    assert sum(line["denominator"] for line in lines) == on_time["denominator"]


def test_a_leader_walks_from_the_plan_to_the_dossiers(dossiers: str, client: Client) -> None:
    with clock.at(NOW):
        page = client.get("/ke-hoach/", follow=True).content.decode()
        target = client.get(f"/ke-hoach/{dossiers}/P1/").content.decode()
        late = client.get(f"/ke-hoach/{dossiers}/P1/ho-so/?side=rest").content.decode()
        table = client.get(f"/ke-hoach/{dossiers}/P1/ho-so.csv?side=rest").getvalue().decode("utf-8-sig")
        sheet = client.get(f"/ke-hoach/{dossiers}/P1/ho-so.xlsx?side=rest")
    assert f'href="/ke-hoach/{dossiers}/P1/"' in page
    assert page.count('class="target"') == 38
    assert "2 trên 4" in target
    assert "side=rest" in target
    for code in ("H31.1-230501-0003", "H31.1-230501-0004"):
        assert code in late
    assert "H31.1-230501-0002" not in late
    assert len(list(csv.reader(io.StringIO(table)))) == 3
    assert sheet.getvalue().startswith(b"PK")


def test_a_program_takes_the_records_with_their_types_and_meanings(dossiers: str, client: Client) -> None:
    with clock.at(NOW):
        file = client.get(f"/ke-hoach/{dossiers}/P1/ho-so.parquet?side=rest")
        none = client.get(f"/ke-hoach/{dossiers}/P1/ho-so.odt?side=rest")
    read = parquet.read_table(io.BytesIO(file.getvalue()))
    assert set(read.column("code").to_pylist()) == {"H31.1-230501-0003", "H31.1-230501-0004"}
    assert read.schema.field("due_at").type.tz == "Asia/Ho_Chi_Minh"
    assert read.schema.field("due_at").metadata[b"en"] == b"the due time"
    assert none.status_code == 404


def test_the_command_prints_what_the_pages_show(dossiers: str) -> None:
    out = io.StringIO()
    with clock.at(NOW):
        call_command("measure", dossiers, json=True, stdout=out)
    assert {target["id"]: target["numerator"] for target in json.loads(out.getvalue())}["P1"] == 2
    with pytest.raises(CommandError, match="nowhere"):
        call_command("measure", "nowhere")


def test_a_changed_goal_is_a_new_definition_of_that_target_alone(plan: str) -> None:
    first = queries.definitions(plan)
    assert len(first) == 38
    assert {one.number for one in first.values()} == {1}
    wording = TEXT.replace("Hồ sơ thủ tục hành chính được trả kết quả đúng hạn", "Hồ sơ được trả đúng hạn")
    assert load(wording).redefined == (), "other words, the same measure"
    loaded = load(wording.replace("> 95 %", "> 96 %"), why="Nghị quyết mới của Hội đồng nhân dân")
    assert (loaded.version, loaded.redefined) == (3, ("P1",))
    now = queries.definitions(plan)
    assert (now["P1"].number, now["P1"].version, now["P2"]) == (2, 3, first["P2"])
    facts = [entry.fact for entry in ledger.read(stream=f"plan:{plan}")]
    assert [fact.kind for fact in facts] == [
        "plans.version-loaded", "plans.version-loaded", "plans.version-loaded", "plans.definition-changed",
    ]  # fmt: skip
    assert facts[-1].data["digest"] == now["P1"].digest
    assert "Nghị quyết" not in str(facts), "what people wrote is not in the ledger"


def test_a_definition_s_history_shows_its_sentence_before_and_after(plan: str) -> None:
    load(TEXT.replace("that recorded_at <= record_due_at", "that recorded_at < record_due_at"))
    before, after = queries.definition_history(plan=plan, target="P8")
    assert before.before is None
    assert after.before == before.sentences
    assert after.sentences["known"].endswith("that recorded_at < record_due_at")
    assert (after.definition.number, after.definition.version) == (2, 2)


def test_a_target_that_leaves_the_plan_is_remembered(plan: str) -> None:
    begin, end = TEXT.index("  - id: P2\n"), TEXT.index("  - id: P3\n")
    assert load(TEXT[:begin] + TEXT[end:]).redefined == ("P2",)
    assert "P2" not in queries.definitions(plan)
    assert load().redefined == ("P2",)
    assert [change.definition.digest == "" for change in queries.definition_history(plan=plan, target="P2")] == [
        False, True, False,
    ]  # fmt: skip


def test_a_plan_loaded_before_definitions_were_kept_gets_them_with_the_same_file(plan: str) -> None:
    models.TargetDefinition.objects.all().delete()
    assert load().changed is False
    assert len(queries.definitions(plan)) == 38
