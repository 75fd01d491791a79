"""Documents that the journeys look at: one waits for the head's signature, one came by post."""

from datetime import datetime

from motcua.spine import access
from motcua.systems.documents import actions, queries
from motcua.systems.documents.tests.office import paper

COMMUNE = "H31.33.111"


def examples(
    *, clerk: access.Actor, officer: access.Actor, head: access.Actor, at: datetime
) -> dict[str, str]:
    """Let the commune write one and receive one; give their ids, and the id of the first one's paper."""
    subject = "Về việc rà soát thủ tục hành chính trên địa bàn xã"
    drafting = actions.Drafting(unit=COMMUNE, kind="bao-cao", subject=subject, urgency=1)
    upload = actions.Upload(name="bao-cao.pdf", chunks=[paper(subject, head.name, "bao-cao")])
    written = actions.draft_with_files(drafting=drafting, files=[(True, upload)], by=officer, at=at)
    actions.comment(document_id=written.id, words="Đề nghị bổ sung số liệu quý III", by=clerk, at=at)
    actions.submit(document_id=written.id, to=head.id, by=officer, at=at)
    letter = paper("Về việc báo cáo công tác hộ tịch", kind="cong-van")
    receiving = actions.Receiving(
        unit=COMMUNE,
        origin=queries.SCAN,
        sender="H31.35",
        sender_name="Ủy ban nhân dân huyện",
        symbol="112/UBND-TP",
        subject="Về việc báo cáo công tác hộ tịch",
        dated=at.date(),
        files=[actions.Upload(name="cong-van.pdf", chunks=[letter])],
    )
    came = actions.receive(receiving=receiving, by=clerk, at=at)
    whole = queries.document(document_id=written.id, by=officer, at=at)
    return {"written": written.id, "came": came.id, "paper": whole.main.id if whole.main else ""}
