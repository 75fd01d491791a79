"""What the signatures of a document amount to: who had to sign, for whom, and whether they did.

A document from an agency is fully signed when the person in charge and the agency both signed, both signatures
hold, the person is of that agency, and the agency is the sender (NĐ 30/2020/NĐ-CP, Articles 3 and 5; QĐ 28/2018/QĐ-TTg).
A certified copy is fully signed when the agency that copies signed it last (the same, Article 25 and Annex I, part III).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from motcua.spine.refusal import gettext_noop as _

AGENCY_CODE = re.compile(r"([0-9]{3}\.[0-9A-Z]{2}\.[0-9A-Z]{2}\.[GH][0-9]{2}|[GH][0-9]{2}(\.[0-9A-Z]{1,3})*)")
ADDRESSED = re.compile(r"[^\w]+")


class Verdict(StrEnum):
    """What the signatures of a document amount to."""

    FULL = "full"
    PARTLY = "partly"
    WRONG_AGENCY = "wrong_agency"
    INVALID = "invalid"
    UNSIGNED = "unsigned"


class Reason(StrEnum):
    """Why it is not fully signed."""

    NONE = ""
    CERTIFIED = "certified"
    NO_SIGNATURE = "no_signature"
    NOT_PDF = "not_pdf"
    UNREADABLE = "unreadable"
    DOES_NOT_HOLD = "does_not_hold"
    NO_PERSON = "no_person"
    NO_AGENCY = "no_agency"
    PERSON_OF_ANOTHER = "person_of_another"
    AGENCY_IS_ANOTHER = "agency_is_another"
    NUMBER_IS_ANOTHER = "number_is_another"


class Side(StrEnum):
    """For whom a signature stands: a person in charge, or an agency."""

    PERSON = "person"
    AGENCY = "agency"


VERDICTS: Mapping[Verdict, str] = {
    Verdict.FULL: _("Đã ký số đầy đủ"),
    Verdict.PARTLY: _("Ký số chưa đầy đủ"),
    Verdict.WRONG_AGENCY: _("Chữ ký số không phải của cơ quan gửi"),
    Verdict.INVALID: _("Chữ ký số không hợp lệ"),
    Verdict.UNSIGNED: _("Không có chữ ký số"),
}
REASONS: Mapping[Reason, str] = {
    Reason.NONE: _("Người có thẩm quyền và cơ quan gửi đều đã ký số, các chữ ký đều hợp lệ."),
    Reason.CERTIFIED: _("Cơ quan sao đã ký số bản sao; mọi chữ ký số trên bản sao đều hợp lệ."),
    Reason.NO_SIGNATURE: _("Văn bản không có chữ ký số nào."),
    Reason.NOT_PDF: _("Văn bản chính không phải là tệp PDF nên không có chữ ký số để kiểm tra."),
    Reason.UNREADABLE: _("Không đọc được tệp để kiểm tra chữ ký số."),
    Reason.DOES_NOT_HOLD: _("Có chữ ký số không hợp lệ."),
    Reason.NO_PERSON: _("Thiếu chữ ký số của người có thẩm quyền."),
    Reason.NO_AGENCY: _("Thiếu chữ ký số của cơ quan."),
    Reason.PERSON_OF_ANOTHER: _("Người ký không thuộc cơ quan gửi văn bản."),
    Reason.AGENCY_IS_ANOTHER: _("Chữ ký số cơ quan là của cơ quan khác, không phải cơ quan gửi văn bản."),
    Reason.NUMBER_IS_ANOTHER: _(
        "Số, ký hiệu hoặc ngày ghi trên văn bản sau khi ký không đúng với sổ văn bản hoặc với thông tin gửi kèm."
    ),
}
# Why one signature does not hold, by the names that `motcua.base.signing` gives.
PROBLEMS: Mapping[str, str] = {
    "broken": _("chữ ký bị hỏng"),
    "altered": _("nội dung đã bị sửa so với lúc ký"),
    "changed_after": _("tệp đã bị thay đổi sau khi ký"),
    "revoked": _("chứng thư đã bị thu hồi"),
    "expired": _("chứng thư đã hết hạn khi ký hoặc không chứng minh được là còn hạn"),
    "not_yet_valid": _("chứng thư chưa có hiệu lực"),
    "not_trusted": _("chứng thư không do tổ chức được tin cậy cấp"),
    "revocation_unknown": _("chưa hỏi được tình trạng thu hồi của chứng thư"),
    "wrong_purpose": _("chứng thư không dành cho mục đích này"),
    "time_not_trusted": _("dấu thời gian không đáng tin cậy"),
    "time_ahead": _("thời gian ký ở tương lai"),
}


FROM_REASON: Mapping[Reason, Verdict] = {
    Reason.NONE: Verdict.FULL,
    Reason.CERTIFIED: Verdict.FULL,
    Reason.NO_SIGNATURE: Verdict.UNSIGNED,
    Reason.NOT_PDF: Verdict.UNSIGNED,
    Reason.UNREADABLE: Verdict.INVALID,
    Reason.DOES_NOT_HOLD: Verdict.INVALID,
    Reason.NO_PERSON: Verdict.PARTLY,
    Reason.NO_AGENCY: Verdict.PARTLY,
    Reason.PERSON_OF_ANOTHER: Verdict.WRONG_AGENCY,
    Reason.AGENCY_IS_ANOTHER: Verdict.WRONG_AGENCY,
    Reason.NUMBER_IS_ANOTHER: Verdict.INVALID,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Signature:
    """One signature as the verdict needs it; `problem` is one of `PROBLEMS`, empty where it holds."""

    name: str
    organisation: str
    identifier: str
    problem: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Agency:
    """The agency that should have signed: its code, and every name it goes by."""

    code: str
    names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """The verdict with its reason; `problem` is the first that a signature does not hold for."""

    verdict: Verdict
    reason: Reason
    problem: str = ""
    person: bool = False
    agency: bool = False

    @property
    def valid(self) -> bool:
        """Tell whether there are signatures, and all of them hold."""
        return self.verdict not in (Verdict.UNSIGNED, Verdict.INVALID)


UNSIGNED = Outcome(verdict=Verdict.UNSIGNED, reason=Reason.NO_SIGNATURE)


def side(one: Signature, sender: Agency) -> Side:
    """Tell for whom a certificate speaks: one with an agency's code, or the sender's very name, is an agency's."""
    if AGENCY_CODE.fullmatch(one.identifier) or _named(one.name, sender):
        return Side.AGENCY
    return Side.PERSON if one.organisation else _alone(one)


def _alone(one: Signature) -> Side:
    """Judge a certificate that names no organisation: agencies' names begin so, people's do not."""
    first = one.name.casefold()
    begins = (
        "sở ",
        "ủy ban ",
        "văn phòng ",
        "ban ",
        "bộ ",
        "cục ",
        "chi cục ",
        "trung tâm ",
        "hội đồng ",
        "công an ",
    )
    return Side.AGENCY if first.startswith(begins) else Side.PERSON


def judge(signatures: Sequence[Signature], *, sender: Agency) -> Outcome:
    """Give the verdict on a document of `sender` that bears these signatures."""
    if not signatures:
        return UNSIGNED
    people = [one for one in signatures if side(one, sender) is Side.PERSON]
    agencies = [one for one in signatures if side(one, sender) is Side.AGENCY]
    person = any(not one.problem for one in people)
    agency = any(not one.problem and _is(one, sender) for one in agencies)
    broken = next((one for one in signatures if one.problem), None)
    if broken is not None:
        return Outcome(
            verdict=Verdict.INVALID,
            reason=Reason.DOES_NOT_HOLD,
            problem=broken.problem,
            person=person,
            agency=agency,
        )
    faults = (
        (bool(agencies) and not any(_is(one, sender) for one in agencies), Reason.AGENCY_IS_ANOTHER),
        (
            bool(people) and not any(_named(one.organisation, sender) for one in people),
            Reason.PERSON_OF_ANOTHER,
        ),
        (not people, Reason.NO_PERSON),
        (not agencies, Reason.NO_AGENCY),
    )
    reason = next((why for applies, why in faults if applies), Reason.NONE)
    return Outcome(verdict=FROM_REASON[reason], reason=reason, person=person, agency=agency)


def judge_copy(signatures: Sequence[Signature], *, sender: Agency) -> Outcome:
    """Give the verdict on a certified copy that `sender` made, signatures in the order they were made.

    Its own seal comes last, over whatever was signed before; no person has to sign it, and what others signed must hold.
    """
    if not signatures:
        return UNSIGNED
    last = signatures[-1]
    person = any(not one.problem and side(one, sender) is Side.PERSON for one in signatures)
    agency = not last.problem and side(last, sender) is Side.AGENCY and _is(last, sender)
    broken = next((one.problem for one in signatures if one.problem), "")
    reason = Reason.DOES_NOT_HOLD if broken else Reason.CERTIFIED if agency else Reason.NO_AGENCY
    return Outcome(verdict=FROM_REASON[reason], reason=reason, problem=broken, person=person, agency=agency)


def numbered_otherwise(outcome: Outcome) -> Outcome:
    """Give the verdict on a document whose paper bears another number or day than the register or its message says."""
    reason = Reason.NUMBER_IS_ANOTHER
    return Outcome(verdict=FROM_REASON[reason], reason=reason, person=outcome.person, agency=outcome.agency)


def _is(one: Signature, sender: Agency) -> bool:
    """Tell whether an agency's certificate is the sender's: by its code where it has one, else by its name."""
    if AGENCY_CODE.fullmatch(one.identifier):
        return _modern(one.identifier) == _modern(sender.code)
    return _named(one.name, sender)


def _named(name: str, sender: Agency) -> bool:
    return bool(name.strip()) and _plain(name) in {_plain(each) for each in sender.names}


def _plain(name: str) -> str:
    return ADDRESSED.sub(" ", name.casefold()).strip()


def _modern(code: str) -> str:
    """Give an agency's code in the form of QĐ 20/2020/QĐ-TTg: the old form turned round, its zero groups left out."""
    groups = code.split(".")
    if groups[-1][:1] in "GH" and len(groups) > 1 and groups[0].isdigit():
        while len(groups) > 1 and not groups[0].strip("0"):
            groups.pop(0)
        return ".".join(reversed(groups))
    return code


def one_code(code: str) -> str:
    """Write an agency's code so that all its forms are one: the form in force, without zeros that only fill a group."""
    return ".".join(group.lstrip("0") or "0" for group in _modern(code.strip().upper()).split("."))
