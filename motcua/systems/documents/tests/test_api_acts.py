"""What a document's `acts` name is carried out, and what they do not name is refused, for whoever asks, wherever it stands."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from motcua.base import clock
from motcua.systems.documents import actions, queries, rules
from motcua.systems.documents.api.acts import OFFERED
from motcua.systems.documents.tests.office import (
    HEALTH,
    HOME,
    HOUSE,
    NOW,
    Office,
    drafted,
    paper,
    sealed,
    upload,
)
from motcua.systems.documents.tests.programs import Program, program
from motcua.systems.identity import queries as accounts

PEOPLE = ("lan", "binh", "dung", "chau", "duc", "hue")
BOUNDED = settings(
    max_examples=5,
    deadline=None,
    phases=[
        Phase.explicit,
        Phase.generate,
    ],  # every step is whole calls: to shrink takes minutes and tells little more
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    accounts.forget_tokens()
    with clock.at(NOW):
        yield


def takes(office: Office, state: rules.State, act: str, other: str) -> dict[str, Any]:
    """Give what an act takes so that nothing in it is amiss."""
    signer = "binh" if state.unit == HOME else "duc"
    unsent = [one.file for one in queries.copies(document_id=state.id) if one.sent_as is None]
    kinds = rules.copies_of(state) or ("sao-y",)
    to = [{"code": HEALTH if state.unit == HOME else HOME}]
    found: dict[str, dict[str, Any]] = {
        "submit": {"to": office.accounts[signer]},
        "sign": {"shown": state.file or "0" * 64},
        "seal": {"shown": state.file or "0" * 64},
        "copy": {"shown": state.file or "0" * 64, "kind": kinds[0]},
        "send_copy": {"file": (unsent or ["x"])[0], "receivers": to},
        "issue": {"receivers": to, "electronic": state.stage is rules.Stage.SEALED},
        "assign": {"officer": office.accounts["chau" if state.unit == HEALTH else "lan"]},
        "update": {"words": "thêm nơi nhận", "receivers": [{"code": HOUSE}]},
        "replace": {"words": "thay", "document": other},
    }
    said = {"words": "lý do"} if act in {"comment", "send_back", "recall", "refuse", "ask_back"} else {}
    return found.get(act, said)


def tried(office: Office, who: Program, state: rules.State, act: str, other: str) -> int:
    """Let somebody do an act; gives the status of the answer."""
    if act == "add_file":
        answer = who.send(f"/{state.id}/files", attached=(paper("Phụ lục"),))
    else:
        answer = who.act(state.id, act, **takes(office, state, act, other))
    return int(answer.status_code)


def begun(office: Office, way: str) -> str:
    if way == "out":
        return drafted(office).id
    receiving = actions.Receiving(
        unit=HEALTH,
        origin=way,
        sender="G15",
        sender_name="Bộ Tư pháp",
        symbol="12/BTP-VP",
        subject="Về việc rà soát",
        key=way,
        files=[upload()],
    )
    return actions.receive(receiving=receiving, by=office.actor("hue"), at=NOW).id


def read(who: Program, document: str) -> list[str]:
    answer = who.get(f"/{document}")
    return list(answer.said["acts"]) if answer.status_code == 200 else []


@BOUNDED
@given(
    way=st.sampled_from(["out", "out", "scan", "exchange"]),
    steps=st.lists(st.tuples(st.sampled_from(PEOPLE), st.integers(0, 30)), min_size=4, max_size=10),
)
def test_every_act_that_is_named_is_carried_out_and_no_other(
    office: Office, way: str, steps: list[tuple[str, int]]
) -> None:
    with transaction.atomic():
        people = {name: program(office, name) for name in PEOPLE}
        document, clerk = begun(office, way), office.actor("dung" if way == "out" else "hue")
        other = sealed(office, subject="Về việc khác").id
        actions.issue(document_id=other, receivers=[(HEALTH, "")], by=office.actor("dung"), at=NOW)
        for name, choice in steps:
            named = read(people[name], document)
            state = queries.document(document_id=document, by=clerk, at=NOW).state
            for act in sorted(OFFERED):
                with transaction.atomic():
                    done = tried(office, people[name], state, act, other) == 200
                    transaction.set_rollback(True)
                assert done is (act in named), (name, state.stage, act, named)
            walk(office, people, state, other=other, choice=choice)
        transaction.set_rollback(True)


def walk(office: Office, people: dict[str, Program], state: rules.State, *, other: str, choice: int) -> None:
    """Let somebody who may do something that moves the document on."""
    can = [
        (name, act)
        for name, who in people.items()
        for act in read(who, state.id)
        if act not in {"comment", "add_file", "drop"}
    ]
    if can:
        name, act = can[choice % len(can)]
        assert tried(office, people[name], state, act, other) == 200


def test_what_is_no_pdf_is_not_offered_to_be_copied(office: Office) -> None:
    hue = program(office, "hue")
    receiving = actions.Receiving(
        unit=HEALTH,
        origin=rules.SCAN,
        sender="",
        sender_name="Bộ Tư pháp",
        symbol="",
        subject="Ảnh chụp",
        files=[upload(b"\xff\xd8\xff\xe0 anh chup", name="anh.jpg")],
    )
    came = actions.receive(receiving=receiving, by=office.actor("hue"), at=NOW)
    actions.register(document_id=came.id, by=office.actor("hue"), at=NOW)
    assert "copy" not in read(hue, came.id)


def test_every_act_that_a_program_can_be_told_of_can_be_done_by_one() -> None:
    of_the_exchange = {rules.Act.RENEW, rules.Act.SUPERSEDE}
    begin = {rules.Act.DRAFT, rules.Act.RECEIVE, rules.Act.BEGIN_COPY}
    assert set(rules.Act) - of_the_exchange - begin == OFFERED
