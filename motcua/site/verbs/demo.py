"""`./run demo`: from an empty folder to a province at work, and again in seconds."""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

import psycopg

from motcua.base.postgres import keys, roles
from motcua.site import database, milestones
from motcua.site.verbs import counterparts, program, serve, trial

LAW = database.HOUSE / "law"
LOCALE = database.HOUSE / "motcua" / "locale"
DOSSIERS = os.environ.get("MOTCUA_DEMO_DOSSIERS", "3000")
DOCUMENTS = os.environ.get("MOTCUA_DEMO_DOCUMENTS", "60")
WORK_FILES = os.environ.get("MOTCUA_DEMO_WORK_FILES", "60")
SEED = "204"
PORTAL = "portal"  # the milestone of having asked it
CLOCK_STARTS = os.environ.get("MOTCUA_CLOCK_STARTS", "2023-12-15T08:30:00+07:00")


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """One thing the demonstration loads: said once, done again when the files it reads have changed."""

    name: str
    line: str
    command: tuple[str, ...]
    reads: tuple[Path, ...] = ()
    once: str = ""
    quiet: bool = False

    def state(self) -> str:
        """Return what makes the stage's result: its files, or its fixed words."""
        return f"{self.once} {milestones.digest(self.reads)}".strip() if self.reads else self.once


STAGES = (
    Stage(
        name="organisation",
        line="the agencies and units of Hưng Yên",
        command=("load_organisation", "law/organisation/hung-yen-2023.yaml"),
        reads=(LAW / "organisation",),
    ),
    Stage(
        name="law",
        line="the calendar and the procedures",
        command=("load_law",),
        reads=(LAW / "calendars", LAW / "procedures"),
        quiet=True,
    ),
    Stage(
        name="indices",
        line="the published indices",
        command=("load_indices",),
        reads=(LAW / "indices",),
        quiet=True,
    ),
    Stage(
        name="plan",
        line="the plan of 2023",
        command=("load_plan", "--shipped"),
        reads=(LAW / "plans", LAW / "watch"),
    ),
    Stage(
        name="accounts",
        line="the people who sign in",
        command=("demo_accounts",),
        once="accounts",
        quiet=True,
    ),
    Stage(
        name="simulation",
        line=f"a simulated year of {DOSSIERS} dossiers",
        command=("simulate", "--dossiers", DOSSIERS, "--seed", SEED),
        once="simulated",
    ),
    Stage(
        name="keys",
        line="a trial authority, and trial keys for who signs",
        command=("demo_keys",),
        once="keys",
        quiet=True,
    ),
    Stage(
        name="documents",
        line=f"a simulated year of {DOCUMENTS} documents between agencies",
        command=("simulate_documents", "--documents", DOCUMENTS, "--seed", SEED),
        once="documents",
    ),
    Stage(
        name="work files",
        line=f"a simulated year of {WORK_FILES} work files",
        command=("simulate_work_files", "--files", WORK_FILES, "--seed", SEED),
        once="work files",
    ),
)


def run(words: Sequence[str]) -> int:  # noqa: ARG001 - every verb is called with its words
    """Make everything ready, then serve until Ctrl-C."""
    began = time.monotonic()
    serve.refuse_taken_port()
    with serve.stopped_in_order(), database.at_hand() as known:
        prepare(known)
        say(f"ready in {time.monotonic() - began:.0f} s")
        url = database.owner_url(known)
        times = clock(url)
        with counterparts.answering(since=CLOCK_STARTS[:10], **times) as others, trial.answering(**times):
            ask_portal(url, {**times, **others})
            return serve.until_stopped(welcome, **times, **others)


def prepare(known: keys.Keys | None) -> None:
    """Bring the database, the translations and the sample year to where this checkout wants them."""
    url = database.owner_url(known)
    clear_interrupted(known, url)
    done(program.manage("migrate", "--verbosity=0", "--skip-checks"), "the tables could not be made")
    if stale_messages():
        say("compiling the translations")
        done(program.manage("compile_messages"), "the translations could not be compiled")
    load(url)


def load(url: str) -> None:
    """Load every stage that is not there yet in its present state."""
    there = milestones.read(url)
    for stage in STAGES:
        state = stage.state()
        if there.get(stage.name) == state or (stage.once and stage.name in there):
            continue
        if "loaded" not in there:
            milestones.say(url, name="loading", value=stage.name)
        say(f"loading {stage.line}")
        began = time.monotonic()
        done(
            program.manage(*stage.command, quiet=stage.quiet, **clock(url)),
            f"{stage.line} could not be loaded",
        )
        milestones.say(url, name=stage.name, value=state)
        say(f"  {time.monotonic() - began:.1f} s")
    milestones.say(url, name="loaded", value="whole")


def ask_portal(url: str, around: dict[str, str]) -> None:
    """Bring the catalogue down from the portal once, so that what it has of each procedure is there to be counted."""
    if PORTAL in milestones.read(url) or "MOTCUA_EXCHANGE_PORTAL" not in around:
        return
    say("asking the simulated national portal about the procedures")
    done(
        program.manage("import_catalogue", "--from-portal", quiet=True, **around),
        "the simulated national portal did not answer",
    )
    milestones.say(url, name=PORTAL, value="asked")


def clear_interrupted(known: keys.Keys | None, url: str) -> None:
    """Begin anew when the very first load was cut short: nobody can have worked on it yet."""
    there = milestones.read(url)
    if "loading" not in there or "loaded" in there:
        return
    if known is None:
        message = f"an earlier load was cut short at {there['loading']!r}; empty the database of DATABASE_URL and start again"
        raise psycopg.OperationalError(message)
    say("an earlier start was cut short; beginning anew")
    roles.afresh(known)


def clock(url: str) -> dict[str, str]:
    """Return the demonstration's time: it began in the simulated year and has run on ever since."""
    if not milestones.clock(url):
        since = datetime.now(timezone(timedelta(hours=7))).isoformat()
        milestones.say(url, name="clock", value=f"{CLOCK_STARTS} {since}")
    return milestones.clock(url)


def stale_messages() -> bool:
    """Tell whether a translation is newer than what was compiled from it."""
    for source in LOCALE.rglob("*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            return True
    return False


def welcome() -> None:
    """Say where the house stands and who may come in."""
    host, port = serve.address()
    say("")
    program.manage("demo_accounts")
    say(f"\nMotcua is open:  http://{host}:{port}/        (Ctrl-C closes it)")


def done(code: int, complaint: str) -> None:
    """Go on after a program that ended well; stop with a sentence after one that did not."""
    if code:
        raise psycopg.OperationalError(complaint)


def say(line: str) -> None:
    """Tell the person at the terminal."""
    print(line, flush=True)  # noqa: T201 - the terminal is this verb's reader
