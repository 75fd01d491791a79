"""Whether a person may do an act to a thing, answered from the one table alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from motcua.spine import refusal
from motcua.spine.access.roles import ACT_LABELS, Act, Role, Scope
from motcua.spine.access.table import PUBLIC_ACTS, TABLE
from motcua.spine.refusal import gettext_noop as _

Kind = Literal["citizen", "staff", "system", "guest"]


class Refusal(refusal.Refusal):
    """The person may not do this, here."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Grant:
    """A role given to a person, at a unit, for a time.

    `unit` is a unit code (None where the role reaches the whole province); `from_` and `until` are aware
    moments, `until` is the first moment at which the role no longer holds; `delegated_by` is the id of the
    colleague who lent it.
    """

    role: Role
    unit: str | None = None
    from_: datetime | None = None
    until: datetime | None = None
    delegated_by: str | None = None

    def holds(self, *, at: datetime) -> bool:
        """Say whether the role holds at the moment `at`."""
        return (self.from_ is None or self.from_ <= at) and (self.until is None or at < self.until)


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """Whoever acts, with the grants that hold at the moment of the act (and only those).

    A citizen has the citizen's rights and the system the system's without a grant; staff have what their
    grants say; a guest has what is public.
    """

    id: str
    kind: Kind
    name: str
    grants: tuple[Grant, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """What is acted upon: the citizen it belongs to, and where it stands.

    `paths` holds one path per unit that has a part in it (receiving, handling, consulted…), each the unit
    codes from the province down to that unit.
    """

    owner: str | None = None
    paths: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """Everything a person may do one act to, in the form a query filters by.

    The union of: `everything`; what `owner` owns; what stands at one of `units`; what stands at or under
    one of `subtrees`.
    """

    everything: bool = False
    owner: str | None = None
    units: frozenset[str] = frozenset()
    subtrees: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return self.everything or self.owner is not None or bool(self.units or self.subtrees)

    def covers(self, subject: Subject) -> bool:
        """Say whether `subject` lies within this reach."""
        if self.everything or (self.owner is not None and self.owner == subject.owner):
            return True
        return any(
            path and (path[-1] in self.units or not self.subtrees.isdisjoint(path)) for path in subject.paths
        )


GUEST = Actor(id="guest", kind="guest", name="")

_ROLE_OF_KIND = {"citizen": Role.CITIZEN, "system": Role.SYSTEM}


def system(name: str) -> Actor:
    """Return the house itself as actor, `name` saying which of its works acts (`importer`, `simulator`)."""
    return Actor(id=f"system:{name}", kind="system", name=name)


def reach(*, actor: Actor, act: Act) -> Reach:
    """Return all that `actor` may do `act` to; false in a condition when that is nothing."""
    if act in PUBLIC_ACTS:
        return Reach(everything=True)
    owner: str | None = None
    units: set[str] = set()
    subtrees: set[str] = set()
    for role, unit in _roles(actor):
        match TABLE[role][act]:
            case Scope.PROVINCE | Scope.PUBLIC:
                return Reach(everything=True)
            case Scope.OWN:
                owner = actor.id
            case Scope.UNIT if unit:
                units.add(unit)
            case Scope.SUBTREE if unit:
                subtrees.add(unit)
    return Reach(owner=owner, units=frozenset(units), subtrees=frozenset(subtrees))


def may(*, actor: Actor, act: Act, subject: Subject | None = None) -> bool:
    """Say whether `actor` may do `act` to `subject`; without a subject, whether to anything at all."""
    within = reach(actor=actor, act=act)
    return bool(within) if subject is None else within.covers(subject)


def roles_for(*, actor: Actor, act: Act) -> tuple[Role, ...]:
    """Return the roles of `actor` that hold `act` somewhere, in the order of the table."""
    held = {role for role, _unit in _roles(actor)}
    return tuple(role for role in Role if role in held and TABLE[role][act] is not None)


def require(*, actor: Actor, act: Act, subject: Subject | None = None) -> None:
    """Let `actor` pass, or refuse with the sentence that says why.

    Raises:
        Refusal: `access.sign-in-needed` for a guest, `access.not-allowed` where no role of his holds the act,
            `access.not-yours` and `access.outside-unit` where it holds, but not for this subject.
    """
    within = reach(actor=actor, act=act)
    if within and (subject is None or within.covers(subject)):
        return
    label = {"act": ACT_LABELS[act]}
    if actor.kind == "guest":
        raise Refusal("access.sign-in-needed", _("Ông/bà cần đăng nhập để %(act)s."), params=label)
    if not within:
        raise Refusal(
            "access.not-allowed",
            _("Tài khoản của ông/bà không được giao quyền %(act)s."),
            params=label,
        )
    if within.units or within.subtrees:
        raise Refusal(
            "access.outside-unit",
            _("Hồ sơ thuộc đơn vị khác: ông/bà chỉ được %(act)s trong phạm vi đơn vị mình được giao.")
            if act.startswith("dossier.")
            else _(
                "Việc này thuộc đơn vị khác: ông/bà chỉ được %(act)s trong phạm vi đơn vị mình được giao."
            ),
            params=label,
        )
    raise Refusal(
        "access.not-yours",
        _("Hồ sơ này không phải của ông/bà: ông/bà chỉ được %(act)s của chính mình."),
        params=label,
    )


def in_force(grants: Iterable[Grant], *, at: datetime) -> tuple[Grant, ...]:
    """Return those of `grants` that hold at the moment `at`."""
    return tuple(grant for grant in grants if grant.holds(at=at))


def _roles(actor: Actor) -> Iterable[tuple[Role, str | None]]:
    """Yield each role of `actor` with the unit it was given at."""
    if own := _ROLE_OF_KIND.get(actor.kind):
        yield own, None
    for grant in actor.grants:
        yield grant.role, grant.unit
