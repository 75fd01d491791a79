"""What the page of the language shows is true: every sentence on it is read, said and counted."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from motcua.spine import measure, sentence
from motcua.spine.sentence import parser
from motcua.spine.tests.sentence_world import ASKED
from motcua.systems.plans import counting

PAGE = (Path(settings.HOUSE) / "docs" / "reference" / "language.md").read_text("utf-8")
EXAMPLES = re.findall(r"```sentence\n(.*?)\n```", PAGE, re.DOTALL)


def test_the_page_shows_every_shape() -> None:
    collections = counting.engine().collections
    shapes = {sentence.shape_of(sentence.parse(text, collections=collections)) for text in EXAMPLES}
    assert shapes == set(measure.Shape)


@pytest.mark.django_db
@pytest.mark.parametrize("text", EXAMPLES)
def test_every_example_is_read_said_and_counted(text: str) -> None:
    collections = counting.engine().collections
    said = sentence.parse(text, collections=collections)
    assert sentence.parse(sentence.write(said), collections=collections) == said
    words = sentence.explain(said, collections=collections)
    assert not re.search(r"[{}_]", words.vi + words.en)
    names = sentence.touched(said, collections)
    with counting.engine().sitting(names=names, asked=ASKED, past=False) as sitting:
        value = sitting.value(said)
        assert sitting.records(said, side=counting.Side.OF) == []
    empty = isinstance(value, measure.Missing) or value == measure.Share(
        numerator=0,
        denominator=0,
        parts=value.parts if isinstance(value, measure.Share) else (),
    )
    assert empty or isinstance(value, measure.Change)


def test_the_grammar_names_every_word_that_the_parser_knows() -> None:
    grammar = str(parser.__doc__)
    for word in (
        "change",
        "rank",
        "level",
        "against",
        "stated",
        "each",
        "score",
        "count",
        "sum",
        "mean",
        "year",
        "as_of",
    ):
        assert f'"{word}"' in grammar
        assert word in PAGE
