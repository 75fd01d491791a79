"""Say the signatures of a paper at the terminal."""

import json as text
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.base import clock, problem, signing
from motcua.base.templatetags.motcua import vn_datetime
from motcua.spine import refusal
from motcua.systems.documents import queries, wording


class Command(BaseCommand):
    """Read FILE.pdf; ends with 1 where a signature does not hold, or there is none."""

    help = "check-signatures FILE.pdf [--json]: who signed, when, and whether each signature holds"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true")

    def handle(self, *, file: Path, json: bool, **_: Any) -> None:
        try:
            found = signing.check(file.read_bytes(), trust=queries.trust(), at=clock.now())
        except refusal.Refusal as no:
            raise CommandError(problem.say(no)) from no
        except OSError as error:
            raise CommandError(f"Không mở được tệp {error.filename}: {error.strerror}") from error
        lines = [_line(one) for one in found] or ["Tệp không có chữ ký số."]
        plain = text.dumps([_plain(one) for one in found], ensure_ascii=False, indent=2)
        self.stdout.write(plain if json else "\n".join(lines))
        if not found or not all(one.holds for one in found):
            raise SystemExit(1)


def _line(one: signing.Found) -> str:
    of = f", {one.signer.organisation}" if one.signer.organisation else ""
    when = f", ký lúc {vn_datetime(one.at)}" if one.at else ""
    said = "hợp lệ" if one.problem is None else f"không hợp lệ: {wording.problem(one.problem.value)}"
    return f"{one.signer.name}{of}{when}: {said}"


def _plain(one: signing.Found) -> dict[str, Any]:
    return {
        "field": one.field,
        "name": one.signer.name,
        "organisation": one.signer.organisation,
        "identifier": one.signer.identifier,
        "issuer": one.signer.issuer,
        "serial": one.signer.serial,
        "certificate": one.signer.digest,
        "at": one.at.isoformat() if one.at else None,
        "stamped_at": one.stamped_at.isoformat() if one.stamped_at else None,
        "whole": one.whole,
        "archival": one.archival,
        "holds": one.holds,
        "problem": one.problem.value if one.problem else None,
    }
