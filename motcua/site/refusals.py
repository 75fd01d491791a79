"""Every way in which the house says no, read from its own source: what a program or a person may be answered."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CODE = re.compile(r"[a-z]+(-[a-z]+)*\.[a-z0-9]+(-[a-z0-9]+)*")
MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop"}
# Where refusals are made of faults: the functions that take a code without its room, after the place of the fault.
FAULTS = {"sentence": {"fault", "at"}}
LEFT_OUT = {"tests", "migrations"}

Scope = ast.Module | ast.FunctionDef


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Written:
    """One refusal where it is written: its sentences in Vietnamese (two where one of two is said), and the article."""

    code: str
    messages: tuple[str, ...]
    article: str
    where: str


def written(root: Path) -> tuple[Written, ...]:
    """Read every refusal under `root`, by code; one whose code or sentence cannot be read has none here."""
    return tuple(sorted(found for path in sources(root) for found in _in_file(path, root)))


def sources(root: Path) -> list[Path]:
    """Give the source files that people's refusals come from."""
    return [path for path in sorted(root.rglob("*.py")) if not LEFT_OUT & set(path.relative_to(root).parts)]


def _in_file(path: Path, root: Path) -> Iterator[Written]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    room = next((name for name in FAULTS if name in path.parts), "")
    scopes: list[Scope] = [tree, *(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))]
    for scope in scopes:
        for call in _calls(scope):
            code, message = _code(call, room)
            if code:
                yield Written(
                    code=code,
                    messages=tuple(_said(message, scope, tree)),
                    article=_article(call),
                    where=f"{path.relative_to(root)}:{call.lineno}",
                )


def _calls(scope: ast.AST) -> Iterator[ast.Call]:
    """Give the calls of a scope that stand in no function within it."""
    for node in ast.iter_child_nodes(scope):
        if isinstance(node, ast.Call):
            yield node
        if not isinstance(node, ast.FunctionDef):
            yield from _calls(node)


def _code(call: ast.Call, room: str) -> tuple[str, ast.expr | None]:
    name = _name(call)
    if (name.endswith("Refusal") or _of_its_own(call)) and call.args:
        first, message = call.args[0], call.args[1] if len(call.args) > 1 else None
        text = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""
        return (text, message) if CODE.fullmatch(text) else ("", None)
    if room and name in FAULTS[room] and len(call.args) > 2:  # noqa: PLR2004 - the place, the code, the sentence
        code = call.args[1]
        if isinstance(code, ast.Constant) and isinstance(code.value, str):
            return f"{room}.{code.value}", call.args[2]
    return "", None


def _of_its_own(call: ast.Call) -> bool:
    """Tell whether a refusal of its own kind is made: `super().__init__` of a class that knows its code."""
    match call.func:
        case ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr="__init__"):
            return True
    return False


def _said(message: ast.expr | None, scope: Scope, tree: ast.Module) -> Iterator[str]:
    """Give the sentences an expression can be: marked text, one of two, or what a name was given last."""
    match message:
        case ast.Call(args=[ast.Constant(value=str(text)), *_]) if _name(message) in MARKS:
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from _said(one, scope, tree)
            yield from _said(other, scope, tree)
        case ast.Name(id=name):
            given = [
                node
                for node in ast.walk(scope)
                if isinstance(node, ast.Assign) and node.lineno < message.lineno and _names(node) == [name]
            ]
            if given:
                yield from _said(max(given, key=lambda node: node.lineno).value, scope, tree)
            elif isinstance(scope, ast.FunctionDef):
                yield from _handed(name, scope, tree)


def _handed(name: str, function: ast.FunctionDef, tree: ast.Module) -> Iterator[str]:
    """Give the sentences that a function is handed as its argument `name` by its callers in the same file."""
    places = [argument.arg for argument in function.args.args if argument.arg != "self"]
    for node in ast.walk(tree) if name in places else ():
        if isinstance(node, ast.Call) and _name(node) == function.name and len(node.args) == len(places):
            yield from _said(node.args[places.index(name)], tree, tree)


def _names(node: ast.Assign) -> list[str]:
    return [target.id for target in node.targets if isinstance(target, ast.Name)]


def _name(call: ast.Call) -> str:
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


def _article(call: ast.Call) -> str:
    for word in call.keywords:
        if word.arg == "article" and isinstance(word.value, ast.Constant):
            return str(word.value.value)
    return ""
