"""What the papers of work files say: the year's list, the documents in a file, a hand-over and its record."""

from collections.abc import Sequence
from datetime import date, datetime

from motcua.base import clock
from motcua.spine import access
from motcua.systems.documents import queries as papers
from motcua.systems.ledger import queries as ledger
from motcua.systems.organisation import queries as organisation
from motcua.systems.workfiles import prints
from motcua.systems.workfiles.queries import kept, listed, reading, records

UNNAMED = "Hồ sơ mật"


def list_paper(*, unit: str, year: int, by: access.Actor, at: datetime) -> prints.Paper:
    """Give a unit's list of files for a year. Raises Refusal of `access`."""
    found = listed.file_list(unit=unit, year=year, by=by, at=at)
    entries = found.entries if found else ()
    approvals = found.approvals if found else ()
    return _paper(
        unit,
        at=at,
        title=prints.LIST_TITLE,
        below=f"Năm {year}" + ("" if approvals else " (dự thảo)"),
        columns=prints.LIST_COLUMNS,
        rows=[
            (one.code, one.title, _term(one.retention), one.keeper_name, _note(one, approved=bool(approvals)))
            for one in entries
        ],
        after=[f"Danh mục có {len(entries)} hồ sơ.", *_approvals(entries, approvals)],
        signers=[
            prints.Signer(title="Người đứng đầu cơ quan", name=approvals[-1].by_name if approvals else "")
        ],
        flipped=True,
    )


def _note(one: records.Entry, *, approved: bool) -> str:
    """Say on what a file rests, and of one that came later: when, by whom."""
    came = f"{one.added_by} thêm ngày {_moment(one.added_at)}"
    if one.supplements and one.approval:
        later = f"Bổ sung lần {one.version - 1}, {came}, phê duyệt ngày {_moment(one.approval.at)}"
    else:
        later = f"Đề nghị bổ sung, {came}" if approved and not one.version else ""
    return "; ".join(filter(None, (one.basis, later)))


def _approvals(entries: Sequence[records.Entry], approvals: Sequence[records.Approval]) -> list[str]:
    """Say by whom the list was approved, and what supplements it."""
    said = []
    for number, one in enumerate(approvals):
        many = sum(entry.version == number + 1 for entry in entries)
        what = f"Bổ sung lần {number}: {many} hồ sơ, được" if number else "Được"
        said.append(f"{what} phê duyệt ngày {_moment(one.at)}, {one.by_name}.")
    waiting = sum(not entry.version for entry in entries)
    return [*said, f"Đang đề nghị bổ sung {waiting} hồ sơ."] if approvals and waiting else said


def file_paper(*, file_id: str, by: access.Actor, at: datetime) -> prints.Paper:
    """Give the list of the documents in a file. Raises Refusal of `kept.file`."""
    found = kept.file(file_id=file_id, by=by, at=at)
    state = found.state
    return _paper(
        state.unit,
        at=at,
        title=prints.INSIDE_TITLE,
        below=f"Hồ sơ số {state.symbol}: {found.title or UNNAMED}",
        columns=prints.INSIDE_COLUMNS,
        rows=[
            (
                str(one.number),
                one.symbol,
                _day(one.dated),
                one.subject,
                one.party,
                _counted(one.extent, paper=one.paper),
                "",
            )
            for one in found.documents
        ],
        after=[
            f"Hồ sơ có {len(found.documents)} văn bản; {state.steps} bước xử lý, trong đó {state.steps_online} bước trên môi trường mạng."
        ],
        signers=[prints.Signer(title="Người lập hồ sơ", name=found.keeper_name)],
        flipped=True,
    )


def batch_paper(*, batch_id: str, by: access.Actor, at: datetime) -> prints.Paper:
    """Give the list of the files of a hand-over. Raises Refusal of `kept.batch`."""
    found = kept.batch(batch_id=batch_id, by=by, at=at)
    return _paper(
        found.unit,
        at=at,
        title=prints.BATCH_TITLE,
        below=f"Lần nộp lưu số {found.number} năm {found.year}",
        columns=prints.BATCH_COLUMNS,
        rows=[_line(number, one) for number, one in enumerate(found.files, start=1)],
        after=[f"Mục lục này có {len(found.files)} hồ sơ, {_all(found.files)}."],
        signers=[prints.Signer(title="Người lập", name=found.given_by)],
        flipped=True,
    )


def receipt(*, batch_id: str, by: access.Actor, at: datetime) -> prints.Paper:
    """Give the record of a hand-over: what was given, by whom, and who took it. Raises Refusal of `kept.batch`."""
    found = kept.batch(batch_id=batch_id, by=by, at=at)
    taken = (
        f"Lưu trữ cơ quan đã nhận ngày {_moment(found.taken_at)}."
        if found.taken_at
        else "Lưu trữ cơ quan chưa nhận."
    )
    documents = sum(one.documents for one in found.files)
    return _paper(
        found.unit,
        at=at,
        title=prints.RECEIPT_TITLE,
        below=f"Lần nộp lưu số {found.number} năm {found.year}",
        before=[
            "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
            f"Căn cứ Danh mục hồ sơ năm {found.year} của {papers.called(found.unit)}.",
            f"Bên giao: {found.given_by}, nộp ngày {_moment(found.given_at)}.",
            f"Bên nhận: Lưu trữ cơ quan. {taken}",
            f"Nội dung giao nhận: {len(found.files)} hồ sơ, {documents} văn bản, {_all(found.files)}, theo Mục lục hồ sơ, tài liệu nộp lưu kèm theo.",
            "Hình thức: trên hệ thống; văn bản chỉ có bản giấy được giao kèm hồ sơ giấy.",
        ],
        signers=[
            prints.Signer(title="Bên giao", name=found.given_by),
            prints.Signer(title="Bên nhận", name=found.taken_by),
        ],
    )


def _paper(unit: str, *, at: datetime, title: str, below: str, **said: object) -> prints.Paper:
    known = organisation.unit(code=unit)
    parent = organisation.unit(code=known.parent).name if known.parent else ""
    return prints.Paper(
        title=title,
        below=below,
        unit=known.name,
        parent=parent,
        at=at,
        simulated=ledger.is_simulated(),
        **said,  # type: ignore[arg-type]  # each caller above gives the paper's own fields
    )


def _line(number: int, one: records.Line) -> tuple[str, ...]:
    return (
        str(number),
        one.symbol,
        one.title or UNNAMED,
        f"{_day(one.opened_on)} - {_day(one.closed_on)}",
        _term(one.retention),
        _much(one.extent),
        "" if one.on_network else "có bước trên giấy",
    )


def _counted(extent: int | None, *, paper: bool) -> str:
    """Say how long a document is: sheets on paper, pages where electronic."""
    kind = "bản giấy" if paper else "điện tử"
    return f"{extent} {'tờ' if paper else 'trang'}, {kind}" if extent else kind


def _much(extent: records.Extent) -> str:
    """Say how much lies in a file."""
    parts = [
        f"{extent.sheets} tờ" if extent.sheets else "",
        f"{extent.pages} trang điện tử" if extent.pages else "",
        f"{extent.uncounted} văn bản chưa đếm" if extent.uncounted else "",
    ]
    return ", ".join(filter(None, parts)) or "không có tờ nào"


def _all(files: Sequence[records.Line]) -> str:
    """Say how much lies in several files together."""
    return _much(
        records.Extent(
            sheets=sum(one.extent.sheets for one in files),
            pages=sum(one.extent.pages for one in files),
            uncounted=sum(one.extent.uncounted for one in files),
        )
    )


def _term(key: str) -> str:
    known = reading.terms().terms.get(key)
    return known.name.vi if known else key


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _moment(moment: datetime | None) -> str:
    return _day(moment.astimezone(clock.VN).date()) if moment else ""
