"""What is done with a document after it was issued: sent anew, replaced by another, asked back; the exchange tells others."""

from collections.abc import Sequence
from typing import Unpack

from motcua.spine import refusal
from motcua.systems.documents import models, rules
from motcua.systems.documents.actions import checking, desk, papers
from motcua.systems.documents.actions.writing import Acting, must_say
from motcua.systems.documents.queries import agencies
from motcua.systems.ledger import actions as ledger


def update(
    *,
    words: str,
    receivers: Sequence[tuple[str, str]] = (),
    files: Sequence[papers.Upload] = (),
    **acting: Unpack[Acting],
) -> rules.State:
    """Send what was issued again as it now is, saying why: to more receivers (code and name), with more files attached.

    The signed paper itself stays: other words are another document, which replaces this one. Raises Refusal
    `documents.words-missing`, `documents.sent-on-paper`, of `papers.keep` and `desk.move`.
    """
    kept = [papers.keep(one, main=False) for one in files]

    def command(state: rules.State) -> rules.Update:
        rules.decide(state, rules.Update(words=""), by=acting["by"].id, at=acting["at"])
        known = list(models.Receiver.objects.filter(document_id=state.id).values_list("code", flat=True))
        added = {code.strip(): name.strip() for code, name in receivers if code.strip() not in {"", *known}}
        models.Receiver.objects.bulk_create(
            [
                models.Receiver(
                    document_id=state.id, place=place, code=code, name=name or agencies.called(code)
                )
                for place, (code, name) in enumerate(added.items(), start=len(known))
            ]
        )
        for one in kept:
            papers.put(
                one,
                document=state.id,
                role=rules.ATTACHED,
                version=0,
                made_by="written",
                by=acting["by"].id,
                at=acting["at"],
            )
        return rules.Update(
            words=must_say(words, state),
            added=tuple(added),
            files=tuple(one.stored.digest for one in kept),
        )

    with ledger.writing():
        state = desk.move(act=rules.Act.UPDATE, command=command, **acting)
        checking.note_outgoing(state.id, at=acting["at"])
    return state


def replace(*, words: str, document: str, **acting: Unpack[Acting]) -> rules.State:
    """Let another issued document (its id) of the same agency stand in the place of this one, saying why.

    Raises Refusal `documents.cannot-replace`, `documents.words-missing`, `documents.sent-on-paper`, of `desk.move`.
    """

    def command(state: rules.State) -> rules.Replace:
        other = models.Document.objects.filter(pk=rules.known_id(document)).first()
        if (
            other is None
            or str(other.pk) == state.id
            or other.unit != state.unit
            or other.stage != rules.Stage.ISSUED
            or not other.electronic
        ):
            raise rules.Refusal(
                "documents.cannot-replace",
                refusal.gettext_noop(
                    "Văn bản thay thế phải là văn bản khác của cùng cơ quan, đã phát hành điện tử và còn nguyên."
                ),
            )
        return rules.Replace(words=must_say(words, state), document=str(other.pk))

    return desk.move(act=rules.Act.REPLACE, command=command, **acting)


def ask_back(*, words: str, **acting: Unpack[Acting]) -> rules.State:
    """Ask the receivers to give a document back before they take it on, saying why; each of them answers."""
    return desk.move(
        act=rules.Act.ASK_BACK,
        command=lambda state: rules.AskBack(words=must_say(words, state)),
        **acting,
    )
