"""How an official writes a date, a time, a sum and a length of time on paper (Decree 30/2020/NĐ-CP, Annex I)."""

from datetime import date, datetime
from typing import Final

from motcua.base import clock
from motcua.spine import procedure, worktime
from motcua.systems.dossiers.prints import records

GAP: Final = "\u00a0"

PAPER_KIND: Final = {
    records.PaperKind.ORIGINAL: "Bản chính",
    records.PaperKind.CERTIFIED: "Bản chứng thực",
    records.PaperKind.COPY: "Bản sao",
    records.PaperKind.ELECTRONIC: "Bản điện tử",
}
OUTCOME: Final = {
    records.Outcome.BEFORE: "Trước hạn",
    records.Outcome.ON: "Đúng hạn",
    records.Outcome.LATE: "Quá hạn",
}
COLLECTED: Final = {
    procedure.Channel.COUNTER: "Trực tiếp",
    procedure.Channel.POST: "Qua dịch vụ bưu chính công ích",
    procedure.Channel.ONLINE: "Trực tuyến (bản điện tử)",
}
UNIT: Final = {
    worktime.Unit.MINUTE: "phút",
    worktime.Unit.WORKING_HOUR: "giờ làm việc",
    worktime.Unit.WORKING_DAY: "ngày làm việc",
    worktime.Unit.CALENDAR_DAY: "ngày",
    worktime.Unit.MONTH: "tháng",
}


def day(at: date) -> str:
    """Give `07 tháng 02 năm 2023`, not broken over lines."""
    return clock.day_said(at).replace(" ", GAP)


def local(at: datetime) -> datetime:
    """Give `at` in Vietnamese time."""
    return at.astimezone(worktime.VN)


def moment(at: datetime | None) -> str:
    """Give `16 giờ 30 phút, ngày 07 tháng 02 năm 2023`; nothing for a moment that is not set."""
    if at is None:
        return ""
    here = local(at)
    return f"{here.hour:02d} giờ {here.minute:02d} phút, ngày{GAP}{day(here)}"


def short(at: datetime | None) -> str:
    """Give `07/02/2023`, for a column; nothing for a moment that is not set."""
    return f"{local(at):%d/%m/%Y}" if at else ""


def length(allowed: worktime.Duration | None) -> str:
    """Give `15 ngày làm việc`; within the day for the one zero with a meaning; nothing where no time is set."""
    if allowed is None:
        return ""
    if allowed.amount == 0:
        return "trong ngày làm việc"
    return f"{allowed.amount:02d} {UNIT[allowed.unit]}"


def dong(amount: int) -> str:
    """Give `50.000 đồng`."""
    return f"{amount:,} đồng".replace(",", ".")


def fees(lines: tuple[records.FeeLine, ...]) -> str:
    """Give all fees on one line; no fee is said, and one not known yet is not taken for none."""
    if not lines:
        return "không thu"
    return "; ".join(
        f"{line.label}: {'chưa xác định' if line.amount is None else dong(line.amount)}" for line in lines
    )


def pieces(count: int) -> str:
    """Give a count as it stands in a column: two figures, and nothing where there is nothing to bring."""
    return f"{count:02d}" if count else ""
