"""A small procedure, a calendar and a few hands, for the tests of the dossier."""

from datetime import date, datetime, timedelta
from pathlib import Path

from motcua.spine import dossier, event, procedure, worktime
from motcua.spine.procedure import Words

CALENDAR = worktime.read(
    (Path(__file__).parents[3] / "law" / "calendars" / "viet-nam.yaml").read_text(encoding="utf-8")
)
FRIDAY_BEFORE_TET = datetime(2023, 1, 13, 16, 30, tzinfo=worktime.VN)
WHY = dossier.Reason(digest="a" * 64, article="Điều 17 NĐ 61/2018/NĐ-CP")


def words(vi: str) -> Words:
    return Words(vi=vi, en=vi)


def step(key: str, role: str, hours: int, *after: str) -> procedure.Step:
    unit = "receiving" if role == "counter_officer" else "handling"
    return procedure.Step(key=key, label=words(key), unit=unit, role=role, hours=hours, after=after)


DEFINITION = procedure.Definition(
    code="1.004873",
    version=1,
    valid_from=date(2021, 1, 1),
    valid_until=None,
    name=words("Cấp giấy xác nhận tình trạng hôn nhân"),
    field="ho-tich",
    field_name=words("Hộ tịch"),
    levels=(procedure.Level.COMMUNE,),
    service_level=procedure.ServiceLevel.FULL,
    channels=tuple(procedure.Channel),
    audience=(),
    deadlines=(
        procedure.Deadline(
            case="thuong",
            label=words("Thông thường"),
            allowed=worktime.Duration(amount=3, unit=worktime.Unit.WORKING_DAY),
            statutory=None,
            channel=None,
        ),
        procedure.Deadline(
            case="xac-minh",
            label=words("Phải xác minh"),
            allowed=worktime.Duration(amount=20, unit=worktime.Unit.CALENDAR_DAY),
            statutory=None,
            channel=None,
        ),
    ),
    fees=(),
    papers=(),
    results=(),
    legal_basis=(),
    restart_after_supplement=False,
    process=(
        step("receive", "counter_officer", 2),
        step("appraise", "case_officer", 16, "receive"),
        step("sign", "unit_head", 4, "appraise"),
    ),
)


def application(
    *, at: datetime = FRIDAY_BEFORE_TET, case: str = "thuong", channel: str = "online"
) -> dossier.Apply:
    return dossier.Apply(
        id="018f0000-0000-7000-8000-000000000001",
        code="H31.41.5-230113-0001",
        case=case,
        channel=channel,
        return_channel="online",
        unit="H31.41.5",
        owner="lan",
        filed_at=at,
    )


class History:
    """A dossier as its facts make it: ask, and see what it became."""

    def __init__(self, definition: procedure.Definition = DEFINITION) -> None:
        self.definition = definition
        self.facts: list[event.Fact] = []
        self.state: dossier.State | None = None

    def does(self, command: dossier.Command, *, at: datetime, by: str = "binh") -> dossier.State:
        facts = dossier.decide(
            self.state, command, definition=self.definition, calendar=CALENDAR, at=at, by=by
        )
        self.facts += facts
        for fact in facts:
            self.state = dossier.apply(self.state, fact)
        assert self.state is not None
        return self.state


def received(*, at: datetime = FRIDAY_BEFORE_TET, case: str = "thuong") -> History:
    """Lan has applied and Bình has received, both at `at`."""
    history = History()
    history.does(application(at=at, case=case), at=at, by="lan")
    history.does(dossier.Receive(), at=at)
    return history


def processing(*, at: datetime = FRIDAY_BEFORE_TET, case: str = "thuong") -> History:
    """And it was handed over an hour of wall clock later."""
    history = received(at=at, case=case)
    history.does(dossier.HandOver(), at=at + timedelta(minutes=20))
    return history
