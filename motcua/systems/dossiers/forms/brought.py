"""What was laid on the counter, as it is kept among the answers of an application."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.spine import procedure
from motcua.systems.dossiers import prints, queries

PAPER = "giay-to."
EXEMPTION = "exemption"
AGENT = "filer_name"
KNOWN = {
    AGENT: _("Người nộp thay"),
    "filer_phone": _("Điện thoại người nộp thay"),
    "return_address": _("Địa chỉ nhận kết quả"),
}
KINDS = (
    ("original", prints.PaperKind.ORIGINAL),
    ("certified", prints.PaperKind.CERTIFIED),
    ("copy", prints.PaperKind.COPY),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pieces:
    """How many of one paper lie in the dossier, by kind."""

    original: int = 0
    certified: int = 0
    copy: int = 0

    @property
    def all(self) -> int:
        """How many there are, of whatever kind."""
        return self.original + self.certified + self.copy


def write_paper(key: str, pieces: Pieces) -> tuple[str, str]:
    """Give the answer that keeps the pieces of a paper."""
    return f"{PAPER}{key}", f"{pieces.original}/{pieces.certified}/{pieces.copy}"


def pieces_of(answers: Mapping[str, str], key: str) -> Pieces:
    """Read back how many of a paper were brought; none where nothing was noted."""
    parts = answers.get(f"{PAPER}{key}", "").split("/")
    if len(parts) != len(KINDS) or not all(part.isdecimal() for part in parts):
        return Pieces()
    original, certified, copy = map(int, parts)
    return Pieces(original=original, certified=certified, copy=copy)


def exemption(answers: Mapping[str, str], fee: procedure.Fee) -> procedure.Exemption | None:
    """Read back why a fee is not paid, None where it is."""
    key = answers.get(EXEMPTION, "")
    return next((one for one in fee.exemptions if one.key == key), None)


def typed(answers: Mapping[str, str]) -> list[tuple[str, str]]:
    """Give what else the applicant said, each under its name."""
    return [(str(label), answers[key]) for key, label in KNOWN.items() if answers.get(key)]


def lines(page: queries.Page) -> Iterator[prints.PaperLine]:
    """Give the papers as they lie in the dossier: what was brought, then what was sent as files."""
    for paper in page.definition.papers:
        pieces = pieces_of(page.person.answers, paper.key)
        for name, kind in KINDS:
            if count := getattr(pieces, name):
                yield prints.PaperLine(name=paper.label.vi, kind=kind, count=count)
        files = sum(1 for file in page.files if file.paper == paper.key)
        if files:
            yield prints.PaperLine(name=paper.label.vi, kind=prints.PaperKind.ELECTRONIC, count=files)
    for file in page.files:
        if not any(paper.key == file.paper for paper in page.definition.papers):
            yield prints.PaperLine(name=file.name, kind=prints.PaperKind.ELECTRONIC)
