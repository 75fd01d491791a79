"""Many provinces on a cluster: the very sentences of the plan, and the very numbers that each province counts itself."""

import contextlib
import functools
import io
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as conf
from django.core.management import CommandError, call_command
from django.test import override_settings
from pyarrow import parquet
from pytest_django import DjangoDbBlocker

from motcua.base import clock
from motcua.spine import measure, plan as plans, refusal, sentence
from motcua.spine.worktime import VN
from motcua.systems.plans import counting, queries
from motcua.systems.plans.counting import export, exported, spark
from motcua.systems.plans.queries.nation import NationalTarget
from motcua.systems.plans.tests import dossiers_written, s3_twin, two_provinces

NOW = datetime(2023, 12, 28, 9, tzinfo=VN)
PAST = date(2023, 12, 20)
EARLY = date(2023, 6, 10)  # of the one province some registers, of the other hardly a dossier
PLANS = [*sorted((Path(conf.LAW) / "plans").glob("*.yaml")), Path(__file__).with_name("every_word.yaml")]
HUNG_YEN = next(path for path in PLANS if path.stem == "hung-yen-2023")
SERVICE = next(path for path in PLANS if path.stem == "hung-yen-766-2023")
INDEX = next(path for path in PLANS if path.stem == "hung-yen-par-index-2023")
DAYS: Mapping[Path, tuple[date | None, ...]] = {HUNG_YEN: (None, PAST, EARLY), INDEX: (None,)}
COMPARED = [(path, day) for path in PLANS for day in DAYS.get(path, (None, PAST))]
BY = {HUNG_YEN: "level", SERVICE: counting.MONTH}  # what is broken down besides, as of now
UNIT = "unit"
EVERY_SHAPE = frozenset({"P1", "P5", "P8", "O2", "F2", "G1"})  # shares, one with parts; a sum, a mean; a rank
EMPTY = "H33"  # the province that exported before it had anything
FACTS = "s3://facts/nation"
PATIENCE = 600  # seconds: nothing here is timed, and the machine may be busy
# For few rows on few processors: a plain collector and compiler, and questions that are worked off as they are read.
JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"
PLAINLY = {
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}
CONFIG = {
    "spark.executor.memory": "512m",
    "spark.driver.memory": "512m",
    "spark.executor.extraJavaOptions": JAVA,
    "spark.driver.extraJavaOptions": JAVA,
    **PLAINLY,
}
Reading = Mapping[str, queries.TargetReading]


def test_without_a_cluster_the_terminal_says_what_to_set(transactional_db: None) -> None:
    with (
        override_settings(COUNTING_URL="", COUNTING_FACTS=""),
        pytest.raises(CommandError, match=r"COUNTING_URL|motcua\[spark\]"),
    ):
        call_command("measure", str(HUNG_YEN), "--engine", "spark")


@dataclass(frozen=True, kw_only=True)
class Written:
    """What each province counts itself: by plan, day and province, and broken down by a column besides."""

    own: dict[tuple[Path, date | None], dict[str, Reading]] = field(default_factory=dict)
    lines: dict[tuple[Path, date | None, str], dict[str, queries.LinesBy]] = field(default_factory=dict)

    def count(self, province: str, path: Path, day: date | None) -> None:
        """Have a province count a plan, as the house now stands."""
        text = two_provinces.own(path.read_text(encoding="utf-8"), province)
        read = queries.read_file(text=text, as_of=day, now=NOW)
        self.own.setdefault((path, day), {})[province] = {one.id: one for one in read.targets if one.readings}
        for by in filter(None, columns(path, day)):
            lines = queries.lines_by(reading=read, by=by, as_of=day, now=NOW)
            self.lines.setdefault((path, day, by), {})[province] = lines


def columns(path: Path, day: date | None) -> list[str | None]:
    """Name the columns that a plan is broken down by as of a day; None: by nothing, for on the early day there is little."""
    if path == INDEX:  # it has nothing that is counted
        return []
    return [None] if day == EARLY else [UNIT, *([BY[path]] if day is None and path in BY else [])]


@pytest.fixture(scope="module")
def store() -> Iterator[s3_twin.Store]:
    """A store that speaks S3 on loopback, which this process and all that it starts find in their environment."""
    with s3_twin.running() as store, pytest.MonkeyPatch.context() as patch:
        for name, value in store.environment.items():
            patch.setenv(name, value)
        yield store


@pytest.fixture(scope="module")
def master(store: s3_twin.Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """A master and two workers, on loopback, from the wheel; the workers may still be on their way."""
    import pyspark  # noqa: PLC0415 - an optional extra, here for the slow tests

    home = Path(pyspark.__file__).parent
    at = tmp_path_factory.mktemp("spark")
    (at / "spark-defaults.conf").write_text("\n".join(f"{name} {value}" for name, value in CONFIG.items()))
    port, web = _free_port(), _free_port()
    url = f"spark://127.0.0.1:{port}"
    environ = {
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_CONF_DIR": str(at),
        "SPARK_LOCAL_DIRS": str(at),
        "SPARK_DAEMON_MEMORY": "128m",
        "SPARK_DAEMON_JAVA_OPTS": JAVA,
        "PYSPARK_PYTHON": sys.executable,
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
    store: s3_twin.Store,
    master: object,  # the cluster comes up meanwhile
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Written:
    """Three provinces, one after the other in the same house: each writes, counts, and exports with its past."""
    found = Written()
    with (
        django_db_blocker.unblock(),
        override_settings(VAR=tmp_path_factory.mktemp("var")),
        clock.at(NOW),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(counting.engine(), "patience", 300.0)  # Spark's machines come up at the same time
        for province, home in two_provinces.HOMES.items():
            try:
                two_provinces.write(province)
                two_provinces.change()
                for path, day in COMPARED:
                    found.count(province, path, day)
                to = exported.place(FACTS)
                list(export.export(counting.engine(), to=to, province=province, key=home.key, past=True))
            finally:
                call_command("flush", verbosity=0, interactive=False)
    return found


@pytest.fixture(scope="module")
def cluster(written: Written, master: tuple[str, int]) -> Iterator[spark.Cluster]:
    """The cluster with both workers, joined once for all tests; they read from the store."""
    url, web = master
    _until(web, lambda said: said["aliveworkers"] == 2)
    with (
        override_settings(COUNTING_URL=url, COUNTING_FACTS=FACTS),
        counting.counted_by("spark") as joined,
    ):
        assert joined is not None
        yield joined


@pytest.mark.slow
@pytest.mark.parametrize(("path", "day"), COMPARED, ids=lambda one: getattr(one, "stem", str(one)))
def test_each_province_has_on_the_cluster_the_numbers_it_counts_itself(
    cluster: spark.Cluster, written: Written, path: Path, day: date | None
) -> None:
    """Every target of every plan, now and as of past days, whole and broken down."""
    own = written.own[path, day]
    assert bool(own["H31"]) == (path != INDEX)
    for by in columns(path, day):
        found = nation(cluster, path, as_of=day, by=by)
        assert {one.target.id for one in found} == set(own["H31"])
        _same(found, own)
        if by is not None:
            _same_lines(found, written.lines[path, day, by])


@pytest.mark.slow
def test_the_days_that_are_compared_are_not_alike(written: Written) -> None:
    """Otherwise a cluster that read the present for the past would not be found out."""
    now, then, early = (written.own[HUNG_YEN, day]["H31"] for day in DAYS[HUNG_YEN])
    for target in ("P5", "E2", "O2"):
        assert len({str(one[target].measured) for one in (now, then, early)}) > 1, target
    assert all(one.value is not None for one in now.values()), "every target has a figure"
    assert any(one.value is None for one in early.values()), "not yet every register is kept"
    assert any(len(lines) > 1 for lines in written.lines[HUNG_YEN, PAST, UNIT]["H31"].values())


@pytest.mark.slow
def test_the_numbers_are_the_same_as_spark_comes_and_from_a_folder(
    cluster: spark.Cluster, written: Written, store: s3_twin.Store, tmp_path: Path
) -> None:
    """With Spark's own ways of planning and compiling, and with the files where every worker finds them on its disk."""
    for key, body in store.objects.items():
        if body:
            file = tmp_path / Path(key).relative_to("nation")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body)
    session = cluster.session.newSession()
    for name in PLAINLY:
        session.conf.unset(name)
    assert session.conf.get("spark.sql.adaptive.enabled") == "true"
    as_it_comes = spark.Cluster(session, facts=str(tmp_path), schema=counting.engine().collections)
    found = nation(as_it_comes, HUNG_YEN, as_of=PAST, by=UNIT, only=EVERY_SHAPE)
    _same(found, written.own[HUNG_YEN, PAST])
    _same_lines(found, written.lines[HUNG_YEN, PAST, UNIT])


@pytest.mark.slow
def test_the_whole_is_counted_as_if_all_were_one_province(cluster: spark.Cluster, written: Written) -> None:
    found = {one.target.id: one for one in nation(cluster, HUNG_YEN, by=BY[HUNG_YEN])}
    own = written.own[HUNG_YEN, None]
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
    found = {one.target.id: one for one in nation(cluster, HUNG_YEN, by=BY[HUNG_YEN])}
    assert {each.province: each.rank for each in found["G1"].provinces} == {"H31": 19, "H32": 23, EMPTY: None}
    assert [each.rank for each in found["E1"].provinces] == [1, 1, None]
    assert {each.rank for one in found.values() for each in one.provinces if each.province == EMPTY} == {None}
    fewer = {
        each.province: (each.figure, each.rank) for each in found["O2"].provinces if each.rank is not None
    }
    assert sorted(fewer.values(), key=lambda one: one[0] or 0) == sorted(
        fewer.values(), key=lambda one: one[1] or 0
    ), "of a quota that is to fall, the one that fell most is first"
    for one in found.values():
        if one.target.shape is not measure.Shape.RANK and one.target.goals[0].comparator not in ("<", "<="):
            figures = [each.figure for each in one.provinces if each.figure is not None]
            for each in one.provinces:
                if each.figure is not None:
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
    own = written.own[HUNG_YEN, None]["H31"]["P5"].measured
    assert isinstance(own, measure.Share)
    assert fields["parts"] == [
        {"value": part.value, "numerator": part.share.numerator, "denominator": part.share.denominator}
        for part in own.parts
    ]
    assert found["O2"]["whole"]["baseline"] > found["O2"]["whole"]["now"] > 0
    assert {one["verdict"] for one in found["G1"]["provinces"]} == {"met", "missed", "no_data"}
    lines = table.getvalue().splitlines()
    (month, share), *_ = (
        (line.values[0], line.share) for line in written.lines[SERVICE, None, counting.MONTH]["H31"]["3.2"]
    )
    assert any(line.split() == [str(month), f"{share.numerator}/{share.denominator}"] for line in lines)


@pytest.mark.slow
def test_facts_that_do_not_reach_back_are_refused_for_a_past_day(
    cluster: spark.Cluster, store: s3_twin.Store, tmp_path: Path
) -> None:
    (tmp_path / "manifest").mkdir()
    for key, body in store.objects.items():
        if key.startswith("nation/manifest/") and body:
            said = json.loads(body)
            said["past"] = "H32" not in key
            (tmp_path / "manifest" / Path(key).name).write_text(json.dumps(said))
    without = spark.Cluster(cluster.session, facts=str(tmp_path), schema=counting.engine().collections)
    with pytest.raises(spark.Refusal, match="H32") as refused:
        nation(without, HUNG_YEN, as_of=PAST)
    assert refused.value.code == "plans.no-past-facts"
    assert refused.value.params["provinces"] == "H32"


@pytest.mark.slow
def test_whoever_joined_before_an_export_ends_counts_the_earlier_facts(
    cluster: spark.Cluster, transactional_db: None, tmp_path: Path
) -> None:
    """Lan joins, Hưng Yên exports other facts meanwhile; Lan's table is of one moment, Bình's, joined after, of the next."""
    engine = counting.Engine(counting.declared())

    def exporting() -> Iterator[export.Step]:
        return export.export(engine, to=exported.place(str(tmp_path)), province="H31")

    def joined() -> spark.Cluster:
        return spark.Cluster(cluster.session, facts=str(tmp_path), schema=engine.collections)

    def dossiers(by: spark.Cluster, *, after: int) -> int:
        only = replace(plan, targets=tuple(target for target in plan.targets if target.id == "P5"))
        (found,) = queries.nation(plan=only, cluster=by, now=NOW + timedelta(seconds=after))
        assert isinstance(found.whole, measure.Share)
        return found.whole.denominator

    def came(day: int) -> None:
        for month in (3, 4):
            filed = datetime(2023, month, day, 9, tzinfo=VN)
            dossiers_written.write(8, filed=filed, fields=["dat-dai"], rated=True)

    plan = _plan(HUNG_YEN)
    came(day=6)
    list(exporting())
    lan = joined()
    before = dossiers(lan, after=0)
    came(day=7)
    steps = exporting()
    while "of_month=2023-03" not in next(steps).part.path:
        pass
    assert dossiers(lan, after=1) == dossiers(joined(), after=1) == before, "of two months one is written"
    list(steps)
    assert dossiers(lan, after=2) == before > 0
    assert dossiers(joined(), after=2) == 2 * before


@pytest.mark.slow
def test_a_file_that_was_touched_or_taken_away_is_said_and_not_counted(
    cluster: spark.Cluster, store: s3_twin.Store
) -> None:
    facts = cluster.facts["H31"].of("dossiers")[0]
    key = f"nation/{facts.path}"
    whole = store.objects[key]
    written = parquet.ParquetFile(io.BytesIO(whole)).metadata.row_group(0)
    columns = [written.column(place) for place in range(written.num_columns)]
    unit = next(column for column in columns if column.path_in_schema == UNIT)
    within = (unit.dictionary_page_offset or unit.data_page_offset) + unit.total_compressed_size // 2
    said = {
        "plans.export-broken": bytes([*whole[:within], whole[within] ^ 1, *whole[within + 1 :]]),
        "plans.facts-gone": None,
    }
    try:
        for code, body in said.items():
            store.objects.pop(key)
            if body is not None:
                store.objects[key] = body
            anew = spark.Cluster(cluster.session, facts=FACTS, schema=counting.engine().collections)
            with pytest.raises(refusal.Refusal, match=r"of_province=H31/of_month") as refused:
                nation(anew, HUNG_YEN, by=UNIT, only=frozenset({"P1"}))
            assert refused.value.code == code
            assert refused.value.params == {"path": facts.path, "province": "H31"}
    finally:
        store.objects[key] = whole


def _plan(path: Path) -> plans.Plan:
    return plans.read(path.read_text(encoding="utf-8"), collections=counting.engine().collections)


@functools.cache
def nation(
    cluster: spark.Cluster,
    path: Path,
    *,
    as_of: date | None = None,
    by: str | None = None,
    only: frozenset[str] = frozenset(),
) -> tuple[NationalTarget, ...]:
    """Have a cluster count a plan, or `only` some targets of it; the same of the same facts is counted once."""
    plan = _plan(path)
    if only:
        plan = replace(plan, targets=tuple(target for target in plan.targets if target.id in only))
    return queries.nation(plan=plan, cluster=cluster, now=NOW, as_of=as_of, by=by)


def _same(found: tuple[NationalTarget, ...], own: Mapping[str, Reading]) -> None:
    """Hold what the cluster says of every target against what each province says itself: nothing may be missing."""
    for one in found:
        assert [each.province for each in one.provinces] == list(own)
        for each in one.provinces:
            itself = own[each.province][one.target.id]
            assert (each.value, each.figure, each.verdict) == (
                itself.measured,
                itself.value,
                itself.verdict,
            ), f"{one.target.id} in {each.province}: {sentence.write(one.target.readings[0].sentence)}"


def _same_lines(found: tuple[NationalTarget, ...], own: Mapping[str, queries.LinesBy]) -> None:
    """Hold the lines of every target against each province's own, and those of the whole against the whole."""
    for one in found:
        for each in one.provinces:
            assert _lines(each.lines) == _lines(own[each.province].get(one.target.id, ())), one.target.id
        if isinstance(one.whole, measure.Share) and one.lines:
            assert sum(line.share.denominator for line in one.lines) == one.whole.denominator


def _now(own: Mapping[str, Reading], target: str) -> list[Fraction]:
    return [one.now for each in own.values() if isinstance(one := each[target].measured, measure.Change)]


def _lines(lines: Any) -> list[tuple[Any, ...]]:
    return sorted(((line.values, line.value) for line in lines), key=str)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _until(web: int, ready: Callable[[Any], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{web}/json/") as answer:
                if ready(json.load(answer)):
                    return
        except (OSError, ValueError):  # not there yet, or there and not yet able to say anything
            pass
        time.sleep(0.1)
    pytest.fail("the cluster did not come up")
