"""`./run check`: everything that can be said about the code without running it."""

from collections.abc import Sequence

from motcua.site.verbs import program

CHECKS = (
    ("ruff", ("-m", "ruff", "check", ".")),
    ("format", ("-m", "ruff", "format", "--check", ".")),
    ("types", ("-m", "mypy")),
    (
        "import contracts",
        (
            "-c",
            "from importlinter.cli import lint_imports_command as lint; lint()",
            "--no-logo",
            "--no-cache",
        ),
    ),
    ("Django", ("-m", "motcua.site.verbs", "manage", "check")),
    ("migrations", ("-m", "motcua.site.verbs", "manage", "makemigrations", "--check", "--dry-run")),
)


def run(words: Sequence[str]) -> int:
    """Run every check, or those whose names are given."""
    return program.all_of([each for each in CHECKS if not words or each[0] in words])
