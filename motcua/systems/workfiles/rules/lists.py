"""The year's list of files of an agency (NĐ 30/2020/NĐ-CP, Article 28): proposed, and approved by its head."""

import dataclasses
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.spine import event
from motcua.spine.refusal import gettext_noop as _
from motcua.systems.workfiles.rules import commands
from motcua.systems.workfiles.rules.stages import (
    LIST_ACT_NAMES,
    LIST_PLACES,
    LIST_STAGE_NAMES,
    ListAct,
    ListStage,
)
from motcua.systems.workfiles.rules.state import Refusal

LIST_FACTS: Mapping[ListAct, str] = {
    ListAct.ADD_ENTRY: "file_list.entry_added",
    ListAct.STRIKE_ENTRY: "file_list.entry_struck",
    ListAct.PROPOSE: "file_list.proposed",
    ListAct.RETURN: "file_list.returned",
    ListAct.APPROVE: "file_list.approved",
}
LIST_ACT_OF: Mapping[str, ListAct] = {kind: act for act, kind in LIST_FACTS.items()}
CODE = re.compile(r"[^\W_]+(?:[.\-][^\W_]+)*")
LONGEST_CODE = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A file that the year will bring, as the list foresees it; `title` and `basis` are digests.

    `version`: with which approval of the list it came into force, 0 while it is only proposed.
    """

    code: str
    title: str
    retention: str
    keeper: str
    basis: str
    version: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class FileList:
    """A unit's list of files for a year, as its facts leave it; `version` counts its approvals."""

    unit: str
    year: int
    seq: int
    stage: ListStage
    acted_at: datetime
    entries: tuple[Entry, ...] = ()
    proposed_by: str | None = None
    approved_by: str | None = None
    approved_at: datetime | None = None
    version: int = 0

    @property
    def proposed(self) -> tuple[Entry, ...]:
        """Give the entries that no approval has put in force yet."""
        return tuple(one for one in self.entries if not one.version)

    def entry(self, code: str) -> Entry | None:
        """Give the entry of a code, None where there is none."""
        return next((one for one in self.entries if one.code == code), None)


def checked_code(text: str) -> str:
    """Give a file's number and symbol as it is kept (`01.CCHC`). Raises Refusal `workfiles.code-not-valid`."""
    tidy = "".join(unicodedata.normalize("NFC", text).split()).upper()
    if not CODE.fullmatch(tidy) or len(tidy) > LONGEST_CODE:
        raise Refusal(
            "workfiles.code-not-valid",
            _(
                "Số và ký hiệu hồ sơ “%(code)s” không đúng: chỉ gồm chữ in hoa và số nối bằng dấu chấm, ví dụ 01.CCHC."
            ),
            article="Nghị định 30/2020/NĐ-CP, Phụ lục V",
            params={"code": text[:40]},
        )
    return tidy


def decide_list(
    state: FileList | None, command: commands.ListCommand, *, by: str, at: datetime
) -> event.Fact:
    """Turn what somebody wants of a list into the fact that it happened. Raises Refusal, `workfiles.…`."""
    act = command.act
    if state is None:
        if act is not ListAct.ADD_ENTRY:
            raise Refusal("workfiles.no-such-list", _("Đơn vị chưa có danh mục hồ sơ của năm này."))
    else:
        _check(state, command, at)
    return event.Fact(kind=LIST_FACTS[act], at=at, by=by, data=command.data())


def _check(state: FileList, command: commands.ListCommand, at: datetime) -> None:
    if command.act not in LIST_PLACES[state.stage]:
        raise Refusal(
            "workfiles.list-act-not-allowed",
            _("Danh mục hồ sơ đang ở trạng thái “%(stage)s” nên chưa thể thực hiện: %(act)s."),
            params={"stage": LIST_STAGE_NAMES[state.stage], "act": LIST_ACT_NAMES[command.act]},
        )
    match command:
        case commands.AddEntry(code=code) if state.entry(code) is not None:
            raise Refusal(
                "workfiles.already-listed", _("Danh mục đã có hồ sơ mang số %(code)s."), params={"code": code}
            )
        case commands.AddEntry() if state.version and at.astimezone(event.VN).year > state.year:
            raise Refusal(
                "workfiles.list-year-over",
                _("Năm %(year)s đã hết nên danh mục hồ sơ của năm không bổ sung được nữa."),
                article="Nghị định 30/2020/NĐ-CP, Điều 28",
                params={"year": state.year},
            )
        case commands.StrikeEntry(code=code) if code not in {one.code for one in state.proposed}:
            raise Refusal(
                "workfiles.no-such-entry",
                _("Danh mục không có hồ sơ mang số %(code)s."),
                params={"code": code},
            )
        case commands.Propose() if not state.proposed:
            raise Refusal("workfiles.list-empty", _("Danh mục chưa có hồ sơ nào để trình."))
        case commands.Return(words=""):
            raise Refusal("workfiles.reason-missing", _("Hãy ghi rõ vì sao trả lại danh mục."))


def apply_list(state: FileList | None, fact: event.Fact) -> FileList:
    """Give the list after one more fact."""
    act = LIST_ACT_OF[fact.kind]
    data: Mapping[str, Any] = fact.data
    if act is ListAct.ADD_ENTRY:
        entry = Entry(**{name: data[name] for name in ("code", "title", "retention", "keeper", "basis")})
        if state is None:
            return FileList(
                unit=data["unit"],
                year=data["year"],
                seq=1,
                stage=ListStage.DRAFT,
                acted_at=fact.at,
                entries=(entry,),
            )
        changes: dict[str, Any] = {"entries": (*state.entries, entry)}
    elif state is None:
        msg = f"{fact.kind} begins no list"
        raise ValueError(msg)
    else:
        changes = _changes(state, act, fact)
    after = dataclasses.replace(state, seq=state.seq + 1, acted_at=fact.at, **changes)
    stage = LIST_PLACES[state.stage][act]
    if (
        stage is ListStage.SUPPLEMENT_DRAFT and not after.proposed
    ):  # the last of what was proposed is struck again
        stage = ListStage.APPROVED
    return dataclasses.replace(after, stage=stage)


def _changes(state: FileList, act: ListAct, fact: event.Fact) -> dict[str, Any]:
    match act:
        case ListAct.STRIKE_ENTRY:
            return {"entries": tuple(one for one in state.entries if one.code != fact.data["code"])}
        case ListAct.PROPOSE:
            return {"proposed_by": fact.by}
        case ListAct.RETURN:
            return {"proposed_by": None}
        case _:
            version = state.version + 1
            entries = tuple(
                one if one.version else dataclasses.replace(one, version=version) for one in state.entries
            )
            return {
                "approved_by": fact.by,
                "approved_at": fact.at,
                "version": version,
                "entries": entries,
            }


def replay_list(facts: Iterable[event.Fact]) -> FileList | None:
    """Give the list that a whole history leaves."""
    state: FileList | None = None
    for fact in facts:
        state = apply_list(state, fact)
    return state
