"""How the codec says that a message cannot be used, or that a record cannot be sent."""

from collections.abc import Mapping

from motcua.spine import refusal


class Refusal(refusal.Refusal):
    """A message that is not what the standard says, with the line of the file where it is known."""

    def __init__(
        self,
        code: str,
        message: str,
        *,
        line: int | None = None,
        params: Mapping[str, str | int] | None = None,
    ) -> None:
        """Keep the refusal and its place."""
        self.line = line
        super().__init__(code, message, article="QCVN 102:2016/BTTTT", params=params)

    def said(self) -> str:
        """Say it in one Vietnamese line, place first and code last."""
        sentence = self.message % self.params if self.params else self.message
        place = f"dòng {self.line}: " if self.line else ""
        return " ".join(f"{place}{sentence} [{self.code}]".split())
