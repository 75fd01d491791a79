"""Pages of `docs/` that are drawn from the code: made by `./run draw`, and red when stale."""

from django.conf import settings


def write(page: str, text: str) -> str:
    """Write a drawn page (`drawn/access.md`) under `docs/`, and give its path there."""
    path = settings.HOUSE / "docs" / page
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
    return page
