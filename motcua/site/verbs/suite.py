"""`./run test`: the tests of the whole house, on two processes."""

from collections.abc import Sequence

from motcua.site.verbs import program


def run(words: Sequence[str]) -> int:
    """Run pytest; `--all` and pytest's own words go through."""
    chosen = any(word in words for word in ("-n", "-x", "--pdb", "-s")) or any(
        word.startswith("-n") for word in words
    )
    # A file is one worker's, so that what its tests share is made once; the files go in the order of the root conftest.
    # A worker that is no more is not replaced: the next would begin with the very test that ended it.
    shared = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "--max-worker-restart", "0")
    workers = () if chosen else shared
    return program.python("-m", "pytest", *workers, *words)
