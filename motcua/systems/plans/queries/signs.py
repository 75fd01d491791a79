"""What the editor shows of a list of signs: its text by sign, and a sign tried out."""

from collections.abc import Sequence
from datetime import datetime

from motcua.spine import plan as plans, refusal
from motcua.spine.collection import nearest
from motcua.spine.fault import Fault
from motcua.spine.plan import blocks
from motcua.systems.plans import counting, models
from motcua.systems.plans.queries import current, editor, watched


def watch_source(name: str, *, version: int | None = None) -> editor.Source:
    """Give the text of a list of signs in force, or of an earlier version. Raises Refusal `plans.no-such-list`."""
    rows = models.WatchVersion.objects.filter(list=name).order_by("-number")
    row = (rows if version is None else rows.filter(number=version)).first()
    if row is None and version is None:
        known = models.WatchVersion.objects.order_by("list").values_list("list", flat=True).distinct()
        raise current.Refusal(
            "plans.no-such-list",
            refusal.gettext_noop("Không có danh sách dấu hiệu “%(list)s”; có phải ý là “%(nearest)s”?"),
            params={"list": name[:60], "nearest": nearest(name[:60], list(known))},
        )
    number, text = (row.number, row.body) if row else (version or 0, "")
    return editor.Source(name=name, version=number, text=text, signs=True)


def watch_list(found: editor.Source) -> tuple[plans.WatchList | None, Sequence[Fault]]:
    """Read a list of signs, or tell why today's collections can no longer read it."""
    try:
        return plans.read_watch(found.text, collections=counting.engine().collections), ()
    except plans.Refusal as refused:
        return None, refused.faults


def sign_block(found: editor.Source, name: str) -> str:
    """Give the text of one sign. Raises Refusal `plans.no-such-sign`."""
    text = found.block(name)
    if text is None:
        raise watched.no_such_sign(name, found.targets)
    return text


def try_sign(*, found: editor.Source, name: str, body: str, by: str = "", now: datetime) -> editor.Trial:
    """Try a sign as typed in the place of `name` (empty: a new one) over this year, without putting anything in force."""
    text, at = blocks.placed(found.text, name, body)
    collections = counting.engine().collections
    known = plans.watch_faults(text, collections=collections)
    if known:
        return editor.faulty(known, at)
    typed = blocks.name_of(body) if name != blocks.HEAD else ""
    detector = plans.read_watch(text, collections=collections).detector(typed)
    if detector is None:
        return editor.Trial()
    if detector.sentence is None:
        return editor.Trial(sign=watched.Sign(detector=detector, words=None, share=None))
    with watched.sitting_of(watched.year(None, now), detector.sentence) as sitting:
        return editor.Trial(
            sign=watched.counted(detector, sitting),
            tried=[
                editor.tried(sitting, detector.sentence, key=detector.key, by=by, side=counting.Side.THAT)
            ],
        )
