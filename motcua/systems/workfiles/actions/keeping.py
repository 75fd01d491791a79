"""Keeping a work file: opened, filled, its tasks given and done, steps on paper marked, entrusted, closed, opened again."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Unpack

from django.db import transaction

from motcua.base import clock, salted
from motcua.spine import access, refusal, worktime
from motcua.systems.documents import actions as documents, queries as papers
from motcua.systems.dossiers import queries as dossiers
from motcua.systems.organisation import queries as organisation
from motcua.systems.workfiles import models, rules
from motcua.systems.workfiles.actions import desk
from motcua.systems.workfiles.actions.desk import Acting
from motcua.systems.workfiles.queries import reading

# The stages from which a document goes into its file: out and issued, or in and handled.
ON_THE_WAY = (papers.Stage.HANDLED, papers.Stage.ISSUED)
# What came to nothing goes into no file.
CAME_TO_NOTHING = frozenset(
    {papers.Stage.DROPPED, papers.Stage.RECALLED, papers.Stage.REFUSED, papers.Stage.TAKEN_BACK}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Opening:
    """A file to be opened at `unit`: by the `entry` (code) of the year's list, or by hand with a `reason`.

    By hand it has a title, a term's key, and a code (empty: the next one outside of the list). `opened_on` is the day
    the work began (None: today), `keeper` an account (empty: who opens it), `document` what it is opened from.
    """

    unit: str
    entry: str = ""
    code: str = ""
    title: str = ""
    retention: str = ""
    reason: str = ""
    secrecy: str = rules.OPEN_TO_ALL
    opened_on: date | None = None
    keeper: str = ""
    document: str = ""


def open_file(*, opening: Opening, by: access.Actor, at: datetime) -> rules.State:
    """Open a work file, with the document it is opened from.

    Raises Refusal `workfiles.no-such-entry`, `workfiles.already-opened`, `workfiles.reason-missing`,
    `workfiles.title-missing`, `workfiles.day-ahead`, `workfiles.cannot-keep`, of `add_document`, and of `access`.
    """
    access.require(actor=by, act=access.Act.WORKFILE_KEEP, subject=desk.subject(opening.unit, at=at))
    desk.must_keep(opening.keeper or by.id, opening.unit, at=at)
    with transaction.atomic():
        day = opening.opened_on or at.astimezone(clock.VN).date()
        desk.alone(f"work files {opening.unit} {day.year}")
        command, words = _opened(opening, day, by=by, at=at)
        if models.File.objects.filter(unit=command.unit, year=command.year, code=command.code).exists():
            raise rules.Refusal(
                "workfiles.already-opened",
                refusal.gettext_noop(
                    "Hồ sơ %(code)s năm %(year)s đã được mở. Hãy mở hồ sơ đó, hoặc chọn số khác."
                ),
                params={"code": command.code, "year": command.year},
            )
        state = desk.begin(command, by=by, at=at, title=words.get(command.title, ("", ""))[1])
        models.Words.objects.bulk_create(
            [
                models.Words(digest=digest, salt=salt, text=text, file_id=state.id)
                for digest, (salt, text) in words.items()
            ]
        )
        if opening.document:
            state = add_document(file_id=state.id, document=opening.document, by=by, at=at)
    return state


def _opened(
    opening: Opening, day: date, *, by: access.Actor, at: datetime
) -> tuple[rules.Open, dict[str, tuple[str, str]]]:
    """Give the command, and the words behind its digests, each with its salt."""
    entry = _entry(opening, day) if opening.entry else None
    title, retention = (entry.title, entry.retention) if entry else (opening.title, opening.retention)
    reading.terms().term(retention)
    tidy = "" if opening.secrecy != rules.OPEN_TO_ALL else desk.said(title)
    reason = "" if entry else opening.reason.strip()
    words = {digest: (salt, text) for text in (tidy, reason) if text for digest, salt in [salted.words(text)]}
    digests = {text: digest for digest, (_, text) in words.items()}
    command = rules.Open(
        id=str(uuid.uuid4()),
        unit=opening.unit,
        level=organisation.unit(code=opening.unit, on=at.date()).level,
        year=day.year,
        code=entry.code if entry else rules.checked_code(opening.code or next_code(opening.unit, day.year)),
        listed=entry is not None,
        secrecy=opening.secrecy,
        retention=retention,
        keeper=opening.keeper or by.id,
        opened_on=day,
        title=digests.get(tidy, ""),
        words=digests.get(reason, ""),
    )
    return command, words


def _entry(opening: Opening, day: date) -> models.Entry:
    """Find the entry of an approved list."""
    found = models.Entry.objects.filter(
        of__unit=opening.unit, of__year=day.year, version__gt=0, code=opening.entry
    ).first()
    if found is None:
        raise rules.Refusal(
            "workfiles.no-such-entry",
            refusal.gettext_noop("Danh mục không có hồ sơ mang số %(code)s."),
            params={"code": opening.entry[:40]},
        )
    return found


def next_code(unit: str, year: int) -> str:
    """Give a code for a file outside of the list that no file of the year has yet: 01.PS, 02.PS."""
    used = set(models.File.objects.filter(unit=unit, year=year).values_list("code", flat=True))
    return next(code for number in range(1, len(used) + 2) if (code := f"{number:02d}.PS") not in used)


def add_document(*, document: str, **acting: Unpack[Acting]) -> rules.State:
    """Put a document into a file; one that is handled is filed by it.

    Raises Refusal `workfiles.already-inside`, `workfiles.document-of-another-unit`, `workfiles.secret-document`,
    `workfiles.document-came-to-nothing`.
    """
    by, at = acting["by"], acting["at"]
    found = papers.document(document_id=document, by=by, at=at)

    def command(state: rules.State) -> rules.AddDocument:
        if found.state.unit != state.unit:
            raise rules.Refusal(
                "workfiles.document-of-another-unit",
                refusal.gettext_noop("Văn bản thuộc cơ quan khác nên không đưa vào hồ sơ này được."),
            )
        if found.state.secret:
            raise rules.Refusal(
                "workfiles.secret-document",
                refusal.gettext_noop(
                    "Văn bản mật chỉ lưu trong hồ sơ mật, trên giấy, theo quy định bảo vệ bí mật nhà nước."
                ),
                article="Luật Bảo vệ bí mật nhà nước 29/2018/QH14",
            )
        if found.state.stage in CAME_TO_NOTHING:
            raise rules.Refusal(
                "workfiles.document-came-to-nothing",
                refusal.gettext_noop(
                    "Văn bản đã bỏ, bị từ chối hoặc đã thu hồi nên không đưa vào hồ sơ được."
                ),
            )
        return rules.AddDocument(document=found.state.id, paper=on_paper(found))

    with transaction.atomic():
        state = desk.move(command, act=rules.Act.ADD_DOCUMENT, **acting)
        _file_by(state, [found], (papers.Stage.HANDLED,), by=by, at=at)
    return state


def on_paper(document: papers.Document) -> bool:
    """Tell whether a document lies in the office on paper only: without a file, or issued on paper."""
    state = document.state
    return state.file is None or (state.outgoing and state.electronic is False)


def _file_by(
    state: rules.State,
    found: Sequence[papers.Document],
    stages: Sequence[papers.Stage],
    *,
    by: access.Actor,
    at: datetime,
) -> None:
    """Let those documents of a file that have come so far be filed by it."""
    for one in found:
        if one.state.stage in stages:
            documents.file(document_id=one.state.id, work_file=state.symbol, by=by, at=at)


def take_out(*, number: int, words: str, **acting: Unpack[Acting]) -> rules.State:
    """Take a document out of a file, saying why."""
    return desk.move(
        lambda state: rules.TakeOut(number=number, words=desk.say(words, file_id=state.id)),
        act=rules.Act.TAKE_OUT,
        **acting,
    )


def give_task(*, officer: str, days: int, words: str, **acting: Unpack[Acting]) -> rules.State:
    """Give an officer something to do within so many working days, by the calendar that deadlines have.

    Raises Refusal `workfiles.cannot-keep`, `workfiles.words-missing`, `worktime.year-not-in-calendar`.
    """
    at = acting["at"]

    def command(state: rules.State) -> rules.GiveTask:
        desk.must_keep(officer, state.unit, at=at)
        allowed = worktime.Duration(days, worktime.Unit.WORKING_DAY)
        due_at = worktime.due(received_at=at, allowed=allowed, calendar=dossiers.calendar())
        return rules.GiveTask(officer=officer, due_at=due_at, words=desk.say(words, file_id=state.id))

    return desk.move(command, act=rules.Act.GIVE_TASK, **acting)


def do_task(*, number: int, words: str = "", paper: bool = False, **acting: Unpack[Acting]) -> rules.State:
    """Report a task done; on paper only with the reason."""
    return desk.move(
        lambda state: rules.DoTask(number=number, paper=paper, words=desk.say(words, file_id=state.id)),
        act=rules.Act.DO_TASK,
        **acting,
    )


def drop_task(*, number: int, words: str, **acting: Unpack[Acting]) -> rules.State:
    """Take a task back, saying why."""
    return desk.move(
        lambda state: rules.DropTask(number=number, words=desk.say(words, file_id=state.id)),
        act=rules.Act.DROP_TASK,
        **acting,
    )


def mark_paper(*, what: str, why: str, done_on: date, **acting: Unpack[Acting]) -> rules.State:
    """Write down a step that was done on paper: what, on which day, and why not in the system."""
    return desk.move(
        lambda state: rules.MarkPaper(
            what=desk.say(what, file_id=state.id), words=desk.say(why, file_id=state.id), done_on=done_on
        ),
        act=rules.Act.MARK_PAPER,
        **acting,
    )


def strike_paper(*, number: int, words: str, **acting: Unpack[Acting]) -> rules.State:
    """Strike a step on paper that was written down by mistake, saying why: by who wrote it, or the head.

    Raises Refusal `workfiles.no-such-step`, `workfiles.step-of-another`, `workfiles.words-missing`.
    """
    return desk.move(
        lambda state: rules.StrikePaper(number=number, words=desk.say(words, file_id=state.id)),
        act=rules.Act.STRIKE_PAPER,
        **acting,
    )


def entrust(*, keeper: str, words: str = "", **acting: Unpack[Acting]) -> rules.State:
    """Let somebody else of the agency keep the file."""

    def command(state: rules.State) -> rules.Entrust:
        desk.must_keep(keeper, state.unit, at=acting["at"])
        return rules.Entrust(keeper=keeper, words=desk.say(words, file_id=state.id))

    return desk.move(command, act=rules.Act.ENTRUST, **acting)


def close(
    *, closed_on: date | None = None, sheets: Mapping[int, int] | None = None, **acting: Unpack[Acting]
) -> rules.State:
    """End the work of a file (NĐ 30/2020/NĐ-CP, Article 29): its documents are filed by it; what is on paper is noted.

    `sheets` gives by order number the sheets of what is on paper; the pages of what is electronic are read from its PDF.
    Raises Refusal `workfiles.tasks-open`, `workfiles.nothing-inside`, `workfiles.closed-before-opened`,
    `workfiles.extent-not-valid`.
    """
    by, at = acting["by"], acting["at"]
    day = closed_on or at.astimezone(clock.VN).date()

    found: list[papers.Document] = []

    def command(state: rules.State) -> rules.Close:
        found.extend(papers.document(document_id=one.document, by=by, at=at) for one in state.inside)
        known = {document.state.id: document for document in found}
        on_paper_now = tuple(one.number for one in state.inside if one.paper or on_paper(known[one.document]))
        pages = {
            one.number: _pages(known[one.document]) for one in state.inside if one.number not in on_paper_now
        }
        counted = {number: many for number, many in pages.items() if many} | {
            number: many for number, many in (sheets or {}).items() if number in on_paper_now
        }
        return rules.Close(closed_on=day, papers=on_paper_now, extent=tuple(sorted(counted.items())))

    with transaction.atomic():
        state = desk.move(command, act=rules.Act.CLOSE, **acting)
        _file_by(state, found, ON_THE_WAY, by=by, at=at)
    return state


def _pages(document: papers.Document) -> int:
    """Count the pages of what is electronic: those of its PDF, one of a picture, 0 where nobody can tell."""
    picture = document.main is not None and document.main.media_type.startswith("image/")
    return 1 if picture else document.pages


def reopen(*, words: str, **acting: Unpack[Acting]) -> rules.State:
    """Go on with work that had ended, saying why."""
    return desk.move(
        lambda state: rules.Reopen(words=desk.say(words, file_id=state.id)), act=rules.Act.REOPEN, **acting
    )
