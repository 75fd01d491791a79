"""How an act is carried out at a page: one way through, in every room, by which nothing that was typed is lost.

A room lists its acts as rows of `Door` and lays what they are done to on the desk as a `Matter`; `meet` does the rest:

- an act that this person may not do, or not now, is refused before its form is shown;
- whoever sends a page that somebody has overtaken meanwhile sees what is new, with all that was typed (409);
- a form that is not filled in rightly (422) and what the law refuses (its own status) stand beside what was typed;
- files that were chosen are kept while the form is sent again (`motcua.base.picked`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar, Protocol, Self

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext

from motcua.base import picked, problem
from motcua.spine import access, refusal

Lay = Callable[..., forms.Form]
STALE = "ledger.stale"
NOT_FILLED, OVERTAKEN = 422, 409
LONGEST_SEEN = 9  # digits of a fact's place in its stream


@dataclass(frozen=True, kw_only=True, slots=True)
class Door:
    """One act: its address, its form, how it is carried out, what is said when it is done.

    `carry` takes the form and what the room's `Matter` hands it; `tone` and `key` are those of its button.
    """

    act: Any
    slug: str
    form: Callable[..., forms.Form]
    carry: Callable[[Any, Any], Any]
    done: str | Promise
    label: str | Promise = ""
    tone: str = "quiet"
    key: str = ""
    names: ClassVar[Mapping[Any, str]] = {}

    @property
    def name(self) -> str:
        """What stands on the button."""
        return str(self.label) or gettext(self.names[self.act])


@dataclass(frozen=True, kw_only=True, slots=True)
class Acting:
    """An act's form that stands open on its page.

    `seen` is the last fact that the page had shown when somebody acted meanwhile, None otherwise; `typed` then holds
    what was typed, for an act that is `allowed` no more.
    """

    door: Door
    form: forms.Form
    seen: int | None = None
    allowed: bool = True
    typed: tuple[tuple[str, str], ...] = ()
    status: int = 200

    @property
    def stale(self) -> bool:
        """Tell whether somebody acted since the page was opened."""
        return self.seen is not None


class Matter(Protocol):
    """What an act is done to, on the desk of somebody: a dossier, a document, a work file."""

    @property
    def seq(self) -> int:
        """Give the last fact of it that its page shows."""
        ...

    @property
    def fields(self) -> Mapping[str, str]:
        """Say beside which field of a form a refusal stands, by its code; the others stand above the form."""
        ...

    def anew(self) -> Self:
        """Lay it on the desk as it stands now."""
        ...

    def beside(self) -> dict[str, Any]:
        """Give what a form takes to be laid beside it."""
        ...

    def permits(self, door: Any) -> bool:
        """Tell whether this person may do an act now."""
        ...

    def require(self, door: Any) -> None:
        """Refuse an act that this person may not do, or not now. Raises Refusal."""
        ...

    def carry(self, door: Any, form: Any, *, seen: int | None) -> str:
        """Carry an act out, say so, and give the address to go on at. Raises Refusal."""
        ...

    def shown(self, acting: Acting) -> HttpResponse:
        """Show its page with the form of an act."""
        ...


def meet(
    request: HttpRequest, matter: Matter, door: Door, *, initial: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Show the form of an act, or carry the act out. Raises Refusal where the act is not this person's, or not now."""
    if request.method != "POST":
        matter.require(door)
        form = door.form(initial=dict(initial or {}), **matter.beside())
        return matter.shown(Acting(door=door, form=form))
    form = door.form(request.POST, request.FILES, **matter.beside())
    seen = _seen(form)
    if seen is not None and seen != matter.seq:
        return _overtaken(matter, door, form, seen=seen)
    matter.require(door)
    no = None
    if form.is_valid():
        try:
            return redirect(matter.carry(door, form, seen=seen))
        except access.Refusal:
            raise
        except refusal.Refusal as refused:
            no, matter = refused, matter.anew()
            if no.code == STALE:  # somebody acted between our reading and our writing
                return _overtaken(matter, door, form, seen=seen)
    again, status = sent_again(form, lay=_lay(matter, door), refused=no, fields=matter.fields)
    return matter.shown(Acting(door=door, form=again, status=status))


def _seen(form: forms.Form) -> int | None:
    """Read which fact the page had shown last; None where it does not say."""
    said = str(form.data.get("seen", ""))[:LONGEST_SEEN]
    return int(said) if said.isdecimal() else None


def _lay(matter: Matter, door: Door) -> Lay:
    return partial(door.form, **matter.beside())


def _overtaken(matter: Matter, door: Door, form: forms.Form, *, seen: int | None) -> HttpResponse:
    """Show what is new, and all that was typed."""
    acting = Acting(
        door=door,
        form=_again(form, lay=_lay(matter, door)),
        seen=seen or 0,
        allowed=matter.permits(door),
        typed=typed(form),
        status=OVERTAKEN,
    )
    return matter.shown(acting)


def sent_again(
    form: forms.Form,
    *,
    lay: Lay,
    refused: refusal.Refusal | None = None,
    fields: Mapping[str, str] | None = None,
) -> tuple[forms.Form, int]:
    """Give a form that must be sent again, with all that was typed and what is wrong, and the status to answer with.

    `lay` makes the form anew of what was sent; `refused` is what the law says of a form that was filled in rightly, and
    stands beside the field that `fields` names for its code, else above the form.
    """
    again = _again(form, lay=lay)
    again.full_clean()
    if refused is None:
        for name, faults in form.errors.as_data().items():
            if name not in again.errors:  # what could not be kept is not sent again, and so not wrong again
                again.add_error(None if name == NON_FIELD_ERRORS else name, faults)
        return again, NOT_FILLED
    field = (fields or {}).get(refused.code)
    again.add_error(field if field in again.fields else None, problem.say(refused))
    return again, problem.status_of(refused.code)


def _again(form: forms.Form, *, lay: Lay) -> forms.Form:
    """Give the same form with all that was typed, laid beside the matter as it stands; what is hidden is the page's own."""
    data = MultiValueDict(form.data)
    for hidden in lay().hidden_fields():
        shown = hidden.value()
        if shown not in (None, ""):
            data[hidden.html_name] = str(shown)
    for name, kept in picked.keep(form).items():
        data.setlist(name, kept)
    return lay(data)


def typed(form: forms.Form) -> tuple[tuple[str, str], ...]:
    """Give what was typed into a form, in its labels' words: nothing of it may be lost, and no password be shown."""
    return tuple(
        (str(field.label), text)
        for field in form.visible_fields()
        if not isinstance(field.field.widget, forms.PasswordInput)
        and (text := "; ".join(_sent(form, field)).strip())
    )


def _sent(form: forms.Form, field: forms.BoundField) -> list[str]:
    if isinstance(field.field, picked.FilesField):
        return [one.name for one in picked.there(form, field.name)]
    data, name = form.data, field.html_name
    sent = data.getlist(name) if isinstance(data, QueryDict | MultiValueDict) else [str(data.get(name, ""))]
    choices = getattr(field.field, "choices", ())
    words = {str(key): str(word) for key, word in choices if not isinstance(word, list | tuple)}
    return [words.get(one, one) for one in sent]


def is_new(place: int, acting: Acting | None) -> bool:
    """Tell whether the fact at a place in its stream came after the page was opened that an act was sent from."""
    return acting is not None and acting.seen is not None and place > acting.seen
