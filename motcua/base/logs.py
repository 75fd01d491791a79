"""What the server writes down when something of ours breaks: where and how, never whose."""

import logging
from collections.abc import Mapping
from typing import Any

from typing_extensions import override

# The lines in which PostgreSQL repeats the values it refused; they may be somebody's name.
_VALUES = ("DETAIL:", "CONTEXT:", "HINT:")


class Impersonal(logging.Formatter):
    """Write an error with its traceback, without the rows and parameters that the database quotes."""

    @override
    def formatException(self, ei: Any) -> str:
        lines = super().formatException(ei).splitlines()
        return "\n".join(line for line in lines if not line.lstrip().startswith(_VALUES))


def settings() -> Mapping[str, Any]:
    """Return Django's LOGGING: errors to the terminal, whether or not DEBUG is on; refusals are no errors."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "impersonal": {"()": Impersonal, "format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}
        },
        "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "impersonal"}},
        "loggers": {
            "django": {"handlers": ["terminal"], "level": "ERROR", "propagate": True},
            # A signature that does not hold is an answer, not an error of ours.
            **{name: {"level": "CRITICAL"} for name in ("pyhanko", "pyhanko_certvalidator")},
        },
    }
