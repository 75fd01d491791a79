"""What is done with a document after it was issued: sent anew, replaced by another, asked back; the exchange tells others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Unpack

from motcua.spine import access, refusal
from motcua.systems.documents import models, rules
from motcua.systems.documents.actions import checking, desk, papers
from motcua.systems.documents.actions.writing import Acting, must_say, said
from motcua.systems.documents.queries import agencies
from motcua.systems.ledger import actions as ledger

DECREE = "Nghị định 30/2020/NĐ-CP, Điều 17"


@dataclass(frozen=True, kw_only=True, slots=True)
class Updating:
    """What an update changes: receivers added (code and name) and removed (codes), files attached.

    `main` is the very paper that was issued with more signatures, `subject` what the document is about, said anew.
    """

    receivers: Sequence[tuple[str, str]] = ()
    removed: Sequence[str] = ()
    files: Sequence[papers.Upload] = ()
    main: papers.Upload | None = None
    subject: str = ""


def update(*, words: str, updating: Updating, **acting: Unpack[Acting]) -> rules.State:
    """Send what was issued again as it now is, saying why; who is removed is told and gives the document back.

    Nothing of the signed paper may change but that more signatures stand on it: other words are another document, which
    replaces this one. Raises Refusal `documents.words-missing`, `documents.sent-on-paper`, `documents.no-such-receiver`,
    `documents.receiver-was-removed`, `documents.no-receiver-left`, `documents.update-changes-paper`, of `papers.keep` and
    `desk.move`.
    """
    by, at = acting["by"], acting["at"]
    kept = [papers.keep(one, main=False) for one in updating.files]
    main = papers.keep(updating.main, main=True) if updating.main else None

    def command(state: rules.State) -> rules.Update:
        rules.decide(state, rules.Update(words=""), by=by.id, at=at)
        for one in kept:
            papers.put(
                one, document=state.id, role=rules.ATTACHED, version=0, made_by="written", by=by.id, at=at
            )
        return rules.Update(
            words=must_say(words, state),
            added=_added(state, updating.receivers),
            removed=_removed(state, updating.removed, at=at),
            files=tuple(one.stored.digest for one in kept),
            file=_signed_more(state, main, by=by, at=at) if main else "",
            subject=desk.said_anew(updating.subject and said(updating.subject), document=state.id),
        )

    with ledger.writing():
        state = desk.move(act=rules.Act.UPDATE, command=command, **acting)
        if main:
            checking.look(state.id, by=by.id, at=at)
        checking.note_outgoing(state.id, at=at)
    return state


def _added(state: rules.State, receivers: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Put receivers on the list that are not there yet; gives their codes."""
    known = models.Receiver.objects.filter(document_id=state.id).values_list("code", "removed_at")
    there = {rules.one_code(code): removed_at for code, removed_at in known}
    wanted = desk.addressed(receivers)
    gone = [code for code in wanted if there.get(rules.one_code(code))]
    if gone:
        raise rules.Refusal(
            "documents.receiver-was-removed",
            refusal.gettext_noop(
                "Nơi nhận %(name)s đã được bỏ khỏi văn bản này; muốn gửi lại, hãy ban hành văn bản thay thế."
            ),
            params={"name": wanted[gone[0]] or agencies.called(gone[0])},
        )
    fresh = {code: name for code, name in wanted.items() if rules.one_code(code) not in there}
    models.Receiver.objects.bulk_create(
        [
            models.Receiver(document_id=state.id, place=place, code=code, name=name or agencies.called(code))
            for place, (code, name) in enumerate(fresh.items(), start=len(there))
        ]
    )
    return tuple(fresh)


def _removed(state: rules.State, codes: Sequence[str], *, at: datetime) -> tuple[str, ...]:
    """Take receivers off the list, never all of them; gives their codes."""
    wanted = tuple(dict.fromkeys(code.strip() for code in codes if code.strip()))
    on_list = models.Receiver.objects.filter(document_id=state.id, removed_at__isnull=True)
    there = set(on_list.values_list("code", flat=True))
    unknown = [code for code in wanted if code not in there]
    if unknown:
        raise rules.Refusal(
            "documents.no-such-receiver",
            refusal.gettext_noop("Cơ quan mang mã “%(code)s” không phải là nơi nhận của văn bản này."),
            params={"code": unknown[0]},
        )
    if wanted and there == set(wanted):
        raise rules.Refusal(
            "documents.no-receiver-left",
            refusal.gettext_noop(
                "Không bỏ hết nơi nhận được. Muốn lấy lại văn bản từ mọi nơi nhận, hãy thu hồi văn bản."
            ),
        )
    on_list.filter(code__in=wanted).update(removed_at=at)
    return wanted


def _signed_more(state: rules.State, kept: papers.Kept, *, by: access.Actor, at: datetime) -> str:
    """Put in the paper that was issued with more signatures on it; gives its digest, nothing where it is the same."""
    before, fresh = papers.main(state), papers.content(kept.stored.digest)
    if kept.stored.digest == before.digest:
        return ""
    row = models.Document.objects.get(pk=state.id)
    outcome, _found = checking.of(row, fresh, media_type=kept.stored.media_type, at=at)
    if not fresh.startswith(papers.content(before.digest)) or outcome.verdict is not rules.Verdict.FULL:
        raise rules.Refusal(
            "documents.update-changes-paper",
            refusal.gettext_noop(
                "Bản cập nhật chỉ được thêm chữ ký số hợp lệ vào chính tệp đã phát hành. Nội dung khác là văn bản khác: hãy ban hành văn bản thay thế."
            ),
            article=DECREE,
        )
    papers.revise(fresh, state, of=before, made_by="signed", by=by, at=at)
    return kept.stored.digest


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
