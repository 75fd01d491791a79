"""A YAML text as plain words, lists and mappings, with the line and column each came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from motcua.spine.fault import Fault
from motcua.spine.refusal import gettext_noop

Plain = str | list["Plain"] | dict[str, "Plain"]
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEPTH = 12


@dataclass(kw_only=True, slots=True)
class Text:
    """One text read: its content in plain shapes, the mark of each path, and what was wrong with the YAML itself."""

    content: Plain = ""
    marks: dict[str, tuple[int, int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    nodes: set[int] = field(default_factory=set)

    def fault(self, *, path: str, code: str, message: str, params: Mapping[str, str | int]) -> None:
        """Note a fault at `path`, or where its nearest known ancestor stands."""
        line, column = self.mark(path)
        self.faults.append(
            Fault(line=line, column=column, path=path, code=code, message=message, params=params),
        )

    def mark(self, path: str) -> tuple[int, int]:
        """Give the line and column of `path` or of its nearest known ancestor, from 1; zeros where there is no text."""
        while path and path not in self.marks:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self.marks.get(path, (0, 0))


def read(text: str) -> Text:
    """Read `text`; every scalar stays the word it is written with, and a key written twice is a fault."""
    found = Text()
    try:
        node = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        found.marks[""] = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        found.fault(
            path="",
            code="worktime.calendar-not-yaml",
            message=gettext_noop("Tệp lịch làm việc không đúng cú pháp YAML: %(reason)s."),
            params={"reason": str(getattr(error, "problem", None) or error)},
        )
        return found
    if node is None:
        found.marks[""] = (1, 1)
    else:
        found.content = _plain(node, "", found, depth=0)
    return found


def _plain(node: yaml.Node, path: str, found: Text, *, depth: int) -> Plain:
    found.marks.setdefault(path, (node.start_mark.line + 1, node.start_mark.column + 1))
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if depth >= DEPTH or id(node) in found.nodes:  # an alias could repeat a branch without end
        found.fault(
            path=path,
            code="worktime.calendar-too-deep",
            message=gettext_noop(
                "“%(path)s”: nội dung lồng nhau quá sâu hoặc lặp lại; viết thẳng nội dung ra."
            ),
            params={"path": path},
        )
        return ""
    found.nodes.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, f"{path}[{n}]", found, depth=depth + 1) for n, item in enumerate(node.value)]
    content: dict[str, Plain] = {}
    for key, value in node.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
        inner = f"{path}.{name}" if path else name
        if name in content:
            found.marks[f"{inner} (2)"] = (key.start_mark.line + 1, key.start_mark.column + 1)
            found.fault(
                path=f"{inner} (2)",
                code="worktime.calendar-key-twice",
                message=gettext_noop("Mục “%(key)s” được ghi hai lần; giữ lại một."),
                params={"key": inner},
            )
            continue
        found.marks[inner] = (key.start_mark.line + 1, key.start_mark.column + 1)
        content[name] = _plain(value, inner, found, depth=depth + 1)
    return content
