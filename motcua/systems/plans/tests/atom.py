"""The rules of RFC 4287 for a feed whose entries are all of its own author, written down from its section 4."""

import re
from datetime import datetime
from xml.etree import ElementTree as ET

ATOM = "{http://www.w3.org/2005/Atom}"
FEED = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "author": (1, 9), "link": (1, 9), "entry": (0, 999)}
FEED |= {"subtitle": (0, 1), "rights": (0, 1)}
ENTRY = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "published": (0, 1), "content": (1, 1)}
ENTRY |= {"link": (1, 9)}
IRI = re.compile(r"[a-z][a-z0-9+.-]*:\S+")
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def read(text: bytes) -> ET.Element:
    """Read a feed of our own."""
    return ET.fromstring(text)  # noqa: S314 - our own answer, not a stranger's


def faults(text: bytes) -> list[str]:
    """List what breaks the rules."""
    root = read(text)
    if root.tag != f"{ATOM}feed":
        return ["the root is no feed"]
    found = _parts(root, FEED)
    ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    if len(ids) != len(set(ids)):
        found.append("two entries of one id")
    if not any(link.get("rel") == "self" for link in root.findall(f"{ATOM}link")):
        found.append("no link to itself")
    for author in root.findall(f"{ATOM}author"):
        found += [] if (author.findtext(f"{ATOM}name") or "").strip() else ["an author without a name"]
    for entry in root.iter(f"{ATOM}entry"):
        found += [f"{entry.findtext(f'{ATOM}id')}: {fault}" for fault in _parts(entry, ENTRY)]
    return found


def _parts(element: ET.Element, allowed: dict[str, tuple[int, int]]) -> list[str]:
    names = [child.tag.removeprefix(ATOM) for child in element]
    found = [f"{name} has no place here" for name in set(names) - set(allowed)]
    for name, (least, most) in allowed.items():
        found += [] if least <= names.count(name) <= most else [f"{names.count(name)} times {name}"]
    for child in element:
        found += _content(child.tag.removeprefix(ATOM), child)
    alternates = [link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
    kinds = [(link.get("type"), link.get("hreflang")) for link in alternates]
    return found + ([] if len(kinds) == len(set(kinds)) else ["two alternates of one kind"])


def _content(name: str, element: ET.Element) -> list[str]:
    text = element.text or ""
    match name:
        case "id":
            good = IRI.fullmatch(text) is not None
        case "updated" | "published":
            good = RFC3339.fullmatch(text) is not None and datetime.fromisoformat(text).tzinfo is not None
        case "link":
            good = bool(element.get("href")) and not text.strip()
        case "title" | "content" | "subtitle" | "rights":
            good = bool(text.strip()) and element.get("type", "text") == "text" and len(element) == 0
        case _:
            good = True
    return [] if good else [f"{name}: {text or element.attrib}"]
