"""A simulated year of work files at the agencies that have documents, by dice that always fall the same way."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from motcua.base import clock
from motcua.spine import access, worktime
from motcua.systems.documents import queries as papers
from motcua.systems.dossiers import queries as dossiers
from motcua.systems.identity import queries as identity
from motcua.systems.organisation import queries as organisation
from motcua.systems.workfiles import actions

BY = access.system("simulator")
LISTED_AT = datetime(2023, 1, 5, 9, tzinfo=clock.VN)
SUPPLEMENTED_AT = datetime(2023, 6, 6, 9, tzinfo=clock.VN)
YEAR = 2023
ENTRIES: Sequence[tuple[str, str, str]] = (
    ("01.CCHC", "Kế hoạch, báo cáo cải cách hành chính năm 2023", "20"),
    ("02.CCHC", "Rà soát, đánh giá thủ tục hành chính năm 2023", "10"),
    ("01.TH", "Báo cáo kết quả công tác định kỳ năm 2023", "20"),
    ("01.TĐ", "Công tác thi đua, khen thưởng năm 2023", "10"),
)
TASKS = (
    "Tổng hợp số liệu của các bộ phận",
    "Dự thảo văn bản trả lời",
    "Rà soát, đối chiếu hồ sơ",
    "Báo cáo kết quả thực hiện",
)
PAPER_STEPS: Sequence[tuple[str, str]] = (
    (
        "Lấy ý kiến bằng phiếu giấy tại cuộc họp",
        "Cuộc họp trực tiếp, thành phần ngoài cơ quan chưa có chữ ký số",
    ),
    ("Lãnh đạo ký bản giấy", "Văn bản gửi kèm hồ sơ giấy theo yêu cầu của nơi nhận"),
    ("Khảo sát thực địa, lập biên bản giấy", "Không có mạng tại nơi khảo sát"),
)
REASON = "Việc phát sinh, chưa dự kiến khi lập danh mục"
# Shares of this demonstration: files with a step on paper by level, entered afterwards, closed, done late.
ON_PAPER: Mapping[str, float] = {"province": 0.25, "district": 0.4, "commune": 0.6}
AFTERWARDS, CLOSED, LATE, SECRET = 0.06, 0.75, 0.15, 0.05
LEVELS = ("province", "district", "commune")


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """An agency of the simulation: its code and level, who works there, its head, its clerk, its documents."""

    unit: str
    level: str
    staff: tuple[str, ...]
    head: str
    clerk: str | None
    documents: tuple[papers.Line, ...]


@dataclass(kw_only=True)
class Year:
    """The simulated year: its agencies, the dice, who is known already, and what the lists still foresee."""

    places: Sequence[Place]
    chance: random.Random
    until: datetime
    actors: dict[str, access.Actor] = field(default_factory=dict)
    foreseen: dict[str, list[str]] = field(default_factory=dict)

    def actor(self, account: str) -> access.Actor:
        """Give somebody as actions know them."""
        if account not in self.actors:
            self.actors[account] = identity.actor(account_id=account, at=LISTED_AT)
        return self.actors[account]

    def working(self, at: datetime) -> datetime:
        """Give the next moment at which the office works."""
        return worktime.next_working_moment(at=at, calendar=dossiers.calendar())

    def later(self, at: datetime, days: tuple[int, int]) -> datetime:
        """Let some days pass."""
        hours = self.chance.uniform(days[0] * 24, days[1] * 24)
        return self.working(at + timedelta(hours=hours))


def places() -> tuple[Place, ...]:
    """Find the agencies that have documents and people to keep files there."""
    documents: dict[str, list[papers.Line]] = {}
    page, seen, total = 1, 0, 1
    while seen < total:
        found, total = papers.documents(narrowed=papers.Filter(), by=BY, at=clock.now(), page=page)
        if not found:
            break
        page, seen = page + 1, seen + len(found)
        for one in found:
            if one.secrecy == "none" and one.file and one.stage in STANDING:
                documents.setdefault(one.unit, []).append(one)
    return tuple(place for unit in sorted(documents) if (place := _place(unit, documents[unit])) is not None)


STANDING = frozenset(
    {
        papers.Stage.ISSUED,
        papers.Stage.REGISTERED,
        papers.Stage.ASSIGNED,
        papers.Stage.HANDLED,
        papers.Stage.FILED,
    }
)


def _place(unit: str, documents: Sequence[papers.Line]) -> Place | None:
    record = organisation.unit(code=unit)
    people = identity.people(unit=unit)
    heads = [one.id for one in people if one.role in (access.Role.UNIT_HEAD, access.Role.LEADER)]
    clerks = [one.id for one in people if one.role is access.Role.CLERK]
    staff = tuple(dict.fromkeys(one.id for one in people if one.role is not access.Role.ADMINISTRATOR))
    if not heads or record.level not in LEVELS:
        return None
    return Place(
        unit=unit,
        level=record.level,
        staff=staff,
        head=heads[0],
        clerk=clerks[0] if clerks else None,
        documents=tuple(sorted(documents, key=lambda one: (one.acted_at, one.id))),
    )


def lists(year: Year) -> None:
    """Let each agency foresee some files at the beginning of the year, and its head approve the list."""
    for place in year.places:
        keeper, head = year.actor(year.chance.choice(place.staff)), year.actor(place.head)
        chosen = year.chance.sample(ENTRIES, k=year.chance.randint(2, len(ENTRIES)))
        for code, title, retention in sorted(chosen):
            foreseen = actions.Foreseen(
                code=code, title=title, retention=retention, keeper=year.chance.choice(place.staff)
            )
            actions.add_entry(unit=place.unit, year=YEAR, foreseen=foreseen, by=keeper, at=LISTED_AT)
        at = LISTED_AT + timedelta(hours=2)
        actions.propose(unit=place.unit, year=YEAR, by=keeper, at=at)
        actions.approve(unit=place.unit, year=YEAR, by=head, at=at + timedelta(hours=1))
        year.foreseen[place.unit] = [code for code, _, _ in sorted(chosen)]
        if left := [one for one in ENTRIES if one not in chosen]:
            _supplemented(year, place, left[0])


def _supplemented(year: Year, place: Place, entry: tuple[str, str, str]) -> None:
    """Let a file that January did not foresee be proposed in the middle of the year, and approved."""
    code, title, retention = entry
    keeper = year.actor(place.staff[0])
    foreseen = actions.Foreseen(code=code, title=title, retention=retention, keeper=keeper.id)
    actions.add_entry(unit=place.unit, year=YEAR, foreseen=foreseen, by=keeper, at=SUPPLEMENTED_AT)
    at = SUPPLEMENTED_AT + timedelta(hours=1)
    actions.propose(unit=place.unit, year=YEAR, by=keeper, at=at)
    actions.approve(unit=place.unit, year=YEAR, by=year.actor(place.head), at=at + timedelta(days=1))


def files(year: Year, *, count: int) -> Iterator[int]:
    """Let `count` files be opened, worked on, closed and handed over; yield how many so far."""
    by_level = {level: [one for one in year.places if one.level == level] for level in LEVELS}
    levels = [level for level in LEVELS if by_level[level]]
    closed: dict[str, list[tuple[str, str]]] = {}
    for number in range(count):
        place = year.chance.choice(by_level[year.chance.choice(levels)])
        keeper = year.chance.choice(place.staff)
        ended = _file(year, place, keeper)
        if ended is not None:
            closed.setdefault(place.unit, []).append((ended, keeper))
        yield number + 1
    for place in year.places:
        _handed_over(year, place, closed.get(place.unit, ()))


def _file(year: Year, place: Place, keeper: str) -> str | None:
    """Let one file live; give its id once it is closed and may go to the archive."""
    document = year.chance.choice(place.documents)
    began = year.later(document.acted_at, (0, 4))
    afterwards = year.chance.random() < AFTERWARDS
    secret = not afterwards and year.chance.random() < SECRET
    at = year.later(began, (20, 30)) if afterwards else began
    if at >= year.until:
        return None
    by = year.actor(keeper)
    waits = [] if secret else year.foreseen[place.unit]
    opening = actions.Opening(
        unit=place.unit,
        entry=waits.pop(0) if waits and year.chance.random() < 0.6 else "",  # noqa: PLR2004 - a share of this demonstration
        title=document.subject,
        retention="10",
        reason=REASON,
        secrecy="secret" if secret else "none",
        opened_on=began.date(),
        document="" if secret else document.id,
    )
    file = actions.open_file(opening=opening, by=by, at=at).id
    if secret:
        return None
    at = _worked_on(year, place, file, by, at=at)
    if year.chance.random() < ON_PAPER[place.level] and not afterwards:
        what, why = year.chance.choice(PAPER_STEPS)
        at = min(year.later(at, (0, 3)), year.until)
        actions.mark_paper(file_id=file, what=what, why=why, done_on=at.date(), by=by, at=at)
    ends = year.later(at, (1, 12))
    if ends >= year.until or year.chance.random() > CLOSED:
        return None
    day = began.date() + timedelta(days=3) if afterwards else ends.date()
    try:
        actions.close(file_id=file, closed_on=day, by=by, at=ends)
    except actions.Refusal as refused:
        if refused.code != "workfiles.tasks-open":
            raise
        return None  # a task is still being done: the file stays open
    return file


def _worked_on(year: Year, place: Place, file: str, by: access.Actor, *, at: datetime) -> datetime:
    """Let the keeper give tasks, and those who have them do them, some late, some not yet."""
    last = at
    for number in range(1, year.chance.randint(0, 2) + 1):
        officer, days = year.chance.choice(place.staff), year.chance.randint(2, 5)
        words = year.chance.choice(TASKS)
        actions.give_task(file_id=file, officer=officer, days=days, words=words, by=by, at=at)
        done = year.later(at, (days + 4, days + 8) if year.chance.random() < LATE else (0, days))
        if done < year.until:
            actions.do_task(
                file_id=file, number=number, words="Đã hoàn thành", by=year.actor(officer), at=done
            )
            last = max(last, done)
    return last


def _handed_over(year: Year, place: Place, closed: Sequence[tuple[str, str]]) -> None:
    """Let the head hand the agency's closed files over, and its clerk take them where there is one."""
    if not closed:
        return
    at = year.working(year.until - timedelta(days=2))
    files = [file for file, _ in closed]
    given = actions.hand_over(
        unit=place.unit, files=files[: len(files) // 2 + 1], by=year.actor(place.head), at=at
    )
    if place.clerk:
        actions.accept(batch_id=given.id, by=year.actor(place.clerk), at=at + timedelta(hours=3))
