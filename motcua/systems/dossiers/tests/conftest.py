from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings

from motcua.spine import access
from motcua.spine.tests.procedure_texts import FAULTLESS
from motcua.systems.dossiers.tests import officers, people, programs
from motcua.systems.identity import queries as accounts
from motcua.systems.organisation import actions as organisation, queries as units
from motcua.systems.procedures import actions as procedures


def load(folder: Path) -> None:
    """Enter Hưng Yên, and one procedure: the certificate of marital status, at every commune."""
    loader = access.system("importer")
    text = (settings.LAW / "organisation" / "hung-yen-2023.yaml").read_text(encoding="utf-8")
    organisation.load(text=text, at=people.MORNING, by=loader.id)
    (folder / "1.004873.yaml").write_text(FAULTLESS, encoding="utf-8")
    procedures.load_law(folder=folder, by=loader, at=people.MORNING)


@pytest.fixture(scope="module")
def loaded(held: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Enter the province once for all tests of a file."""
    load(tmp_path_factory.mktemp("law"))
    yield
    units.doubt()


@pytest.fixture
def office(loaded: None, db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[datetime]:
    """Hưng Yên at work, on a morning."""
    monkeypatch.setattr(settings, "VAR", tmp_path / "var")
    units.believe()  # as after a commit, or every page would ask for the register's edition a thousand times
    yield people.MORNING
    units.doubt()


@pytest.fixture
def office_for_all(
    transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[datetime]:
    """Hưng Yên at work, as connections other than the test's see it too; in a file without `office`."""
    load(tmp_path)
    monkeypatch.setattr(settings, "VAR", tmp_path / "var")
    yield people.MORNING
    units.doubt()


@pytest.fixture(scope="module")
def programs_with_keys(loaded: None) -> dict[str, programs.Program]:
    """Give each program its key once for all tests of a file."""
    return programs.everybody(people.MORNING)


@pytest.fixture
def keys(programs_with_keys: dict[str, programs.Program], office: datetime) -> dict[str, programs.Program]:
    """Programs with the keys of Lan, Minh, Bình, Dũng, Em, Châu, Giang and Hà, and one without."""
    accounts.forget_tokens()  # what the test before did to one was taken back
    return dict(programs_with_keys)


@pytest.fixture(scope="module")
def hired(loaded: None) -> dict[str, str]:
    """Hire everybody once for all tests of a file."""
    return officers.hired(people.MORNING)


@pytest.fixture
def desks(hired: dict[str, str], office: datetime) -> dict[str, officers.Officer]:
    """Bình, Dũng, Duyên, Em, Châu, Giang, Phúc, Hà and Khánh at their desks; Lan and a guest, who have none."""
    return officers.at_desks(hired)
