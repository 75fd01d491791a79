"""The law of lending a role, and the forms of a phone number and of a personal number."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from motcua.spine import access, refusal
from motcua.spine.refusal import gettext_noop as _

ARTICLE = "Luật Tổ chức chính quyền địa phương 2015 (77/2015/QH13), Điều 14"

GIVEN = frozenset(access.Role) - {access.Role.CITIZEN, access.Role.SYSTEM}  # the other two nobody gives

_VISIBLE = 4  # leading digits of a personal number that say the province and the century, not the person


class Refusal(refusal.Refusal):
    """What is asked about an account may not be."""


def lend(
    *,
    lender: access.Actor,
    role: access.Role,
    unit: str,
    from_: datetime,
    until: datetime,
    borrower: str,
    borrowers_units: Iterable[str],
) -> access.Grant:
    """Return the grant by which a head lends a role to a colleague of the unit for a time.

    He lends only what he holds himself, for no longer than he holds it, and nothing that was lent to him:
    one authorised may not authorise another.

    Raises:
        Refusal: `identity.period-empty`, `identity.lent-to-oneself`, `identity.not-held`,
            `identity.not-passed-on`, `identity.longer-than-held`, `identity.not-a-colleague`.
    """
    if until <= from_:
        raise Refusal("identity.period-empty", _("Thời gian ủy quyền phải kết thúc sau khi bắt đầu."))
    if borrower == lender.id:
        raise Refusal("identity.lent-to-oneself", _("Ông/bà không thể ủy quyền cho chính mình."))
    own = [
        held
        for held in lender.grants
        if held.role is role and held.unit == unit and held.delegated_by is None
    ]
    if not own:
        raise Refusal(
            "identity.not-held",
            _(
                "Ông/bà chỉ được ủy quyền vai trò mà chính mình được giao, và không được ủy quyền lại: %(role)s."
            ),
            article=ARTICLE,
            params={"role": access.ROLE_LABELS[role]},
        )
    if not may_lend(lender=lender, unit=unit):
        raise Refusal(
            "identity.not-passed-on",
            _("Ông/bà đang giữ quyền ủy quyền do người khác giao, nên không ủy quyền tiếp được."),
            article=ARTICLE,
        )
    if not any(held.until is None or until <= held.until for held in own):
        raise Refusal(
            "identity.longer-than-held",
            _("Không thể ủy quyền quá thời gian chính mình giữ vai trò."),
            article=ARTICLE,
        )
    if unit not in borrowers_units:
        raise Refusal(
            "identity.not-a-colleague", _("Người được ủy quyền phải thuộc cùng đơn vị."), article=ARTICLE
        )
    return access.Grant(role=role, unit=unit, from_=from_, until=until, delegated_by=lender.id)


def may_lend(*, lender: access.Actor, unit: str) -> bool:
    """Say whether one may lend roles at a unit by a role that was given to himself, not lent."""
    own = tuple(held for held in lender.grants if held.delegated_by is None)
    return access.may(
        actor=replace(lender, grants=own),
        act=access.Act.DELEGATION_GRANT,
        subject=access.Subject(paths=((unit,),)),
    )


def username(text: str) -> str:
    """Return a sign-in name as it is kept: letters without accents, digits, `. _ -`, and not a number, for a telephone is one.

    Raises:
        Refusal: `identity.username-malformed`.
    """
    name = text.strip()
    if not re.fullmatch(r"(?=.*[A-Za-z])(?!da-xoa-)[A-Za-z0-9][A-Za-z0-9._-]{1,59}", name):
        raise Refusal(
            "identity.username-malformed",
            _(
                "Tên đăng nhập gồm từ 2 đến 60 chữ cái không dấu, chữ số, dấu chấm, gạch; có ít nhất một chữ cái."
            ),
        )
    return name


def phone(text: str) -> str:
    """Return a Vietnamese or international phone number as its digits, `0912 345 678` as `+84912345678`.

    Raises:
        Refusal: `identity.phone-malformed`.
    """
    digits = re.sub(r"[\s.()-]", "", text)
    if re.fullmatch(r"0[1-9]\d{8,9}", digits):
        return f"+84{digits[1:]}"
    if re.fullmatch(r"\+[1-9]\d{7,14}", digits):
        return digits
    raise Refusal(
        "identity.phone-malformed",
        _("Số điện thoại gồm 10 chữ số, ví dụ 0912 345 678; số nước ngoài bắt đầu bằng dấu cộng và mã nước."),
    )


def id_number(text: str) -> str:
    """Return a personal identification number of 12 digits (or an old identity card's 9).

    Raises:
        Refusal: `identity.id-number-malformed`.

    Source: Law 59/2014/QH13, article 12.
    """
    digits = re.sub(r"\s", "", text)
    if not re.fullmatch(r"\d{12}|\d{9}", digits):
        raise Refusal(
            "identity.id-number-malformed",
            _("Số định danh cá nhân gồm 12 chữ số (hoặc số chứng minh nhân dân gồm 9 chữ số)."),
            article="Luật Căn cước công dân 2014 (59/2014/QH13), Điều 12",
        )
    return digits


def masked(number: str) -> str:
    """Return a personal number with its middle hidden: `0331******12`."""
    return number[:_VISIBLE] + "*" * (len(number) - _VISIBLE - 2) + number[-2:]
