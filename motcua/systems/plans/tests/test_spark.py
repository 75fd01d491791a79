"""Many provinces on a cluster: the very sentences of the plan, and the very numbers that each province counts itself."""

import contextlib
import io
import json
import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as conf
from django.core.management import CommandError, call_command
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from motcua.base import clock
from motcua.spine import measure, plan as plans, sentence
from motcua.spine.worktime import VN
from motcua.systems.plans import counting, queries
from motcua.systems.plans.counting import export, spark
from motcua.systems.plans.queries.nation import NationalTarget
from motcua.systems.plans.tests import two_provinces

NOW = datetime(2023, 12, 28, 9, tzinfo=VN)
PAST = date(2023, 12, 20)
PLANS = [*sorted((Path(conf.LAW) / "plans").glob("*.yaml")), Path(__file__).with_name("every_word.yaml")]
HUNG_YEN = next(path for path in PLANS if path.stem == "hung-yen-2023")
SERVICE = next(path for path in PLANS if path.stem == "hung-yen-766-2023")
BY = ((HUNG_YEN, "level"), (SERVICE, counting.MONTH))
SOME = (
    "P1",
    "P5",
    "P7",
    "E2",
    "O1",
    "O2",
    "F2",
    "G1",
    "G5",
    "T1",
)  # every shape, links, parts: where all would be too long
# For few rows on few processors: a plain collector and compiler, and questions that are worked off as they are read.
JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"
CONFIG = f"""
spark.executor.memory 512m
spark.driver.memory 512m
spark.sql.shuffle.partitions 1
spark.sql.adaptive.enabled false
spark.sql.codegen.wholeStage false
spark.sql.codegen.factoryMode NO_CODEGEN
spark.sql.sources.parallelPartitionDiscovery.threshold 1000
spark.executor.extraJavaOptions {JAVA}
spark.driver.extraJavaOptions {JAVA}
"""
Reading = Mapping[str, queries.TargetReading]


def test_without_a_cluster_the_terminal_says_what_to_set(transactional_db: None) -> None:
    with pytest.raises(CommandError, match=r"COUNTING_URL|motcua\[spark\]"):
        call_command("measure", str(HUNG_YEN), "--engine", "spark")


@dataclass(frozen=True, kw_only=True)
class Written:
    """Where two provinces exported their facts, and what each counts itself: by plan, day and province."""

    facts: str
    own: Mapping[tuple[str, date | None], Mapping[str, Reading]]
    lines: Mapping[Path, Mapping[str, queries.LinesBy]]


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """A master and two workers, on loopback, from the wheel; the workers may still be on their way."""
    import pyspark  # noqa: PLC0415 - an optional extra, here for the slow tests

    home = Path(pyspark.__file__).parent
    at = tmp_path_factory.mktemp("spark")
    (at / "spark-defaults.conf").write_text(CONFIG)
    port, web = _free_port(), _free_port()
    url = f"spark://127.0.0.1:{port}"
    environ = {
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_CONF_DIR": str(at),
        "SPARK_LOCAL_DIRS": str(at),
        "SPARK_DAEMON_MEMORY": "128m",
        "SPARK_DAEMON_JAVA_OPTS": JAVA,
    }
    commands = [["Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", str(web)]]
    each = ["--host", "127.0.0.1", "--cores", "1", "--memory", "600m", "--webui-port", "0", "--work-dir"]
    commands += [["Worker", url, *each, str(at / name)] for name in ("one", "two")]
    with contextlib.ExitStack() as started:
        log = started.enter_context((at / "log").open("ab"))
        for command in commands:
            words = [
                str(home / "bin" / "spark-class"),
                f"org.apache.spark.deploy.{command[0].lower()}.{command[0]}",
                *command[1:],
            ]
            process = subprocess.Popen(words, env={**os.environ, **environ}, stdout=log, stderr=log)  # noqa: S603 - the wheel's own programs
            started.callback(process.wait, timeout=30)
            started.callback(process.terminate)
            _until(web, lambda _: True)  # a worker that comes before its master waits long to try again
        with pytest.MonkeyPatch.context() as patch:
            for name, value in environ.items():
                patch.setenv(name, value)
            yield url, web


@pytest.fixture(scope="module")
def written(
    master: object,  # the cluster comes up meanwhile
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Written:
    """Two provinces, one after the other in the same house: each writes, counts, and exports with its past."""
    folder, var = tmp_path_factory.mktemp("facts"), tmp_path_factory.mktemp("var")
    own: dict[tuple[str, date | None], dict[str, Reading]] = {}
    lines: dict[Path, dict[str, queries.LinesBy]] = {path: {} for path, _ in BY}
    with django_db_blocker.unblock(), override_settings(VAR=var), clock.at(NOW):
        for province, home in two_provinces.HOMES.items():
            try:
                two_provinces.write(province)
                two_provinces.change()
                for path, day in ((HUNG_YEN, PAST), *((path, None) for path in PLANS)):
                    text = two_provinces.own(path.read_text(encoding="utf-8"), province)
                    read = queries.read_file(text=text, as_of=day, now=NOW)
                    found = {one.id: one for one in read.targets if one.readings}
                    own.setdefault((path.stem, day), {})[province] = found
                    for of, by in BY if day is None else ():
                        if of == path:
                            lines[of][province] = queries.lines_by(reading=read, by=by, as_of=day, now=NOW)
                steps = export.export(
                    counting.engine(),
                    to=export.place(str(folder)),
                    province=province,
                    key=home.key,
                    past=True,
                )
                assert list(steps)
            finally:
                call_command("flush", verbosity=0, interactive=False)
    return Written(facts=str(folder), own=own, lines=lines)


@pytest.fixture(scope="module")
def cluster(written: Written, master: tuple[str, int]) -> Iterator[spark.Cluster]:
    """The cluster with both workers, joined once for all tests."""
    url, web = master
    _until(web, lambda said: said["aliveworkers"] == 2)
    with (
        override_settings(COUNTING_URL=url, COUNTING_FACTS=written.facts),
        counting.counted_by("spark") as joined,
    ):
        assert joined is not None
        yield joined


@pytest.mark.slow
@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_each_province_has_on_the_cluster_the_numbers_it_counts_itself(
    cluster: spark.Cluster, written: Written, path: Path
) -> None:
    own = written.own[path.stem, None]
    found = nation(cluster, path)
    assert {one.target.id for one in found} == set(own["H31"])
    _same(found, own)


@pytest.mark.slow
def test_a_past_day_reads_on_the_cluster_as_each_province_reads_it(
    cluster: spark.Cluster, written: Written
) -> None:
    now, then = written.own[HUNG_YEN.stem, None], written.own[HUNG_YEN.stem, PAST]
    for target in ("P5", "E2", "O2"):
        assert now["H31"][target].measured != then["H31"][target].measured, target
    _same(nation(cluster, HUNG_YEN, only=SOME, as_of=PAST), then)


@pytest.mark.slow
@pytest.mark.parametrize(("path", "by"), BY)
def test_every_province_is_broken_down_as_it_breaks_itself_down(
    cluster: spark.Cluster, written: Written, path: Path, by: str
) -> None:
    only = SOME if path == HUNG_YEN else ()
    found = {one.target.id: one for one in nation(cluster, path, only=only, by=by)}
    for province, own in written.lines[path].items():
        told = {
            target: each.lines
            for target, one in found.items()
            for each in one.provinces
            if each.province == province and target in own
        }
        assert {target: _lines(lines) for target, lines in told.items()} == {
            target: _lines(lines) for target, lines in own.items() if target in found
        }
    for one in found.values():
        if isinstance(one.whole, measure.Share) and one.lines:
            assert sum(line.share.denominator for line in one.lines) == one.whole.denominator > 0


@pytest.mark.slow
def test_the_whole_is_counted_as_if_all_were_one_province(cluster: spark.Cluster, written: Written) -> None:
    found = {one.target.id: one for one in nation(cluster, HUNG_YEN)}
    own = written.own[HUNG_YEN.stem, None]
    for target, one in found.items():
        values = [own[province][target].measured for province in own]
        shares = [value for value in values if isinstance(value, measure.Share)]
        if shares:
            assert isinstance(one.whole, measure.Share)
            assert one.whole.numerator == sum(share.numerator for share in shares), target
            assert one.whole.denominator == sum(share.denominator for share in shares), target
    fields = found["P5"].whole
    assert isinstance(fields, measure.Share)
    assert [part.value for part in fields.parts] == ["dat-dai", "hoat-dong-xay-dung", "dau-tu"]
    assert sum(part.share.denominator for part in fields.parts) == fields.denominator
    quotas = [value for province in own if isinstance(value := own[province]["O2"].measured, measure.Change)]
    assert found["O2"].whole == measure.Change(
        baseline=sum((one.baseline for one in quotas), Fraction(0)),
        now=sum((one.now for one in quotas), Fraction(0)),
    )
    degrees = found["F2"].whole
    assert isinstance(degrees, measure.Change)
    assert min(_now(own, "F2")) <= degrees.now <= max(_now(own, "F2")), "a mean of all, not a sum of means"
    assert found["G1"].whole is None


@pytest.mark.slow
def test_ranks_are_as_published_or_by_the_figures_and_equal_figures_share_one(
    cluster: spark.Cluster, written: Written
) -> None:
    found = {one.target.id: one for one in nation(cluster, HUNG_YEN)}
    assert {each.province: each.rank for each in found["G1"].provinces} == {"H31": 19, "H32": 23}
    assert [each.rank for each in found["E1"].provinces] == [1, 1]
    fewer = {each.province: (each.figure, each.rank) for each in found["O2"].provinces}
    assert sorted(fewer.values(), key=lambda one: one[0] or 0) == sorted(
        fewer.values(), key=lambda one: one[1] or 0
    ), "of a quota that is to fall, the one that fell most is first"
    for one in found.values():
        if one.target.shape is not measure.Shape.RANK and one.target.goals[0].comparator not in ("<", "<="):
            figures = [each.figure for each in one.provinces if each.figure is not None]
            for each in one.provinces:
                assert each.figure is not None
                assert each.rank == 1 + sum(figure > each.figure for figure in figures), one.target.id


@pytest.mark.slow
def test_the_terminal_tells_the_nation_with_parts_and_lines(
    cluster: spark.Cluster, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "counted_by", lambda _: nullcontext(cluster))
    out, table = io.StringIO(), io.StringIO()
    with clock.at(NOW):
        call_command("measure", str(HUNG_YEN), "--engine", "spark", "--json", stdout=out)
        call_command("measure", str(SERVICE), "--engine", "spark", "--by", counting.MONTH, stdout=table)
    found = {one["id"]: one for one in json.loads(out.getvalue())}
    fields = found["P5"]["provinces"][0]
    own = written.own[HUNG_YEN.stem, None]["H31"]["P5"].measured
    assert isinstance(own, measure.Share)
    assert fields["parts"] == [
        {"value": part.value, "numerator": part.share.numerator, "denominator": part.share.denominator}
        for part in own.parts
    ]
    assert found["O2"]["whole"]["baseline"] > found["O2"]["whole"]["now"] > 0
    assert {one["verdict"] for one in found["G1"]["provinces"]} == {"met", "missed"}
    lines = table.getvalue().splitlines()
    (month, share), *_ = ((line.values[0], line.share) for line in written.lines[SERVICE]["H31"]["3.2"])
    assert any(line.split() == [str(month), f"{share.numerator}/{share.denominator}"] for line in lines)


@pytest.mark.slow
def test_facts_that_do_not_reach_back_are_refused_for_a_past_day(
    cluster: spark.Cluster, written: Written, tmp_path: Path
) -> None:
    (tmp_path / "manifest").mkdir()
    for path in (Path(written.facts) / "manifest").iterdir():
        said = json.loads(path.read_text())
        said["past"] = path.stem == "H31"
        (tmp_path / "manifest" / path.name).write_text(json.dumps(said))
    without = spark.Cluster(cluster.session, facts=str(tmp_path), schema=counting.engine().collections)
    with pytest.raises(spark.Refusal, match="H32") as refused:
        nation(without, HUNG_YEN, as_of=PAST)
    assert refused.value.code == "plans.no-past-facts"
    assert "H31" not in str(refused.value.params["provinces"])


def nation(
    cluster: spark.Cluster,
    path: Path,
    *,
    only: Sequence[str] = (),
    as_of: date | None = None,
    by: str | None = None,
) -> tuple[NationalTarget, ...]:
    plan = plans.read(path.read_text(encoding="utf-8"), collections=counting.engine().collections)
    if only:
        plan = replace(plan, targets=tuple(target for target in plan.targets if target.id in only))
    return queries.nation(plan=plan, cluster=cluster, now=NOW, as_of=as_of, by=by)


def _same(found: tuple[NationalTarget, ...], own: Mapping[str, Reading]) -> None:
    """Hold what the cluster says of every target against what each province says itself: nothing may be missing."""
    for one in found:
        for each in one.provinces:
            itself = own[each.province][one.target.id]
            assert each.figure is not None, f"{one.target.id} has no figure in {each.province}"
            assert (each.value, each.figure, each.verdict) == (
                itself.measured,
                itself.value,
                itself.verdict,
            ), f"{one.target.id} in {each.province}: {sentence.write(one.target.readings[0].sentence)}"


def _now(own: Mapping[str, Reading], target: str) -> list[Fraction]:
    return [one.now for each in own.values() if isinstance(one := each[target].measured, measure.Change)]


def _lines(lines: Any) -> list[tuple[Any, ...]]:
    return sorted(((line.values, line.value) for line in lines), key=str)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _until(web: int, ready: Callable[[Any], bool]) -> None:
    until = time.monotonic() + 240
    while time.monotonic() < until:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{web}/json/") as answer:
            if ready(json.load(answer)):
                return
        time.sleep(0.1)
    pytest.fail("the cluster did not come up")
