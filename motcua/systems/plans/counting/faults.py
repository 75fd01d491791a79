"""What a cluster says when it did not count to the end, in the words of the office."""

import re
from collections.abc import Mapping

from motcua.spine import refusal
from motcua.systems.plans.counting import exported, worker

ERROR = re.compile(r"[A-Za-z_.]*(Error|Exception)\b")  # how the last line of what Python says begins
FAULT = re.compile(rf"<({worker.BROKEN}|{worker.GONE}|{worker.NOWHERE}|{worker.REFUSED}): ([^>]+)>")


class Refusal(refusal.Refusal):
    """A question that the cluster did not answer."""


def of(said: str, *, facts: Mapping[str, exported.Facts]) -> refusal.Refusal:
    """Turn what Spark `said` into a refusal, by the `facts` of each province that was counted.

    It is `plans.export-broken` or `plans.facts-gone` of a file, `plans.worker-sees-nothing` or `plans.worker-not-let-in`
    of a worker's way to the files, and else `plans.cluster-broke-off`.
    """
    found = FAULT.search(said)
    if found is None:
        return Refusal(
            "plans.cluster-broke-off",
            refusal.gettext_noop("Cụm Spark không đếm xong: %(reason)s"),
            params={"reason": _reason(said)},
        )
    if found[1] == worker.NOWHERE:
        return Refusal(
            "plans.worker-sees-nothing",
            refusal.gettext_noop(
                "Một máy của cụm Spark không thấy gì ở “%(target)s”: từng máy phải tới được đúng kho S3 ấy, hoặc thư mục phải"
                " được dùng chung."
            ),
            params={"target": found[2]},
        )
    if found[1] == worker.REFUSED:
        return Refusal(
            "plans.worker-not-let-in",
            refusal.gettext_noop(
                "Một máy của cụm Spark không đọc được số liệu: %(reason)s. Hãy xem khóa và địa chỉ kho S3 (AWS_…), hoặc quyền"
                " đọc thư mục, trên từng máy."
            ),
            params={"reason": found[2][:200]},
        )
    province = next(name for name, one in facts.items() if found[2] in one.parts)
    if found[1] == worker.BROKEN:
        return exported.broken(found[2], province)
    return Refusal(
        "plans.facts-gone",
        refusal.gettext_noop(
            "Tệp “%(path)s” không còn nữa; nếu %(province)s vừa xuất lại số liệu thì hãy đọc lại từ đầu."
        ),
        params={"path": found[2], "province": province},
    )


def _reason(said: str) -> str:
    """Give what Python said last on a worker, or else the first thing that was said."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    traced = next((place for place, line in enumerate(lines) if line.startswith("Traceback")), None)
    if traced is None:
        return lines[0][:200] if lines else ""
    return next((line for line in lines[traced:] if ERROR.match(line)), lines[0])[:200]
