"""How documents are said on pages: kinds, urgencies, stages, verdicts, and what happened."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import get_language, gettext

from motcua.spine.procedure import Words
from motcua.systems.documents import rules
from motcua.systems.documents.rules import Stage, Verdict

MEANINGS: Mapping[Verdict, str] = {
    Verdict.FULL: "on-course",
    Verdict.PARTLY: "soon",
    Verdict.WRONG_AGENCY: "late",
    Verdict.INVALID: "late",
    Verdict.UNSIGNED: "nothing",
}
OVER = frozenset(
    {
        Stage.FILED,
        Stage.DROPPED,
        Stage.RECALLED,
        Stage.REFUSED,
        Stage.TAKEN_BACK,
        Stage.REPLACED,
        Stage.SUPERSEDED,
    }
)


def say(words: Words) -> str:
    """Say words in the reader's language."""
    return words.vi if (get_language() or "vi").startswith("vi") else words.en


def kind(key: str) -> str:
    """Say a kind of document."""
    return say(rules.KINDS_AND_COPIES[key].name) if key in rules.KINDS_AND_COPIES else key


def copy(key: str) -> str:
    """Say a kind of certified copy."""
    return say(rules.COPIES[key].name) if key in rules.COPIES else key


def urgency(level: int) -> str:
    """Say an urgency; nothing for a normal one."""
    return say(rules.URGENCIES[level]) if level else ""


def secrecy(degree: str) -> str:
    """Say a degree of secrecy; nothing for an open one."""
    return say(rules.SECRECIES[degree]) if degree != rules.OPEN else ""


def stage(of: Stage) -> str:
    """Say where a document stands."""
    return gettext(rules.PLACES[of].name)


def owner(of: Stage) -> str:
    """Say who moves next."""
    return gettext(rules.OWNER_NAMES[rules.PLACES[of].owner])


def verdict(of: Verdict) -> str:
    """Say a verdict."""
    return gettext(rules.VERDICTS[of])


def reason(of: rules.Reason, problem: str = "") -> str:
    """Say why a verdict is what it is, with what is wrong of the signature where one does not hold."""
    said = gettext(rules.REASONS[of])
    return f"{said} ({gettext(rules.PROBLEMS[problem])})" if problem in rules.PROBLEMS else said


def problem(of: str) -> str:
    """Say why a signature does not hold."""
    return gettext(rules.PROBLEMS[of]) if of in rules.PROBLEMS else ""


def happened(kind_of_fact: str) -> str:
    """Say what a fact of a document's history is."""
    acts = {name: act for act, name in rules.FACTS.items()}
    return gettext(rules.ACT_NAMES[acts[kind_of_fact]])


def moment(text: str | None) -> datetime | None:
    """Read a moment that a finding keeps as text."""
    return datetime.fromisoformat(text) if text else None
