"""What is held against each other on two engines leaves nothing out: a target without a figure there proves nothing."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as conf

from motcua.spine import measure
from motcua.spine.worktime import VN
from motcua.systems.plans import queries
from motcua.systems.plans.tests import two_provinces

PLANS = sorted((Path(conf.LAW) / "plans").glob("*.yaml"))
NOW = datetime(2023, 12, 28, 9, tzinfo=VN)


@pytest.mark.django_db
@pytest.mark.parametrize("province", two_provinces.FILED)
def test_every_target_that_is_measured_has_a_figure_in_both_provinces(
    settings: Any, tmp_path: Path, province: str
) -> None:
    settings.VAR = tmp_path
    two_provinces.write(province)
    for path in PLANS:
        text = two_provinces.own(path.read_text(encoding="utf-8"), province)
        read = queries.read_file(text=text, as_of=None, now=NOW)
        without = [one.id for one in read.targets if one.readings and one.value is None]
        assert not without, f"write rows of {path.stem} for these in two_provinces"
        shares = [value for one in read.targets if isinstance(value := one.measured, measure.Share)]
        assert not [part.value for share in shares for part in share.parts if part.share.nothing_arisen]
