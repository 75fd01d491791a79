"""One form an act: what it asks, and what the action takes."""

import functools
import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.base import clock
from motcua.spine import access
from motcua.systems.documents import queries as papers
from motcua.systems.workfiles import actions, queries, rules
from motcua.systems.workfiles.forms import opening

MOST_DAYS = 250  # working days of a year
LONGEST_QUESTION = 200
SHEETS, MOST_SHEETS = "to_", 9999


class ActForm(forms.Form):
    """The form of an act on one file; `seen` is the last fact its page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, file: queries.File, by: access.Actor, at: datetime, **kwargs: Any) -> None:
        """Take what the act is about."""
        self.file, self.by, self.at = file, by, at
        kwargs["initial"] = {"seen": file.state.seq} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        opening.dress(self)
        self.prepare()

    @property
    def leads(self) -> bool:
        """Tell whether this person is head there."""
        return actions.leads(self.by, self.file.state.unit, at=self.at)

    def prepare(self) -> None:
        """Offer what can be chosen."""

    def offer(self, name: str, choices: list[tuple[Any, str]]) -> None:
        """Fill a field with what can be chosen."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


def _words(label: Any, *, required: bool = True, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Chưa ghi nội dung. Hãy ghi rõ nội dung và lý do.")},
        **more,
    )


class PlainForm(ActForm):
    """An act that asks nothing."""


class ReasonForm(ActForm):
    """An act that must say why."""

    words = _words(_("Lý do"))


class AddDocumentForm(ActForm):
    """One of the agency's documents that is not in the file yet: found by its number, symbol, subject or sender."""

    before = "workfiles/office/finding.html"
    document = forms.ChoiceField(
        label=_("Văn bản của cơ quan"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Chưa chọn văn bản nào.")},
    )

    def prepare(self) -> None:
        """Offer what the words find, the latest first; a choice made stays one whatever is looked for now."""
        self.asked = str(self.initial.get("q", ""))[:LONGEST_QUESTION]
        narrowed = papers.Filter(unit=self.file.state.unit, text=self.asked)
        found, total = papers.documents(narrowed=narrowed, by=self.by, at=self.at)
        fitting = [one for one in found if self._fits(one)]
        self.more = total - len(found)
        if (chosen := _id(self.data.get("document", ""))) not in {one.id for one in fitting}:
            fitting += papers.chosen(ids=[chosen] if chosen else [], by=self.by, at=self.at).values()
        self.offer("document", [(one.id, _called(one)) for one in fitting])

    def _fits(self, one: papers.Line) -> bool:
        return (
            one.secrecy == rules.OPEN_TO_ALL
            and one.stage not in actions.CAME_TO_NOTHING
            and one.id not in {each.document for each in self.file.state.inside}
        )


def _id(said: str) -> str:
    """Give the id that was sent; empty where it can be none."""
    try:
        return str(uuid.UUID(said))
    except ValueError:
        return ""


def _called(one: papers.Line) -> str:
    """Say a document so that it is known from its like: number, subject, sender or receivers, day."""
    day = f"{one.dated or one.began_at.astimezone(clock.VN):%d/%m/%Y}"
    return " · ".join(filter(None, (f"{one.symbol} {one.subject}".strip(), one.party[:60], day)))


class TakeOutForm(ActForm):
    """Which document, and why."""

    number = forms.TypedChoiceField(label=_("Văn bản"), coerce=int)
    words = _words(_("Lý do"))

    def prepare(self) -> None:
        """Offer what is in the file."""
        self.offer(
            "number",
            [(one.number, f"{one.number}. {one.symbol} {one.subject}") for one in self.file.documents],
        )


class GiveTaskForm(ActForm):
    """Who does what, within how many working days."""

    officer = forms.ChoiceField(label=_("Người thực hiện"))
    days = forms.IntegerField(
        label=_("Số ngày làm việc"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=5,
        help_text=_("Hạn tính theo lịch làm việc, trừ ngày nghỉ, như thời hạn giải quyết thủ tục."),
    )
    words = _words(_("Nội dung nhiệm vụ"))

    def prepare(self) -> None:
        """Offer who works there."""
        self.offer("officer", list(queries.people(unit=self.file.state.unit, at=self.at)))


class TaskForm(ActForm):
    """One of the tasks that are still to be done."""

    number = forms.TypedChoiceField(label=_("Nhiệm vụ"), coerce=int)
    only_mine = False

    def prepare(self) -> None:
        """Offer the tasks that wait."""
        waits = [one for one in self.file.tasks if one.done_at is None and not one.dropped]
        mine = [one for one in waits if not self.only_mine or one.officer == self.by.id]
        self.offer("number", [(one.number, f"{one.number}. {one.words}") for one in mine])


class DoTaskForm(TaskForm):
    """Which task is done, and whether on paper."""

    only_mine = True
    words = _words(_("Kết quả"), required=False)
    paper = forms.BooleanField(
        label=_("Làm trên giấy, không làm trên hệ thống"),
        required=False,
        help_text=_("Khi đó ghi rõ lý do ở ô Kết quả."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of what was done on paper, beside its field."""
        said = super().clean() or {}
        if said.get("paper") and not said.get("words", "").strip():
            self.add_error("words", _("Làm trên giấy thì phải ghi lý do."))
        return said


class DropTaskForm(TaskForm):
    """Which task is taken back, and why."""

    words = _words(_("Lý do"))


class MarkPaperForm(ActForm):
    """What was done on paper, when, and why."""

    what = _words(_("Bước đã làm"))
    words = _words(_("Lý do làm trên giấy"))
    done_on = opening.day(_("Ngày làm"))

    def prepare(self) -> None:
        """Begin with today."""
        self.initial["done_on"] = self.at.astimezone(clock.VN).date()


class StrikePaperForm(ActForm):
    """Which step on paper was written down by mistake, and how that came."""

    number = forms.TypedChoiceField(label=_("Bước ghi nhầm"), coerce=int)
    words = _words(_("Lý do gạch"))

    def prepare(self) -> None:
        """Offer one's own steps; the head may strike any."""
        stands = [one for one in self.file.papers if not one.struck and (self.leads or one.by == self.by.id)]
        self.offer("number", [(one.number, f"{one.done_on:%d/%m/%Y}: {one.what}") for one in stands])


class EntrustForm(ActForm):
    """Who keeps the file from now on."""

    keeper = forms.ChoiceField(label=_("Người lập hồ sơ mới"))
    words = _words(_("Ghi chú"), required=False)

    def prepare(self) -> None:
        """Offer everybody else who works there."""
        people = queries.people(unit=self.file.state.unit, at=self.at)
        self.offer("keeper", [one for one in people if one[0] != self.file.state.keeper])


class CloseForm(ActForm):
    """On which day the work ended, and how many sheets each document has that is on paper."""

    closed_on = opening.day(_("Ngày kết thúc công việc"))

    def prepare(self) -> None:
        """Begin with today; ask for the sheets of each document on paper, with what was counted before."""
        self.initial["closed_on"] = self.at.astimezone(clock.VN).date()
        counted = {one.number: one.extent for one in self.file.state.inside}
        for one in self.on_paper:
            self.fields[f"{SHEETS}{one.number}"] = forms.IntegerField(
                label=_("Số tờ của văn bản giấy số %(number)s: %(name)s")
                % {"number": one.number, "name": f"{one.symbol} {one.subject}".strip()},
                min_value=1,
                max_value=MOST_SHEETS,
                initial=counted[one.number],
                error_messages={"required": _("Hãy đếm và ghi số tờ.")},
            )
        opening.dress(self)

    @functools.cached_property
    def on_paper(self) -> tuple[queries.Document, ...]:
        """Give the documents of the file that are on paper only, as they are now."""
        return tuple(
            one
            for one in self.file.documents
            if one.paper or actions.on_paper(papers.document(document_id=one.id, by=self.by, at=self.at))
        )

    def sheets(self) -> dict[int, int]:
        """Give the sheets of each document on paper, by its order number."""
        return {one.number: self.cleaned_data[f"{SHEETS}{one.number}"] for one in self.on_paper}
