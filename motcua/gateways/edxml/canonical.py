"""A message as JSON, in the keys by which the samples of the standard are compared, and back."""

import dataclasses
import json
from collections.abc import Callable, Mapping
from typing import Any

from motcua.gateways.edxml import records, wire
from motcua.gateways.edxml.contents import Content
from motcua.gateways.edxml.refusal import Refusal
from motcua.gateways.edxml.wire import Kind
from motcua.spine.refusal import gettext_noop as _

KINDS: Mapping[str, type] = {"document": records.Document, "status": records.Status}
TYPES: Mapping[Kind, type] = {Kind.NUMBER: int, Kind.TRUTH: bool}
EXTRA = ("kind", "manifest", "attachments")
OF_FILE = ("sha256", "file")

Find = Callable[[Mapping[str, Any]], Content]
"""Finds the file of an attachment by what the JSON says of it (`name`, `size`, `sha256`, `file`)."""


def to_value(message: records.Message) -> dict[str, Any]:
    """Give a message as the values that JSON knows."""
    kind = "status" if isinstance(message, records.Status) else "document"
    return {"kind": kind, **_object(message)}


def to_json(message: records.Message) -> str:
    """Give a message as JSON text, two blanks deep."""
    return json.dumps(to_value(message), ensure_ascii=False, indent=2)


def from_json(text: str | bytes, *, find: Find) -> records.Message:
    """Read a message from JSON; absent keys are absent values. Refusal `edxml.json-*` where it is none."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise Refusal("edxml.json-not-readable", _("Tệp không phải là JSON hợp lệ."), line=line) from error
    named = value.get("kind") if isinstance(value, dict) else None
    kind = KINDS.get(named) if isinstance(named, str) else None
    if kind is None:
        raise _wrong("kind")
    found = _record(value, kind, "", EXTRA)
    if kind is records.Document:
        manifest = _list(value, "manifest", "")
        attachments = _list(value, "attachments", "")
        found = dataclasses.replace(
            found,
            manifest=tuple(
                _record(each, records.Entry, f"manifest.{at}") for at, each in enumerate(manifest)
            ),
            attachments=tuple(_file(each, f"attachments.{at}", find) for at, each in enumerate(attachments)),
        )
    return found  # type: ignore[no-any-return]  # one of KINDS


def camel(attr: str) -> str:
    """Give the key of an attribute: `from_` is `from`, `page_amount` is `pageAmount`."""
    first, *rest = attr.rstrip("_").split("_")
    return first + "".join(word.capitalize() for word in rest)


def _object(record: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in dataclasses.fields(record):
        value = getattr(record, each.name)
        if isinstance(value, Content):
            found |= {"size": value.size, "sha256": value.sha256}
        else:
            found[camel(each.name)] = _said(value)
    return found


def _said(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_said(each) for each in value]
    return _object(value) if dataclasses.is_dataclass(value) else value


def _file(value: Any, where: str, find: Find) -> records.Attachment:
    found = _values(value, records.Attachment, where, (*OF_FILE, "size"))
    for key in OF_FILE:
        if not isinstance(value.get(key), str | None):
            raise _wrong(f"{where}.{key}")
    return records.Attachment(**found, content=find(value))


def _record(value: Any, kind: type, where: str, besides: tuple[str, ...] = ()) -> Any:
    return kind(**_values(value, kind, where, besides))


def _values(value: Any, kind: type, where: str, besides: tuple[str, ...] = ()) -> dict[str, Any]:
    """Read an object by the record's table; a key it does not have is said, not passed over."""
    if not isinstance(value, dict):
        raise _wrong(where)
    parts = {camel(part.attr): part for part in wire.TABLES[kind]}
    strange = [key for key in value if key not in parts and key not in besides]
    if strange:
        raise _wrong(f"{where}.{strange[0]}".lstrip("."))
    found: dict[str, Any] = {}
    for key, part in parts.items():
        here = f"{where}.{key}".lstrip(".")
        if part.many:
            items = _list(value, key, where)
            found[part.attr] = tuple(_one(each, part, f"{here}.{at}") for at, each in enumerate(items))
        elif value.get(key) is not None:
            found[part.attr] = _one(value[key], part, here)
    return found


def _one(value: Any, part: wire.Part, where: str) -> Any:
    if isinstance(part, wire.Block):
        return _record(value, part.record, where)
    if type(value) is not TYPES.get(part.kind, str):
        raise _wrong(where)
    return value


def _list(value: Mapping[str, Any], key: str, where: str) -> list[Any]:
    found = value.get(key)
    if found is not None and not isinstance(found, list):
        raise _wrong(f"{where}.{key}".lstrip("."))
    return found or []


def _wrong(where: str) -> Refusal:
    return Refusal(
        "edxml.json-not-message",
        _("JSON không mô tả một thông điệp edXML: sai ở “%(where)s”."),
        params={"where": where},
    )
