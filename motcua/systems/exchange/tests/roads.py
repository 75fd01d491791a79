"""Roads between two offices: one that works, one that is closed, and one on which everything goes wrong that can."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from motcua.spine import access
from motcua.spine.worktime import VN
from motcua.systems.exchange import actions
from motcua.systems.exchange.ports import Answer, Parcel, Unreachable, Verdict

BY = access.system("test")
AT = datetime(2023, 6, 15, 8, tzinfo=VN)


def letter(nth: int, *, lane: str = "1", receiver: str = "H31.12", body: str | None = None) -> actions.Post:
    return actions.Post(
        id=f"{lane}/{nth}",
        sender="H31.9",
        receiver=receiver,
        lane=lane,
        kind="document",
        body=body or f'{{"lane":"{lane}","nth":{nth}}}',
    )


@dataclass
class Road:
    """Takes everything to the inbox at once."""

    clock: Callable[[], datetime]
    holder: str = "H31.9"
    carried: list[str] = field(default_factory=list)

    def deliver(self, parcels: Sequence[Parcel]) -> Sequence[Verdict]:
        self.carried += [each.id for each in parcels]
        return actions.take_in(parcels, holder=self.holder, channel="peer", now=self.clock())


class Closed:
    """Nobody is there."""

    def deliver(self, parcels: Sequence[Parcel]) -> Sequence[Verdict]:  # noqa: ARG002 - nobody reads it
        raise Unreachable("không mở được kết nối")


@dataclass
class Chaos(Road):
    """Loses messages and answers, delivers twice, late and out of order, and answers for some only."""

    random: Random = field(default_factory=Random)
    late: list[Parcel] = field(default_factory=list)

    def deliver(self, parcels: Sequence[Parcel]) -> Sequence[Verdict]:
        self._send_the_late()
        fate = self.random.random()
        if fate < 0.2:
            raise Unreachable("mất kết nối trước khi gửi")
        if fate < 0.4:  # it says that it has them, and brings them in some other order, later
            self.late += parcels
            return [Verdict(id=each.id, answer=Answer.TAKEN) for each in parcels]
        given = [each for each in parcels if self.random.random() < 0.8]
        given += [each for each in parcels if self.random.random() < 0.3]
        self.random.shuffle(given)
        verdicts = super().deliver(given)
        if fate < 0.6:
            raise Unreachable("mất kết nối trước khi có trả lời")
        return [each for each in verdicts if self.random.random() < 0.8]

    def _send_the_late(self) -> None:
        self.random.shuffle(self.late)
        while self.late and self.random.random() < 0.6:
            parcel = self.late.pop()
            super().deliver([parcel] * self.random.randint(1, 3))

    def clear(self) -> None:
        super().deliver(self.late)
        self.late = []
