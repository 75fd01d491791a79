"""Work files that the journeys look at: a list that waits for the head, a file at work, one that is closed."""

from datetime import datetime

from motcua.spine import access
from motcua.systems.workfiles import actions

COMMUNE = "H31.33.111"


def examples(*, officer: access.Actor, head: access.Actor, document: str, at: datetime) -> dict[str, str]:
    """Let the officer propose a list, keep a file with a task and a step on paper, and close another; give their ids."""
    foreseen = actions.Foreseen(
        code="01.HT", title="Hồ sơ công tác hộ tịch", retention="20", keeper=officer.id, basis="Luật Hộ tịch"
    )
    actions.add_entry(unit=COMMUNE, year=at.year, foreseen=foreseen, by=officer, at=at)
    actions.propose(unit=COMMUNE, year=at.year, by=officer, at=at)

    def opened(title: str, document: str = "") -> str:
        opening = actions.Opening(
            unit=COMMUNE, title=title, retention="10", reason="Việc phát sinh trong năm", document=document
        )
        return actions.open_file(opening=opening, by=officer, at=at).id

    def on_paper(file: str) -> None:
        why = "Người dân chưa có chữ ký số"
        actions.mark_paper(
            file_id=file, what="Lấy ý kiến của thôn", why=why, done_on=at.date(), by=officer, at=at
        )

    work = opened("Báo cáo công tác hộ tịch", document)
    actions.give_task(file_id=work, officer=officer.id, days=3, words="Tổng hợp số liệu", by=head, at=at)
    on_paper(work)
    closed = opened("Kiểm tra công tác chứng thực")
    on_paper(closed)
    actions.close(file_id=closed, by=officer, at=at)
    given = opened("Phối hợp rà soát quy trình")
    on_paper(given)
    actions.close(file_id=given, by=officer, at=at)
    batch = actions.hand_over(unit=COMMUNE, files=[given], by=officer, at=at)
    return {"work": work, "closed": closed, "batch": batch.id}
