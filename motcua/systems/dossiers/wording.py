"""The words that forms and desks share: lengths of time, fees, papers and units as an official says them."""

from django.utils.translation import get_language, gettext, gettext_lazy as _, ngettext

from motcua.base.templatetags.motcua import dong
from motcua.spine import procedure, worktime
from motcua.systems.dossiers import queries
from motcua.systems.organisation import queries as organisation

LEVELS = (("province", _("Cấp tỉnh")), ("district", _("Cấp huyện")), ("commune", _("Cấp xã")))


def said(words: procedure.Words) -> str:
    """Say words in the reader's language."""
    return words.said(get_language() or "vi")


def duration(allowed: worktime.Duration | None) -> str:
    """Say a time allowed as an official would; one that is not set is not guessed."""
    if allowed is None:
        return gettext("Chưa xác định")
    if allowed.amount == 0:
        return gettext("Trong ngày làm việc")
    n = allowed.amount
    words = {
        worktime.Unit.MINUTE: ngettext("%(n)s phút làm việc", "%(n)s phút làm việc", n),
        worktime.Unit.WORKING_HOUR: ngettext("%(n)s giờ làm việc", "%(n)s giờ làm việc", n),
        worktime.Unit.WORKING_DAY: ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", n),
        worktime.Unit.CALENDAR_DAY: ngettext("%(n)s ngày", "%(n)s ngày", n),
        worktime.Unit.MONTH: ngettext("%(n)s tháng", "%(n)s tháng", n),
    }
    return words[allowed.unit] % {"n": n}


def fees(definition: procedure.Definition, *, case: str) -> list[procedure.Fee]:
    """Give the fees of a case: most go by a name of their own and concern every case; one of another case does not."""
    others = {*definition.cases()} - {case}
    return [one for one in definition.fees if one.case not in others]


def fee(one: procedure.Fee) -> str:
    """Say what is paid: an amount for each, or the law's own words where no amount is set."""
    if one.amount is None:
        return one.verbatim or gettext("Chưa xác định")
    per = said(one.unit_label)
    return f"{dong(one.amount)}/{per}" if one.amount and per else dong(one.amount)


def unit(code: str) -> str:
    """Name a unit."""
    return organisation.unit(code=code).short_name


def paper(key: str, definition: procedure.Definition) -> str:
    """Name a paper by its key; one asked for in the officer's own words keeps them."""
    return next((said(one.label) for one in definition.papers if one.key == key), key)


def step(key: str | None, definition: procedure.Definition) -> str:
    """Name a step of the internal process; nothing where there is none."""
    return next((said(one.label) for one in definition.process if one.key == key), "")


def case(key: str, definition: procedure.Definition) -> str:
    """Name a case; nothing where the procedure tells none apart."""
    return next((said(one.label) for one in definition.deadlines if one.case == key), "")


def asked_papers(one: queries.Happening) -> list[str]:
    """Give the papers a fact names, keys or words, in its order."""
    papers = one.data.get("papers")
    return [str(each) for each in papers] if isinstance(papers, list | tuple) else []
