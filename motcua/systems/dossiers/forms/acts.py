"""One form an act at the counter and around it: receipt, papers, fees, return."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from motcua.base.templatetags.motcua import dong, vn_datetime
from motcua.spine import procedure, worktime
from motcua.systems.dossiers import queries, wording
from motcua.systems.dossiers.forms.matter import CHANNELS, ActForm, ReasonForm, Suggesting

DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
RECEIPT = "Khoản 1 Điều 17 NĐ 61/2018/NĐ-CP"
REFUSAL = "Khoản 2 Điều 17 NĐ 61/2018/NĐ-CP"
LATE = "Điều 19 NĐ 61/2018/NĐ-CP"
NEW_DAYS = 3  # working days that an apology's draft allows, from the deadline or from now


class ReceiveForm(ActForm):
    """Take a dossier on: nothing to fill in, but the promise is shown before it is made."""

    def prepare(self) -> None:
        """Say which day will be promised."""
        state, definition = self.matter.page.state, self.matter.page.definition
        found = definition.deadline(case=state.case or None, channel=procedure.Channel(state.channel))
        allowed = found.allowed if found else None
        if allowed is None:
            self.intro = [
                gettext("Thủ tục này chưa xác định thời hạn nên giấy tiếp nhận không ghi ngày hẹn trả.")
            ]
            return
        due = worktime.due(received_at=self.matter.at, allowed=allowed, calendar=queries.calendar())
        self.intro = [
            gettext("Tiếp nhận bây giờ thì hẹn trả kết quả lúc %(due)s (thời hạn %(allowed)s).")
            % {"due": vn_datetime(due), "allowed": wording.duration(allowed).lower()}
        ]


class RefuseReceiptForm(ReasonForm):
    """Decline to take a dossier on (form 03)."""

    usual_article = REFUSAL


class AskSupplementForm(ReasonForm):
    """Ask once and in full for what is missing (form 02)."""

    usual_article = RECEIPT
    intro = (
        _("Nêu đầy đủ mọi thứ còn thiếu trong một lần. Thời hạn giải quyết tạm dừng từ khi gửi yêu cầu."),
    )

    papers = forms.MultipleChoiceField(
        label=_("Giấy tờ cần bổ sung"), widget=forms.CheckboxSelectMultiple, required=False
    )
    others = forms.CharField(
        label=_("Giấy tờ, nội dung khác"),
        help_text=_("Mỗi dòng một giấy tờ hoặc một nội dung phải sửa."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2_000,
        required=False,
    )
    again = forms.BooleanField(
        label=_("Tôi hiểu và vẫn yêu cầu bổ sung lần nữa"),
        error_messages={"required": _("Hãy xác nhận trước khi yêu cầu bổ sung lần nữa.")},
    )
    field_order = ("papers", "others", "reason", "article", "again")

    def prepare(self) -> None:
        """List the procedure's papers; warn before a second request."""
        super().prepare()
        page = self.matter.page
        self.choice("papers").choices = [(one.key, wording.said(one.label)) for one in page.definition.papers]
        if not page.state.supplements:
            del self.fields["again"]
            return
        self.warning = gettext(
            "Hồ sơ này đã được yêu cầu bổ sung %(n)s lần. Quy định chỉ cho yêu cầu bổ sung một lần; lần này được ghi"
            " là lần %(next)s và hồ sơ bị tính là quá hạn khi đánh giá (Quyết định 766/QĐ-TTg)."
        ) % {"n": page.state.supplements, "next": page.state.supplements + 1}

    def clean(self) -> dict[str, Any]:
        """Ask for at least one paper by name."""
        data = super().clean() or self.cleaned_data
        if not data.get("papers") and not (data.get("others") or "").strip():
            self.add_error("papers", gettext("Hãy chọn hoặc ghi ít nhất một giấy tờ cần bổ sung."))
        return data

    def named(self) -> list[str]:
        """Give what is asked for: keys of papers, then the officer's own words."""
        return [*self.cleaned_data["papers"], *self.cleaned_data["others"].splitlines()]


class SupplementForm(ActForm):
    """The citizen brought what was asked for."""

    intro = (_("Thời hạn giải quyết tiếp tục được tính từ bây giờ."),)

    papers = forms.MultipleChoiceField(
        label=_("Giấy tờ đã nhận"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy đánh dấu những giấy tờ đã nhận.")},
    )

    def prepare(self) -> None:
        """List what was asked for last, all ticked."""
        asked = [one for one in self.matter.page.history if one.kind == "dossier.supplement_asked"]
        papers = wording.asked_papers(asked[-1]) if asked else []
        definition = self.matter.page.definition
        self.choice("papers").choices = [(one, wording.paper(one, definition)) for one in papers]
        self.fields["papers"].initial = papers


class RequirePaymentForm(ActForm):
    """Ask for a fee; the clock waits."""

    amount = forms.IntegerField(
        label=_("Số tiền (đồng)"),
        min_value=1,
        max_value=10**12,
        error_messages={"min_value": _("Số tiền phải lớn hơn 0 đồng.")},
    )

    def prepare(self) -> None:
        """Show the fees the procedure names, and their sum."""
        page = self.matter.page
        fees = [fee for fee in page.definition.fees if fee.case in {"", page.state.case}]
        self.intro = [
            gettext("Thời hạn giải quyết tạm dừng cho đến khi nộp."),
            *(f"{wording.said(fee.label)}: {wording.fee(fee)}" for fee in fees),
        ]
        self.fields["amount"].initial = sum(fee.amount or 0 for fee in fees) or None


class PayForm(ActForm):
    """The fee arrived; it must be exactly what was asked."""

    amount = forms.IntegerField(label=_("Số tiền đã nộp (đồng)"), min_value=1, max_value=10**12)

    def prepare(self) -> None:
        """Take it that all was paid."""
        asked = self.matter.page.state.fee_asked
        self.intro = [gettext("Số tiền được yêu cầu: %(amount)s.") % {"amount": dong(asked)}]
        self.fields["amount"].initial = asked


class WithdrawForm(ActForm):
    """The citizen asks, at the counter, to have the dossier back."""

    intro = (_("Chỉ ghi khi người nộp yêu cầu rút hồ sơ. Việc giải quyết kết thúc."),)

    reason = forms.CharField(
        label=_("Lý do người nộp nêu"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReturnForm(ActForm):
    """The result reaches the citizen."""

    channel = forms.ChoiceField(label=_("Trả kết quả bằng"), choices=CHANNELS, widget=forms.RadioSelect)

    def prepare(self) -> None:
        """Take the way the citizen asked for."""
        self.fields["channel"].initial = self.matter.page.state.return_channel


def new_day(*, due_at: datetime | None, at: datetime) -> date:
    """Give the day an apology's draft names: a few working days after the deadline, or after today."""
    start = max(due_at or at, at).astimezone(worktime.VN).date()
    return worktime.add_working_days(day=start, days=NEW_DAYS, calendar=queries.calendar())


class ApologiseForm(ReasonForm):
    """Say sorry and name a new day, once (form 04)."""

    usual_article = LATE
    usual_reasons = (
        _("Phải xác minh thêm tại cơ quan liên quan"),
        _("Chưa có ý kiến của cơ quan phối hợp"),
        _("Phải kiểm tra thực địa"),
        _("Số lượng hồ sơ tăng đột biến"),
    )
    intro = (_("Hẹn lại được một lần. Ngày hẹn ban đầu vẫn giữ nguyên trong sổ và khi đánh giá đúng hạn."),)

    reason = forms.CharField(
        label=_("Lý do chậm"),
        max_length=500,
        widget=Suggesting(usual_reasons),
        error_messages={"required": _("Hãy ghi lý do chậm.")},
    )
    day = forms.DateField(
        label=_("Hẹn lại ngày"),
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("Hãy chọn ngày hẹn lại."),
            "invalid": _("Ngày không đúng, ví dụ 21/12/2023."),
        },
    )
    field_order = ("reason", "day", "article")

    def prepare(self) -> None:
        """Draft it: the most usual reason, and a day that can be kept."""
        super().prepare()
        state = self.matter.page.state
        self.fields["reason"].initial = str(self.usual_reasons[0])
        self.fields["day"].initial = new_day(due_at=state.due_at, at=self.matter.at)

    def clean_day(self) -> date:
        """Refuse a day on which the office is closed."""
        day: date = self.cleaned_data["day"]
        calendar = queries.calendar()
        if calendar.covers(day) and not worktime.is_working_day(day=day, calendar=calendar):
            raise forms.ValidationError(gettext("Ngày này cơ quan không làm việc; hãy chọn ngày khác."))
        return day

    def appointed_at(self) -> datetime:
        """Give the end of the day named, when the office closes."""
        minute = queries.calendar().sessions[-1].ends
        return datetime.combine(self.cleaned_data["day"], time(minute // 60, minute % 60), worktime.VN)
