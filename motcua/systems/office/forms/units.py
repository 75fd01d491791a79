"""Picking a unit by a few words of its name, without accents; where several fit, the page asks which."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from motcua.systems.organisation import queries as organisation

MOST = 12


class UnitForm(forms.Form):
    """A form with a unit in it: `unit` is what is typed, `unit_code` the choice among those that fit."""

    unit = forms.CharField(
        label=_("Đơn vị"),
        help_text=_("Gõ vài chữ của tên, không cần dấu, ví dụ “so xay dung”; hoặc mã định danh."),
        max_length=200,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "hx-get": "/van-phong/don-vi/",
                "hx-trigger": "input changed delay:250ms",
                "hx-target": "#unit-choices",
                "hx-sync": "this:replace",
            }
        ),
        error_messages={"required": _("Hãy gõ tên đơn vị.")},
    )
    unit_code = forms.ChoiceField(
        label=_("Chọn đơn vị"), required=False, choices=(), widget=forms.RadioSelect
    )

    hide_optional = True  # the choice is asked for only where it is needed

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        """Look up what was typed among the units of the day `on`."""
        super().__init__(*args, **kwargs)
        self.found = organisation.find(text=self["unit"].value() or "", on=on, limit=MOST)
        field = self.fields["unit_code"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(unit.code, _called(unit)) for unit in self.found]

    def clean(self) -> dict[str, Any]:
        """Settle which unit is meant; refuse none and several, beside the field."""
        given = self.cleaned_data
        self.errors.pop("unit_code", None)  # a choice among units that no longer fit is no choice
        chosen = [unit for unit in self.found if unit.code == given.get("unit_code")]
        meant = chosen or (list(self.found) if len(self.found) == 1 else [])
        if given.get("unit") and not meant:
            self.add_error("unit", self._unclear())
        given["unit_code"] = meant[0].code if meant else ""
        return given

    def asks(self) -> bool:
        """Say whether the page must ask which unit is meant."""
        return len(self.found) > 1

    def called(self) -> str:
        """Say the one unit that fits."""
        return _called(self.found[0])

    def _unclear(self) -> str:
        if not self.found:
            return gettext("Không có đơn vị nào tên như vậy. Hãy thử ít chữ hơn.")
        return gettext("Có nhiều đơn vị tên như vậy. Hãy chọn một trong các đơn vị bên dưới.")


def _called(unit: organisation.UnitRecord) -> str:
    """Say a unit so that two of one name are told apart: with the one above it."""
    above = organisation.register().by_code.get(unit.parent or "")
    return (
        f"{unit.short_name} ({above.short_name}) – {unit.code}"
        if above
        else f"{unit.short_name} – {unit.code}"
    )
