"""What `./run demo` installs is enough for everything it runs: no room leans on a package that only the tests bring."""

import re
import subprocess
import sys
from importlib import metadata

from motcua.site import database

NAME = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)
LOAD = """
import importlib, importlib.abc, os, pkgutil, sys

class Missing(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in sys.argv[1].split(","):
            raise ModuleNotFoundError(f"{name} is not among the packages of requirements.txt", name=name)

sys.meta_path.insert(0, Missing())
os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.site.settings"
import django
django.setup()
import motcua
for module in pkgutil.walk_packages(motcua.__path__, "motcua."):
    parts = module.name.split(".")
    if "tests" not in parts and parts[-1] != "__main__":
        importlib.import_module(module.name)
"""


def locked(name: str) -> set[str]:
    text = (database.HOUSE / name).read_text(encoding="utf-8")
    return {re.sub(r"[-_.]+", "-", each).lower() for each in NAME.findall(text)}


def test_every_module_loads_with_what_the_demonstration_installs() -> None:
    main, dev = locked("requirements.txt"), locked("requirements-dev.txt")
    only_for_tests = {
        module
        for module, owners in metadata.packages_distributions().items()
        if {re.sub(r"[-_.]+", "-", each).lower() for each in owners} <= dev - main
    }
    assert "pytest" in only_for_tests
    done = subprocess.run(
        [sys.executable, "-c", LOAD, ",".join(sorted(only_for_tests))],
        cwd=database.HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.strip().splitlines()[-1]
