"""From words to tree: a recursive descent, one method for each rule of the grammar.

sentence  = share | change | rank | level
share     = "of" COLLECTION [ "where" any ] "that" any [ "each" COLUMN "in" "(" value { "," value } ")" ]
change    = "change" "of" ( "count" | ( "sum" | "mean" ) term ) "of" COLLECTION [ "where" any ]
            "against" ( YEAR | DATE | "stated" number )
rank      = "rank" COLUMN "of" COLLECTION "where" any [ "score" COLUMN ] [ "against" YEAR ]
level     = "level" COLUMN "of" COLLECTION "where" any [ "against" YEAR ]
any       = all { "or" all }            all = denied { "and" denied }
denied    = "not" denied | plain
plain     = COLUMN | "(" any ")"
          | term ( SIGN term | ["not"] "in" ( "period" | "(" value { "," value } ")" )
                 | ["not"] "between" term "and" term | "is" ["not"] "null" )
term      = product { ( "+" | "-" ) product }
product   = factor { ( "*" | "/" ) factor }
factor    = COLUMN | "as_of" | value | duration | "year" "of" ( "period" | factor ) | "(" term ")"
value     = text | number | DATE | "true" | "false"        number = [ "-" ] NUMBER
duration  = number ( "minutes" | "hours" | "days" | "weeks" | "months" | "years" ), or the same in the singular
COLUMN    = NAME | LINK "." COLUMN

Every word but of, where, that, and, or, not, in, between, is, null, true, false, period and as_of may also be a
column's name. Docs: docs/reference/language.md.
"""

from datetime import date
from decimal import Decimal

from motcua.spine.sentence import phrases, tokens, tree
from motcua.spine.sentence.phrases import COLLECTION, COLUMN, VALUE, YEAR


def parse(text: str) -> tree.Sentence:
    """Read a text by the grammar alone; refuse it at the first word that does not fit."""
    return _Parser(list(tokens.cut(text))).sentence()


class _Parser(phrases.Phrases):
    def sentence(self) -> tree.Sentence:
        for word, rule in (
            ("of", self._share),
            ("change", self._change),
            ("rank", self._rank),
            ("level", self._level),
        ):
            if self.accept(word):
                said = rule()
                break
        else:
            raise self.misplaced("of", "change", "rank", "level")
        if self.next.kind != "end":
            raise self.misplaced("and", "or", *_ENDINGS[type(said)])
        return said

    def _share(self) -> tree.Share:
        spot = self.next.spot
        collection = self.name(COLLECTION).name
        of = self.condition() if self.accept("where") else None
        if not self.accept("that"):
            raise self.misplaced(*(("and", "or", "that") if of else ("where", "that")))
        that = self.condition()
        each = None
        if self.accept("each"):
            column = self.name(COLUMN)
            self.expect("in")
            self.expect("(")
            each = tree.Each(column, self.values())
        return tree.Share(collection, of, that, each, spot)

    def _change(self) -> tree.Change:
        self.expect("of")
        total, term = tree.Total.COUNT, None
        if not self.accept("count"):
            total = tree.Total.SUM if self.accept("sum") else tree.Total.MEAN
            if total is tree.Total.MEAN and not self.accept("mean"):
                raise self.misplaced("count", "sum", "mean")
            term = self.term()
        self.expect("of")
        spot = self.next.spot
        collection = self.name(COLLECTION).name
        of = self.condition() if self.accept("where") else None
        if not self.accept("against"):
            raise self.misplaced(*(("and", "or", "against") if of else ("where", "against")))
        return tree.Change(collection, of, total, term, self._baseline(), spot)

    def _baseline(self) -> tree.Baseline:
        token = self.next
        if self.accept("stated"):
            written, value = self.next, self.value()
            if isinstance(value.value, bool) or not isinstance(value.value, int | Decimal):
                raise self.misplaced_at(written, VALUE)
            return tree.Baseline(stated=value.value, spot=token.spot)
        if isinstance(token.value, date):
            self.take()
            return tree.Baseline(at=token.value, spot=token.spot)
        return self._year("stated")

    def _year(self, *besides: str) -> tree.Baseline:
        token = self.next
        if type(token.value) is not int or not phrases.FIRST_YEAR <= token.value <= phrases.LAST_YEAR:
            raise self.misplaced(YEAR, *besides)
        self.take()
        return tree.Baseline(at=token.value, spot=token.spot)

    def _rank(self) -> tree.Rank:
        place, spot, collection, of = self._published()
        score = self.name(COLUMN) if self.accept("score") else None
        return tree.Rank(collection, of, place, score, self._before(), spot)

    def _level(self) -> tree.Level:
        figure, spot, collection, of = self._published()
        return tree.Level(collection, of, figure, self._before(), spot)

    def _published(self) -> tuple[tree.Name, tree.Spot, str, tree.Condition]:
        column = self.name(COLUMN)
        self.expect("of")
        spot = self.next.spot
        collection = self.name(COLLECTION).name
        self.expect("where")
        return column, spot, collection, self.condition()

    def _before(self) -> tree.Baseline | None:
        return self._year() if self.accept("against") else None


_ENDINGS: dict[type, tuple[str, ...]] = {
    tree.Share: ("each",),
    tree.Change: (),
    tree.Rank: ("score", "against"),
    tree.Level: ("against",),
}
