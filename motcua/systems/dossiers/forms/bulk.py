"""Handing many dossiers over at once: which, where to, to whom."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.base import carrying

NEXT, SAME = "next", "same"
MOST = 200


class BulkForm(forms.Form):
    """Where many dossiers go: each to its next step, or to a colleague on the step where it stands."""

    hide_optional = True

    way = forms.ChoiceField(
        label=_("Chuyển"),
        choices=[
            (NEXT, _("Sang bước tiếp theo của từng hồ sơ")),
            (SAME, _("Giữ nguyên bước, đổi người xử lý")),
        ],
        initial=NEXT,
        widget=forms.RadioSelect,
    )
    officer = forms.ChoiceField(label=_("Người nhận"), required=False)

    def __init__(
        self, *args: Any, people: Sequence[tuple[str, list[tuple[str, str]]]], **kwargs: Any
    ) -> None:
        """Offer the colleagues who could take any of them, unit by unit."""
        super().__init__(*args, **kwargs)
        field = self.fields["officer"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", _("Để đơn vị phân công")), *people]


def picked(values: Sequence[str]) -> dict[str, int]:
    """Read which dossiers were chosen, each with the last fact its page had seen; what is not of that shape is left out."""
    found: dict[str, int] = {}
    for value in values[:MOST]:
        key, _, seen = value.partition(":")
        is_seen = seen.isdecimal() and len(seen) <= carrying.LONGEST_SEEN
        if is_seen and len(key) == len("00000000-0000-0000-0000-000000000000"):
            found[key] = int(seen)
    return found
