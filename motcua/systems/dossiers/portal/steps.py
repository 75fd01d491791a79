"""The pages of an application in their order, and what is still missing on each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.spine import access, procedure
from motcua.systems.dossiers import queries
from motcua.systems.dossiers.portal import forms, places

CASE, PLACE, WHOM, PERSON = "truong-hop", "noi-nop", "nop-cho-ai", "thong-tin"
PAPERS, RESULT, CHECK = "giay-to", "nhan-ket-qua", "kiem-tra"

TITLES: dict[str, Promise] = {
    CASE: _("Trường hợp của ông/bà là gì?"),
    PLACE: _("Ông/bà nộp hồ sơ ở đâu?"),
    WHOM: _("Ông/bà nộp hồ sơ cho ai?"),
    PERSON: _("Thông tin của người có yêu cầu"),
    PAPERS: _("Giấy tờ của hồ sơ"),
    RESULT: _("Nhận kết quả và lệ phí"),
    CHECK: _("Kiểm tra lại trước khi nộp"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Writing:
    """An application being written: for what, by whom, with which draft, and where it could be filed."""

    definition: procedure.Definition
    draft: queries.DraftRecord
    actor: access.Actor
    at: datetime
    offered: tuple[places.Place, ...]

    @property
    def answers(self) -> Mapping[str, str]:
        """What was typed so far; what leaves no choice is answered already."""
        given = dict(self.draft.answers)
        if len(self.offered) == 1:
            given["place"] = self.offered[0].code
        cases = forms.cases(self.definition)
        if len(cases) == 1:
            given["case"] = cases[0].case
        return given

    @property
    def steps(self) -> tuple[str, ...]:
        """The pages that are asked, in order."""
        skipped = set()
        if len(forms.cases(self.definition)) <= 1:
            skipped.add(CASE)
        if len(self.offered) == 1:
            skipped.add(PLACE)
        return tuple(step for step in TITLES if step not in skipped)

    @property
    def place(self) -> places.Place | None:
        """The place chosen, while it is one that is offered."""
        chosen = self.answers.get("place")
        return next((place for place in self.offered if place.code == chosen), None)

    def before(self, step: str) -> str | None:
        """Give the page before `step`."""
        place = self.steps.index(step)
        return self.steps[place - 1] if place else None

    def after(self, step: str) -> str:
        """Give the page after `step`."""
        return self.steps[min(self.steps.index(step) + 1, len(self.steps) - 1)]

    def form(self, step: str, data: Mapping[str, str] | None, **kwargs: object) -> django_forms.Form:
        """Make the form of a page, on what was typed."""
        given: dict[str, Any] = {"data": data, **kwargs}
        if step == CASE:
            return forms.Case(definition=self.definition, **given)
        if step == PLACE:
            return forms.Place(offered=self.offered, **given)
        if step == WHOM:
            return forms.Whom(**given)
        if step == PERSON:
            return forms.person(self.answers)(**given)
        return forms.Result(definition=self.definition, **given)

    def missing_papers(self) -> list[procedure.Paper]:
        """List the papers that must be there as a file and are not."""
        there = {file.paper for file in self.draft.files}
        return [
            paper
            for paper in self.definition.papers
            if paper.required and paper.electronic and paper.key not in there
        ]

    def faulty(self) -> list[str]:
        """List the pages that still want something, in order."""
        return [step for step in self.steps if not self.answered(step)]

    def answered(self, step: str) -> bool:
        """Tell whether a page wants nothing more."""
        if step in {PAPERS, CHECK}:
            return step == CHECK or not self.missing_papers()
        return self.form(step, self.answers).is_valid()

    def reached(self) -> str:
        """Give the page to go on with: the first that wants something."""
        return next(iter(self.faulty()), CHECK)


def can_file(definition: procedure.Definition) -> bool:
    """Tell whether a procedure is applied for online at all."""
    return (
        definition.service_level is not procedure.ServiceLevel.INFORMATION
        and procedure.Channel.ONLINE in definition.channels
    )
