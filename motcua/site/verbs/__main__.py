"""Do one verb: `python -m motcua.site.verbs VERB …`, as `./run` calls it."""

import sys
from collections.abc import Callable, Mapping, Sequence

import psycopg

from motcua.site import command
from motcua.site.verbs import bench, check, demo, draw, edxml, faults, plan, prompt, serve, suite


def django(*fixed: str) -> Callable[[Sequence[str]], int]:
    """Return a verb that is a Django command."""

    def verb(words: Sequence[str]) -> int:
        command.run([*fixed, *words])
        return 0

    return verb


VERBS: Mapping[str, Callable[[Sequence[str]], int]] = {
    "demo": demo.run,
    "serve": serve.run,
    "test": suite.run,
    "bench": bench.run,
    "faults": faults.run,
    "check": check.run,
    "draw": draw.run,
    "messages": django("compile_messages"),
    "edxml": edxml.run,
    "import-catalogue": django("import_catalogue"),
    "import-table": django("import_table"),
    "measure": django("measure"),
    "export-facts": django("export_facts"),
    "explain": django("explain"),
    "plan": plan.run,
    "sign": django("sign"),
    "check-signatures": django("check_signatures"),
    "simulate": django("simulate"),
    "manage": django(),
    "psql": prompt.run,
}

if __name__ == "__main__":
    try:
        sys.exit(VERBS[sys.argv[1]](sys.argv[2:]))
    except psycopg.OperationalError as error:
        sys.exit(f"motcua: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
