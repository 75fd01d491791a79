"""One simulated dossier, told as a generator: when the next thing happens, and what it is."""

import functools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.spine import access, dossier, procedure, worktime
from motcua.systems.dossiers import actions, queries
from motcua.systems.dossiers.management.simulator import chances as likely
from motcua.systems.dossiers.management.simulator.people import Cast
from motcua.systems.organisation import queries as organisation

Happening = tuple[datetime, Callable[[datetime], object]]
Reason = actions.Reason


DESK, HOME = "192.0.2.10", "198.51.100.7"  # addresses that belong to nobody (RFC 5737)


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """What every story shares: the dice, the people, the calendar, the shares, and who is slow."""

    chance: random.Random
    cast: Cast
    calendar: worktime.Calendar
    likely: likely.Chances
    citizens: list[access.Actor]
    slow: frozenset[str]
    odd: random.Random


@dataclass(frozen=True, kw_only=True, slots=True)
class Beginning:
    """How a story begins: which procedure, where it is filed, through which channel, when.

    `closed_at`: it is kept back, ready, to be closed with others at that moment.
    """

    definition: procedure.Definition
    unit: str
    channel: str
    at: datetime
    closed_at: datetime | None = None


def tell(begin: Beginning, stage: Setting) -> Iterator[Happening]:
    """Tell one dossier's life; each step is carried out before the next is asked for."""
    story = Story(begin, stage)
    yield from story.filed()
    for part, stands in (
        (story.appraised, dossier.Stage.RECEIVED),
        (story.decided, dossier.Stage.PROCESSING),
        (story.returned, dossier.Stage.FINISHED),
    ):
        if story.state.stage is not stands:
            return
        yield from part()


class Story:
    """A dossier in the making: where it is, and how soon its people hurry."""

    def __init__(self, begin: Beginning, stage: Setting) -> None:
        """Open the story."""
        self.begin = begin
        self.stage = stage
        self.likely = stage.likely
        self.at = begin.at
        self.id = ""
        self.online = begin.channel == "online"
        self.owner = stage.chance.choice(stage.citizens) if self.online else None
        self.hurried = False
        self.settling = queries.settling_unit(receiving=begin.unit, field=begin.definition.field, on=begin.at)

    @property
    def state(self) -> dossier.State:
        """The dossier as it stands."""
        return queries.standing(dossier_id=self.id)

    def happens(self, share: float) -> bool:
        """Throw the dice."""
        return self.stage.chance.random() < share

    def odd(self, share: float) -> bool:
        """Throw the dice of what the watch list looks for; the others fall as if these were not there."""
        return self.stage.odd.random() < share

    def hours(self, least: float, most: float) -> datetime:
        """Let working time pass, between `least` and `most` hours of it."""
        minutes = max(1, int(self.stage.chance.uniform(least, most) * 60))
        return self.minutes(minutes)

    def minutes(self, minutes: int) -> datetime:
        """Let working minutes pass."""
        allowed = worktime.Duration(amount=minutes, unit=worktime.Unit.MINUTE)
        self.at = worktime.due(received_at=self.at, allowed=allowed, calendar=self.stage.calendar)
        return self.at

    def acting(self, by: access.Actor, at: datetime) -> actions.Acting:
        """Say who acts on this dossier, and when."""
        return {"dossier_id": self.id, "by": by, "at": at}

    def counter(self) -> access.Actor:
        """The officer at the counter."""
        return self.stage.cast.officer(self.begin.unit, access.Role.COUNTER_OFFICER)

    def specialist(self) -> access.Actor:
        """The officer who appraises."""
        return self.stage.cast.officer(self.settling, access.Role.CASE_OFFICER)

    def head(self) -> access.Actor:
        """The head who signs."""
        return self.stage.cast.officer(self.settling, access.Role.UNIT_HEAD)

    def reason(self, pairs: tuple[tuple[str, str], ...]) -> Reason:
        """Pick a reason and its article."""
        text, article = self.stage.chance.choice(pairs)
        return Reason(text=text, article=article)

    def filing(self, filed_at: datetime | None) -> actions.Filing:
        """Write the application."""
        chance, definition = self.stage.chance, self.begin.definition
        enterprise = "enterprise" in definition.audience and chance.random() < 0.8  # noqa: PLR2004 - mostly
        place = organisation.unit(code=self.begin.unit).short_name
        back = "online" if self.online and self.happens(self.likely.returned_online) else "counter"
        return actions.Filing(
            procedure=definition.code,
            unit=self.begin.unit,
            channel=self.begin.channel,
            return_channel=back,
            applicant=self.stage.cast.applicant(place=place, enterprise=enterprise),
            owner=self.owner.id if self.owner else None,
            filed_at=filed_at,
        )

    def filed(self) -> Iterator[Happening]:
        """From the application to the receipt."""
        if self.owner is not None:
            yield from self.filed_online(self.owner)
            return
        paper_at = None
        if self.happens(self.likely.recorded_late):
            paper_at = self.at
            self.hours(9, 20)
        elif self.odd(self.likely.recorded_days_late):
            paper_at = self.at
            self.minutes(5 * 8 * 60)

        def receive(at: datetime) -> None:
            filing = self.filing(paper_at)
            self.id = actions.receive_at_counter(filing=filing, by=self.counter(), at=at).id

        yield self.at, receive

    def filed_online(self, owner: access.Actor) -> Iterator[Happening]:
        """The citizen files; the counter looks at it within the working day."""

        def apply(at: datetime) -> None:
            self.id = actions.apply(filing=self.filing(None), by=owner, at=at).id

        yield self.at, apply
        self.at = worktime.next_working_moment(at=self.at, calendar=self.stage.calendar)
        if self.happens(self.likely.refused_receipt):
            why = self.reason(likely.REFUSALS)
            yield (
                self.hours(0.3, 6),
                lambda at: actions.refuse_receipt(why=why, **self.acting(self.counter(), at)),
            )
            return
        if self.happens(self.likely.supplement_at_counter):
            yield from self.supplemented(self.counter, owner)
        yield self.hours(0.1, 6), lambda at: actions.receive(**self.acting(self.counter(), at))

    def supplemented(self, officer: Callable[[], access.Actor], citizen: access.Actor) -> Iterator[Happening]:
        """Papers are asked for, and come."""
        why = Reason(text="Thành phần hồ sơ chưa đầy đủ", article="Khoản 1 Điều 17 NĐ 61/2018/NĐ-CP")
        papers = self.stage.chance.sample(likely.MISSING, k=self.stage.chance.choice((1, 1, 2)))
        yield (
            self.hours(0.2, 3),
            lambda at: actions.ask_supplement(papers=papers, why=why, **self.acting(officer(), at)),
        )
        self.at += timedelta(hours=self.stage.chance.uniform(3, 90))
        yield self.at, lambda at: actions.supplement(papers=papers, **self.acting(citizen, at))
        self.at = worktime.next_working_moment(at=self.at, calendar=self.stage.calendar)

    def appraised(self) -> Iterator[Happening]:
        """From the counter to the desk of the specialist, with all that may come between."""
        specialist = self.specialist()
        if self.odd(self.likely.entered_afterwards):
            self.hurried = True
            self.at += timedelta(seconds=20)
            yield self.at, lambda at: actions.hand_over(**self.acting(self.counter(), at))
            return
        paper = self.happens(self.likely.paper_step)
        yield (
            self.minutes(self.stage.chance.randint(3, 40)),
            lambda at: actions.hand_over(
                to_officer=specialist.id, paper=paper, **self.acting(self.counter(), at)
            ),
        )
        citizen = self.owner or self.counter()
        if self.happens(self.likely.withdrawn):
            yield self.hours(0.2, 4), lambda at: actions.withdraw(**self.acting(citizen, at))
            return
        for _ in range(1 + self.happens(self.likely.second_supplement)):
            if self.happens(self.likely.supplement):
                yield from self.supplemented(lambda: specialist, citizen)
        if self.has_fee() and self.happens(self.likely.payment_asked):
            yield from self.paid(specialist, citizen)
        yield from self.consulted(specialist)
        if (due := self.state.due_at) and self.odd(self.likely.clock_stopped_late):
            self.at = max(self.at, due - timedelta(minutes=20))
            yield from self.stopped_late(specialist, citizen)

    def stopped_late(self, specialist: access.Actor, citizen: access.Actor) -> Iterator[Happening]:
        """Papers are asked for when the time is nearly over."""
        why = Reason(text="Cần bổ sung giấy tờ để đối chiếu", article="Khoản 1 Điều 17 NĐ 61/2018/NĐ-CP")
        papers = likely.MISSING[:1]
        yield (
            self.at,
            lambda at: actions.ask_supplement(papers=papers, why=why, **self.acting(specialist, at)),
        )
        self.at += timedelta(days=1)
        yield self.at, lambda at: actions.supplement(papers=papers, **self.acting(citizen, at))
        self.at = worktime.next_working_moment(at=self.at, calendar=self.stage.calendar)

    def has_fee(self) -> bool:
        """Say whether the procedure costs anything."""
        return any(fee.amount for fee in self.begin.definition.fees)

    def paid(self, specialist: access.Actor, citizen: access.Actor) -> Iterator[Happening]:
        """The fee is asked for and paid."""
        amount = max(fee.amount or 0 for fee in self.begin.definition.fees)
        yield (
            self.hours(0.1, 2),
            lambda at: actions.require_payment(amount=amount, **self.acting(specialist, at)),
        )
        self.at += timedelta(hours=self.stage.chance.uniform(0.2, 30))
        yield self.at, lambda at: actions.pay(amount=amount, **self.acting(citizen, at))
        self.at = worktime.next_working_moment(at=self.at, calendar=self.stage.calendar)

    def consulted(self, specialist: access.Actor) -> Iterator[Happening]:
        """Other units are asked and answer, where the procedure has it so."""
        for step in self.begin.definition.process:
            if not step.unit.startswith("consulted:"):
                continue
            kind = step.unit.removeprefix("consulted:")
            unit = organisation.consulted(kind=kind, handling=self.settling, on=self.at.date()).code
            if unit == self.settling or not self.stage.cast.has(unit, access.Role.CASE_OFFICER):
                continue
            hours = max(step.hours, 4)
            yield self.hours(0.2, 2), functools.partial(self.ask, specialist, unit, hours)
            yield self.hours(0.5, hours * 0.9), functools.partial(self.answer, unit)

    def ask(self, specialist: access.Actor, unit: str, hours: int, at: datetime) -> None:
        """Ask a unit for its opinion."""
        acting = self.acting(specialist, at)
        actions.consult(unit=unit, hours=hours, question=likely.QUESTION, **acting)

    def answer(self, unit: str, at: datetime) -> None:
        """Answer for the unit that was asked."""
        officer = self.stage.cast.officer(unit, access.Role.CASE_OFFICER)
        actions.answer(unit=unit, reply=likely.REPLY, **self.acting(officer, at))

    def decided(self) -> Iterator[Happening]:
        """The specialist proposes, the head signs: early, in time, or late."""
        if self.hurried:
            self.at += timedelta(seconds=25)
            why = self.reason(likely.REASONS)
            yield self.at, lambda at: actions.decide(approve=True, why=why, **self.acting(self.head(), at))
            return
        if (kept_until := self.begin.closed_at) is not None:
            self.at = max(self.at, kept_until)
            why = self.reason(likely.REASONS)
            yield self.at, lambda at: actions.decide(approve=True, why=why, **self.acting(self.head(), at))
            return
        slow = self.settling in self.stage.slow
        late = self.happens(self.likely.late * (self.likely.slowness if slow else 1))
        finish = self.finish(late=late)
        if late and (due := self.state.due_at) and self.happens(self.likely.apology):
            before = max(self.at, due - timedelta(days=1))
            if before < finish:
                self.at = before
                yield self.at, lambda at: self.apologise(at, finish)
        if finish <= self.at:
            finish = self.minutes(5)
        handed = worktime.next_working_moment(
            at=self.at + (finish - self.at) * 0.8, calendar=self.stage.calendar
        )
        handed = min(handed, finish)
        yield handed, lambda at: actions.hand_over(**self.acting(self.specialist(), at))
        self.at = finish
        approve = not self.happens(self.likely.refused)
        why = self.reason(likely.REASONS if approve else likely.REFUSALS)
        yield finish, lambda at: actions.decide(approve=approve, why=why, **self.acting(self.head(), at))

    def apologise(self, at: datetime, finish: datetime) -> None:
        """Say sorry and name a day after the one on which it will be ready."""
        text, article = likely.LATE_REASON
        appointed = max(finish, self.state.due_at or finish) + timedelta(hours=2)
        actions.apologise(
            appointed_at=appointed,
            why=Reason(text=text, article=article),
            **self.acting(self.specialist(), at),
        )

    def finish(self, *, late: bool) -> datetime:
        """Choose when the result is ready, as a share of the working time between now and the deadline."""
        due, chance = self.state.due_at, self.stage.chance
        if due is None:
            return self.hours(4, 60)
        left = worktime.working_minutes_between(start=self.at, end=due, calendar=self.stage.calendar)
        share = 1.02 + chance.expovariate(3) if late else chance.uniform(0.93, 0.995)
        if not late and chance.random() < self.likely.early:
            share = chance.uniform(0.15, 0.75)
        minutes = max(4, int(max(left, 30) * share) + (60 if late else 0))
        allowed = worktime.Duration(amount=minutes, unit=worktime.Unit.MINUTE)
        return worktime.due(received_at=self.at, allowed=allowed, calendar=self.stage.calendar)

    def returned(self) -> Iterator[Happening]:
        """The result reaches the citizen, who may say how it went."""
        channel = self.state.return_channel
        wait = (0.02, 0.4) if channel == "online" else (0.3, 20)
        yield (
            self.hours(*wait),
            lambda at: actions.return_result(channel=channel, **self.acting(self.counter(), at)),
        )
        owner = self.owner
        if owner and self.happens(self.likely.rated):
            scores = [score for score, _ in self.likely.scores]
            weights = [weight for _, weight in self.likely.scores]
            score = self.stage.chance.choices(scores, weights)[0]
            self.at += timedelta(hours=self.stage.chance.uniform(0.5, 30))
            address = DESK if self.odd(self.likely.rated_at_desk) else HOME
            if address == DESK:
                actions.note_desk(address=DESK, unit=self.settling, at=self.at - timedelta(hours=1))
            yield (
                self.at,
                lambda at: actions.rate(score=score, address=address, **self.acting(owner, at)),
            )
