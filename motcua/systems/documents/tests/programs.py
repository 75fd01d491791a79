"""Programs at the documents' door, each with the key of one of the office."""

import json
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.spine import access
from motcua.systems.documents.tests.office import HEALTH, NOW, Office
from motcua.systems.identity import actions as identity

API = "/api/documents"
LETTER = {
    "unit": HEALTH,
    "sender": "G15",
    "sender_name": "Bộ Tư pháp",
    "symbol": "12/BTP-VP",
    "subject": "Về việc rà soát văn bản",
    "dated": "2023-03-01",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Program:
    """A program with the key of one account."""

    token: str

    def ask(self, method: str, path: str, **words: Any) -> Any:
        """Send one request and give the answer, its JSON read."""
        headers = {"authorization": f"Bearer {self.token}"} | dict(words.pop("headers", {}))
        answer = getattr(Client(), method)(f"{API}{path}", headers=headers, **words)
        if "json" in answer.headers["Content-Type"]:
            answer.said = json.loads(answer.content)
        return answer

    def get(self, path: str = "", **params: Any) -> Any:
        """Read."""
        return self.ask("get", path, query_params=params)

    def take_in(self, *files: bytes, key: str = "", **changes: Any) -> Any:
        """Send a letter with its files."""
        sent = [SimpleUploadedFile(f"{place}.pdf", one) for place, one in enumerate(files)]
        headers = {"idempotency-key": key} if key else {}
        return self.ask("post", "/incoming", data=LETTER | changes | {"papers": sent}, headers=headers)

    def send(
        self,
        path: str,
        *,
        main: bytes | None = None,
        attached: tuple[bytes, ...] = (),
        key: str = "",
        **said: Any,
    ) -> Any:
        """Send a form with files."""
        files: dict[str, Any] = {
            "attached": [
                SimpleUploadedFile(f"phu-luc-{place}.pdf", one) for place, one in enumerate(attached)
            ]
        }
        if main is not None:
            files["main"] = SimpleUploadedFile("van-ban.pdf", main)
        headers = {"idempotency-key": key} if key else {}
        return self.ask("post", path, data=said | files, headers=headers)

    def act(self, document: str, act: str, /, **takes: Any) -> Any:
        """Act."""
        body = {"act": act, **takes}
        return self.ask("post", f"/{document}/acts", data=body, content_type="application/json")


def program(office: Office, who: str) -> Program:
    """Give somebody's program its key."""
    by = access.system("test")
    return Program(token=identity.make_token(by=by, at=NOW, account_id=office.accounts[who], label="máy"))
