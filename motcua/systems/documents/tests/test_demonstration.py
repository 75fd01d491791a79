"""The demonstration's year of documents goes through the real actions, with real signatures of its trial authority."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from motcua.systems.documents import models, queries, rules
from motcua.systems.documents.management.demonstration import authority


@pytest.mark.slow
@pytest.mark.django_db
def test_a_simulated_year_is_signed_exchanged_and_counted(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    settings.TRIAL = tmp_path / "trial-authority"
    settings.SIGNING_KEYS = str(tmp_path / "keys")
    settings.PKCS11_LIBRARY = (
        "/khong-co"  # keys in files: the library of tokens reads its folder once a process
    )
    settings.SIGNING_ROOTS = str(settings.TRIAL / authority.ROOT)
    call_command("load_organisation", str(settings.LAW / "organisation" / "hung-yen-2023.yaml"), verbosity=0)
    call_command("demo_accounts", json=True, verbosity=0)
    call_command("demo_keys", verbosity=0)
    settings.SIGNING_TIMES = (settings.TRIAL / authority.TIMES).read_text(encoding="utf-8")
    settings.SIGNING_POLICIES = (settings.TRIAL / authority.POLICIES).read_text(encoding="utf-8").split()
    settings.SIGNING_LEVEL = "B-T"
    call_command("simulate_documents", documents=16, seed=204, verbosity=0)
    assert queries.trusts_trial()
    issued = models.Document.objects.filter(origin__isnull=True, electronic=True)
    assert issued.exists()
    verdicts = set(
        models.Finding.objects.filter(document__in=issued).values_list("verdict", "problem").distinct()
    )
    assert verdicts == {(rules.Verdict.FULL.value, "")}
    assert all(one["stamped_at"] for one in models.Finding.objects.filter(document__in=issued)[0].signatures)
    assert models.Exchanged.objects.filter(electronic=False).exists()
    assert models.Document.objects.filter(stage=rules.Stage.FILED).exists()
