"""Dung makes certified copies: of all of a document, of some of its pages; Huệ copies what came to her as a copy."""

import contextlib
from typing import Any

import pytest
import typst
from django.db import DatabaseError, transaction
from hypothesis import given, strategies as st

from motcua.base import paper as reading, signing
from motcua.spine import access
from motcua.systems.documents import actions, models, prints, queries, rules
from motcua.systems.documents.actions import papers
from motcua.systems.documents.tests.office import HEALTH, HOME, NOW, Office, drafted, paper, sealed
from motcua.systems.ledger import queries as ledger


def issued(office: Office) -> rules.State:
    """Bring a decision to where it is issued."""
    state = sealed(office)
    return actions.issue(
        document_id=state.id, receivers=[(HEALTH, "Sở Y tế")], by=office.actor("dung"), at=NOW
    )


def copy(
    office: Office, state: rules.State, *, kind: str = "sao-y", who: str = "dung", pages: str = ""
) -> bytes:
    actions.copy(
        document_id=state.id, kind=kind, shown=state.file or "", pages=pages, by=office.actor(who), at=NOW
    )
    made = queries.copies(document_id=state.id)[0]
    whole = queries.document(document_id=state.id, by=office.actor(who), at=NOW)
    (file,) = (one for one in whole.files if one.id == made.file)
    return papers.content(file.digest)


def came(
    office: Office,
    pdf: bytes,
    name: str = "sao-y.pdf",
    *,
    kind: str = rules.LETTER,
    symbol: str = "01/QĐ-SNV",
) -> rules.State:
    """Let a document come to the Department of Health and be registered."""
    new = actions.receive(
        receiving=actions.Receiving(
            unit=HEALTH,
            origin=rules.EXCHANGE,
            sender=HOME,
            sender_name="Sở Nội vụ",
            symbol=symbol,
            kind=kind,
            subject="Về việc phân công nhiệm vụ",
            key=symbol,
            files=[actions.Upload(name=name, chunks=[pdf])],
        ),
        by=access.system("exchange"),
        at=NOW,
    )
    return actions.register(document_id=new.id, by=office.actor("hue"), at=NOW)


def test_a_whole_copy_is_the_very_file_with_the_agencys_signature_and_all_before_it_holds(
    office: Office,
) -> None:
    state = issued(office)
    made = copy(office, state)
    assert made.startswith(papers.content(state.file or ""))
    found = signing.check(made, trust=queries.trust(), at=NOW)
    assert [(one.field, one.problem) for one in found] == [
        ("NguoiKy", None),
        ("CoQuan", None),
        (f"BanSao-H31-09-{NOW.year}-1", None),
    ]
    assert [one.symbol for one in queries.copies(document_id=state.id)] == ["01/SY-SNV"]
    after = queries.document(document_id=state.id, by=office.actor("lan"), at=NOW)
    assert after.state.file == state.file
    assert after.attached == ()


def test_copies_of_all_kinds_have_one_row_of_numbers(office: Office) -> None:
    state = issued(office)
    copy(office, state)
    copy(office, state, kind="trich-sao", pages="1")
    copy(office, state)
    symbols = [one.symbol for one in queries.copies(document_id=state.id)]
    assert sorted(symbols) == ["01/SY-SNV", "02/TrS-SNV", "03/SY-SNV"]
    with pytest.raises(rules.Refusal) as refused:
        actions.copy(
            document_id=state.id,
            kind="sao-y",
            shown=state.file or "",
            wanted=2,
            by=office.actor("dung"),
            at=NOW,
        )
    assert refused.value.code == "documents.already-used-number"


def test_an_extract_has_the_pages_asked_for_and_one_signature(office: Office) -> None:
    three = typst.compile(b'#set page(paper: "a4")\nmot #pagebreak() hai #pagebreak() ba')
    assert isinstance(three, bytes)
    state = came(office, three)
    made = copy(office, state, kind="trich-sao", who="hue", pages="1, 3")
    said = reading.read(made, media_type=papers.PDF)
    assert said.pages == 2
    assert ("mot" in said.text, "hai" in said.text, "ba" in said.text) == (True, False, True)
    (one,) = signing.check(made, trust=queries.trust(), at=NOW)
    assert one.holds
    with pytest.raises(rules.Refusal) as refused:
        copy(
            office,
            queries.document(document_id=state.id, by=office.actor("hue"), at=NOW).state,
            kind="trich-sao",
            who="hue",
            pages="4",
        )
    assert refused.value.code == "documents.pages-not-read"


def test_only_a_whole_copy_that_came_is_copied_as_a_copy_of_a_copy(office: Office) -> None:
    state = issued(office)
    whole = copy(office, state)
    original = came(office, papers.content(state.file or ""), kind="quyet-dinh")
    for document, who in ((state, "dung"), (original, "hue")):
        with pytest.raises(rules.Refusal) as refused:
            copy(office, document, kind="sao-luc", who=who)
        assert refused.value.code == "documents.not-a-copy"
    arrived = came(office, whole, kind="sao-y", symbol="01/SY-SNV")
    made = copy(office, arrived, kind="sao-luc", who="hue")
    assert [one.holds for one in signing.check(made, trust=queries.trust(), at=NOW)] == [True] * 4
    assert queries.copies(document_id=arrived.id)[0].symbol == "01/SL-SYT"


@pytest.mark.parametrize(
    ("came_as", "made"), [("sao-y", "sao-y"), ("sao-luc", "sao-luc"), ("trich-sao", "sao-luc")]
)
def test_of_a_copy_no_other_copy_is_made(office: Office, came_as: str, made: str) -> None:
    arrived = came(office, copy(office, issued(office)), kind=came_as, symbol="01/SY-SNV")
    with pytest.raises(rules.Refusal) as refused:
        copy(office, arrived, kind=made, who="hue")
    assert refused.value.code == "documents.copy-of-a-copy"
    assert (rules.Act.COPY in rules.open_acts(arrived, by=office.accounts["hue"])) is (came_as == "sao-y")


def sent(office: Office, state: rules.State, **given: Any) -> queries.Document:
    """Let Dung copy a document and send the copy to the Department of Health; gives the document that the copy is."""
    copy(office, state, **given)
    made = queries.copies(document_id=state.id)[0]
    actions.send_copy(
        document_id=state.id,
        copy=made.file,
        receivers=[(HEALTH, "Sở Y tế")],
        by=office.actor(given.get("who", "dung")),
        at=NOW,
    )
    document = queries.copies(document_id=state.id)[0].sent_as
    assert document
    return queries.document(document_id=document, by=office.actor("lan"), at=NOW)


def test_a_copy_goes_as_a_document_of_its_own_signed_by_the_agency_alone(office: Office) -> None:
    state = issued(office)
    copied = sent(office, state)
    assert (copied.state.kind, copied.state.symbol, copied.state.stage) == (
        "sao-y",
        "01/SY-SNV",
        rules.Stage.ISSUED,
    )
    assert copied.subject == "Quyết định 01/QĐ-SNV của Sở Nội vụ: Về việc phân công nhiệm vụ"
    assert copied.receivers == ((HEALTH, "Sở Y tế"),)
    assert queries.findings(document_id=copied.state.id)[0].reason is rules.Reason.CERTIFIED
    of = queries.copied_from(copied.state)
    assert of is not None
    assert of.id == state.id
    exchanged = models.Exchanged.objects.get(number="01/SY-SNV")
    assert (exchanged.certified_copy, exchanged.verdict, exchanged.signed_by_agency) == (True, "full", True)
    facts = [entry.fact for entry in ledger.read(stream=f"document:{copied.state.id}")]
    assert rules.replay(facts) == copied.state
    rows = queries.book(way=prints.OUT, unit=HOME, year=NOW.year)
    assert [(row[0], row[4]) for row in rows] == [("01/QĐ-SNV", "Sở Y tế"), ("01/SY-SNV", "Sở Y tế")]


def test_an_extract_without_a_persons_signature_is_fully_signed_as_a_copy(office: Office) -> None:
    copied = sent(office, issued(office), kind="trich-sao", pages="1")
    assert queries.findings(document_id=copied.state.id)[0].verdict is rules.Verdict.FULL
    exchanged = models.Exchanged.objects.get(number="01/TrS-SNV")
    assert (exchanged.signed_by_person, exchanged.signed_by_agency) == (False, True)


def test_a_copy_is_sent_once_and_only_one_that_was_made(office: Office) -> None:
    state = issued(office)
    dung = office.actor("dung")

    def send(copy: str) -> str:
        with pytest.raises(rules.Refusal) as refused:
            actions.send_copy(
                document_id=state.id, copy=copy, receivers=[(HEALTH, "Sở Y tế")], by=dung, at=NOW
            )
        return refused.value.code

    assert send("x") == "documents.no-copy-to-send"
    sent(office, state)
    copy(office, state)
    last, first = queries.copies(document_id=state.id)
    assert send("x") == "documents.no-such-copy"
    assert send(first.file) == "documents.copy-already-sent"
    with pytest.raises(rules.Refusal) as refused:
        actions.send_copy(document_id=state.id, copy=last.file, receivers=[], by=dung, at=NOW)
    assert refused.value.code == "documents.receivers-missing"
    assert models.Document.objects.filter(copied__isnull=False).count() == 1


@pytest.mark.parametrize(
    ("signers", "verdict", "reason"),
    [
        ((), "unsigned", "no_signature"),
        (("binh",), "partly", "no_agency"),
        (("so-y-te",), "partly", "no_agency"),
        (("so-noi-vu", "so-y-te"), "partly", "no_agency"),
        (("so-y-te", "so-noi-vu"), "full", "certified"),
        (("revoked", "so-noi-vu"), "invalid", "does_not_hold"),
        (("so-noi-vu",), "full", "certified"),
    ],
)
def test_a_copy_that_came_is_judged_by_the_seal_of_who_copied(
    office: Office, signers: tuple[str, ...], verdict: str, reason: str
) -> None:
    pdf = paper()
    for place, label in enumerate(signers):
        pdf = signing.sign(pdf, by=office.signer(label), at=NOW, field=f"Ky{place}")
    state = came(office, pdf, kind="sao-y", symbol="01/SY-SNV")
    found = queries.findings(document_id=state.id)[0]
    assert (found.verdict.value, found.reason.value) == (verdict, reason)


@pytest.mark.parametrize(
    ("name", "symbol", "kind"),
    [
        ("Sao y", "01/SY-SNV", "sao-y"),
        ("Bản sao y", "", "sao-y"),
        ("Bản trích sao", "", "trich-sao"),
        ("Văn bản khác", "02/SL-SNV", "sao-luc"),
        ("", "05/QĐ-UBND", "quyet-dinh"),
        ("", "so 5", "cong-van"),
    ],
)
def test_the_kind_of_what_comes_is_told_by_its_name_else_by_its_number(
    name: str, symbol: str, kind: str
) -> None:
    assert rules.kind_of(name=name, symbol=symbol) == kind


@pytest.mark.parametrize(
    ("kind", "pages", "code"),
    [
        ("sao-y", "1", "documents.pages-not-valid"),
        ("trich-sao", "", "documents.pages-not-valid"),
        ("photo", "", "documents.copy-not-known"),
    ],
)
def test_what_is_no_such_copy_is_refused_and_takes_no_number(
    office: Office, kind: str, pages: str, code: str
) -> None:
    state = issued(office)
    with pytest.raises(rules.Refusal) as refused:
        copy(office, state, kind=kind, pages=pages)
    assert refused.value.code == code
    assert queries.next_copy(unit=HOME, year=NOW.year) == 1


def test_a_draft_is_not_copied_and_lan_certifies_nothing(office: Office) -> None:
    draft = drafted(office)
    with pytest.raises(rules.Refusal) as refused:
        copy(office, draft)
    assert refused.value.code == "documents.act-not-allowed"
    with pytest.raises(access.Refusal):
        copy(office, issued(office), who="lan")


def test_a_picture_is_no_paper_to_certify(office: Office) -> None:
    state = came(office, b"\xff\xd8\xff\xe0 anh chup", name="anh.jpg")
    with pytest.raises(rules.Refusal) as refused:
        copy(office, state, who="hue")
    assert refused.value.code == "documents.main-not-pdf"


def test_the_register_of_documents_out_holds_the_copies(office: Office) -> None:
    state = issued(office)
    copy(office, state)
    rows = queries.book(way=prints.OUT, unit=HOME, year=NOW.year)
    assert [row[0] for row in rows] == ["01/QĐ-SNV", "01/SY-SNV"]
    assert rows[1][2] == "Sao y 01/QĐ-SNV Quyết định Về việc phân công nhiệm vụ"


def test_a_copy_stays(office: Office) -> None:
    copy(office, issued(office))
    with pytest.raises(DatabaseError), transaction.atomic():
        models.Copy.objects.all().delete()


@given(pages=st.sets(st.integers(1, 60), min_size=1))
def test_pages_are_read_as_they_are_written(pages: set[int]) -> None:
    assert rules.pages_of(",".join(map(str, pages)), most=60) == tuple(sorted(pages))


@given(first=st.integers(1, 60), last=st.integers(1, 60))
def test_a_run_of_pages_is_all_of_them_or_refused(first: int, last: int) -> None:
    if first <= last:
        assert rules.pages_of(f"{first}-{last}", most=60) == tuple(range(first, last + 1))
    else:
        with pytest.raises(rules.Refusal):
            rules.pages_of(f"{first}-{last}", most=60)


@given(text=st.text(max_size=12))
def test_whatever_else_is_written_is_refused_with_its_words(text: str) -> None:
    with contextlib.suppress(rules.Refusal):  # any other trouble is a fault
        pages = rules.pages_of(text, most=9)
        assert set(pages) <= set(range(1, 10))
        assert all(letter in "0123456789,-–" or letter.isspace() for letter in text)
