"""Do one verb: `python -m motcua.site.verbs VERB …`, as `./run` calls it."""

import sys
from collections.abc import Callable, Mapping, Sequence

import psycopg

from motcua.site import command
from motcua.site.verbs import bench, check, demo, draw, edxml, faults, plan, prompt, serve, suite


def django(name: str, verb: str) -> Callable[[Sequence[str]], int]:
    """Return a verb that is a Django command."""

    def do(words: Sequence[str]) -> int:
        command.run([name, *words], verb=verb)
        return 0

    return do


def manage(words: Sequence[str]) -> int:
    """Do any Django command, named by the first word."""
    command.run(words)
    return 0


COMMANDS: Mapping[str, str] = {
    "messages": "compile_messages",
    "import-catalogue": "import_catalogue",
    "import-table": "import_table",
    "measure": "measure",
    "export-facts": "export_facts",
    "explain": "explain",
    "sign": "sign",
    "check-signatures": "check_signatures",
    "simulate": "simulate",
}
VERBS: Mapping[str, Callable[[Sequence[str]], int]] = {
    "demo": demo.run,
    "serve": serve.run,
    "test": suite.run,
    "bench": bench.run,
    "faults": faults.run,
    "check": check.run,
    "draw": draw.run,
    "edxml": edxml.run,
    "plan": plan.run,
    "manage": manage,
    "psql": prompt.run,
    **{verb: django(name, verb) for verb, name in COMMANDS.items()},
}

if __name__ == "__main__":
    try:
        sys.exit(VERBS[sys.argv[1]](sys.argv[2:]))
    except psycopg.OperationalError as error:
        sys.exit(f"motcua: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
