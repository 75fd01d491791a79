"""What is asked when a table is brought in through the browser."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext, gettext_lazy as _

from motcua.base import problem, store
from motcua.systems.registers import actions

SALT = "registers.import"
GOOD_FOR = 24 * 60 * 60  # seconds: what was shown yesterday is looked at again
DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
DAYS = ("%Y-%m-%d", "%d/%m/%Y")


class TableForm(forms.Form):
    """A table, since when its rows hold, and whether it is the whole register."""

    hide_optional = True

    file = forms.FileField(
        label=_("Bảng số liệu (tệp Excel .xlsx)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": _("Hãy chọn tệp."), "empty": _("Tệp không có nội dung.")},
    )
    since = forms.DateField(
        label=_("Số liệu có từ ngày"),
        help_text=_("Để trống nếu tính từ lúc nhập. Điền ngày chốt nếu bảng nói về một ngày đã qua."),
        input_formats=DAYS,
        required=False,
        widget=DAY,
        error_messages={"invalid": _("Ngày không đúng, ví dụ 31/01/2023.")},
    )
    whole = forms.BooleanField(
        label=_("Bảng này là toàn bộ sổ"),
        help_text=_(
            "Dòng có trong sổ mà không có trong bảng sẽ kết thúc. Không chọn thì các dòng đó giữ nguyên."
        ),
        required=False,
    )
    document = forms.FileField(
        label=_("Văn bản công bố (không bắt buộc)"),
        help_text=_("Tệp PDF, ảnh, DOCX hoặc XLSX, giữ kèm lần nhập làm căn cứ."),
        required=False,
        error_messages={"empty": _("Tệp không có nội dung.")},
    )

    def clean_document(self) -> actions.File | None:
        """Refuse a paper that the store does not take."""
        sent = self.cleaned_data["document"]
        if not sent:
            return None
        document = _file(sent)
        try:
            store.put(chunks=[document.content], name=document.name)
        except store.Refusal as refused:
            raise forms.ValidationError(problem.say(refused)) from refused
        return document

    def wanted(self, register: str) -> actions.Wanted:
        """Say how the table is to be taken."""
        return actions.Wanted(
            register=register,
            since=self.cleaned_data["since"],
            whole=self.cleaned_data["whole"],
            document=self.cleaned_data["document"],
        )

    def table(self) -> actions.File:
        """Give the table as it was sent."""
        return _file(self.cleaned_data["file"])


def _file(sent: Any) -> actions.File:
    return actions.File(name=sent.name, content=sent.read())


def keep(wanted: actions.Wanted, file: actions.File, *, by: str, ends_most: bool = False) -> str:
    """Keep what was sent until it is agreed to, and give the seal by which it is found again, by the same person.

    A table that `ends_most` of the register is agreed to with one more tick.
    """
    document = wanted.document
    kept = {
        "register": wanted.register,
        "since": wanted.since.isoformat() if wanted.since else None,
        "whole": wanted.whole,
        "file": [file.name, store.put(chunks=[file.content], name=file.name).digest],
        "document": [document.name, store.put(chunks=[document.content], name=document.name).digest]
        if document
        else None,
        "by": by,
        "ends_most": ends_most,
    }
    return signing.dumps(kept, salt=SALT, compress=True)


class AgreedForm(forms.Form):
    """A table that was shown and is agreed to, by its seal."""

    hide_optional = True

    sealed = forms.CharField(widget=forms.HiddenInput, max_length=4_000)
    ends = forms.BooleanField(
        label=_("Tôi đã xem và đồng ý kết thúc các dòng này"),
        required=False,
        widget=forms.CheckboxInput(attrs={"required": True}),
    )

    def __init__(self, *args: Any, register: str, by: str, **kwargs: Any) -> None:
        """Know for which register and by whom the seal must have been made."""
        super().__init__(*args, **kwargs)
        self._register, self._by = register, by

    def clean_sealed(self) -> tuple[actions.Wanted, actions.File]:
        """Find what was kept; a seal that is broken, old or another's finds nothing."""
        try:
            kept = signing.loads(self.cleaned_data["sealed"], salt=SALT, max_age=GOOD_FOR)
        except signing.BadSignature as error:
            raise _gone() from error
        if (kept["register"], kept["by"]) != (self._register, self._by):
            raise _gone()
        if kept.get("ends_most") and not self.data.get("ends"):
            raise forms.ValidationError(
                gettext("Chưa nhập: bảng kết thúc hơn một nửa số dòng của sổ mà ô đồng ý chưa được đánh dấu.")
            )
        since = kept["since"]
        wanted = actions.Wanted(
            register=kept["register"],
            since=forms.DateField(input_formats=DAYS).clean(since) if since else None,
            whole=kept["whole"],
            document=_kept(*kept["document"]) if kept["document"] else None,
        )
        return wanted, _kept(*kept["file"])


def _kept(name: str, digest: str) -> actions.File:
    with store.get(digest) as file:
        return actions.File(name=name, content=file.read())


def _gone() -> forms.ValidationError:
    return forms.ValidationError(gettext("Bảng đã xem không còn dùng được; hãy chọn tệp và xem lại."))
