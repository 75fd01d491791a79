"""The one form at the counter: who, which case, what papers, how the result is to come back."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy as _

from motcua.spine import procedure
from motcua.systems.dossiers import actions, wording
from motcua.systems.dossiers.forms import brought
from motcua.systems.dossiers.forms.handling import MOMENT_FORMATS
from motcua.systems.dossiers.forms.matter import CHANNELS

MOST_PIECES = 99
SMALL = {"inputmode": "numeric", "class": "pieces"}


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperRow:
    """One paper on the form: its name, whether it must be there, and a field for each kind of piece."""

    label: str
    required: bool
    form: str | None
    fields: tuple[forms.BoundField, ...]
    wanting: bool


class CounterForm(forms.Form):
    """An application handed in at the counter or come by post; `key` makes a second click harmless."""

    hide_optional = True

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    unit = forms.ChoiceField(label=_("Nơi tiếp nhận"))
    case = forms.ChoiceField(label=_("Trường hợp giải quyết"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Họ và tên người nộp, hoặc tên tổ chức"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
        error_messages={"required": _("Hãy ghi họ và tên người nộp.")},
    )
    id_number = forms.CharField(label=_("Số định danh, mã số thuế"), max_length=40, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=40, required=False)
    address = forms.CharField(label=_("Địa chỉ"), max_length=300, required=False)
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        error_messages={"invalid": _("Địa chỉ thư không đúng, ví dụ lan@example.vn.")},
    )
    agent = forms.CharField(
        label=_("Người nộp thay"),
        help_text=_("Khi người đứng ở quầy không phải người đứng tên."),
        max_length=200,
        required=False,
    )
    channel = forms.ChoiceField(label=_("Hình thức nộp"), widget=forms.RadioSelect)
    filed_at = forms.DateTimeField(
        label=_("Thời điểm nộp, nếu trước lúc này"),
        help_text=_("Ví dụ ngày trên dấu bưu điện."),
        input_formats=MOMENT_FORMATS,
        required=False,
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        error_messages={"invalid": _("Thời điểm không đúng, ví dụ 08:15 03/07/2023.")},
    )
    return_channel = forms.ChoiceField(
        label=_("Nhận kết quả"), choices=CHANNELS, initial="counter", widget=forms.RadioSelect
    )

    exemption = forms.ChoiceField(label=_("Miễn, giảm phí, lệ phí"), required=False)

    def __init__(
        self,
        *args: Any,
        definition: procedure.Definition,
        units: list[tuple[str, str]],
        at: datetime,
        **kwargs: Any,
    ) -> None:
        """Lay out the form of one procedure, for the counters an officer works at."""
        super().__init__(*args, **kwargs)
        self.definition = definition
        self.at = at
        self.incomplete = False
        self.fields["key"].initial = uuid.uuid4().hex
        self._choose("unit", units)
        self._choose("case", self._cases())
        offered = [one for one in CHANNELS if one[0] in {*definition.channels} - {"online"}]
        self._choose("channel", [(key, str(label)) for key, label in offered])
        for paper in definition.papers:
            self._pieces(paper)
        self._exemptions()

    def _cases(self) -> list[tuple[str, str]]:
        found: dict[str, str] = {}
        for one in self.definition.deadlines:
            said = f"{wording.said(one.label)} – {wording.duration(one.allowed).lower()}"
            found.setdefault(one.case, said.removeprefix(" – "))
        return list(found.items())

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Offer the choices; where there is only one, it is taken without asking."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices
        field.initial = choices[0][0] if choices else ""
        if len(choices) < 2:  # noqa: PLR2004 - nothing to choose
            field.widget = forms.HiddenInput()
            field.required = bool(choices) and bool(choices[0][0])

    def _pieces(self, paper: procedure.Paper) -> None:
        """Give a paper a field for each kind, filled in with what the procedure asks for."""
        asked = {"original": paper.originals, "certified": 0, "copy": paper.copies}
        if paper.required and not paper.originals and not paper.copies:
            asked["original"] = 1
        names = {"original": _("bản chính"), "certified": _("bản chứng thực"), "copy": _("bản sao")}
        for kind, initial in asked.items():
            self.fields[f"{kind}-{paper.key}"] = forms.IntegerField(
                label=f"{wording.said(paper.label)}: {names[kind]}",
                initial=initial if paper.required else 0,
                min_value=0,
                max_value=MOST_PIECES,
                required=False,
                widget=forms.NumberInput(attrs={**SMALL, "min": 0, "max": MOST_PIECES}),
            )

    def _exemptions(self) -> None:
        """Offer every exemption from every fee, each with the paper that proves it."""
        offered = {
            one.key: f"{wording.said(one.label)} ({wording.said(one.proof)})"
            for fee in self.definition.fees
            for one in fee.exemptions
        }
        self._choose("exemption", [("", gettext("Không thuộc diện miễn, giảm")), *offered.items()])

    def paper_rows(self) -> Iterator[PaperRow]:
        """Give the papers as rows of a table."""
        for paper in self.definition.papers:
            fields = tuple(self[f"{kind}-{paper.key}"] for kind, _ in brought.KINDS)
            yield PaperRow(
                label=wording.said(paper.label),
                required=paper.required,
                form=paper.form,
                fields=fields,
                wanting=self.incomplete and paper.key in self.wanting,
            )

    def pieces(self, key: str) -> brought.Pieces:
        """Give how many of a paper were laid on the counter."""
        return brought.Pieces(
            **{kind: self.cleaned_data.get(f"{kind}-{key}") or 0 for kind, _ in brought.KINDS}
        )

    @cached_property
    def wanting(self) -> tuple[str, ...]:
        """The keys of the papers that must be there and are not, or are too few."""
        return tuple(
            paper.key
            for paper in self.definition.papers
            if paper.required and self.pieces(paper.key).all < max(1, paper.originals + paper.copies)
        )

    def clean_filed_at(self) -> datetime | None:
        """Refuse a day to come."""
        filed: datetime | None = self.cleaned_data["filed_at"]
        if filed and filed > self.at:
            raise forms.ValidationError(gettext("Thời điểm nộp không được sau thời điểm hiện tại."))
        return filed

    def refuse_incomplete(self) -> None:
        """Say which papers are missing for the dossier to be received."""
        self.incomplete = True
        names = "; ".join(wording.paper(key, self.definition) for key in self.wanting)
        self.add_error(
            None,
            gettext(
                "Chưa đủ giấy tờ để tiếp nhận: %(papers)s. Hãy nhận đủ, hoặc ghi nhận và yêu cầu bổ sung."
            )
            % {"papers": names},
        )

    def filing(self) -> actions.Filing:
        """Give the application as the office takes it."""
        data = self.cleaned_data
        answers = dict(
            brought.write_paper(paper.key, self.pieces(paper.key))
            for paper in self.definition.papers
            if self.pieces(paper.key).all
        )
        if data["exemption"]:
            answers[brought.EXEMPTION] = data["exemption"]
        if data["agent"]:
            answers[brought.AGENT] = data["agent"]
        return actions.Filing(
            procedure=self.definition.code,
            unit=data["unit"],
            channel=data["channel"],
            return_channel=data["return_channel"],
            case=data["case"],
            filed_at=data["filed_at"],
            applicant=actions.Applicant(
                name=data["name"],
                id_number=data["id_number"],
                phone=data["phone"],
                email=data["email"],
                address=data["address"],
                answers=answers,
            ),
        )
