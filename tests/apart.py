"""Stand the tests on a folder of their own, whatever a demonstration has left in the checkout's `var`.

A plugin, named in pyproject.toml, for it comes before the settings are read: these believe the trial authority and the
keys that lie in the folder. The workers and the programs that tests start find it in their environment.
"""

import atexit
import os
import shutil
import tempfile


def _stand() -> None:
    folder = os.environ["MOTCUA_VAR"] = tempfile.mkdtemp(prefix="motcua-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)


if "PYTEST_XDIST_WORKER" not in os.environ:
    _stand()
