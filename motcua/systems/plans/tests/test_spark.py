"""Many provinces on a cluster: the very sentences of the plan, and the very numbers that each province counts itself."""

import contextlib
import io
import json
import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as conf
from django.core.management import CommandError, call_command
from django.db import connection

from motcua.spine import measure, sentence
from motcua.spine.worktime import VN
from motcua.systems.plans import counting
from motcua.systems.plans.counting import export
from motcua.systems.plans.tests import dossiers_written

MARCH = datetime(2023, 3, 6, 9, tzinfo=VN)
PLAN = Path(conf.LAW) / "plans" / "hung-yen-2023.yaml"
FRUGAL = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
# The questions are many and small: to compile each into a program of its own costs more than to ask it.
CONFIG = f"""
spark.executor.memory 512m
spark.driver.memory 512m
spark.sql.shuffle.partitions 2
spark.sql.adaptive.enabled false
spark.sql.codegen.wholeStage false
spark.executor.extraJavaOptions {FRUGAL}
spark.driver.extraJavaOptions {FRUGAL}
"""


def test_without_a_cluster_the_terminal_says_what_to_set(transactional_db: None) -> None:
    with pytest.raises(CommandError, match=r"COUNTING_URL|motcua\[spark\]"):
        call_command("measure", str(PLAN), "--engine", "spark")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A master and two workers, on loopback, from the wheel."""
    import pyspark  # noqa: PLC0415 - an optional extra, here for the slow tests

    home = Path(pyspark.__file__).parent
    at = tmp_path_factory.mktemp("spark")
    (at / "spark-defaults.conf").write_text(CONFIG)
    master, web = _free_port(), _free_port()
    url = f"spark://127.0.0.1:{master}"
    environ = {
        **os.environ,
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_CONF_DIR": str(at),
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_DAEMON_JAVA_OPTS": FRUGAL,
        "SPARK_LOCAL_DIRS": str(at),
    }
    commands = [["Master", "--host", "127.0.0.1", "--port", str(master), "--webui-port", str(web)]]
    commands += [
        [
            "Worker",
            url,
            "--host",
            "127.0.0.1",
            "--cores",
            "1",
            "--memory",
            "700m",
            "--webui-port",
            "0",
            "--work-dir",
            str(at / name),
        ]
        for name in ("one", "two")
    ]
    with contextlib.ExitStack() as started:
        for command in commands:
            words = [
                str(home / "bin" / "spark-class"),
                f"org.apache.spark.deploy.{command[0].lower()}.{command[0]}",
                *command[1:],
            ]
            log = started.enter_context((at / f"{command[0]}.log").open("ab"))
            process = subprocess.Popen(words, env=environ, stdout=log, stderr=log)  # noqa: S603 - the wheel's own programs
            started.callback(process.wait, timeout=30)
            started.callback(process.terminate)
        _two_workers(web)
        with pytest.MonkeyPatch.context() as patch:
            for name in ("SPARK_HOME", "SPARK_LOCAL_IP", "SPARK_CONF_DIR", "SPARK_LOCAL_DIRS"):
                patch.setenv(name, environ[name])
            yield url


@pytest.mark.slow
def test_each_province_has_on_the_cluster_the_numbers_it_counts_itself(
    cluster: str, transactional_db: None, tmp_path: Path, settings: Any
) -> None:
    own: dict[str, dict[str, Any]] = {}
    for province, many in (("H31", 60), ("H32", 45)):
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE dossiers_dossier, dossiers_past CASCADE")
        dossiers_written.write(many, filed=MARCH + timedelta(days=many))
        own[province] = _counted()
        engine = counting.Engine(counting.declared())
        assert list(export.export(engine, to=export.place(str(tmp_path)), province=province))
    settings.COUNTING_URL, settings.COUNTING_FACTS = cluster, str(tmp_path)
    out = io.StringIO()
    call_command("measure", str(PLAN), "--engine", "spark", "--json", stdout=out)
    nation = {one["id"]: one for one in json.loads(out.getvalue())}
    with_figures = [
        name for name, value in own["H31"].items() if isinstance(value, measure.Share) and value.denominator
    ]
    assert {"P1", "P2", "P8", "E8"} <= set(with_figures)
    for name in own["H31"]:
        told = {one["province"]: one for one in nation[name]["provinces"]}
        for province in ("H31", "H32"):
            value = own[province][name]
            if isinstance(value, measure.Share):
                assert (told[province]["numerator"], told[province]["denominator"]) == (
                    value.numerator,
                    value.denominator,
                ), name
            else:
                assert told[province]["figure"] is None, name
    ontime = nation["P1"]
    assert ontime["whole"] == [
        sum(own[province]["P1"].numerator for province in own),
        sum(own[province]["P1"].denominator for province in own),
    ]
    figures = sorted(((one["figure"], one["rank"]) for one in ontime["provinces"]), reverse=True)
    assert [rank for _, rank in figures] == ([1, 1] if figures[0][0] == figures[1][0] else [1, 2])


def _counted() -> dict[str, Any]:
    """Count the headline of every target on the copy of this process."""
    from motcua.base import clock  # noqa: PLC0415 - the clock of the moment
    from motcua.spine import plan as plans  # noqa: PLC0415 - as above
    from motcua.systems.plans.queries import current  # noqa: PLC0415 - as above

    engine = counting.Engine(counting.declared())
    plan = plans.read(PLAN.read_text(encoding="utf-8"), collections=engine.collections)
    asked = current.moment(plan, as_of=None, now=clock.now()).asked
    said = {target.id: target.readings[0].sentence for target in plan.targets if target.readings}
    names = frozenset().union(*(sentence.touched(one, engine.collections) for one in said.values()))
    with engine.sitting(names=names, asked=asked, past=False) as sitting:
        return {name: sitting.value(one) for name, one in said.items()}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _two_workers(web: int) -> None:
    until = time.monotonic() + 240
    while time.monotonic() < until:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{web}/json/") as answer:
            if json.load(answer)["aliveworkers"] == 2:
                return
        time.sleep(0.3)
    pytest.fail("two workers did not come")
