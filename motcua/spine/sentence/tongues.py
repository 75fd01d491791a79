"""The turns of phrase in which a sentence is said, one set for each language."""

from collections.abc import Mapping
from dataclasses import dataclass

from motcua.spine.sentence import tree
from motcua.spine.sentence.tree import Sign, Unit


@dataclass(frozen=True, kw_only=True, slots=True)
class Tongue:
    """The turns of phrase of one language."""

    key: str
    of: str
    of_all: str
    each: str
    change: str
    change_of_all: str
    totals: Mapping[tree.Total, str]
    against: str
    stated: str
    published: str
    score: str
    recorded: str
    before: str
    signs: Mapping[Sign, str]
    time_signs: Mapping[Sign, str]
    one_of: str
    none_of: str
    in_period: str
    outside_period: str
    between: str
    absent: str
    present: str
    denied: str
    every: str
    last: str
    some: str
    as_of: str
    truth: Mapping[bool, str]
    linked: str
    units: Mapping[Unit, tuple[str, str]]
    operators: Mapping[tree.Operator, str]
    from_to: str
    after: str
    ahead: str
    year_of: str
    period_year: str


VIETNAMESE = Tongue(
    key="vi",
    of="Trong số {what} mà {of}: đếm {what} mà {that}.",
    of_all="Trong tất cả {what}: đếm {what} mà {that}.",
    each=" Tính riêng theo {column}, từng nhóm cũng phải đạt.",
    change="Mức thay đổi của {total} mà {of}, so với {against}.",
    change_of_all="Mức thay đổi của {total}, so với {against}.",
    totals={
        tree.Total.COUNT: "số {what}",
        tree.Total.SUM: "tổng {term} của các {what}",
        tree.Total.MEAN: "bình quân {term} của các {what}",
    },
    against="cuối {at}",
    stated="con số {at} đã nêu",
    published="Đọc như đã công bố: {place}{score}, ở {what} mà {of}{before}.",
    score=" và {score}",
    recorded="Đọc như đã ghi nhận: {figure}, ở {what} mà {of}{before}.",
    before="; so với {at}",
    signs={
        Sign.EQUAL: "{left} là {right}",
        Sign.NOT_EQUAL: "{left} không phải là {right}",
        Sign.LESS: "{left} nhỏ hơn {right}",
        Sign.AT_MOST: "{left} không quá {right}",
        Sign.MORE: "{left} lớn hơn {right}",
        Sign.AT_LEAST: "{left} từ {right} trở lên",
    },
    time_signs={
        Sign.EQUAL: "{left} đúng vào {right}",
        Sign.NOT_EQUAL: "{left} không vào {right}",
        Sign.LESS: "{left} trước {right}",
        Sign.AT_MOST: "{left} không muộn hơn {right}",
        Sign.MORE: "{left} sau {right}",
        Sign.AT_LEAST: "{left} không sớm hơn {right}",
    },
    one_of="{left} là {values}",
    none_of="{left} không phải là {values}",
    in_period="{left} nằm trong kỳ",
    outside_period="{left} không nằm trong kỳ",
    between="{left} từ {low} đến {high}",
    absent="chưa có {left}",
    present="đã có {left}",
    denied="không có việc {inner}",
    every=", ",
    last=" và ",
    some=" hoặc ",
    as_of="thời điểm đo",
    truth={True: "đúng", False: "sai"},
    linked="{column} của {link}",
    units={
        Unit.MINUTES: ("{amount} phút", "{amount} phút"),
        Unit.HOURS: ("{amount} giờ", "{amount} giờ"),
        Unit.DAYS: ("{amount} ngày", "{amount} ngày"),
        Unit.WEEKS: ("{amount} tuần", "{amount} tuần"),
        Unit.MONTHS: ("{amount} tháng", "{amount} tháng"),
        Unit.YEARS: ("{amount} năm", "{amount} năm"),
    },
    operators={
        tree.Operator.PLUS: "{left} cộng {right}",
        tree.Operator.MINUS: "{left} trừ {right}",
        tree.Operator.TIMES: "{left} nhân với {right}",
        tree.Operator.BY: "{left} chia cho {right}",
    },
    from_to="khoảng thời gian từ {low} đến {high}",
    after="thời điểm sau {time} {length}",
    ahead="thời điểm trước {time} {length}",
    year_of="năm của {time}",
    period_year="năm của kỳ",
)

ENGLISH = Tongue(
    key="en",
    of="Of the {what} where {of}: the {what} where {that}.",
    of_all="Of all {what}: the {what} where {that}.",
    each=" Taken by {column}, each group must reach the goal by itself as well.",
    change="The change in {total} where {of}, against {against}.",
    change_of_all="The change in {total}, against {against}.",
    totals={
        tree.Total.COUNT: "the number of {what}",
        tree.Total.SUM: "the sum of {term} over the {what}",
        tree.Total.MEAN: "the mean of {term} over the {what}",
    },
    against="the end of {at}",
    stated="the stated figure of {at}",
    published="As published: {place}{score}, in the {what} where {of}{before}.",
    score=" and {score}",
    recorded="As recorded: {figure}, in the {what} where {of}{before}.",
    before="; against {at}",
    signs={
        Sign.EQUAL: "{left} is {right}",
        Sign.NOT_EQUAL: "{left} is not {right}",
        Sign.LESS: "{left} is less than {right}",
        Sign.AT_MOST: "{left} is at most {right}",
        Sign.MORE: "{left} is more than {right}",
        Sign.AT_LEAST: "{left} is at least {right}",
    },
    time_signs={
        Sign.EQUAL: "{left} is {right}",
        Sign.NOT_EQUAL: "{left} is not {right}",
        Sign.LESS: "{left} is before {right}",
        Sign.AT_MOST: "{left} is not later than {right}",
        Sign.MORE: "{left} is after {right}",
        Sign.AT_LEAST: "{left} is not earlier than {right}",
    },
    one_of="{left} is {values}",
    none_of="{left} is not {values}",
    in_period="{left} falls in the period",
    outside_period="{left} does not fall in the period",
    between="{left} is from {low} to {high}",
    absent="{left} is not yet known",
    present="{left} is known",
    denied="it is not so that {inner}",
    every=", ",
    last=" and ",
    some=" or ",
    as_of="the moment of measuring",
    truth={True: "yes", False: "no"},
    linked="{column} of {link}",
    units={
        Unit.MINUTES: ("{amount} minute", "{amount} minutes"),
        Unit.HOURS: ("{amount} hour", "{amount} hours"),
        Unit.DAYS: ("{amount} day", "{amount} days"),
        Unit.WEEKS: ("{amount} week", "{amount} weeks"),
        Unit.MONTHS: ("{amount} month", "{amount} months"),
        Unit.YEARS: ("{amount} year", "{amount} years"),
    },
    operators={
        tree.Operator.PLUS: "{left} plus {right}",
        tree.Operator.MINUS: "{left} minus {right}",
        tree.Operator.TIMES: "{left} times {right}",
        tree.Operator.BY: "{left} divided by {right}",
    },
    from_to="the time from {low} to {high}",
    after="{length} after {time}",
    ahead="{length} before {time}",
    year_of="the year of {time}",
    period_year="the year of the period",
)
