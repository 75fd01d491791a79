"""From an act as a program names it to the room's own action: one shape an act, with what it takes and what it does."""

import typing
from abc import abstractmethod
from datetime import date
from typing import Annotated, Literal

from annotated_types import Interval
from ninja import Field
from pydantic import ConfigDict, RootModel
from typing_extensions import override

from motcua.base import api
from motcua.systems.documents import actions, rules
from motcua.systems.documents.api import shapes

Acting = actions.Acting
Numeral = Annotated[int, Interval(ge=1, le=10**6)]


class _Act(shapes.Strict):
    seen: int | None = Field(
        None,
        description="the `seq` of what the caller saw; when somebody acted since then, this act is refused as stale",
    )

    @abstractmethod
    def __call__(self, acting: Acting) -> rules.State:
        """Make the one call that this act is."""


class _Signed(_Act):
    shown: shapes.Digest = Field(description="the digest of the main file that the signer was shown: `file`")
    opening: api.Line = Field(
        "", description="the password or PIN of the key, where it asks for one; it is kept nowhere"
    )


class Comment(_Act):
    """Say something about it."""

    act: Literal["comment"]
    words: shapes.Words = Field(min_length=1)

    @override
    def __call__(self, acting: Acting) -> rules.State:
        return actions.comment(words=self.words, **acting)


class Submit(_Act):
    """Hand a draft to whoever is to sign it."""

    act: Literal["submit"]
    to: api.Line = Field(description="the account of who signs for the agency")

    @override
    def __call__(self, acting: Acting) -> rules.State:
        return actions.submit(to=self.to, **acting)


class SendBack(_Act):
    """Give it back to its writer."""

    act: Literal["send_back"]
    words: shapes.Words = Field(min_length=1, description="what to mend")

    @override
    def __call__(self, acting: Acting) -> rules.State:
        return actions.send_back(words=self.words, **acting)


class Sign(_Signed):
    """Sign as the person in charge."""

    act: Literal["sign"]

    @override
    def __call__(self, acting: Acting) -> rules.State:
        return actions.sign(shown=self.shown, opening=self.opening, **acting)


class Number(_Act):
    """Give it the next number of its series; number and day are written on the paper."""

    act: Literal["number"]
    mark: api.Line = Field(
        "", description="what follows the abbreviation: `UBND`; empty: made of the agency's name"
    )
    wanted: Numeral | None = Field(None, description="the number expected; another is refused")

    @override
    def __call__(self, acting: Acting) -> rules.State:
        return actions.number(mark=self.mark, wanted=self.wanted, **acting)


class Seal(_Signed):
    """Sign for the agency."""

    act: Literal["seal"]

    @override
    def __call__(self, acting: Acting) -> rules.State:
        return actions.seal(shown=self.shown, opening=self.opening, **acting)


class To(shapes.Strict):
    """An agency that gets it."""

    code: api.Line = Field(min_length=1, description="its identification code")
    name: api.Line = Field("", description="what it is called; empty: as our register has it")


class Issue(_Act):
    """Issue it to its receivers."""

    act: Literal["issue"]
    receivers: list[To] = Field(min_length=1, max_length=500)
    electronic: bool = Field(True, description="over the network, for which both signatures are needed")
    effective_on: date | None = Field(None, description="the day a legal document comes into force")

    @override
    def __call__(self, acting: Acting) -> rules.State:
        receivers = [(one.code, one.name) for one in self.receivers]
        return actions.issue(
            receivers=receivers, electronic=self.electronic, effective_on=self.effective_on, **acting
        )


class Recall(_Act):
    """Take back what was issued."""

    act: Literal["recall"]
    words: shapes.Words = Field(min_length=1, description="why")

    @override
    def __call__(self, acting: Acting) -> rules.State:
        return actions.recall(words=self.words, **acting)


class Drop(_Act):
    """Give a draft up."""

    act: Literal["drop"]
    words: shapes.Words = ""

    @override
    def __call__(self, acting: Acting) -> rules.State:
        return actions.drop(words=self.words, **acting)


class Register(_Act):
    """Write what came into the book of documents in."""

    act: Literal["register"]
    wanted: Numeral | None = Field(None, description="the number expected; another is refused")

    @override
    def __call__(self, acting: Acting) -> rules.State:
        return actions.register(wanted=self.wanted, **acting)


class Refuse(_Act):
    """Do not take what came."""

    act: Literal["refuse"]
    words: shapes.Words = Field(min_length=1, description="why; its sender is told")

    @override
    def __call__(self, acting: Acting) -> rules.State:
        return actions.refuse(words=self.words, **acting)


class Assign(_Act):
    """Give it to an officer to handle."""

    act: Literal["assign"]
    officer: api.Line = Field(description="an account that holds a role at the agency")
    due_at: api.Moment | None = None
    words: shapes.Words = Field("", description="what is to be done")

    @override
    def __call__(self, acting: Acting) -> rules.State:
        return actions.assign(officer=self.officer, due_at=self.due_at, words=self.words, **acting)


class Handle(_Act):
    """Report it done."""

    act: Literal["handle"]
    words: shapes.Words = ""

    @override
    def __call__(self, acting: Acting) -> rules.State:
        return actions.handle(words=self.words, **acting)


class File(_Act):
    """Put it into a work file."""

    act: Literal["file"]
    work_file: api.Line = Field("", description="the code of the work file")

    @override
    def __call__(self, acting: Acting) -> rules.State:
        return actions.file(work_file=self.work_file, **acting)


class TakeBack(_Act):
    """Write down that its sender took it back."""

    act: Literal["take_back"]
    words: shapes.Words = ""

    @override
    def __call__(self, acting: Acting) -> rules.State:
        return actions.take_back(words=self.words, **acting)


class Copy(_Signed):
    """Make a certified copy, signed for the agency."""

    act: Literal["copy"]
    kind: shapes.Copies
    pages: api.Line = Field("", description="of an extract: `1,3-4`")
    mark: api.Line = Field(
        "", description="what follows the abbreviation: `UBND`; empty: made of the agency's name"
    )
    wanted: Numeral | None = Field(None, description="the number expected; another is refused")

    @override
    def __call__(self, acting: Acting) -> rules.State:
        return actions.copy(
            kind=self.kind,
            shown=self.shown,
            pages=self.pages,
            mark=self.mark,
            wanted=self.wanted,
            opening=self.opening,
            **acting,
        )


class Update(_Act):
    """Send what was issued again as it now is; who is removed is told and gives it back."""

    act: Literal["update"]
    words: shapes.Words = Field(min_length=1, description="why")
    receivers: list[To] = Field(default_factory=list, max_length=500, description="who gets it besides")
    removed: list[api.Line] = Field(
        default_factory=list, max_length=500, description="codes of who gets it no longer; never of all"
    )
    subject: shapes.Words = Field("", description="what it is about, said anew; empty: as before")

    @override
    def __call__(self, acting: Acting) -> rules.State:
        updating = actions.Updating(
            receivers=[(one.code, one.name) for one in self.receivers],
            removed=self.removed,
            subject=self.subject,
        )
        return actions.update(words=self.words, updating=updating, **acting)


class Replace(_Act):
    """Let another issued document of the same agency stand in its place."""

    act: Literal["replace"]
    words: shapes.Words = Field(min_length=1, description="why")
    document: shapes.Id = Field(description="the document in its place")

    @override
    def __call__(self, acting: Acting) -> rules.State:
        return actions.replace(words=self.words, document=self.document, **acting)


class AskBack(_Act):
    """Ask its receivers to give it back before they take it on."""

    act: Literal["ask_back"]
    words: shapes.Words = Field(min_length=1, description="why")

    @override
    def __call__(self, acting: Acting) -> rules.State:
        return actions.ask_back(words=self.words, **acting)


class Start(_Act):
    """Begin to handle it; its sender is told."""

    act: Literal["start"]

    @override
    def __call__(self, acting: Acting) -> rules.State:
        return actions.start(**acting)


class SendCopy(_Act):
    """Send a certified copy as a document of its own."""

    act: Literal["send_copy"]
    file: shapes.Id = Field(description="the copy, as `files` names it")
    receivers: list[To] = Field(min_length=1, max_length=500)

    @override
    def __call__(self, acting: Acting) -> rules.State:
        receivers = [(one.code, one.name) for one in self.receivers]
        return actions.send_copy(copy=self.file, receivers=receivers, **acting)


class ActIn(
    RootModel[
        Annotated[
            Comment
            | Submit
            | SendBack
            | Sign
            | Number
            | Seal
            | Issue
            | Recall
            | Drop
            | Register
            | Refuse
            | Assign
            | Handle
            | File
            | TakeBack
            | Copy
            | SendCopy
            | Update
            | Replace
            | AskBack
            | Start,
            Field(discriminator="act"),
        ]
    ]
):
    """One act on a document, named by `act`; each takes what its own shape says, and nothing else."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"act": "register", "seen": 1},
                {"act": "handle", "seen": 3, "words": "Đã tham mưu trả lời"},
            ]
        }
    )


def _named(shape: type[_Act]) -> rules.Act:
    (name,) = typing.get_args(shape.model_fields["act"].annotation)
    return rules.Act(name)


OFFERED = frozenset(_named(each) for each in typing.get_args(ActIn.model_fields["root"].annotation)) | {
    rules.Act.ADD_FILE
}
"""What a program can do with a document; files are put in at an address of their own."""
