"""Import a table into a register at the terminal."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext, ngettext

from motcua.base import clock, problem, store
from motcua.base.templatetags.motcua import vn_number
from motcua.spine import access, refusal
from motcua.systems.registers import actions, queries, tables, wording
from motcua.systems.registers.rules import table

IMPORTER = access.system("importer")
SHOWN = 20
SOME_REFUSED = 3  # the exit status by which a script knows; 2 is a command line that cannot be read


class Command(BaseCommand):
    """Import FILE.xlsx; rows that cannot be taken go, with their reasons, into a table beside it."""

    help = (
        "import-table REGISTER FILE.xlsx: take a table into a register; the same table again changes nothing."
        " Exit status 0: every row was taken; 3: some rows were refused, the others taken; 1: nothing was taken."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("register")
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )
        parser.add_argument("--since", type=_day, help="the day since when the rows hold: 2023-01-31")
        parser.add_argument(
            "--complete", action="store_true", help="the table is the whole register: other rows end"
        )
        parser.add_argument(
            "--document", type=Path, help="the paper that issued the figures: PDF, image, DOCX, XLSX"
        )
        parser.add_argument(
            "--refusals", type=Path, help="where refused rows go; FILE-refused.xlsx by default"
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *, file: Path, document: Path | None, dry_run: bool, json: bool, **options: Any) -> None:
        act = actions.rehearse_import if dry_run else actions.import_table
        try:
            wanted = actions.Wanted(
                register=options["register"],
                since=options["since"],
                whole=options["complete"],
                document=_file(document) if document else None,
            )
            outcome = act(wanted=wanted, file=_file(file), by=IMPORTER, at=clock.now())
        except table.FaultyTable as refused:
            raise CommandError("\n".join(_faulty(file, refused))) from refused
        except refusal.Refusal as refused:
            raise CommandError(problem.say(refused)) from refused
        except FileNotFoundError as error:
            raise CommandError(gettext("Không có tệp %(file)s.") % {"file": error.filename}) from error
        except OSError as error:
            message = gettext("Không đọc hay ghi được “%(target)s”: %(reason)s")
            raise CommandError(message % {"target": error.filename, "reason": error.strerror}) from error
        refusals = self._keep_refused(
            outcome, options["refusals"] or file.with_name(f"{file.stem}-refused.xlsx")
        )
        if json:
            self.stdout.write(msgspec.json.encode(_as_json(outcome, refusals, dry_run=dry_run)).decode())
        else:
            for line in _said(outcome, file, refusals, dry_run=dry_run):
                self.stdout.write(line)
        if outcome.refused:
            raise SystemExit(SOME_REFUSED)

    def _keep_refused(self, outcome: actions.Outcome, path: Path) -> Path | None:
        """Write the refused rows where they can be mended; None where there are none."""
        if not outcome.refused:
            return None
        register = queries.register(outcome.register)
        content = tables.refused(register, heading=outcome.heading, rows=outcome.refused)
        try:
            path.write_bytes(content)
        except OSError as error:
            message = gettext("Không đọc hay ghi được “%(target)s”: %(reason)s")
            self.stderr.write(message % {"target": path, "reason": error.strerror})
            return None
        return path


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError as error:
        message = gettext("“%(value)s” không phải là ngày; hãy viết năm-tháng-ngày, ví dụ 2023-01-31.")
        raise ArgumentTypeError(message % {"value": said}) from error


def _file(path: Path) -> actions.File:
    """Read a file; one byte more than the store takes is enough for it to refuse."""
    with path.open("rb") as file:
        return actions.File(name=path.name, content=file.read(store.LARGEST + 1))


def _as_json(outcome: actions.Outcome, refusals: Path | None, *, dry_run: bool) -> dict[str, Any]:
    return {
        "register": outcome.register,
        "import": outcome.number,
        "dry_run": dry_run,
        "added": outcome.added,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
        "ended": outcome.ended,
        "refused": len(outcome.refused),
        "refusals": str(refusals) if refusals else None,
        "doubted": outcome.doubted,
        "doubts": [
            {"row": row.row, "column": each.heading, "code": each.code, "reason": wording.reason(each)}
            for row in outcome.doubts
            for each in row.doubts
        ],
        "reasons": [
            {"row": bad.row, "column": each.heading, "code": each.code, "reason": wording.reason(each)}
            for bad in outcome.refused
            for each in bad.reasons
        ],
    }


def _faulty(file: Path, refused: table.FaultyTable) -> Iterator[str]:
    """Tell each fault where it stands, once; the refusal's own sentence would tell the first a second time."""
    for each in refused.cells:
        yield f"{file}:{each.cell}: {wording.fault(each)}"
    count = len(refused.cells)
    yield ngettext(
        "Bảng có %(count)s lỗi nên chưa dòng nào được nhập.",
        "Bảng có %(count)s lỗi nên chưa dòng nào được nhập.",
        count,
    ) % {"count": vn_number(count)}


def _said(outcome: actions.Outcome, file: Path, refusals: Path | None, *, dry_run: bool) -> Iterator[str]:
    counts = {
        "added": vn_number(outcome.added),
        "changed": vn_number(outcome.changed),
        "unchanged": vn_number(outcome.unchanged),
        "ended": vn_number(outcome.ended),
        "refused": vn_number(len(outcome.refused)),
    }
    said = gettext(
        "%(added)s dòng mới, %(changed)s dòng thay đổi, %(unchanged)s dòng giữ nguyên, %(ended)s dòng kết thúc, %(refused)s dòng không nhận"
    )
    beside = " " + gettext("(xem trước, chưa ghi gì)") if dry_run else ""
    yield f"{outcome.register}: {said % counts}{beside}"
    yield from _rows(file, [(bad.row, bad.reasons) for bad in outcome.refused], len(outcome.refused))
    if outcome.doubted:
        yield gettext("Số dòng đã nhận nhưng nên xem lại: %(count)s") % {"count": vn_number(outcome.doubted)}
    yield from _rows(file, [(row.row, row.doubts) for row in outcome.doubts], outcome.doubted)
    if outcome.ends_most and dry_run:
        yield gettext(
            "Cảnh báo: bảng này kết thúc %(ended)s dòng trong %(had)s dòng sổ đang có; nếu bảng chỉ là một phần của sổ thì hãy nhập không có --complete."
        ) % {"ended": counts["ended"], "had": vn_number(outcome.had)}
    if refusals:
        yield gettext("Các dòng không nhận, để sửa rồi nhập lại: %(file)s") % {"file": refusals}


def _rows(file: Path, rows: Sequence[tuple[int, Sequence[table.Reason]]], count: int) -> Iterator[str]:
    """Tell the first of `count` rows with their reasons, and how many more there are."""
    for row, reasons in rows[:SHOWN]:
        yield f"{file}:{row}: {wording.reasons(reasons)}"
    if count > SHOWN:
        yield gettext("… còn %(count)s dòng nữa") % {"count": vn_number(count - SHOWN)}
