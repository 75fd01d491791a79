"""How long files are kept and by when they go to the archive: read from `law/archives`, with the source of each figure."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from motcua.spine import marked
from motcua.spine.procedure import Words
from motcua.spine.refusal import gettext_noop as _
from motcua.systems.workfiles.rules.state import Refusal


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """How long a file is kept; `years` None: for ever."""

    key: str
    years: int | None
    name: Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """The terms an agency chooses from, the usual one, and the months within which a closed file is handed over."""

    terms: Mapping[str, Term]
    usual: str
    terms_source: Words
    hand_over_months: int
    hand_over_source: Words

    def term(self, key: str) -> Term:
        """Give a term. Raises Refusal `workfiles.no-such-term`."""
        if key not in self.terms:
            raise Refusal(
                "workfiles.no-such-term",
                _("Không có thời hạn bảo quản “%(key)s” trong quy định."),
                params={"key": key[:20]},
            )
        return self.terms[key]

    def hand_over_by(self, closed_on: date) -> date:
        """Give the last day on which a file closed that day goes to the archive (NĐ 30/2020/NĐ-CP, Article 30).

        Where the month has no such day it is the month's last one (Civil Code 2015, Article 148).
        """
        months = closed_on.month - 1 + self.hand_over_months
        year, month = closed_on.year + months // 12, months % 12 + 1
        return date(year, month, min(closed_on.day, monthrange(year, month)[1]))


def read_terms(text: str) -> Terms:
    """Read a file of terms. Raises Refusal `workfiles.terms-have-faults` with the place of the first fault."""
    reader = _Reader()
    found = reader.terms(text)
    if reader.faults or found is None:
        first = min(reader.faults)
        raise Refusal(
            "workfiles.terms-have-faults",
            _("Tệp thời hạn bảo quản có lỗi ở dòng %(line)s, cột %(column)s: %(first)s"),
            params={"line": first.line, "column": first.column, "first": first.said()},
        )
    return found


class _Reader(marked.Reading):
    def terms(self, text: str) -> Terms | None:
        root = self.root(text)
        if root is None:
            return None
        needed = ("archives", "terms", "usual", "terms_source", "hand_over_months", "hand_over_source")
        head = self.mapping(root, needed=needed)
        terms = [self._term(place) for place in self.sequence(head.get("terms"))]
        usual = self.text(head.get("usual"))
        keys = {one.key for one in terms}
        if "usual" in head and usual not in keys:
            self.unknown_word(head["usual"], usual, sorted(keys))
        return Terms(
            terms={one.key: one for one in terms},
            usual=usual,
            terms_source=self._words(head.get("terms_source")),
            hand_over_months=self.whole(head.get("hand_over_months"), least=1),
            hand_over_source=self._words(head.get("hand_over_source")),
        )

    def _term(self, place: marked.Place) -> Term:
        entries = self.mapping(place, needed=("key", "name"), known=("years",))
        years = self.whole(entries["years"], least=1) if "years" in entries else None
        return Term(key=self.text(entries.get("key")), years=years, name=self._words(entries.get("name")))

    def _words(self, place: marked.Place | None) -> Words:
        if place is None:
            return Words(vi="", en="")
        entries = self.mapping(place, needed=("vi", "en"))
        return Words(vi=self.text(entries.get("vi")), en=self.text(entries.get("en")))
