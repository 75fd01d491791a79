"""Files picked in a form: kept in the store from the first sending on, so that no browser asks for them twice.

A browser gives a file once and never fills it in again. What was chosen lies in the store under its digest; the form
that must be sent again holds a signed word for each, with a tick to leave it out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from motcua.base import problem, store
from motcua.spine import refusal

PIECE = 256 * 1024
SALT, DAY = "motcua.picked", 24 * 60 * 60  # a word for a kept file holds as long as a form may stay open


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A file that was chosen: its name as it was given, its size in bytes, and where it lies in the store."""

    name: str
    size: int
    digest: str

    def chunks(self) -> Iterator[bytes]:
        """Give its bytes, piece by piece."""
        with store.get(self.digest) as file:
            while piece := file.read(PIECE):
                yield piece

    @property
    def word(self) -> str:
        """Give the signed word by which a form names it."""
        return signing.dumps([self.digest, self.size, self.name], salt=SALT)


def _read(word: str) -> Kept | None:
    """Read a word back; None for one that is not ours, is too old, or whose file is gone."""
    try:
        digest, size, name = signing.loads(word, salt=SALT, max_age=DAY)
    except signing.BadSignature:
        return None
    return Kept(name=name, size=size, digest=digest) if store.holds(digest) else None


def _put(upload: "UploadedFile[bytes]") -> Kept:
    """Keep what was sent. Raises Refusal of `store.put`."""
    name = "".join(letter for letter in upload.name or "" if letter.isprintable()).strip()
    stored = store.put(chunks=upload.chunks(), name=name)
    return Kept(name=name, size=stored.size, digest=stored.digest)


class FilesInput(forms.FileInput):
    """Choose files; those chosen before are named, each with a tick."""

    template_name = "motcua/forms/files.html"
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        """Give what is kept already and what was chosen now."""
        kept = data.getlist(before(name)) if hasattr(data, "getlist") else []
        chosen = files.getlist(name) if hasattr(files, "getlist") else [files[name]] if name in files else []
        return [*(one for word in kept if (one := _read(word))), *chosen]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template what is kept."""
        context = super().get_context(name, None, attrs)
        context["widget"]["kept"] = [one for one in value or () if isinstance(one, Kept)]
        context["widget"]["before"] = before(name)
        return context


class FilesField(forms.FileField):
    """Several files, or none. Its value is a list of `Kept`; a file that the store does not take is said beside it."""

    widget = FilesInput

    def bound_data(self, data: Any, initial: Any) -> Any:  # noqa: ARG002 - the form calls it so
        """Show again what was chosen."""
        return data

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ARG002 - the form calls it so
        """Keep what was chosen, and give all of it."""
        found, wrong = [], []
        for one in data or ():
            try:
                found.append(one if isinstance(one, Kept) else _put(one))
            except refusal.Refusal as no:
                wrong.append(problem.say(no))
        if wrong:
            raise forms.ValidationError(wrong)
        if self.required and not found:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return found


class OneFileInput(FilesInput):
    """Choose one file; a new choice takes the place of the one before."""

    allow_multiple_selected = False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        """Give the latest choice."""
        return super().value_from_datadict(data, files, name)[-1:]


class OneFileField(FilesField):
    """One file, or none: a `Kept` or None."""

    widget = OneFileInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Give the one."""
        return next(iter(super().clean(data, initial)), None)


def before(name: str) -> str:
    """Name the field of a form that holds the words for what was chosen before."""
    return f"{name}-kept"


def there(form: forms.Form, name: str) -> list[Any]:
    """Give what was chosen in a field of a form that was sent, kept before or not."""
    widget = form.fields[name].widget
    found: list[Any] = widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
    return found


def keep(form: forms.Form) -> Mapping[str, list[str]]:
    """Keep every file that was chosen in a form and can be taken: the words for them, by the field that holds these."""
    return {
        before(form.add_prefix(name)): [kept.word for one in there(form, name) if (kept := _taken(one))]
        for name, field in form.fields.items()
        if isinstance(field, FilesField)
    }


def _taken(one: Any) -> Kept | None:
    if isinstance(one, Kept):
        return one
    try:
        return _put(one)
    except refusal.Refusal:
        return None
