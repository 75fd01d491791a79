from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings

from motcua.spine import access
from motcua.spine.tests.procedure_texts import FAULTLESS
from motcua.systems.dossiers.tests import officers, people, programs
from motcua.systems.organisation import actions as organisation, queries as units
from motcua.systems.procedures import actions as procedures


@pytest.fixture
def office(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[datetime]:
    """Hưng Yên with one procedure: the certificate of marital status, at every commune."""
    loader = access.system("importer")
    text = (settings.LAW / "organisation" / "hung-yen-2023.yaml").read_text(encoding="utf-8")
    organisation.load(text=text, at=people.MORNING, by=loader.id)
    (tmp_path / "1.004873.yaml").write_text(FAULTLESS, encoding="utf-8")
    procedures.load_law(folder=tmp_path, by=loader, at=people.MORNING)
    monkeypatch.setattr(settings, "VAR", tmp_path / "var")
    units.believe()  # as after a commit, or every page would ask for the register's edition a thousand times
    yield people.MORNING
    units.doubt()


@pytest.fixture
def keys(office: datetime) -> dict[str, programs.Program]:
    """Programs with the keys of Lan, Minh, Bình, Dũng, Em, Châu, Giang and Hà, and one without."""
    return programs.everybody(office)


@pytest.fixture
def desks(office: datetime) -> dict[str, officers.Officer]:
    """Bình, Dũng, Duyên, Em, Châu, Giang, Phúc, Hà and Khánh at their desks; Lan and a guest, who have none."""
    return officers.everybody(office)
