"""One form an act of those who settle the matter: hand over, consult, decide, correct."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _

from motcua.base.templatetags.motcua import vn_datetime
from motcua.spine import access, dossier, refusal, worktime
from motcua.systems.dossiers import wording
from motcua.systems.dossiers.forms.matter import CHANNELS, ActForm, ReasonForm
from motcua.systems.dossiers.queries import bearings, desks
from motcua.systems.organisation import queries as organisation

MOMENT_FORMATS = ["%Y-%m-%dT%H:%M", "%H:%M %d/%m/%Y", "%d/%m/%Y %H:%M"]
APPROVED = _("Hồ sơ đủ điều kiện theo quy định.")
ANSWER_HOURS = 16
FIELDS: list[tuple[str, Promise]] = [
    ("channel", _("Hình thức nộp")),
    ("return_channel", _("Hình thức nhận kết quả")),
    ("filed_at", _("Thời điểm nộp")),
    ("case", _("Trường hợp giải quyết")),
]


class HandOverForm(ActForm):
    """Pass a dossier on (form 05): a step, and whoever is to take it there."""

    to = forms.ChoiceField(label=_("Chuyển đến"))
    paper = forms.BooleanField(
        label=_("Có giao kèm hồ sơ giấy"),
        help_text=_(
            "Chỉ đánh dấu khi giấy tờ được mang đi: hồ sơ sẽ không còn là xử lý hoàn toàn trên môi trường mạng."
        ),
        required=False,
    )

    def prepare(self) -> None:
        """List the steps from here on, each with the colleagues who could take it; the next one is chosen."""
        page = self.matter.page
        groups: list[tuple[str, list[tuple[str, str]]]] = []
        following = dossier.next_step(page.state.step, definition=page.definition)
        for hand in desks.hands(page.state, on=self.matter.at):
            here = gettext(" (bước hiện tại)") if hand.step.key == page.state.step else ""
            label = f"{wording.said(hand.step.label)} – {hand.unit_name}{here}"
            step = wording.said(hand.step.label)
            people = [
                (f"{hand.step.key}|{one.id}", f"{step} – {one.name}")
                for one in hand.people
                if one.id != page.state.officer
            ]
            unassigned = (f"{hand.step.key}|", gettext("%(step)s – để đơn vị phân công") % {"step": step})
            groups.append((label, [unassigned, *people]))
        if not groups:
            groups.append((page.line.unit_name, [("|", gettext("Để đơn vị phân công"))]))
        self.choice("to").choices = groups
        self.fields["to"].initial = f"{following.key if following else ''}|"

    def target(self) -> dict[str, str | None]:
        """Give the step and the officer chosen."""
        step, _, officer = self.cleaned_data["to"].partition("|")
        return {"step": step or None, "to_officer": officer or None}


class ConsultForm(ActForm):
    """Ask another unit for its opinion, while the work goes on."""

    intro = (_("Thời hạn giải quyết vẫn được tính trong khi chờ ý kiến."),)

    unit = forms.ChoiceField(
        label=_("Cơ quan được hỏi"), error_messages={"required": _("Hãy chọn cơ quan được hỏi.")}
    )
    hours = forms.IntegerField(label=_("Trả lời trong (giờ làm việc)"), min_value=1, max_value=400)
    question = forms.CharField(
        label=_("Nội dung xin ý kiến"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi nội dung cần xin ý kiến.")},
    )

    def prepare(self) -> None:
        """Put first whom the procedure itself has asked, with the hours it gives them."""
        page = self.matter.page
        day = self.matter.at.date()
        asked: list[tuple[str, str]] = []
        hours = ANSWER_HOURS
        for step in page.definition.process:
            if not step.unit.startswith("consulted:"):
                continue
            kind = step.unit.removeprefix("consulted:")
            try:
                unit = organisation.consulted(kind=kind, handling=page.state.unit, on=day)
            except refusal.Refusal:
                continue
            hours = hours if asked else step.hours
            asked.append((unit.code, unit.short_name))
        path = bearings.path(page.state.unit, self.matter.at)
        others = [
            (unit.code, unit.short_name)
            for unit in organisation.units(on=day)
            if unit.code != page.state.unit and (unit.level != "commune" or unit.path[:2] == path[:2])
        ]
        first = (gettext("Theo quy trình nội bộ"), asked) if asked else ("", gettext("– Chọn cơ quan –"))
        self.choice("unit").choices = [first, (gettext("Cơ quan khác"), others)]
        self.fields["unit"].initial = asked[0][0] if asked else ""
        self.fields["hours"].initial = hours


class AnswerForm(ActForm):
    """Say what the unit that was asked thinks."""

    unit = forms.ChoiceField(label=_("Trả lời thay mặt"))
    reply = forms.CharField(
        label=_("Ý kiến"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Hãy ghi ý kiến trả lời.")},
    )

    def prepare(self) -> None:
        """List the reader's units that owe an answer; show what they were asked."""
        units = answerable(self.matter.page.state, by=self.matter.by)
        names = [(unit, wording.unit(unit)) for unit in units]
        self.choice("unit").choices = names
        if len(names) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.fields["unit"].initial = names[0][0]
        self.intro = [
            gettext("%(unit)s được hỏi lúc %(at)s: %(question)s")
            % {
                "unit": wording.unit(str(one.data["unit"])),
                "at": vn_datetime(one.at),
                "question": one.text or "–",
            }
            for one in self.matter.page.history
            if one.kind == "dossier.consulted" and one.data["unit"] in units
        ]


def answerable(state: dossier.State, *, by: access.Actor) -> tuple[str, ...]:
    """Give the units that owe an answer on a dossier and for which somebody may give it."""
    return tuple(
        one.unit
        for one in state.consultations
        if one.answered_at is None
        and access.may(
            actor=by,
            act=access.Act.ANSWER,
            subject=access.Subject(paths=(organisation.unit(code=one.unit).path,)),
        )
    )


class DecideForm(ReasonForm):
    """Approve or refuse, with reason and article."""

    outcome = forms.ChoiceField(
        label=_("Quyết định"),
        choices=[("approve", _("Đồng ý giải quyết")), ("refuse", _("Từ chối giải quyết"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn đồng ý hoặc từ chối.")},
    )
    field_order = ("outcome", "reason", "article")

    def prepare(self) -> None:
        """Draft the reason of an approval; a refusal must bring its own."""
        super().prepare()
        self.fields["reason"].initial = str(APPROVED)
        self.fields["outcome"].initial = "approve"

    def clean(self) -> dict[str, Any]:
        """Refuse a refusal with the words of an approval."""
        data = super().clean() or self.cleaned_data
        if data.get("outcome") == "refuse" and data.get("reason") == str(APPROVED):
            self.add_error("reason", gettext("Hãy ghi rõ vì sao từ chối; lý do này là của việc đồng ý."))
        return data


class StopForm(ReasonForm):
    """Stop the work on a dossier."""

    intro = (_("Việc giải quyết kết thúc và người nộp được thông báo lý do."),)
    usual_article = "Điều 9 NĐ 61/2018/NĐ-CP"


class CorrectForm(ReasonForm):
    """Put a mistake in the record right by a new fact; the old one stays readable."""

    usual_article = "TT 01/2018/TT-VPCP"
    intro = (_("Sổ cái giữ nguyên điều đã ghi; đính chính được ghi thêm bên cạnh."),)

    field = forms.ChoiceField(
        label=_("Mục cần đính chính"),
        choices=FIELDS,
    )
    channel = forms.ChoiceField(
        label=_("Hình thức đúng"),
        help_text=_("Khi đính chính hình thức nộp hoặc nhận kết quả."),
        choices=CHANNELS,
        required=False,
    )
    filed_at = forms.DateTimeField(
        label=_("Thời điểm nộp đúng"),
        help_text=_("Khi đính chính thời điểm nộp."),
        input_formats=MOMENT_FORMATS,
        required=False,
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        error_messages={"invalid": _("Thời điểm không đúng, ví dụ 08:15 03/07/2023.")},
    )
    case = forms.ChoiceField(
        label=_("Trường hợp đúng"), help_text=_("Khi đính chính trường hợp giải quyết."), required=False
    )
    field_order = ("field", "channel", "filed_at", "case", "reason", "article")

    def prepare(self) -> None:
        """Lay out what stands in the record now."""
        super().prepare()
        state, definition = self.matter.page.state, self.matter.page.definition
        labels = {one.case: wording.said(one.label) for one in definition.deadlines}
        self.choice("case").choices = [(case, labels[case] or case) for case in definition.cases()]
        self.fields["case"].initial = state.case
        self.fields["channel"].initial = state.channel
        self.fields["filed_at"].initial = state.filed_at
        if len(definition.cases()) < 2:  # noqa: PLR2004 - with one case there is nothing to choose
            del self.fields["case"]
            self.choice("field").choices = FIELDS[:-1]

    def clean(self) -> dict[str, Any]:
        """Ask for the moment when it is the moment that was wrong."""
        data = super().clean() or self.cleaned_data
        if data.get("field") == "filed_at" and not data.get("filed_at") and "filed_at" not in self.errors:
            self.add_error("filed_at", gettext("Hãy ghi thời điểm nộp đúng."))
        return data

    def value(self) -> str:
        """Give the right value, as the record writes it."""
        name = self.cleaned_data["field"]
        if name == "filed_at":
            return str(self.cleaned_data["filed_at"].astimezone(worktime.VN).isoformat())
        return str(self.cleaned_data["case" if name == "case" else "channel"])
