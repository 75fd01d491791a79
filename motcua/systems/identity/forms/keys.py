"""What is asked of a new key for programs."""

from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

DAYS = (("30", _("30 ngày")), ("90", _("90 ngày")), ("365", _("1 năm")))


class KeyForm(forms.Form):
    """A name to know the key by, and how long it opens."""

    label = forms.CharField(
        label=_("Tên khóa"),
        help_text=_("Tên chương trình hoặc máy sẽ dùng khóa, ví dụ “Phần mềm quét hồ sơ”."),
        max_length=100,
        error_messages={
            "required": _("Hãy đặt tên cho khóa."),
            "max_length": _("Tên khóa dài quá 100 ký tự."),
        },
    )
    days = forms.ChoiceField(
        label=_("Thời hạn"),
        choices=DAYS,
        initial="90",
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn thời hạn."), "invalid_choice": _("Hãy chọn thời hạn.")},
    )

    def expires_at(self, *, at: datetime) -> datetime:
        """Give the first moment at which the key no longer opens."""
        return at + timedelta(days=int(self.cleaned_data["days"]))
