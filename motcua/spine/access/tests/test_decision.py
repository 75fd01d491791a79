from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, strategies as st

from motcua.spine import access
from motcua.spine.access import Act, Actor, Grant, Role, Scope, Subject

LAN = Actor(id="lan", kind="citizen", name="Lan")
BINH = Actor(id="binh", kind="staff", name="Bình", grants=(Grant(role=Role.UNIT_HEAD, unit="stnmt"),))
CHAU = Actor(id="chau", kind="staff", name="Châu", grants=(Grant(role=Role.UNIT_HEAD, unit="sxd"),))
DUNG = Actor(id="dung", kind="staff", name="Dũng", grants=(Grant(role=Role.SUPERVISOR, unit="vangiang"),))
LEADER = Actor(id="hoa", kind="staff", name="Hoa", grants=(Grant(role=Role.LEADER),))
LANS = Subject(owner="lan", paths=(("h31", "stnmt"), ("h31", "vangiang", "xuanquan")))
NOON = datetime(2023, 5, 8, 12, tzinfo=timezone(timedelta(hours=7)))


def test_lan_reads_her_own_dossier_and_nobody_elses() -> None:
    assert access.may(actor=LAN, act=Act.READ, subject=LANS)
    with pytest.raises(access.Refusal) as refused:
        access.require(actor=LAN, act=Act.READ, subject=Subject(owner="minh"))
    assert refused.value.code == "access.not-yours"


def test_binh_decides_in_his_unit_and_chau_is_told_it_is_another_units() -> None:
    access.require(actor=BINH, act=Act.DECIDE, subject=LANS)
    with pytest.raises(access.Refusal, match="Hồ sơ thuộc đơn vị khác") as refused:
        access.require(actor=CHAU, act=Act.DECIDE, subject=LANS)
    assert refused.value.code == "access.outside-unit"


def test_lan_may_not_decide_at_all() -> None:
    with pytest.raises(access.Refusal, match="quyết định giải quyết hồ sơ") as refused:
        access.require(actor=LAN, act=Act.DECIDE, subject=LANS)
    assert refused.value.code == "access.not-allowed"


def test_a_guest_is_asked_to_sign_in_except_for_what_is_public() -> None:
    access.require(actor=access.GUEST, act=Act.PLAN_READ)
    with pytest.raises(access.Refusal) as refused:
        access.require(actor=access.GUEST, act=Act.APPLY)
    assert refused.value.code == "access.sign-in-needed"


def test_the_supervisor_sees_the_district_and_its_communes_only() -> None:
    assert access.may(actor=DUNG, act=Act.READ, subject=LANS)
    assert not access.may(actor=DUNG, act=Act.READ, subject=Subject(paths=(("h31", "vanlam"),)))
    assert not access.may(actor=DUNG, act=Act.DECIDE, subject=LANS)


def test_the_leader_reads_everything_and_sees_no_personal_data() -> None:
    assert access.may(actor=LEADER, act=Act.READ, subject=LANS)
    assert not access.may(actor=LEADER, act=Act.REVEAL, subject=LANS)


def test_a_role_without_its_unit_reaches_nothing() -> None:
    nobody = Actor(id="x", kind="staff", name="X", grants=(Grant(role=Role.UNIT_HEAD),))
    assert not access.reach(actor=nobody, act=Act.DECIDE)


def test_a_lent_role_ends_at_its_last_moment() -> None:
    lent = Grant(role=Role.UNIT_HEAD, unit="stnmt", from_=NOON, until=NOON + timedelta(days=1))
    assert not lent.holds(at=NOON - timedelta(microseconds=1))
    assert lent.holds(at=NOON)
    assert not lent.holds(at=NOON + timedelta(days=1))
    assert access.in_force([lent], at=NOON + timedelta(days=2)) == ()


units = st.sampled_from(["h31", "a", "b", "a1", "a2"])
paths = st.sampled_from([("h31",), ("h31", "a"), ("h31", "b"), ("h31", "a", "a1"), ("h31", "a", "a2")])
grants = st.builds(Grant, role=st.sampled_from(Role), unit=st.none() | units)
actors = st.builds(
    Actor,
    id=st.sampled_from(["lan", "minh"]),
    kind=st.sampled_from(["citizen", "staff", "system", "guest"]),
    name=st.just(""),
    grants=st.lists(grants, max_size=3).map(tuple),
)
subjects = st.builds(
    Subject,
    owner=st.none() | st.sampled_from(["lan", "minh"]),
    paths=st.lists(paths, max_size=2).map(tuple),
)


@given(actor=actors, act=st.sampled_from(Act), subject=subjects)
def test_what_may_says_require_does(actor: Actor, act: Act, subject: Subject) -> None:
    if access.may(actor=actor, act=act, subject=subject):
        access.require(actor=actor, act=act, subject=subject)
        assert access.may(actor=actor, act=act)
    else:
        with pytest.raises(access.Refusal):
            access.require(actor=actor, act=act, subject=subject)


@given(actor=actors, more=grants, act=st.sampled_from(Act), subject=subjects)
def test_another_grant_never_takes_a_right_away(
    actor: Actor, more: Grant, act: Act, subject: Subject
) -> None:
    richer = Actor(id=actor.id, kind=actor.kind, name="", grants=(*actor.grants, more))
    assert access.may(actor=richer, act=act, subject=subject) >= access.may(
        actor=actor, act=act, subject=subject
    )


@given(grant=grants, act=st.sampled_from(Act), subject=subjects)
def test_unit_is_within_subtree_is_within_province(grant: Grant, act: Act, subject: Subject) -> None:
    actor = Actor(id="x", kind="staff", name="", grants=(grant,))
    if access.may(actor=actor, act=act, subject=subject) and access.TABLE[grant.role][act] is Scope.UNIT:
        assert any(grant.unit in path for path in subject.paths)
