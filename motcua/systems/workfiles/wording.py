"""How work files are said on pages: stages, terms, degrees, what happened."""

from django.utils.translation import get_language, gettext

from motcua.spine.procedure import Words
from motcua.systems.documents import queries as papers
from motcua.systems.workfiles import queries, rules


def say(words: Words) -> str:
    """Say words in the reader's language."""
    return words.said(get_language() or "vi")


def stage(of: rules.Stage) -> str:
    """Say where a file stands."""
    return gettext(rules.PLACES[of].name)


def owner(of: rules.Stage) -> str:
    """Say who moves next."""
    return gettext(rules.OWNER_NAMES[rules.PLACES[of].owner])


def list_stage(of: rules.ListStage) -> str:
    """Say where a list of files stands."""
    return gettext(rules.LIST_STAGE_NAMES[of])


def term(key: str) -> str:
    """Say how long a file is kept; a key that the law's folder no longer has, as it is written."""
    known = queries.terms().terms.get(key)
    return say(known.name) if known else key


def secrecy(degree: str) -> str:
    """Say a degree of secrecy; nothing for an open one."""
    return say(papers.SECRECIES[degree]) if degree != rules.OPEN_TO_ALL else ""


def title(one: queries.Line) -> str:
    """Say what a file is called; of a secret one only that it is."""
    return one.title or gettext("Hồ sơ mật")


def happened(kind: str) -> str:
    """Say what a fact of a file's history is."""
    acts = {name: act for act, name in rules.FACTS.items()}
    return gettext(rules.ACT_NAMES[acts[kind]])


def list_happened(kind: str) -> str:
    """Say what a fact of a list's history is."""
    acts = {name: act for act, name in rules.LIST_FACTS.items()}
    return gettext(rules.LIST_ACT_NAMES[acts[kind]])
