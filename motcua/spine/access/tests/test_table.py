from pathlib import Path

from motcua.spine import access
from motcua.spine.access import table
from motcua.spine.access.roles import ACT_LABELS, ROLE_LABELS, SCOPE_LABELS, Act, Role, Scope

DRAWING = Path(__file__).resolve().parents[4] / "docs" / "drawn" / "access.md"


def test_every_row_has_a_cell_for_every_role() -> None:
    assert set(table._ROWS) == set(Act)
    assert {act: len(row.split()) for act, row in table._ROWS.items()} == dict.fromkeys(Act, len(Role))
    assert tuple(Role) == table._COLUMNS


def test_every_act_is_granted_to_somebody_and_every_role_may_do_something() -> None:
    assert [act for act in Act if not any(access.TABLE[role][act] for role in Role)] == []
    assert [role for role in Role if not any(access.TABLE[role].values())] == []


def test_every_role_act_and_scope_has_its_word() -> None:
    assert set(ROLE_LABELS) == set(Role)
    assert set(ACT_LABELS) == set(Act)
    assert set(SCOPE_LABELS) == set(Scope)


def test_a_public_act_is_public_to_all_roles_alike() -> None:
    mixed = [
        act
        for act in Act
        if Scope.PUBLIC in {access.TABLE[r][act] for r in Role} and act not in access.PUBLIC_ACTS
    ]
    assert mixed == []


def test_the_administrator_sees_no_dossier() -> None:
    granted = {act for act, scope in access.TABLE[Role.ADMINISTRATOR].items() if scope} - access.PUBLIC_ACTS
    assert granted == {Act.ACCOUNT_MANAGE, Act.ACCOUNT_OWN, Act.EXCHANGE_DECIDE, Act.OFFICE_ENTER}


def test_the_machine_decides_nothing_about_people() -> None:
    assert access.TABLE[Role.SYSTEM][Act.DECIDE] is None
    assert access.TABLE[Role.SYSTEM][Act.REVEAL] is None


def test_the_drawing_is_fresh() -> None:
    assert DRAWING.read_text(encoding="utf-8") == access.draw(), "write access.draw() to docs/drawn/access.md"
