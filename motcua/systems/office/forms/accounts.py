"""Accounts: opened, given a role, erased."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.spine import access
from motcua.systems.office import wording
from motcua.systems.office.forms import days
from motcua.systems.office.forms.units import UnitForm

KINDS = (("staff", _("Cán bộ, công chức, viên chức")), ("citizen", _("Người dân, tổ chức")))
NOT_GIVEN = {access.Role.CITIZEN, access.Role.SYSTEM}  # what a person is, not what he is given


class OpenForm(forms.Form):
    """A new account."""

    kind = forms.ChoiceField(
        label=_("Tài khoản của"),
        choices=KINDS,
        initial="staff",
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn loại tài khoản.")},
    )
    name = forms.CharField(
        label=_("Họ và tên"),
        help_text=_("Ghi như trên giấy tờ tùy thân."),
        max_length=200,
        error_messages={"required": _("Hãy ghi họ và tên.")},
    )
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        help_text=_(
            "Chữ cái không dấu, chữ số, dấu chấm, gạch. Người dân đăng nhập bằng số điện thoại nên không cần."
        ),
        max_length=60,
        required=False,
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    phone = forms.CharField(
        label=_("Số điện thoại"),
        help_text=_("Cán bộ có thể để trống."),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    hide_optional = True  # which of the two may stay empty depends on whose account it is

    def clean(self) -> dict[str, Any]:
        """Ask of each what he signs in by: staff a name, citizens a telephone."""
        given = self.cleaned_data
        if given.get("kind") == "staff" and not given.get("username"):
            self.add_error("username", _("Hãy ghi tên đăng nhập của cán bộ."))
        if given.get("kind") == "citizen" and not given.get("phone"):
            self.add_error("phone", _("Hãy ghi số điện thoại: người dân đăng nhập bằng số này."))
        return given


class GiveForm(UnitForm):
    """A role for somebody, at a unit, from a day on."""

    role = forms.ChoiceField(
        label=_("Vai trò"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn vai trò.")},
    )
    first = days.DayField(label=_("Từ ngày"))
    last = days.DayField(label=_("Đến hết ngày"), help_text=_("Để trống khi không có hạn."), required=False)

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        """Offer the roles that are given."""
        super().__init__(*args, on=at.date(), **kwargs)
        self.at = at
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(str(role), wording.role(role)) for role in access.Role if role not in NOT_GIVEN]
        self.fields["first"].initial = at.date()

    def clean(self) -> dict[str, Any]:
        """Settle the unit, and refuse a time that has passed."""
        given = super().clean()
        days.refuse_past(self, at=self.at, first="first", last="last")
        return given

    def grant(self) -> access.Grant:
        """Give the grant as it was typed."""
        given = self.cleaned_data
        last: date | None = given["last"]
        return access.Grant(
            role=access.Role(given["role"]),
            unit=given["unit_code"],
            from_=days.begins(given["first"], at=self.at),
            until=days.ends(last) if last else None,
        )


class EraseForm(forms.Form):
    """The sign-in name typed once more: what is erased does not come back."""

    confirm = forms.CharField(
        label=_("Gõ lại tên đăng nhập để xác nhận"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
        ),
        error_messages={"required": _("Hãy gõ lại tên đăng nhập.")},
    )

    def __init__(self, *args: Any, username: str, **kwargs: Any) -> None:
        """Take the name that must be typed."""
        super().__init__(*args, **kwargs)
        self.username = username

    def clean_confirm(self) -> str:
        """Refuse another name."""
        typed: str = self.cleaned_data["confirm"]
        if typed.strip().lower() != self.username.lower():
            raise forms.ValidationError(_("Tên vừa gõ khác tên đăng nhập của tài khoản này."))
        return typed
