"""What people type to sign in and to sign up."""

import unicodedata
from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SignupForm,
)
from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from motcua.systems.identity import rules


class PhoneField(forms.CharField):
    """A telephone number, in any spacing; clean, it is `+84912345678`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Số điện thoại"))
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}))
        super().__init__(**kwargs)

    def clean(self, value: str | None) -> str:
        """Refuse what is no telephone number, beside the field."""
        text: str = super().clean(value)
        if not text:
            return ""
        try:
            return rules.phone(text)
        except rules.Refusal as refused:
            raise forms.ValidationError(gettext(refused.message), code=refused.code) from refused


PASSWORD_HINT = _("Ít nhất 8 ký tự; tránh ngày sinh và những mật khẩu dễ đoán.")


def _say(form: forms.Form, name: str, label: Any, hint: Any = "") -> None:
    """Give a field of the library our words: its label and its hint, and no words inside the box."""
    field = form.fields[name]
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)


def _one_writing(password: str) -> str:
    """Give a password in one writing: a telephone may type “ệ” as one sign, a computer as three (NFC, RFC 8265)."""
    return unicodedata.normalize("NFC", password)


class SignIn(LoginForm):  # type: ignore[misc]  # the library carries no types
    """Sign-in by name or telephone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "login", _("Tên đăng nhập hoặc số điện thoại"))
        _say(self, "password", _("Mật khẩu"))
        self.fields["login"].widget.attrs = {"autocomplete": "username", "autocapitalize": "none"}

    def clean_password(self) -> str:
        """Take the password in one writing."""
        return _one_writing(self.cleaned_data["password"])


class SignUp(SignupForm):  # type: ignore[misc]  # the library carries no types
    """A citizen's own sign-up: name, telephone, password, and an address for letters if he likes."""

    full_name = forms.CharField(
        label=_("Họ và tên"),
        help_text=_("Ghi như trên giấy tờ tùy thân."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("full_name", "phone", "email", "password1")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "phone", _("Số điện thoại"), _("Dùng để đăng nhập và nhận thông báo về hồ sơ."))
        _say(self, "email", _("Thư điện tử"), _("Dùng để đặt lại mật khẩu khi quên."))
        _say(self, "password1", _("Mật khẩu"), PASSWORD_HINT)

    def clean_password1(self) -> str:
        """Take the password in one writing."""
        return _one_writing(self.cleaned_data["password1"])


class ChangePassword(ChangePasswordForm):  # type: ignore[misc]  # the library carries no types
    """A new password in place of the old one, typed once: a wrong one is seen, or reset."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        _say(self, "oldpassword", _("Mật khẩu hiện nay"))
        _say(self, "password1", _("Mật khẩu mới"), PASSWORD_HINT)

    def clean_oldpassword(self) -> str:
        """Take the password in one writing."""
        self.cleaned_data["oldpassword"] = _one_writing(self.cleaned_data["oldpassword"])
        taken: str = super().clean_oldpassword()
        return taken

    def clean_password1(self) -> str:
        """Take the password in one writing."""
        return _one_writing(self.cleaned_data["password1"])


class ForgottenPassword(ResetPasswordForm):  # type: ignore[misc]  # the library carries no types
    """Where to send the link that sets a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "email", _("Thư điện tử"))


class NewPassword(ResetPasswordKeyForm):  # type: ignore[misc]  # the library carries no types
    """A new password in place of a forgotten one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        _say(self, "password1", _("Mật khẩu mới"), PASSWORD_HINT)

    def clean_password1(self) -> str:
        """Take the password in one writing."""
        return _one_writing(self.cleaned_data["password1"])
