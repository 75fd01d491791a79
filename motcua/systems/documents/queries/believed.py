"""Whom this house believes, by its settings: the roots, the purposes that count, and who gives the time."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from motcua.base import signing


def trust() -> signing.Trust:
    """Give whom to believe: the certificates of SIGNING_ROOTS (a PEM file or a folder of them) and SIGNING_POLICIES."""
    paths = _files(settings.SIGNING_ROOTS)
    return _trust(
        tuple((str(path), path.stat().st_mtime_ns) for path in paths), frozenset(settings.SIGNING_POLICIES)
    )


def times() -> signing.Times | None:
    """Give the authority of time-stamps (SIGNING_TIMES), None where signatures bear none."""
    url = settings.SIGNING_TIMES
    return signing.Times(url=url) if url and settings.SIGNING_LEVEL != "B-B" else None


def trusts_trial() -> bool:
    """Tell whether who is believed is a demonstration's own trial authority; then pages say so."""
    return bool(settings.SIGNING_ROOTS) and Path(settings.SIGNING_ROOTS).is_relative_to(settings.TRIAL)


def _files(place: str) -> tuple[Path, ...]:
    if not place:
        return ()
    path = Path(place)
    if path.is_dir():
        return tuple(sorted(one for one in path.iterdir() if one.suffix in (".pem", ".crt", ".cer")))
    return (path,) if path.exists() else ()


@lru_cache(maxsize=4)
def _trust(files: tuple[tuple[str, int], ...], policies: frozenset[str]) -> signing.Trust:
    read = [one for name, _ in files for one in signing.certificates(Path(name).read_bytes())]
    roots = tuple(one for one in read if one.self_signed in ("maybe", "yes"))
    others = tuple(one for one in read if one not in roots)
    return signing.Trust(roots=roots, others=others, policies=policies)
