"""A work file as its facts leave it: the fold of them, and nothing else."""

import dataclasses
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.spine import event, refusal
from motcua.systems.workfiles.rules.stages import LEADS_TO, Act, Stage

OPEN_TO_ALL = "none"  # the degree of what is not secret, as documents have it
FACTS: Mapping[Act, str] = {
    Act.OPEN: "work_file.opened",
    Act.ADD_DOCUMENT: "work_file.document_added",
    Act.TAKE_OUT: "work_file.document_taken_out",
    Act.GIVE_TASK: "work_file.task_given",
    Act.DO_TASK: "work_file.task_done",
    Act.DROP_TASK: "work_file.task_dropped",
    Act.MARK_PAPER: "work_file.paper_marked",
    Act.STRIKE_PAPER: "work_file.paper_struck",
    Act.ENTRUST: "work_file.entrusted",
    Act.CLOSE: "work_file.closed",
    Act.REOPEN: "work_file.reopened",
    Act.HAND_OVER: "work_file.handed_over",
    Act.ACCEPT: "work_file.accepted",
    Act.SEND_BACK: "work_file.sent_back",
}
ACT_OF: Mapping[str, Act] = {kind: act for act, kind in FACTS.items()}


class Refusal(refusal.Refusal):
    """What is asked of a work file, or of a list of files, may not be."""


def no_such_file() -> Refusal:
    """Say that there is no such work file."""
    return Refusal("workfiles.no-such-file", refusal.gettext_noop("Không có hồ sơ công việc này."))


def known_id(text: str | uuid.UUID) -> uuid.UUID:
    """Read an identifier; whatever is none leads nowhere."""
    try:
        return text if isinstance(text, uuid.UUID) else uuid.UUID(text)
    except ValueError as error:
        raise no_such_file() from error


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """A document of a file under its order number; `out` once it was taken out again.

    `extent` is counted when the file is closed: sheets of what is on paper, pages of what is electronic; None unknown.
    """

    number: int
    document: str
    paper: bool
    added_by: str
    added_at: datetime
    out: bool = False
    extent: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """Something an officer is to do by a time; `paper` where it was done on paper."""

    number: int
    officer: str
    given_by: str
    given_at: datetime
    due_at: datetime
    done_at: datetime | None = None
    paper: bool = False
    dropped: bool = False

    @property
    def waits(self) -> bool:
        """Tell whether it is still to be done."""
        return self.done_at is None and not self.dropped

    def late(self, *, at: datetime) -> bool:
        """Tell whether it was done after its time, or is not done though its time is over."""
        return not self.dropped and (self.done_at or at) > self.due_at


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperStep:
    """A step that was done on paper; `struck` where it was written down by mistake."""

    number: int
    done_on: date
    by: str
    at: datetime
    struck: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """A work file now; `seq` is its last fact's place. Days are those of the work, moments those of the record."""

    id: str
    seq: int
    stage: Stage
    unit: str
    level: str
    year: int
    code: str
    listed: bool
    secrecy: str
    retention: str
    keeper: str
    opened_on: date
    opened_by: str
    opened_at: datetime
    acted_at: datetime
    closed_on: date | None = None
    closed_at: datetime | None = None
    batch: str | None = None
    archived_at: datetime | None = None
    items: tuple[Item, ...] = ()
    tasks: tuple[Task, ...] = ()
    papers: tuple[PaperStep, ...] = ()

    @property
    def symbol(self) -> str:
        """Give its number and symbol with its year: 01.CCHC/2023."""
        return f"{self.code}/{self.year}"

    @property
    def secret(self) -> bool:
        """Tell whether the file is secret: then the system holds its number and its days, and nothing of what is in it."""
        return self.secrecy != OPEN_TO_ALL

    @property
    def inside(self) -> tuple[Item, ...]:
        """Give the documents that are in it, by order number."""
        return tuple(one for one in self.items if not one.out)

    @property
    def on_paper(self) -> tuple[PaperStep, ...]:
        """Give the steps on paper that stand: those written down by mistake are struck."""
        return tuple(one for one in self.papers if not one.struck)

    @property
    def steps(self) -> int:
        """Count the steps taken: opened, each document put in, each task done, each step on paper, closed."""
        done = sum(task.done_at is not None for task in self.tasks)
        return 1 + len(self.inside) + done + len(self.on_paper) + (self.closed_on is not None)

    @property
    def steps_on_paper(self) -> int:
        """Count the steps that were done on paper."""
        return (
            sum(one.paper for one in self.inside)
            + sum(task.paper for task in self.tasks)
            + len(self.on_paper)
        )

    @property
    def steps_online(self) -> int:
        """Count the steps taken on the network: a file is handled there when all of them are (target E2)."""
        return self.steps - self.steps_on_paper

    @property
    def given(self) -> int:
        """Count the tasks that were given and not taken back."""
        return sum(not task.dropped for task in self.tasks)

    @property
    def done_late(self) -> int:
        """Count the tasks that were done after their time."""
        return sum(task.done_at is not None and task.done_at > task.due_at for task in self.tasks)


Change = Callable[[State, event.Fact], Mapping[str, Any]]


def _added(state: State, fact: event.Fact) -> Mapping[str, Any]:
    item = Item(
        number=len(state.items) + 1,
        document=str(fact.data["document"]),
        paper=bool(fact.data["paper"]),
        added_by=fact.by,
        added_at=fact.at,
    )
    return {"items": (*state.items, item)}


def _taken_out(state: State, fact: event.Fact) -> Mapping[str, Any]:
    return {"items": _changed(state.items, fact.data["number"], out=True)}


def _task_given(state: State, fact: event.Fact) -> Mapping[str, Any]:
    task = Task(
        number=len(state.tasks) + 1,
        officer=str(fact.data["officer"]),
        given_by=fact.by,
        given_at=fact.at,
        due_at=event.read_moment(str(fact.data["due_at"])),
    )
    return {"tasks": (*state.tasks, task)}


def _task_done(state: State, fact: event.Fact) -> Mapping[str, Any]:
    paper = bool(fact.data["paper"])
    return {"tasks": _changed(state.tasks, fact.data["number"], done_at=fact.at, paper=paper)}


def _task_dropped(state: State, fact: event.Fact) -> Mapping[str, Any]:
    return {"tasks": _changed(state.tasks, fact.data["number"], dropped=True)}


def _paper_marked(state: State, fact: event.Fact) -> Mapping[str, Any]:
    day = date.fromisoformat(str(fact.data["done_on"]))
    step = PaperStep(number=len(state.papers) + 1, done_on=day, by=fact.by, at=fact.at)
    return {"papers": (*state.papers, step)}


def _paper_struck(state: State, fact: event.Fact) -> Mapping[str, Any]:
    return {"papers": _changed(state.papers, fact.data["number"], struck=True)}


def _closed(state: State, fact: event.Fact) -> Mapping[str, Any]:
    on_paper = frozenset(fact.data["papers"])  # type: ignore[arg-type]  # a list of numbers
    extent: dict[int, int] = dict(fact.data.get("extent", ()))  # type: ignore[arg-type]  # pairs of numbers
    items = tuple(
        dataclasses.replace(
            one,
            paper=one.paper or one.number in on_paper,
            extent=extent.get(one.number, one.extent),
        )
        for one in state.items
    )
    day = date.fromisoformat(str(fact.data["closed_on"]))
    return {"closed_on": day, "closed_at": fact.at, "items": items}


def _changed(those: tuple[Any, ...], number: object, **values: Any) -> tuple[Any, ...]:
    return tuple(dataclasses.replace(one, **values) if one.number == number else one for one in those)


CHANGES: Mapping[Act, Change] = {
    Act.ADD_DOCUMENT: _added,
    Act.TAKE_OUT: _taken_out,
    Act.GIVE_TASK: _task_given,
    Act.DO_TASK: _task_done,
    Act.DROP_TASK: _task_dropped,
    Act.MARK_PAPER: _paper_marked,
    Act.STRIKE_PAPER: _paper_struck,
    Act.ENTRUST: lambda _, fact: {"keeper": fact.data["keeper"]},
    Act.CLOSE: _closed,
    Act.REOPEN: lambda _state, _fact: {"closed_on": None, "closed_at": None},
    Act.HAND_OVER: lambda _, fact: {"batch": fact.data["batch"]},
    Act.ACCEPT: lambda _, fact: {"archived_at": fact.at},
    Act.SEND_BACK: lambda _state, _fact: {"batch": None},
}


def opened(fact: event.Fact) -> State:
    """Give the file that a first fact opens."""
    data: Mapping[str, Any] = fact.data
    same = ("id", "unit", "level", "year", "code", "listed", "secrecy", "retention", "keeper")
    return State(
        **{name: data[name] for name in same},
        seq=1,
        stage=Stage.OPEN,
        opened_on=date.fromisoformat(data["opened_on"]),
        opened_by=fact.by,
        opened_at=fact.at,
        acted_at=fact.at,
    )


def apply(state: State | None, fact: event.Fact) -> State:
    """Give the file after one more fact."""
    act = ACT_OF[fact.kind]
    if act is Act.OPEN:
        return opened(fact)
    if state is None:
        msg = f"{fact.kind} opens no file"
        raise ValueError(msg)
    return dataclasses.replace(
        state,
        seq=state.seq + 1,
        stage=LEADS_TO[act] or state.stage,
        acted_at=fact.at,
        **CHANGES[act](state, fact),
    )


def replay(facts: Iterable[event.Fact]) -> State | None:
    """Give the file that a whole history leaves."""
    state: State | None = None
    for fact in facts:
        state = apply(state, fact)
    return state
