"""The text of a plan's file cut at its targets, so that one can be written anew and every other word stays.

A list of signs is cut in the same way at its signs.
"""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from motcua.spine import marked

HEAD = "head"  # the name of what stands before the first target
DASH = "- "
LISTS: Mapping[str, str] = {
    "targets": "id",
    "detectors": "key",
}  # what a file lists, and the key that names each


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A target (or a sign) as its file has it, its keys at the line's beginning: what stood at `column` there stands at 1 here.

    It begins at `line` (from 1) and takes up `count` lines; remarks between two belong to neither.
    """

    text: str
    line: int
    count: int
    column: int = 1


def blocks(text: str) -> dict[str, Block]:
    """Give the block of every target by its id (of a sign by its key), and the lines before them as `head`; none from a broken file."""
    items = _items(text)
    if items is None:
        return {}
    lines = text.split("\n")
    starts = [mark for _, mark in items]
    end = len(lines) - 1 if lines[-1] == "" else len(lines)
    found = {HEAD: _cut(lines, 0, starts[0] if starts else end, head=True)}
    for place, (name, start) in enumerate(items):
        found[name] = _cut(lines, start, starts[place + 1] if place + 1 < len(starts) else end)
    return found


def replaced(text: str, name: str, body: str) -> str:
    """Give the file with one block written anew; an empty body takes a target out, an unknown name adds one at the end."""
    return placed(text, name, body)[0]


def placed(text: str, name: str, body: str) -> tuple[str, Block]:
    """Give the same, and where the block stands in it."""
    found = blocks(text)
    lines = text.rstrip("\n").split("\n")
    old = found.get(name)
    if old is None:
        column = next((block.column for key, block in found.items() if key != HEAD), len(DASH) * 2 + 1)
        if len(found) < 2:  # noqa: PLR2004 - the head alone
            lines = [_opened(line) for line in lines]
        old = Block(text="", line=len(lines) + 1, count=0, column=column)
    own = _indented(body, old.column)
    whole = [*lines[: old.line - 1], *own, *lines[old.line - 1 + old.count :]]
    if name != HEAD and not own and len(found) == 2:  # noqa: PLR2004 - the head and this target
        whole = [f"{line} []" if _opens(line.rstrip()) else line for line in whole]
    at = Block(text=body, line=old.line, count=len(own), column=old.column)
    return "\n".join(whole).rstrip("\n") + "\n", at


def name_of(body: str) -> str:
    """Give the id or key that a block says it has, empty where it says none."""
    try:
        node = marked.composed(body)
    except yaml.YAMLError:
        return ""
    if isinstance(node, yaml.SequenceNode) and node.value:
        node = node.value[0]
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((str(value.value) for key, value in pairs if key.value in LISTS.values()), "")


def _opened(line: str) -> str:
    """Make room for a first target where the file says that there is none."""
    clean = line.split("#", maxsplit=1)[0].replace(" ", "").removesuffix("[]")
    return clean if _opens(clean) else line


def _opens(line: str) -> bool:
    """Tell whether a line opens what the file lists."""
    return line.endswith(":") and line[:-1] in LISTS


def _items(text: str) -> list[tuple[str, int]] | None:
    """Give each target's id and the line (from 0) of its dash; None where the text lists nothing of the kind."""
    try:
        root = marked.composed(text)
    except yaml.YAMLError:
        return None
    if not isinstance(root, yaml.MappingNode):
        return None
    listed, named = next(
        ((value, LISTS[str(key.value)]) for key, value in root.value if str(key.value) in LISTS), (None, "")
    )
    lines = text.split("\n")
    items: list[tuple[str, int]] = []
    for node in listed.value if isinstance(listed, yaml.SequenceNode) and not listed.flow_style else ():
        start, _ = marked.at(node)
        while start and not lines[start].lstrip().startswith(DASH.strip()):
            start -= 1
        name = ""
        if isinstance(node, yaml.MappingNode):
            name = next((str(value.value) for key, value in node.value if key.value == named), "")
        items.append((name or f"line-{start + 1}", start))
    return items


def _cut(lines: list[str], start: int, end: int, *, head: bool = False) -> Block:
    if head:
        return Block(text="\n".join(lines[:end]) + "\n", line=1, count=end)
    column = lines[start].index("-") + len(DASH)
    while end > start + 1 and _between(lines[end - 1], column):
        end -= 1
    first, *rest = lines[start:end]
    own = [first.strip().removeprefix("-").lstrip(), *(line[min(column, _indent(line)) :] for line in rest)]
    return Block(text="\n".join(own) + "\n", line=start + 1, count=end - start, column=column + 1)


def _between(line: str, column: int) -> bool:
    """Tell whether a line at a target's end is empty or a remark that stands outside of it."""
    return not line.strip() or (line.lstrip().startswith("#") and _indent(line) < column)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _indented(body: str, column: int) -> list[str]:
    """Give a block's lines as the file has them: the first behind its dash, the head's as they are."""
    clean = textwrap.dedent(body.replace("\r\n", "\n").strip("\n"))
    if not clean.strip():
        return []
    if column == 1:
        return clean.split("\n")
    if clean.startswith(DASH):
        clean = textwrap.dedent("  " + clean.removeprefix(DASH))
    own = textwrap.indent(clean, " " * (column - 1)).split("\n")
    return [" " * (column - 1 - len(DASH)) + DASH + own[0].lstrip(), *own[1:]]
