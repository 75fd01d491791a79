"""What is new of a plan, to subscribe to (Atom, RFC 4287): its versions, its months, its turning verdicts.

A month is given as it was told when it was over (decision 0026). What was told never changes; where a table imported
later has figures for what had no data, the entry says so and when (decision 0029).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from xml.etree import ElementTree as ET

from django.utils.translation import gettext

from motcua.base import clock
from motcua.systems.plans import queries, wording
from motcua.systems.plans.opendata import shapes

NAMESPACE = "http://www.w3.org/2005/Atom"
KIND = "application/atom+xml; charset=utf-8"
Address = Callable[..., str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One piece of news: an id for ever, when it came to be, since when it reads so, its words, and the page it speaks of."""

    id: str
    at: datetime
    updated: datetime
    title: str
    text: str
    to: str


def entries(found: queries.News, *, address: Address) -> list[Entry]:
    """Give a plan's news, the latest first."""
    said = [*_versions(found, address), *_months(found, address), *_turns(found, address)]
    return sorted(said, key=lambda entry: (entry.updated, entry.id), reverse=True)


def written(found: queries.News, news: list[Entry], *, address: Address) -> bytes:
    """Write a plan's news as a feed."""
    plan = found.plan.plan
    root = ET.Element("feed", {"xmlns": NAMESPACE, "xml:lang": wording.language()})
    _put(root, "id", f"urn:motcua:plan:{plan.id}")
    _put(root, "title", wording.say(plan.name))
    _put(root, "subtitle", gettext("Phiên bản mới, tháng vừa khép lại, chỉ tiêu đổi kết luận"))
    _put(root, "updated", _time(max(entry.updated for entry in news)))
    _put(ET.SubElement(root, "author"), "name", wording.say(plan.issuer))
    rights = wording.say(shapes.LICENCE)
    _put(root, "rights", f"{gettext('Dữ liệu mô phỏng.')} {rights}" if shapes.simulated() else rights)
    own = address("plan_feed", plan=plan.id)
    ET.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": own})
    ET.SubElement(
        root, "link", {"rel": "alternate", "type": "text/html", "href": address("plan", plan=plan.id)}
    )
    for entry in news:
        _write(ET.SubElement(root, "entry"), entry)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text


def _write(element: ET.Element, entry: Entry) -> None:
    _put(element, "id", entry.id)
    _put(element, "title", entry.title)
    _put(element, "updated", _time(entry.updated))
    _put(element, "published", _time(entry.at))
    _put(element, "content", entry.text).set("type", "text")
    ET.SubElement(element, "link", {"rel": "alternate", "type": "text/html", "href": entry.to})


def _versions(found: queries.News, address: Address) -> Iterator[Entry]:
    plan = found.plan.plan
    for version in found.versions:
        yield Entry(
            id=f"urn:motcua:plan:{plan.id}:version:{version.number}",
            at=version.loaded_at,
            updated=version.loaded_at,
            title=gettext("Định nghĩa phiên bản %(number)s có hiệu lực") % {"number": version.number},
            text=gettext("Từ lúc này các chỉ tiêu được đo theo phiên bản %(number)s (SHA-256: %(digest)s).")
            % {"number": version.number, "digest": version.digest},
            to=address("plan", plan=plan.id),
        )


def _months(found: queries.News, address: Address) -> Iterator[Entry]:
    for closed in found.months:
        read = closed.reading
        month = f"{closed.month:%m/%Y}"
        lines = [
            f"{target.id}: {wording.percent(target)} ({wording.verdict(target)})"
            for target in read.targets
            if target.value is not None
        ]
        if closed.anew is not None:
            told = {"day": f"{closed.anew:%d/%m/%Y}", "targets": ", ".join(_added(closed))}
            lines.append(gettext("Ghi thêm ngày %(day)s, từ số liệu nhập sau: %(targets)s.") % told)
        yield Entry(
            id=f"urn:motcua:plan:{read.plan.id}:month:{closed.month:%Y-%m}",
            at=read.as_of,
            updated=closed.anew or read.as_of,
            title=gettext("Hết tháng %(month)s: %(good)s trên %(total)s chỉ tiêu đạt hoặc đúng tiến độ")
            % {"month": month, "good": read.good, "total": read.total},
            text="\n".join(lines) or gettext("Chưa có chỉ tiêu nào có số liệu."),
            to=_on(address("plan", plan=read.plan.id), read),
        )


def _turns(found: queries.News, address: Address) -> Iterator[Entry]:
    for turn in found.turns:
        read, target = turn.closed.reading, turn.target
        before, after = (wording.verdict(target, one) for one in (turn.before, target.verdict))
        told = {"id": target.id, "before": before, "after": after, "month": f"{turn.closed.month:%m/%Y}"}
        yield Entry(
            id=f"urn:motcua:plan:{read.plan.id}:{target.id}:verdict:{turn.closed.month:%Y-%m}",
            at=read.as_of,
            updated=turn.told,
            title=gettext("%(id)s: từ “%(before)s” thành “%(after)s”, hết tháng %(month)s") % told,
            text=f"{wording.say(target.statement)}: {wording.percent(target) or '–'} ({wording.goal(target)})",
            to=_on(address("plan_target", plan=read.plan.id, target=target.id), read),
        )


def _added(closed: queries.Closed) -> list[str]:
    return [target.id for target in closed.reading.targets if target.id in closed.added]


def _on(address: str, read: queries.PlanReading) -> str:
    """Lead to the page as it stood at the end of the day that is read."""
    day = (read.as_of - timedelta(microseconds=1)).astimezone(clock.VN).date()
    return f"{address}?as_of={day:%Y-%m-%d}"


def _put(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = text
    return element


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
