"""Whatever programs do to a dossier, in whatever order: no error of ours, and row and facts agree after every act."""

import re
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings, strategies as st

from motcua.spine import dossier
from motcua.systems.dossiers import queries
from motcua.systems.dossiers.tests.people import COMMUNE, ELSEWHERE, MORNING
from motcua.systems.dossiers.tests.programs import JUSTICE, Program

MOST_ACTS = 14
RIGHT = {
    "supplement": "lan",
    "pay": "lan",
    "withdraw": "lan",
    "rate": "lan",
    "consult": "dung",
    "answer": "giang",
    "decide": "em",
    "stop": "em",
}

lines = st.text(max_size=12).filter(lambda text: text.isprintable())
words = st.sampled_from(["Đủ điều kiện", "Thiếu giấy tờ", "", " "]) | lines
articles = st.sampled_from(["Điều 22", "Khoản 2 Điều 22 NĐ 123/2015/NĐ-CP", ""])
units = st.sampled_from([COMMUNE, ELSEWHERE, JUSTICE, "H31", "H99", ""])
moments = st.datetimes(min_value=MORNING.replace(tzinfo=None, year=1900)).map(
    lambda at: at.isoformat() + "+07:00"
) | st.sampled_from(["2023-03-20T09:00:00+07:00", "2023-12-29T17:00:00+07:00"])
values = st.one_of(st.sampled_from(["counter", "online", "post", "xac-minh", "thong-thuong"]), moments, lines)
why = {"reason": words, "article": articles}

SENT: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "receive": {},
    "refuse_receipt": why,
    "ask_supplement": {**why, "papers": st.lists(lines | st.just("Bản án ly hôn"), max_size=3)},
    "supplement": {"papers": st.lists(lines, max_size=3)},
    "require_payment": {"amount": st.integers(1, 20_000)},
    "pay": {"amount": st.integers(1, 20_000)},
    "hand_over": {
        "unit": st.none() | units,
        "step": st.none() | st.sampled_from(["tiep-nhan", "tham-tra", "hoi-y-kien", "ky", "tra"]) | lines,
        "paper": st.booleans(),
    },
    "consult": {"unit": units, "hours": st.integers(1, 10_000) | st.just(8), "text": words},
    "answer": {"unit": units, "text": words},
    "decide": {**why, "approve": st.booleans()},
    "withdraw": {"reason": words},
    "stop": why,
    "return_result": {"channel": st.sampled_from(["counter", "online", "post"])},
    "apologise": {**why, "appointed_at": moments},
    "correct": {**why, "field": st.sampled_from([*dossier.CORRECTABLE, "code"]), "value": values},
    "rate": {"score": st.integers(0, 6)},
}


def foretold(program: Program) -> set[str]:
    """Give the codes that the contract says an act may be refused with."""
    contract = program.get("/api/openapi.json").body
    answers = contract["paths"]["/api/dossiers/{code}/acts"]["post"]["responses"]
    return {code for answer in answers.values() for code in re.findall(r"`([^`]+)`", answer["description"])}


def drawn(data: st.DataObject, allowed: list[str], asked: int) -> tuple[str, str, dict[str, Any]]:
    """Draw who does what: mostly the right person, mostly something the stage allows."""
    act = data.draw(st.sampled_from(allowed) | st.sampled_from(allowed) | st.sampled_from(sorted(SENT)))
    right = RIGHT.get(act, "binh")
    who = data.draw(
        st.sampled_from([right, right, right, "binh", "dung", "em", "lan", "minh", "chau", "giang"])
    )
    sent = {name: data.draw(value) for name, value in SENT[act].items()}
    if act == "pay" and asked and data.draw(st.booleans()):
        sent["amount"] = asked
    return who, act, sent


@settings(
    max_examples=settings().max_examples // 4,  # a fifth of a second each
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(data=st.data())
def test_no_sequence_of_acts_breaks_anything(keys: dict[str, Program], data: st.DataObject) -> None:
    known = foretold(keys["guest"])
    at = MORNING
    filed = keys["lan"].file(at=at).body
    seq = filed["seq"]
    for _ in range(data.draw(st.integers(1, MOST_ACTS))):
        at += timedelta(minutes=data.draw(st.sampled_from([0, 1, 30, 500, 3_000, 20_000])))
        standing = queries.standing(dossier_id=filed["id"])
        who, act, sent = drawn(data, sorted(standing.acts), standing.fee_asked)
        answer = keys[who].act(filed["code"], act, at=at, **sent)
        assert answer.status < 500
        if answer.status == 200:
            seq += 1
            assert answer.body["seq"] == seq
        else:
            assert answer.code in known, answer.body
        replayed = queries.replayed(dossier_id=filed["id"])
        row = queries.standing(dossier_id=filed["id"])
        assert replayed is not None
        assert dossier.encode(replayed) == dossier.encode(row)
        assert row.seq == seq
    assert keys["ha"].get(f"/api/dossiers/{filed['code']}?expand=history,procedure", at=at).status == 200
