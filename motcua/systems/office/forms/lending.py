"""Lending a role: which of mine, to whom of the unit, from when until when."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.spine import access
from motcua.systems.identity import queries as identity
from motcua.systems.office import wording
from motcua.systems.office.forms import days

Own = tuple[access.Role, str]  # a role and the code of the unit where it holds


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """What is lent, to whom, from `from_` until before `until`."""

    role: access.Role
    unit: str
    to: str
    name: str
    from_: datetime
    until: datetime


class LendForm(forms.Form):
    """The terms of one lending; `mine` are the roles the lender may lend, `colleagues` who holds a role at those units."""

    what = forms.ChoiceField(
        label=_("Vai trò ủy quyền"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Hãy chọn vai trò."),
            "invalid_choice": _("Ông/bà không còn giữ vai trò này."),
        },
    )
    to = forms.ChoiceField(
        label=_("Người được ủy quyền"),
        help_text=_("Chỉ ủy quyền cho người cùng đơn vị."),
        error_messages={
            "required": _("Hãy chọn người được ủy quyền."),
            "invalid_choice": _("Người này không còn làm việc tại đơn vị."),
        },
    )
    first = days.DayField(label=_("Từ ngày"))
    last = days.DayField(label=_("Đến hết ngày"))

    def __init__(
        self,
        *args: Any,
        mine: Sequence[Own],
        colleagues: Sequence[identity.Person],
        at: datetime,
        **kwargs: Any,
    ) -> None:
        """Offer what may be lent, and to whom."""
        super().__init__(*args, **kwargs)
        self.at = at
        self.mine = {f"{role}@{unit}": (role, unit) for role, unit in mine}
        self.names = {person.id: person.name for person in colleagues}
        called = wording.units()
        offered = [(key, f"{wording.role(role)}, {called(unit)}") for key, (role, unit) in self.mine.items()]
        self._choices("what", offered)
        self._choices(
            "to", [("", "–"), *_by_unit(colleagues, called, several=len({unit for _, unit in mine}) > 1)]
        )
        self.fields["what"].initial = offered[0][0] if len(offered) == 1 else None
        self.fields["first"].initial = at.date()

    def clean(self) -> dict[str, Any]:
        """Refuse a time that has passed or is empty."""
        days.refuse_past(self, at=self.at, first="first", last="last")
        return self.cleaned_data

    def terms(self) -> Terms:
        """Give the terms as they were chosen."""
        given = self.cleaned_data
        role, unit = self.mine[given["what"]]
        return Terms(
            role=role,
            unit=unit,
            to=given["to"],
            name=self.names[given["to"]],
            from_=days.begins(given["first"], at=self.at),
            until=days.ends(given["last"]),
        )

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices


def _by_unit(
    colleagues: Sequence[identity.Person], called: Callable[[str], str], *, several: bool
) -> list[Any]:
    """Offer everybody once, with the roles held; under the names of the units where there are several."""
    units: dict[str, dict[str, list[identity.Person]]] = {}
    for person in colleagues:
        units.setdefault(person.unit, {}).setdefault(person.id, []).append(person)
    groups = [
        (
            called(unit),
            [
                (pk, f"{held[0].name} – {', '.join(wording.role(one.role) for one in held)}")
                for pk, held in people.items()
            ],
        )
        for unit, people in units.items()
    ]
    return groups if several else [choice for _, choices in groups for choice in choices]
