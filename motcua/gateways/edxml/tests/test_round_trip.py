"""Whatever Lan sends, Bình reads: the law of the codec, for any message."""

from hypothesis import given, reject

from motcua.gateways.edxml import canonical, reader, records, tidy, writer
from motcua.gateways.edxml.refusal import Refusal
from motcua.gateways.edxml.tests import anyone


def sendable(message: records.Message) -> records.Message:
    """Give the message as it goes out; one that is refused is no message to send."""
    try:
        return tidy.tidy(message)
    except Refusal:
        reject()


@given(anyone.MESSAGE)
def test_what_is_written_is_read_the_same(message: records.Message) -> None:
    tidied = sendable(message)
    data = writer.to_bytes(message)
    assert reader.read(data) == tidied
    assert writer.to_bytes(tidied) == data


@given(anyone.MESSAGE)
def test_a_tidy_message_is_one_that_tidying_leaves_alone(message: records.Message) -> None:
    tidied = sendable(message)
    assert tidy.tidy(tidied) == tidied


@given(anyone.MESSAGE)
def test_any_message_is_its_json(message: records.Message) -> None:
    files = (
        {each.content.sha256: each.content for each in message.attachments}
        if isinstance(message, records.Document)
        else {}
    )
    again = canonical.from_json(canonical.to_json(message), find=lambda said: files[said["sha256"]])
    assert again == message
