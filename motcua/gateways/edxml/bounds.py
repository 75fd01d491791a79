"""How much of a message is read before it is refused: settings of whoever runs the exchange, with defaults."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Self

PREFIX = "MOTCUA_EDXML_"
MB = 1 << 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounds:
    """The most a message may be; sizes in bytes. The standard sets none: these are the house's own choice.

    `token` is one tag, comment or name; `text` all values together; `expanded` what all wrapped attachments may grow
    to; `ratio` how many times one may grow, once it is larger than a megabyte.
    """

    message: int = 512 * MB
    depth: int = 32
    elements: int = 20_000
    text: int = 2 * MB
    token: int = MB // 4
    attachments: int = 200
    attachment: int = 256 * MB
    expanded: int = 512 * MB
    ratio: int = 200
    entries: int = 1_000

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> Self:
        """Read the bounds from settings such as `MOTCUA_EDXML_MESSAGE=104857600`; ValueError names one that is no number."""
        given = {}
        for field in fields(cls):
            name = PREFIX + field.name.upper()
            if name in environ:
                word = environ[name]
                if not (word.isascii() and word.isdecimal() and int(word) > 0):
                    raise ValueError(f"{name}={word} is not a number above 0")
                given[field.name] = int(word)
        return cls(**given)


DEFAULT = Bounds()
