"""Days of a time: from one, to the end of another."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.base import clock


class DayField(forms.DateField):
    """A day, chosen from a calendar or typed as 31/12/2023."""

    def __init__(self, **kwargs: Any) -> None:
        """Say the form of a day in our words."""
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d/%m/%Y"])
        kwargs.setdefault(
            "error_messages",
            {
                "required": _("Hãy chọn ngày."),
                "invalid": _("Hãy ghi ngày theo dạng ngày/tháng/năm, ví dụ 31/12/2023."),
            },
        )
        super().__init__(**kwargs)


def begins(day: date, *, at: datetime) -> datetime:
    """Give the first moment of a day; of the day of `at`, `at` itself."""
    return at if day == at.date() else datetime.combine(day, time.min, tzinfo=clock.VN)


def ends(day: date) -> datetime:
    """Give the first moment after a day."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=clock.VN)


def refuse_past(form: forms.Form, *, at: datetime, first: str, last: str) -> None:
    """Refuse a time that began before today or ends before it begins, beside the day that is wrong."""
    begin, end = form.cleaned_data.get(first), form.cleaned_data.get(last)
    if begin and begin < at.date():
        form.add_error(first, _("Ngày này đã qua. Hãy chọn từ hôm nay trở đi."))
    if begin and end and end < begin:
        form.add_error(last, _("Ngày cuối phải từ ngày bắt đầu trở đi."))
    if end and end >= date.max - timedelta(days=1):
        form.add_error(last, _("Hãy chọn một ngày gần hơn."))
