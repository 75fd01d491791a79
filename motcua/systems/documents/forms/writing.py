"""Forms by which a document begins: written here, or come from outside."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.base import picked
from motcua.systems.documents import actions, rules, wording

DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]


def chosen(form: forms.Form) -> list[tuple[bool, picked.Kept]]:
    """Give each file of a form with whether it is the main one."""
    main = form.cleaned_data["main"]
    return [(True, main)] * bool(main) + [(False, one) for one in form.cleaned_data["attached"]]


class DocumentForm(forms.Form):
    """What every document has."""

    kinds = rules.KINDS
    unit = forms.ChoiceField(label=_("Cơ quan"))
    kind = forms.ChoiceField(label=_("Loại văn bản"), initial=rules.LETTER)
    subject = forms.CharField(
        label=_("Trích yếu nội dung"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "class": "control"}),
    )
    urgency = forms.TypedChoiceField(label=_("Độ khẩn"), coerce=int, initial=0)
    secrecy = forms.ChoiceField(
        label=_("Độ mật"),
        initial=rules.OPEN,
        help_text=_(
            "Văn bản mật chỉ ghi số vào sổ: không lưu trích yếu, không đính kèm tệp và không gửi trên hệ thống này."
        ),
    )

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the agencies for which this person may do it."""
        super().__init__(*args, **kwargs)
        chosen: dict[str, list[tuple[Any, str]]] = {
            "unit": list(units),
            "kind": [(one.key, wording.say(one.name)) for one in self.kinds.values()],
            "urgency": [(level, wording.say(words)) for level, words in rules.URGENCIES.items()],
            "secrecy": [(degree, wording.say(words)) for degree, words in rules.SECRECIES.items()],
        }
        for name, choices in chosen.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
            field.widget.attrs["class"] = "control"
        if self.data.get("secrecy", rules.OPEN) != rules.OPEN:
            self.fields["subject"].required = False
        for name, field in self.fields.items():
            if name not in chosen:
                field.widget.attrs.setdefault("class", "control")


class DraftForm(DocumentForm):
    """Begin a document, with its paper where there is one already."""

    legal = forms.BooleanField(label=_("Là văn bản quy phạm pháp luật (số, ký hiệu có năm)"), required=False)
    main = picked.OneFileField(label=_("Tệp văn bản (PDF)"), required=False)
    attached = picked.FilesField(label=_("Phụ lục, tài liệu kèm theo"), required=False)

    def chosen(self) -> list[tuple[bool, picked.Kept]]:
        """Give each file with whether it is the main one."""
        return chosen(self)

    def drafting(self) -> actions.Drafting:
        """Give what the action takes."""
        said = self.cleaned_data
        return actions.Drafting(
            unit=said["unit"],
            kind=said["kind"],
            subject=said["subject"],
            legal=said["legal"],
            urgency=said["urgency"],
            secrecy=said["secrecy"],
        )


class ReceiveForm(DocumentForm):
    """Take in a document that came at the counter, by post, or was scanned."""

    kinds = rules.KINDS_AND_COPIES
    field_order = ("unit", "sender", "sender_name", "symbol", "dated", "kind", "subject")

    sender = forms.CharField(
        label=_("Mã định danh cơ quan gửi"),
        required=False,
        max_length=40,
        help_text=_("Ví dụ H31.09. Để trống nếu không biết mã."),
    )
    sender_name = forms.CharField(label=_("Tên cơ quan, tổ chức gửi"), max_length=300)
    symbol = forms.CharField(label=_("Số, ký hiệu"), max_length=60, required=False)
    dated = forms.DateField(
        label=_("Ngày văn bản"), input_formats=DAY_FORMATS, widget=forms.DateInput(attrs={"type": "date"})
    )
    signer_name = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    papers = picked.FilesField(
        label=_("Tệp quét hoặc tệp điện tử"),
        required=False,
        help_text=_("Tệp đầu tiên là văn bản chính."),
    )

    def clean_dated(self) -> date:
        """Give the day."""
        day: date = self.cleaned_data["dated"]
        return day

    def receiving(self) -> actions.Receiving:
        """Give what the action takes."""
        said = self.cleaned_data
        return actions.Receiving(
            unit=said["unit"],
            origin=rules.SCAN if said["papers"] else rules.COUNTER,
            sender=said["sender"].strip(),
            sender_name=said["sender_name"],
            symbol=said["symbol"],
            kind=said["kind"],
            subject=said["subject"],
            dated=said["dated"],
            urgency=said["urgency"],
            secrecy=said["secrecy"],
            signer_name=said["signer_name"],
            files=[actions.Upload(name=file.name, chunks=file.chunks()) for file in said["papers"]],
        )


class CheckForm(forms.Form):
    """A PDF whose signatures somebody wants to see."""

    file = forms.FileField(
        label=_("Tệp PDF cần kiểm tra"),
        widget=forms.FileInput(attrs={"class": "control", "accept": "application/pdf,.pdf"}),
        error_messages={"required": _("Hãy chọn tệp PDF cần kiểm tra.")},
    )
