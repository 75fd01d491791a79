"""The acts of the exchange in the office's words, and the tables they rest on."""

import dataclasses
from datetime import UTC, date, datetime

import pytest

from motcua.gateways.edxml import codes, compose, moments, reader, records, wire, writer
from motcua.gateways.edxml.tests import letters

SENT = letters.read()


def test_every_status_has_its_words_and_every_refusal_must_say_why() -> None:
    assert set(codes.STATUSES) == set(codes.Status)
    assert {each for each, meaning in codes.STATUSES.items() if meaning.needs_reason} == {
        codes.Status.REFUSED,
        codes.Status.NOT_AGREED,
    }
    assert [each for each, meaning in codes.STATUSES.items() if meaning.by_sender] == [
        codes.Status.TAKING_BACK
    ]


def test_an_answer_to_a_recall_is_read_as_it_is_meant() -> None:
    recall, new = codes.Operation.RECALL, codes.Operation.NEW
    assert codes.as_answer(codes.Status.ACCEPTED, to=recall) is codes.Status.AGREED
    assert codes.as_answer(codes.Status.REFUSED, to=recall) is codes.Status.NOT_AGREED
    assert codes.as_answer(codes.Status.ARRIVED, to=recall) is codes.Status.ARRIVED
    assert codes.as_answer(codes.Status.ACCEPTED, to=new) is codes.Status.ACCEPTED


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("000.00.01.H31,2025/08/12,145/SMH-VP", ("000.00.01.H31", "2025/08/12", "145", "SMH-VP")),
        ("A,2024/01/02,12/2024/QĐ-UBND", ("A", "2024/01/02", "12", "2024/QĐ-UBND")),
        ("0b7e6a1e-0000-4000-8000-00000000abcd", None),
        ("A,2024-01-02,1/B", None),
        ("A,2024/01/02", None),
        ("", None),
    ],
)
def test_an_id_is_taken_apart_only_where_it_has_the_form(said: str, parts: tuple[str, ...] | None) -> None:
    assert compose.parts(said) == parts


def test_an_id_of_ours_has_the_form() -> None:
    said = compose.document_id(organ_id="A", issued_on=date(987, 1, 2), number="12", notation="2024/QĐ")
    assert said == "A,0987/01/02,12/2024/QĐ"
    assert compose.parts(said) == ("A", "0987/01/02", "12", "2024/QĐ")


def test_a_moment_is_written_in_the_time_of_viet_nam() -> None:
    assert moments.wire_timestamp(datetime(2025, 8, 11, 23, 30, 5, tzinfo=UTC)) == "2025/08/12 06:30:05"
    with pytest.raises(ValueError, match="time zone"):
        moments.wire_timestamp(datetime(2025, 8, 11))


def test_chau_refuses_a_document_and_its_sender_is_told_which_and_why() -> None:
    status = compose.status(
        codes.Status.REFUSED,
        about=SENT,
        by=SENT.to[0],
        staff=records.Staff(staff="Châu"),
        description="Gửi nhầm nơi nhận",
        at=datetime(2024, 5, 6, 3, 0, tzinfo=UTC),
    )
    back = reader.read(writer.to_bytes(status))
    assert back == status
    assert status.response_for == records.Reference(
        organ_id="000.00.21.H31",
        code="12/STĐ-TCHC",
        document_id="000.00.21.H31,2024/05/06,12/STĐ-TCHC",
        promulgation_date="2024/05/06",
    )


def test_a_document_that_left_out_its_number_can_still_be_answered() -> None:
    faulty = dataclasses.replace(SENT, code=records.Code(), promulgation=records.Promulgation())
    assert compose.reference(faulty) == compose.reference(SENT)


def test_each_act_is_written_as_the_standard_has_it() -> None:
    receiver = records.Receiver(organ_id="000.00.62.H31", receiver_type="1")
    replaced = records.Replacement(document_id=SENT.document_id, organ_ids=("000.00.61.H31",))
    acts = {
        "1": compose.recall(SENT, of=SENT),
        "2": compose.update(SENT, of=SENT, content=False, receivers=(receiver,)),
        "3": compose.replace(dataclasses.replace(SENT, document_id="khác"), replaced=(replaced,)),
        "0": compose.reply(SENT, to=(SENT, SENT)),
    }
    for code, message in acts.items():
        found = reader.read(writer.to_bytes(message))
        assert found == message
        assert isinstance(found, records.Document)
        assert found.business.type == code
    assert acts["2"].business.document_infos == (
        records.DocumentInfo(document_info="0", document_receiver="1", receivers=(receiver,)),
    )
    assert acts["0"].response_for == (compose.reference(SENT),) * 2


def test_every_field_of_every_record_stands_in_its_table() -> None:
    for record, parts in wire.TABLES.items():
        fields = {field.name for field in dataclasses.fields(record)} - {"manifest", "attachments"}
        if record is records.Attachment:
            fields -= {"content"}
        assert {part.attr for part in parts} == fields, record
