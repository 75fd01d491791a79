"""Writing a file a block at a time: the text at left, and at once what it counts, in words, in numbers and in records.

A plan is written so by its targets, a list of signs by its signs; a file can also be written whole.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from motcua.base import clock, doors, problem
from motcua.spine import plan as plans, refusal
from motcua.spine.plan.blocks import HEAD
from motcua.systems.plans import actions, queries, wording
from motcua.systems.plans.office import trial

LARGEST = 2 << 20  # bytes of an uploaded file


class Loaded(Protocol):
    """What putting in force gives."""

    @property
    def version(self) -> int:
        """Give the version that is in force now."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """One kind of file at the desk: how a block of it is found, tried and put in force, and where its pages are.

    `begun` is what a new block begins with; `headings` are those of the file's head, of a block and of a new one;
    `home`, `one` and `new` name the addresses of the file, of a block and of a new one; `saved` and `dropped` say
    what was done.
    """

    template: str
    headings: tuple[Promise, Promise, Promise]
    begun: str
    keys: Sequence[tuple[str, str, Promise]]
    block: Callable[[queries.Source, str], str]
    tried: Callable[..., queries.Trial]
    edit: Callable[..., Loaded]
    source: Callable[..., queries.Source]
    home: str
    one: str
    new: str
    saved: Promise
    dropped: Promise


@dataclass(frozen=True, kw_only=True, slots=True)
class Typed:
    """What stands in the editor: the text, the version it was begun on, the reason, and which column to break down by."""

    body: str
    base: int
    why: str = ""
    by: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """What is being written: a block of a file, empty for a new one, `head` for what stands before all of them."""

    desk: Desk
    file: queries.Source
    target: str


def block(request: HttpRequest, desk: Desk, file: queries.Source, target: str) -> HttpResponse:
    """Write a block (a new one without `target`, the file's head for `head`): try it, save it, or let the draft go."""
    at = Block(desk=desk, file=file, target=target)
    if request.method == "POST":
        return _posted(request, at)
    draft = queries.drafts(file=file.key, account=doors.who(request).id).get(target)
    begun = Typed(body=desk.block(file, target) if target else desk.begun, base=file.version)
    typed = Typed(body=draft.body, base=draft.base) if draft else begun
    return _page(request, at, typed, draft=draft)


def _posted(request: HttpRequest, at: Block) -> HttpResponse:
    desk, file, target = at.desk, at.file, at.target
    typed = _typed(request, file)
    by, now, step = doors.who(request), clock.now(), request.POST.get("step", "try")
    if step == "drop":
        actions.drop_draft(file=file.key, target=target, by=by)
        messages.success(request, str(desk.dropped))
        return redirect(desk.one, file.name, target) if target else redirect(desk.new, file.name)
    edit = actions.Edit(
        file=file.key,
        target=target,
        body="" if step == "remove" else typed.body,
        base=typed.base,
        why=typed.why,
    )
    try:
        if step in ("save", "remove"):
            loaded = desk.edit(edit=edit, by=by, at=now)
            messages.success(request, str(desk.saved) % {"version": loaded.version})
            return redirect(desk.home, file.name)
        actions.keep_draft(edit=edit, by=by, at=now)
    except refusal.Refusal as refused:
        if refused.code.startswith("access."):
            raise
        return _refused(request, at, typed, refused)
    if request.headers.get("HX-Request"):
        words = trial.columns(typed.body)
        shown = request.POST.get("words", "")
        context = {"kept_at": now, "words": words if words and words.collection != shown else None}
        tried = _trial(at, typed)
        return render(request, "plans/office/tried.html", tried | context)
    return _page(request, at, typed, draft=None)


def _refused(request: HttpRequest, at: Block, typed: Typed, refused: refusal.Refusal) -> HttpResponse:
    """Show the page again with what was typed; where another was faster, beside it what is now in force."""
    if request.headers.get("HX-Request"):
        return render(request, "plans/office/trial.html", {"trial_error": problem.say(refused)})
    file, target, theirs = at.file, at.target, None
    error = problem.say(refused) if not isinstance(refused, plans.Refusal) else ""
    if refused.code == "plans.stale":
        actions.keep_draft(
            edit=actions.Edit(
                file=file.key, target=target, body=typed.body, base=file.version, why=typed.why
            ),
            by=doors.who(request),
            at=clock.now(),
        )
        theirs = file.block(target) or ""
        typed = Typed(body=typed.body, base=file.version, why=typed.why, by=typed.by)
    status = problem.status_of(refused.code)
    return _page(request, at, typed, error=error, theirs=theirs, status=status)


def _page(
    request: HttpRequest,
    at: Block,
    typed: Typed,
    *,
    draft: queries.Draft | None = None,
    error: str = "",
    theirs: str | None = None,
    status: int = 200,
) -> HttpResponse:
    desk, file, target = at.desk, at.file, at.target
    newer = bool(draft) and typed.base != file.version and _changed(at, typed.base)
    head, one, new = desk.headings
    context = {
        "heading": head if target == HEAD else str(one) % {"target": target} if target else new,
        "name": file.name,
        "home": desk.home,
        "target": target,
        "is_head": target == HEAD,
        "typed": typed,
        "rows": min(40, max(16, typed.body.count("\n") + 2)),
        "draft": draft,
        "newer": newer,
        "error": error,
        "theirs": theirs,
        "words": trial.columns(typed.body),
        "keys": desk.keys,
        **_trial(at, typed),
    }
    return render(request, desk.template, context, status=status)


def _trial(at: Block, typed: Typed) -> dict[str, Any]:
    is_head = at.target == HEAD
    try:
        tried = at.desk.tried(found=at.file, name=at.target, body=typed.body, by=typed.by, now=clock.now())
    except refusal.Refusal as refused:
        return {"trial_error": problem.say(refused), "is_head": is_head}
    return {"trial": trial.shown(tried, typed.body), "is_head": is_head}


def _typed(request: HttpRequest, file: queries.Source) -> Typed:
    return Typed(
        body=request.POST.get("body", "").replace("\r\n", "\n"),
        base=_base(request, file.version),
        why=request.POST.get("why", ""),
        by=request.POST.get("by", ""),
    )


def _base(request: HttpRequest, usual: int) -> int:
    base = request.POST.get("base", "")
    return int(base[:9]) if base.isascii() and base.isdecimal() else usual


def _changed(at: Block, base: int) -> bool:
    then = at.desk.source(at.file.name, version=base)
    return then.block(at.target) != at.file.block(at.target)


@dataclass(frozen=True, kw_only=True, slots=True)
class Whole:
    """A file written whole: the one `name` as it was at `base`, or a new one for an empty name and 0."""

    template: str
    heading: Promise
    name: str
    base: int
    text: str
    upload: Callable[..., Any]
    gone_to: Callable[[Any], str]
    saved: Promise


def whole(request: HttpRequest, file: Whole) -> HttpResponse:
    """Write a file whole, or take over another; a refused one comes back as it was sent."""
    base = _base(request, file.base) if file.name else 0
    context: dict[str, object] = {
        "heading": file.heading,
        "name": file.name,
        "base": base,
        "text": file.text,
        "error": "",
    }
    if request.method != "POST":
        return render(request, file.template, context)
    why, text = request.POST.get("why", ""), file.text
    try:
        text = _sent(request)
        loaded = file.upload(
            text=text, base=base, name=file.name, why=why, by=doors.who(request), at=clock.now()
        )
    except refusal.Refusal as refused:
        if refused.code.startswith("access."):
            raise
        context |= {"text": text, "why": why, "error": problem.say(refused)}
        if isinstance(refused, plans.Refusal):
            context |= {"faults": [wording.fault(one, text) for one in refused.faults]}
        return render(request, file.template, context, status=422)
    messages.success(request, str(file.saved) % {"version": loaded.version})
    return redirect(file.gone_to(loaded))


def _sent(request: HttpRequest) -> str:
    """Give the text that was sent: of the file where one was chosen, else what was typed."""
    sent = request.FILES.get("file")
    if sent is None:
        return request.POST.get("text", "").replace("\r\n", "\n")
    if (sent.size or 0) > LARGEST:
        raise actions.too_long(LARGEST)
    try:
        return str(sent.read(), "utf-8-sig")
    except UnicodeDecodeError as error:
        raise actions.Refusal(
            "plans.file-not-text",
            refusal.gettext_noop("Tệp không phải là văn bản mã UTF-8; hãy chọn tệp kế hoạch (.yaml)."),
        ) from error
