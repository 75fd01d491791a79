"""Forms by which a file begins: opened, or foreseen on the year's list."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.base import clock
from motcua.systems.documents import queries as papers
from motcua.systems.workfiles import actions, queries, rules, wording

DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
LONGEST_TITLE = 500


def day(label: Any, **more: Any) -> forms.DateField:
    """Make a field that asks for a day."""
    return forms.DateField(
        label=label, input_formats=DAY_FORMATS, widget=forms.DateInput(attrs={"type": "date"}), **more
    )


def dress(form: forms.Form) -> None:
    """Give the fields the look of the house."""
    for field in form.fields.values():
        if not isinstance(field, forms.BooleanField) and not isinstance(field.widget, forms.RadioSelect):
            field.widget.attrs.setdefault("class", "control")


def terms() -> list[tuple[str, str]]:
    """Give the terms for which a file may be kept."""
    return [(one.key, wording.say(one.name)) for one in queries.terms().terms.values()]


class OpenForm(forms.Form):
    """Open a file: from the list, or by hand."""

    entry = forms.ChoiceField(label=_("Hồ sơ trong danh mục"), required=False)
    title = forms.CharField(
        label=_("Tiêu đề hồ sơ"),
        required=False,
        max_length=LONGEST_TITLE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Chỉ ghi khi mở ngoài danh mục."),
    )
    reason = forms.CharField(
        label=_("Lý do mở ngoài danh mục"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    retention = forms.ChoiceField(label=_("Thời hạn bảo quản"), required=False)
    code = forms.CharField(
        label=_("Số và ký hiệu hồ sơ"),
        required=False,
        max_length=40,
        help_text=_("Để trống thì lấy số tiếp theo ngoài danh mục."),
    )
    opened_on = day(_("Ngày bắt đầu công việc"))
    secrecy = forms.ChoiceField(
        label=_("Độ mật"),
        initial=rules.OPEN_TO_ALL,
        help_text=_("Hồ sơ mật chỉ ghi số và thời hạn; tiêu đề, văn bản và nhiệm vụ không ghi ở đây."),
    )

    def __init__(self, *args: Any, unit: str, at: datetime, **kwargs: Any) -> None:
        """Offer what the unit's list of the year foresees."""
        super().__init__(*args, **kwargs)
        self.unit = unit
        dress(self)
        today = at.astimezone(clock.VN).date()
        entries = queries.unopened(unit=unit, year=today.year)
        chosen: dict[str, list[tuple[str, Any]]] = {
            "entry": [
                ("", _("(ngoài danh mục)")),
                *((one.code, f"{one.code} {one.title}") for one in entries),
            ],
            "retention": list(terms()),
            "secrecy": [(degree, wording.say(words)) for degree, words in papers.SECRECIES.items()],
        }
        for name, choices in chosen.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
        self.initial.setdefault("opened_on", today)
        self.initial.setdefault("retention", queries.terms().usual)

    def opening(self, *, document: str) -> actions.Opening:
        """Give what the action takes."""
        said = self.cleaned_data
        return actions.Opening(
            unit=self.unit,
            entry=said["entry"],
            code=said["code"],
            title=said["title"],
            retention=said["retention"] or queries.terms().usual,
            reason=said["reason"],
            secrecy=said["secrecy"],
            opened_on=said["opened_on"],
            document=document,
        )


class EntryForm(forms.Form):
    """Foresee a file on the year's list."""

    code = forms.CharField(label=_("Số và ký hiệu hồ sơ"), max_length=40, help_text=_("Ví dụ 01.CCHC."))
    title = forms.CharField(
        label=_("Tiêu đề hồ sơ"), max_length=LONGEST_TITLE, widget=forms.Textarea(attrs={"rows": 2})
    )
    retention = forms.ChoiceField(label=_("Thời hạn bảo quản"))
    keeper = forms.ChoiceField(label=_("Người lập hồ sơ"))
    basis = forms.CharField(label=_("Căn cứ"), required=False, max_length=300)

    def __init__(self, *args: Any, unit: str, at: datetime, **kwargs: Any) -> None:
        """Offer the terms, and who works there."""
        super().__init__(*args, **kwargs)
        dress(self)
        for name, choices in (
            ("retention", terms()),
            ("keeper", list(queries.people(unit=unit, at=at))),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
        self.initial.setdefault("retention", queries.terms().usual)

    def foreseen(self) -> actions.Foreseen:
        """Give what the action takes."""
        return actions.Foreseen(**self.cleaned_data)


class ReturnForm(forms.Form):
    """Give something back, saying what to mend."""

    words = forms.CharField(
        label=_("Lý do"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "control"}),
        error_messages={"required": _("Chưa ghi nội dung. Hãy ghi rõ nội dung và lý do.")},
    )
