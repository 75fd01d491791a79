"""What people type to sign in and to sign up."""

from typing import Any

from allauth.account.forms import LoginForm, SignupForm
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


class SignIn(LoginForm):  # type: ignore[misc]  # the library carries no types
    """Sign-in by name or telephone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Tên đăng nhập hoặc số điện thoại")
        self.fields["login"].widget.attrs = {"autocomplete": "username", "autocapitalize": "none"}
        self.fields["password"].label = _("Mật khẩu")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)


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
        fields = self.fields
        fields["phone"].label = _("Số điện thoại")
        fields["phone"].help_text = _("Dùng để đăng nhập và nhận thông báo về hồ sơ.")
        fields["email"].label = _("Thư điện tử")
        fields["email"].help_text = _("Dùng để đặt lại mật khẩu khi quên.")
        fields["password1"].label = _("Mật khẩu")
        fields["password1"].help_text = _("Ít nhất 8 ký tự; tránh ngày sinh và những mật khẩu dễ đoán.")
        for name in ("email", "password1"):
            fields[name].widget.attrs.pop("placeholder", None)
