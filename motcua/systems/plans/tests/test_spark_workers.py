"""A worker of the cluster that cannot read the facts: what it says is told in a sentence, and nothing is half counted.

What a worker does is done here by this process; whole clusters are joined in `test_spark`.
"""

import io
import traceback
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from motcua.spine import refusal
from motcua.systems.plans.counting import exported, faults, worker
from motcua.systems.plans.tests import s3_twin

PATH = "dossiers/of_province=H31/of_month=2023-05/5f0c.parquet"
COLUMNS = pa.schema([("unit", pa.string())])


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[s3_twin.Store]:
    """A store with one file of Hưng Yên's, and the environment that leads there."""
    with s3_twin.running() as store:
        for name, value in store.environment.items():
            monkeypatch.setenv(name, value)
        file = io.BytesIO()
        parquet.write_table(pa.table({"unit": ["H31.26"]}), file, write_page_checksum=True)
        store.objects[f"nation/{PATH}"] = file.getvalue()
        yield store


def read(store: s3_twin.Store, *, target: str = "s3://facts/nation", path: str = PATH) -> list[str]:
    """Read as a worker reads, and give the units it passes on."""
    file = worker.File(path=path, bytes=len(store.objects[f"nation/{PATH}"]), rows=1, same={})
    numbers = iter([pa.RecordBatch.from_pydict({"id": [0]})])
    batches = worker.reader(target, [[file]], COLUMNS)(numbers)
    return [unit for batch in batches for unit in batch.column(0).to_pylist()]


def told(error: BaseException, *, path: str = PATH) -> refusal.Refusal:
    """Tell what Spark hands on of a worker's error: all that Python says, between words of its own."""
    part = exported.Part(path=path, rows=1, bytes=1, sha256="", imprint="")
    said = "Job aborted due to stage failure: Task 0 failed\n" + "".join(traceback.format_exception(error))
    return faults.of(said, facts={"H31": exported.Facts(province="H31", parts={path: part})})


def refused(store: s3_twin.Store, *, target: str = "s3://facts/nation", path: str = PATH) -> refusal.Refusal:
    with pytest.raises(worker.Fault) as error:
        read(store, target=target, path=path)
    return told(error.value, path=path)


def test_a_worker_with_the_right_keys_reads(store: s3_twin.Store) -> None:
    assert read(store) == ["H31.26"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("AWS_SECRET_ACCESS_KEY", "not the secret"), ("AWS_ACCESS_KEY_ID", "nobody")],
)
def test_a_worker_whose_keys_the_store_refuses_says_so(
    store: s3_twin.Store, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    said = refused(store)
    assert said.code == "plans.worker-not-let-in"
    assert "ACCESS_DENIED" in str(said.params["reason"])


def test_a_worker_that_finds_nobody_at_the_stores_address_says_so(
    store: s3_twin.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    said = refused(store)
    assert said.code == "plans.worker-not-let-in"
    assert "NETWORK_CONNECTION" in str(said.params["reason"])


def test_a_worker_that_sees_no_such_bucket_or_folder_names_it(store: s3_twin.Store, tmp_path: Path) -> None:
    elsewhere = exported.uri(str(tmp_path / "not mounted here"))
    for target in ("s3://elsewhere/nation", elsewhere):
        said = refused(store, target=target)
        assert (said.code, said.params) == ("plans.worker-sees-nothing", {"target": target})


def test_a_file_that_alone_is_gone_is_named_with_its_province(store: s3_twin.Store) -> None:
    path = PATH.replace("5f0c", "0000")
    said = refused(store, path=path)
    assert (said.code, said.params) == ("plans.facts-gone", {"path": path, "province": "H31"})
