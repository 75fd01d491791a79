from collections.abc import Iterator

import pytest

from motcua.base.signing.tests import office as offices


@pytest.fixture(scope="session")
def office() -> Iterator[offices.Office]:
    with offices.opened() as found:
        yield found


@pytest.fixture(scope="session")
def tokens(office: offices.Office) -> Iterator[None]:
    if not offices.SOFTHSM.exists():
        pytest.skip("no SoftHSM on this machine: ./run system-packages")
    with offices.tokens(office, "lan", "binh"):
        yield
