"""How the house says no: one shape of refusal for every room."""

from collections.abc import Mapping


def gettext_noop(message: str) -> str:
    """Mark `message` for translation where the spine, which knows no Django, writes it."""
    return message


class Refusal(Exception):  # noqa: N818 - a refusal is an answer of the office, not an error of the program
    """An act that the law or the state of things does not allow, said so that a citizen can read it.

    `code` is stable and machine-readable (`dossier.act-not-allowed`); `message` is a Vietnamese sentence with
    `%(name)s` places, marked by `gettext_noop` and translated at the door; `article` cites what it rests on.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        article: str | None = None,
        params: Mapping[str, str | int] | None = None,
    ) -> None:
        """Keep the refusal whole, so that each door can say it in its own way."""
        self.code = code
        self.message = message
        self.article = article
        self.params: Mapping[str, str | int] = params or {}
        super().__init__(f"{code}: {message % self.params if self.params else message}")
