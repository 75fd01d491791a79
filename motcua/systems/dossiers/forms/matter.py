"""What every act's form has before it, and what all of them share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.spine import access
from motcua.systems.dossiers import actions, queries

LONGEST_REASON = 2_000
# How a document is called, by the letters of its number (Decree 30/2020/NĐ-CP, Annex III).
KINDS = (
    ("/NĐ-", "Nghị định"),
    ("/TT-", "Thông tư"),
    ("/TTLT-", "Thông tư liên tịch"),
    ("/QĐ-", "Quyết định"),
    ("/NQ-", "Nghị quyết"),
    ("/QH", "Luật"),
)
CHANNELS: tuple[tuple[str, Promise], ...] = (
    ("counter", _("Trực tiếp tại bộ phận một cửa")),
    ("post", _("Dịch vụ bưu chính công ích")),
    ("online", _("Trực tuyến")),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Matter:
    """A dossier on somebody's desk: all of it, who looks at it, and when."""

    page: queries.Page
    by: access.Actor
    at: datetime


class Suggesting(forms.TextInput):
    """A line of text that offers what is often written there, and takes anything else."""

    template_name = "dossiers/office/suggesting.html"

    def __init__(
        self, suggestions: Sequence[str | Promise] = (), attrs: dict[str, Any] | None = None
    ) -> None:
        """Take the words to offer."""
        super().__init__(attrs)
        self.suggestions = suggestions

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template the words to offer, under a list of their own."""
        context = super().get_context(name, value, attrs)
        listed = f"{context['widget']['attrs'].get('id', name)}_list"
        context["widget"]["attrs"]["list"] = listed
        return {**context, "listed": listed, "suggestions": self.suggestions}


class ActForm(forms.Form):
    """The form of one act; `seen` is the last fact its page had, `back` where the officer came from."""

    intro: Sequence[str | Promise] = ()
    warning: str | Promise = ""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    back = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        """Lay the dossier beside the form."""
        super().__init__(*args, **kwargs)
        self.matter = matter
        self.fields["seen"].initial = matter.page.state.seq
        self.prepare()
        first = next((field.widget for field in self.fields.values() if not field.widget.is_hidden), None)
        if isinstance(first, forms.TextInput | forms.Textarea | forms.Select):
            first.attrs.setdefault("autofocus", True)

    def prepare(self) -> None:
        """Fit the fields to the dossier."""

    def choice(self, name: str) -> forms.ChoiceField:
        """Give a field whose choices depend on the dossier."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - the form's own declaration says so
        return field


class ReasonForm(ActForm):
    """An act that must say why, and on which article it rests (Decree 61/2018/NĐ-CP)."""

    usual_reasons: Sequence[str | Promise] = ()
    usual_article = ""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi lý do.")},
    )
    article = forms.CharField(
        label=_("Căn cứ (điều, khoản, văn bản)"),
        max_length=300,
        widget=Suggesting(),
        error_messages={"required": _("Hãy ghi điều khoản căn cứ.")},
    )

    def prepare(self) -> None:
        """Offer the articles this procedure rests on."""
        cited = [_cited(one.number, one.article) for one in self.matter.page.definition.legal_basis]
        offered = [self.usual_article, *cited] if self.usual_article else cited
        widget = self.fields["article"].widget
        assert isinstance(widget, Suggesting)  # noqa: S101 - declared above
        widget.suggestions = tuple(dict.fromkeys(offered))
        self.fields["article"].initial = next(iter(offered), "")

    def why(self) -> actions.Reason:
        """Give the reason as it was written."""
        return actions.Reason(text=self.cleaned_data["reason"], article=self.cleaned_data["article"])


def _cited(number: str, article: str | None) -> str:
    """Cite a document as an official does: “Điều 22 Nghị định số 123/2015/NĐ-CP”."""
    kind = next((name for mark, name in KINDS if mark in number), "")
    document = f"{kind} số {number}" if kind else number
    if not article:
        return document
    return f"Điều {article} {document}" if article[:1].isdecimal() else f"{article} {document}"
