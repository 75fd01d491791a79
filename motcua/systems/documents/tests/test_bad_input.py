"""What may come wrong: each has a clear verdict or a clear refusal, and nothing is half done."""

import io
from typing import Any

import pikepdf
import pytest
from django.db import DatabaseError, connection, transaction

from motcua.base import clock, signing, store
from motcua.spine import access, refusal
from motcua.systems.documents import actions, collections, models, queries, rules
from motcua.systems.documents.actions import desk, papers
from motcua.systems.documents.rules import Reason, Verdict
from motcua.systems.documents.tests.office import (
    HEALTH,
    HOME,
    NOW,
    Office,
    at_desk,
    drafted,
    paper,
    sealed,
    submitted,
    upload,
)


def signed(office: Office, *labels: str) -> bytes:
    """Give a decision that the holders of these certificates signed, one after the other."""
    pdf = paper()
    for number, label in enumerate(labels):
        pdf = signing.sign(pdf, by=office.signer(label), at=NOW, field=f"Chu-ky-{number}")
    return pdf


def arrived(
    office: Office, pdf: bytes, *, name: str = "van-ban.pdf", **given: object
) -> queries.Finding | None:
    """Let it come to the Department of Health from the Department of Home Affairs, and give what was found."""
    said: dict[str, object] = {
        "unit": HEALTH,
        "origin": rules.EXCHANGE,
        "sender": HOME,
        "sender_name": "Sở Nội vụ",
        "symbol": "07/QĐ-SNV",
        "subject": "Về việc phân công nhiệm vụ",
        "key": "thong-diep-1",
        "files": [actions.Upload(name=name, chunks=[pdf])],
    }
    came = actions.receive(
        receiving=actions.Receiving(**said | given),  # type: ignore[arg-type]
        by=access.system("exchange"),
        at=NOW,
    )
    found = queries.findings(document_id=came.id)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("labels", "verdict", "reason", "problem"),
    [
        (("binh", "so-noi-vu"), Verdict.FULL, Reason.NONE, ""),
        ((), Verdict.UNSIGNED, Reason.NO_SIGNATURE, ""),
        (("binh",), Verdict.PARTLY, Reason.NO_AGENCY, ""),
        (("so-noi-vu",), Verdict.PARTLY, Reason.NO_PERSON, ""),
        (("binh", "so-y-te"), Verdict.WRONG_AGENCY, Reason.AGENCY_IS_ANOTHER, ""),
        (("duc", "so-noi-vu"), Verdict.WRONG_AGENCY, Reason.PERSON_OF_ANOTHER, ""),
        (("revoked", "so-noi-vu"), Verdict.INVALID, Reason.DOES_NOT_HOLD, "revoked"),
        (("expired", "so-noi-vu"), Verdict.INVALID, Reason.DOES_NOT_HOLD, "expired"),
        (("other-purpose", "so-noi-vu"), Verdict.INVALID, Reason.DOES_NOT_HOLD, "wrong_purpose"),
    ],
)
def test_the_verdict_on_what_arrives(
    office: Office, labels: tuple[str, ...], verdict: Verdict, reason: Reason, problem: str
) -> None:
    found = arrived(office, signed(office, *labels))
    assert found is not None
    assert (found.verdict, found.reason, found.problem) == (verdict, reason, problem)


def test_a_paper_altered_after_signing_is_told(office: Office) -> None:
    pdf = bytearray(signed(office, "binh", "so-noi-vu"))
    place = pdf.index(b"/Type/Pages")
    pdf[place + 1 : place + 5] = b"tYPE"
    found = arrived(office, bytes(pdf))
    assert found is not None
    assert found.verdict is Verdict.INVALID


def test_a_shadow_of_the_signed_paper_is_told(office: Office) -> None:
    """A page is put over the signed one in a later revision: the bytes that were signed are all still there."""
    pdf = signed(office, "binh", "so-noi-vu")
    with pikepdf.open(io.BytesIO(paper("Điều khác hẳn"))) as other, pikepdf.open(io.BytesIO(pdf)) as book:
        book.pages[0].Contents = book.copy_foreign(other.pages[0].Contents)
        out = io.BytesIO()
        book.save(out)
    appended = pdf + out.getvalue()
    found = arrived(office, appended)
    assert found is not None
    assert found.verdict is Verdict.INVALID


def test_what_is_no_pdf_has_its_own_answer(office: Office) -> None:
    found = arrived(office, b"\xff\xd8\xff\xe0 anh chup", name="anh.jpg")
    assert found is not None
    assert (found.verdict, found.reason) == (Verdict.UNSIGNED, Reason.NOT_PDF)
    broken = arrived(office, b"%PDF-1.7 hong", key="thong-diep-2")
    assert broken is not None
    assert (broken.verdict, broken.reason) == (Verdict.INVALID, Reason.UNREADABLE)


def test_what_was_issued_is_not_issued_again(office: Office) -> None:
    dung = office.actor("dung")
    state = sealed(office)
    actions.issue(document_id=state.id, receivers=[(HEALTH, "Sở Y tế")], by=dung, at=NOW)
    with pytest.raises(rules.Refusal) as refused:
        actions.issue(document_id=state.id, receivers=[(HEALTH, "Sở Y tế")], by=dung, at=NOW)
    assert refused.value.code == "documents.act-not-allowed"
    assert list(models.Receiver.objects.values_list("code", flat=True)) == [HEALTH]


def test_a_receiver_named_twice_gets_one_by_whichever_form_of_its_code(office: Office) -> None:
    dung = office.actor("dung")
    state = sealed(office)
    with pytest.raises(rules.Refusal) as refused:
        actions.issue(document_id=state.id, receivers=[("G" * 201, "Bộ")], by=dung, at=NOW)
    assert refused.value.code == "documents.receiver-code-too-long"
    twice = [(HEALTH, "Sở Y tế"), ("000.00.16.H31", "Sở Y tế"), ("h31.16", ""), ("G15", "Bộ Tư pháp")]
    actions.issue(document_id=state.id, receivers=twice, by=dung, at=NOW)
    updating = actions.Updating(receivers=[("000.00.16.H31", "Sở Y tế"), ("H31.012", "Sở Xây dựng")])
    actions.update(document_id=state.id, words="Thêm nơi nhận", updating=updating, by=dung, at=NOW)
    there = models.Receiver.objects.order_by("place").values_list("code", flat=True)
    assert list(there) == [HEALTH, "G15", "H31.012"]


def test_a_secret_document_never_leaves_by_this_road(office: Office) -> None:
    lan, dung = office.actor("lan"), office.actor("dung")
    secret = actions.Drafting(unit=HOME, kind="bao-cao", subject="Báo cáo", secrecy="secret")
    state = actions.draft(drafting=secret, by=lan, at=NOW)
    with pytest.raises(rules.Refusal) as refused:
        actions.add_file(document_id=state.id, upload=upload(), main=True, by=lan, at=NOW)
    assert refused.value.code == "documents.secret-not-here"
    state = actions.submit(document_id=state.id, to=office.accounts["binh"], by=lan, at=NOW)
    state = actions.number(document_id=state.id, by=dung, at=NOW)
    with pytest.raises(rules.Refusal) as refused:
        actions.issue(document_id=state.id, receivers=[(HEALTH, "Sở Y tế")], by=dung, at=NOW)
    assert refused.value.code == "documents.secret-not-here"
    assert not models.Receiver.objects.exists()
    state = actions.issue(
        document_id=state.id, receivers=[(HEALTH, "Sở Y tế")], electronic=False, by=dung, at=NOW
    )
    exchanged = models.Exchanged.objects.get()
    assert (exchanged.secret, exchanged.electronic) == (True, False)


def test_of_a_secret_document_its_number_is_kept_and_not_what_it_is_about(office: Office) -> None:
    lan, dung = at_desk(office, "lan"), office.actor("dung")
    said = {"unit": HOME, "kind": "bao-cao", "urgency": "0"}
    for subject in ("", "Phương án bảo vệ mục tiêu"):
        with clock.at(NOW):
            answer = lan.post("/van-phong/van-ban/soan/", said | {"subject": subject, "secrecy": "secret"})
        assert answer.status_code == 302
    with clock.at(NOW):
        nothing = lan.post("/van-phong/van-ban/soan/", said | {"subject": "", "secrecy": "none"})
        page = lan.get("/van-phong/van-ban/").content.decode()
    assert nothing.status_code == 422
    assert page.count("Văn bản mật") >= 2
    assert "bảo vệ mục tiêu" not in page
    assert list(models.Document.objects.values_list("subject", "searched")) == [("", "")] * 2
    assert not models.Words.objects.exists()
    state = desk.state_of(models.Document.objects.order_by("began_at", "pk")[0])
    state = actions.submit(document_id=state.id, to=office.accounts["binh"], by=office.actor("lan"), at=NOW)
    state = actions.number(document_id=state.id, by=dung, at=NOW)
    actions.issue(document_id=state.id, receivers=[(HEALTH, "Sở Y tế")], electronic=False, by=dung, at=NOW)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT sender, receiver, number, secret FROM ({collections.SOURCE.current}) AS told")
        assert cursor.fetchall() == [(HOME, None, None, True)]  # a plan's lists are open to everybody


def test_a_secret_document_does_not_come_by_this_road_either(office: Office) -> None:
    with pytest.raises(rules.Refusal) as refused:
        arrived(office, paper(), secrecy="secret")
    assert refused.value.code == "documents.secret-not-here"
    assert not models.File.objects.exists()


def test_a_number_already_used_is_refused_and_the_next_is_told(office: Office) -> None:
    dung = office.actor("dung")
    sealed(office)
    state = submitted(office)
    with pytest.raises(rules.Refusal) as refused:
        actions.number(document_id=state.id, wanted=1, by=dung, at=NOW)
    assert refused.value.code == "documents.already-used-number"
    assert refused.value.params["next"] == "02"
    with pytest.raises(rules.Refusal) as refused:
        actions.number(document_id=state.id, wanted=9, by=dung, at=NOW)
    assert refused.value.code == "documents.number-leaves-gap"
    assert actions.number(document_id=state.id, wanted=2, by=dung, at=NOW).symbol == "02/QĐ-SNV"


def test_a_number_its_sender_already_used_is_refused_at_the_counter_and_shown_from_the_exchange(
    office: Office,
) -> None:
    pdf = signed(office, "binh", "so-noi-vu")
    arrived(office, pdf, dated=NOW.date())
    with pytest.raises(rules.Refusal) as refused:
        arrived(office, pdf, origin=rules.SCAN, key=None, dated=NOW.date())
    assert refused.value.code == "documents.already-received"
    arrived(office, pdf, key="thong-diep-khac", dated=NOW.date())
    second = models.Document.objects.order_by("-began_at", "-seq").filter(key="thong-diep-khac").get()
    whole = queries.document(document_id=str(second.pk), by=office.actor("hue"), at=NOW)
    assert [one.symbol for one in queries.alike(of=whole)] == ["07/QĐ-SNV"]


def test_binh_signs_only_what_he_saw(office: Office) -> None:
    state = submitted(office)
    with pytest.raises(rules.Refusal) as refused:
        actions.sign(document_id=state.id, shown="0" * 64, by=office.actor("binh"), at=NOW)
    assert refused.value.code == "documents.seen-other"
    assert queries.document(document_id=state.id, by=office.actor("binh"), at=NOW).state == state


def test_the_agency_does_not_sign_before_the_person(office: Office) -> None:
    state = submitted(office)
    dung = office.actor("dung")
    state = actions.number(document_id=state.id, by=dung, at=NOW)
    with pytest.raises(rules.Refusal) as refused:
        actions.seal(document_id=state.id, shown=state.file or "", by=dung, at=NOW)
    assert refused.value.code == "documents.person-first"


def test_what_is_not_fully_signed_is_not_sent(office: Office) -> None:
    state = submitted(office)
    state = actions.sign(document_id=state.id, shown=state.file or "", by=office.actor("binh"), at=NOW)
    state = actions.number(document_id=state.id, by=office.actor("dung"), at=NOW)
    with pytest.raises(rules.Refusal) as refused:
        actions.issue(document_id=state.id, receivers=[(HEALTH, "")], by=office.actor("dung"), at=NOW)
    assert refused.value.code == "documents.not-fully-signed"


def test_two_clerks_on_one_page_act_once(office: Office) -> None:
    state = submitted(office)
    dung = office.actor("dung")
    actions.comment(document_id=state.id, words="Đã xem", by=dung, at=NOW, seen=state.seq)
    with pytest.raises(refusal.Refusal) as refused:
        actions.number(document_id=state.id, by=dung, at=NOW, seen=state.seq)
    assert refused.value.code == "ledger.stale"


def test_a_word_document_is_no_main_paper(office: Office) -> None:
    docx = b"PK\x03\x04[Content_Types].xml word/document.xml"
    with pytest.raises(rules.Refusal) as refused:
        actions.add_file(
            document_id=drafted(office).id,
            upload=actions.Upload(name="du-thao.docx", chunks=[docx]),
            main=True,
            by=office.actor("lan"),
            at=NOW,
        )
    assert refused.value.code == "documents.main-not-pdf"


def test_a_new_check_is_a_new_finding_and_the_old_one_stays(office: Office) -> None:
    state = sealed(office)
    actions.issue(document_id=state.id, receivers=[(HEALTH, "Sở Y tế")], by=office.actor("dung"), at=NOW)
    actions.check(document_id=state.id, by=office.actor("lan"), at=NOW)
    assert [one.verdict for one in queries.findings(document_id=state.id)] == [Verdict.FULL, Verdict.FULL]


def test_a_version_cannot_be_taken_away(office: Office) -> None:
    drafted(office)
    with pytest.raises(DatabaseError), transaction.atomic():
        models.File.objects.all().delete()
    assert papers.content(models.File.objects.get().digest) == paper()


def test_a_stop_half_way_leaves_each_signed_or_not_and_the_rest_is_signed_later(office: Office) -> None:
    states = [submitted(office) for _ in range(6)]
    picked = [(state.id, state.file or "") for state in states]
    binh = office.actor("binh")
    going = actions.sign_many(documents=picked, by=binh, at=NOW)
    next(going), next(going), next(going)
    going.close()
    stages = [queries.document(document_id=one, by=binh, at=NOW).state.stage for one, _ in picked]
    assert stages == [rules.Stage.SIGNED] * 3 + [rules.Stage.SUBMITTED] * 3
    assert set(queries.to_sign(by=binh, at=NOW)) == set(picked[3:])
    again = list(actions.sign_many(documents=picked, by=binh, at=NOW))
    assert [one.refused for one in again] == [None] * 6
    files = models.File.objects.filter(document__in=[one for one, _ in picked], made_by="signed")
    assert files.count() == 6


def test_a_fault_in_the_middle_of_one_leaves_it_unsigned(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full when the third is put away."""
    states = [submitted(office) for _ in range(3)]
    picked = [(state.id, state.file or "") for state in states]
    put, times = store.put, []

    def full(**given: Any) -> store.Stored:
        times.append(1)
        if len(times) == 3:
            raise OSError(28, "No space left on device")
        return put(**given)

    monkeypatch.setattr(store, "put", full)
    done = []
    with pytest.raises(OSError, match="No space"):
        done += list(actions.sign_many(documents=picked, by=office.actor("binh"), at=NOW))
    rows = models.Document.objects.filter(pk__in=[one for one, _ in picked]).order_by("began_at", "pk")
    signed = {str(row.pk): row.signed_by is not None for row in rows}
    assert [signed[one] for one, _ in picked] == [True, True, False]
    assert models.File.objects.filter(made_by="signed").count() == 2


def test_many_are_signed_and_what_cannot_be_is_told(office: Office) -> None:
    states = [submitted(office) for _ in range(3)]
    picked = [(state.id, state.file or "") for state in states]
    picked[1] = (picked[1][0], "0" * 64)
    done = list(actions.sign_many(documents=picked, by=office.actor("binh"), at=NOW))
    assert [one.refused.code if one.refused else "" for one in done] == ["", "documents.seen-other", ""]
    with pytest.raises(rules.Refusal) as refused:
        list(actions.sign_many(documents=picked, by=office.actor("lan"), at=NOW))
    assert refused.value.code == "documents.no-such-signing-key"
