"""Sign a paper at the terminal as a person or a unit of this house."""

from argparse import ArgumentParser
from getpass import getpass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.base import clock, problem
from motcua.spine import refusal
from motcua.systems.documents import actions
from motcua.systems.identity import queries as identity
from motcua.systems.organisation import queries as organisation


class Command(BaseCommand):
    """Sign FILE.pdf into OUT; what was there before stays byte for byte."""

    help = "sign FILE.pdf --as PERSON|UNIT OUT: PERSON is a sign-in name, UNIT a unit's code"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("out", type=Path)
        parser.add_argument("--as", dest="who", required=True)

    def handle(self, *, file: Path, out: Path, who: str, **_: Any) -> None:
        try:
            holder, agency = _holder(who)
            signed = actions.sign_paper(
                file.read_bytes(),
                holder=holder,
                agency=agency,
                opening=lambda: getpass("Mật khẩu khóa ký hoặc mã PIN: "),
                at=clock.now(),
            )
            out.write_bytes(signed)
        except refusal.Refusal as no:
            raise CommandError(problem.say(no)) from no
        except OSError as error:
            raise CommandError(f"Không mở được tệp {error.filename}: {error.strerror}") from error


def _holder(who: str) -> tuple[str, bool]:
    """Find the account of a sign-in name; what is none is a unit's code."""
    if who in organisation.register().by_code:
        return who, True
    found = [one.id for one in identity.people() if one.username == who]
    return (found[0], False) if found else (who, True)
