"""Found the trial authority of a demonstration and give its people and agencies their trial keys."""

from typing import Any

from django.core.management.base import BaseCommand

from motcua.systems.documents.management.demonstration import authority, cast


class Command(BaseCommand):
    """Certify the province's agencies and their heads; run again it founds the authority anew."""

    help = "lập tổ chức chứng thực thử nghiệm, cấp chứng thư thử nghiệm cho cơ quan và lãnh đạo (mô phỏng)"

    def handle(self, *_: Any, **__: Any) -> None:
        found = cast.members()
        made = authority.found(list(cast.holders(found)))
        cast.enrol(made, found, at=authority.SINCE)
        self.stdout.write(f"{len(found)} cơ quan có chứng thư thử nghiệm")
