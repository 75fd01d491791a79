"""A store that speaks S3 over HTTP, enough of it for an export: buckets in memory, every request's signature checked.

What it does follows the Amazon S3 API reference (objects, ranges, copies, listings, uploads in parts) and Signature
Version 4; what it does not know it refuses, so that a request nobody thought of is seen.
"""

import hashlib
import hmac
import io
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote, unquote, urlsplit
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

KEY, SECRET, BUCKET = "motcua-test", "a secret of this test alone", "facts"
AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8}/[\w-]+/s3/aws4_request), ?SignedHeaders=([\w;-]+), ?Signature=(\w+)"
)


class Store(ThreadingHTTPServer):
    """The store: `objects` by key in its one bucket; `fails_at`, where set, is the write at which it breaks off."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Door)
        self.objects: dict[str, bytes] = {}
        self.uploads: dict[str, tuple[str, dict[int, bytes]]] = {}
        self.written: list[str] = []
        self.refused = 0
        self.fails_at: int | None = None

    @property
    def url(self) -> str:
        """Where it is asked."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def environment(self) -> Mapping[str, str]:
        """What leads to it, and lets in."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_DEFAULT_REGION": "us-east-1",
        }

    def put(self, key: str, body: bytes) -> str:
        """Keep an object, and give its tag."""
        self.objects[key] = body
        self.written.append(key)
        return _tag(body)


@contextmanager
def running() -> Iterator[Store]:
    """Have a store answer on loopback for a while."""
    with Store() as store:
        thread = threading.Thread(target=store.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield store
        finally:
            store.shutdown()
            thread.join()


class _Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Store

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the library calls it
        """Say nothing."""

    def handle_any(self) -> None:
        body = self._body()
        if not self._signed(body):
            self.server.refused += 1
            self._error(403, "SignatureDoesNotMatch")
            return
        parts = urlsplit(self.path)
        bucket, _, key = unquote(parts.path).lstrip("/").partition("/")
        asked = dict(parse_qsl(parts.query, keep_blank_values=True))
        if bucket != BUCKET:
            self._error(404, "NoSuchBucket")
            return
        method = self.command
        if not key:
            self._bucket(method, asked, body)
        elif method in ("GET", "HEAD"):
            self._give(key)
        elif method == "DELETE" and "uploadId" in asked:
            self.server.uploads.pop(asked["uploadId"], None)
            self._answer(204)
        elif method == "DELETE":
            self.server.objects.pop(key, None)
            self._answer(204)
        else:
            self._take(key, asked, body)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = handle_any  # noqa: N815 - as the library calls them

    def _bucket(self, method: str, asked: dict[str, str], body: bytes) -> None:
        if method == "HEAD":
            self._answer(200)
        elif method == "GET" and asked.get("list-type") == "2":
            self._list(asked.get("prefix", ""), asked.get("delimiter", ""))
        elif method == "POST" and "delete" in asked:
            for one in ET.fromstring(body).iter():  # noqa: S314 - what the test itself sent
                if one.tag.endswith("Key"):
                    self.server.objects.pop(one.text or "", None)
            self._answer(200, b"<DeleteResult/>")
        else:
            self._error(501, "NotImplemented")

    def _list(self, prefix: str, delimiter: str) -> None:
        found, common = [], set()
        for key, body in sorted(self.server.objects.items()):
            if not key.startswith(prefix):
                continue
            rest = key[len(prefix) :]
            if delimiter and delimiter in rest:
                common.add(prefix + rest.split(delimiter)[0] + delimiter)
            else:
                found.append(
                    f"<Contents><Key>{escape(key)}</Key><Size>{len(body)}</Size><ETag>{_tag(body)}</ETag>"
                    "<LastModified>2023-12-28T00:00:00.000Z</LastModified></Contents>"
                )
        prefixes = "".join(
            f"<CommonPrefixes><Prefix>{escape(one)}</Prefix></CommonPrefixes>" for one in sorted(common)
        )
        said = f"<KeyCount>{len(found) + len(common)}</KeyCount><IsTruncated>false</IsTruncated>"
        self._answer(200, f"<ListBucketResult>{said}{''.join(found)}{prefixes}</ListBucketResult>".encode())

    def _give(self, key: str) -> None:
        body = self.server.objects.get(key)
        if body is None:
            self._error(404, "NoSuchKey")
            return
        status, headers = 200, {"ETag": _tag(body), "Last-Modified": formatdate(usegmt=True)}
        if found := re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", "")):
            start, end = int(found[1]), min(int(found[2] or len(body)), len(body) - 1)
            status, headers["Content-Range"] = 206, f"bytes {start}-{end}/{len(body)}"
            body = body[start : end + 1]
        self._answer(status, body, headers)

    def _take(self, key: str, asked: dict[str, str], body: bytes) -> None:
        store = self.server
        if store.fails_at is not None and len(store.written) >= store.fails_at:
            self._error(403, "AccessDenied")
        elif "uploads" in asked:
            name = f"upload-{len(store.uploads) + 1}"
            store.uploads[name] = (key, {})
            self._answer(
                200,
                f"<InitiateMultipartUploadResult><UploadId>{name}</UploadId></InitiateMultipartUploadResult>".encode(),
            )
        elif "partNumber" in asked:
            store.uploads[asked["uploadId"]][1][int(asked["partNumber"])] = body
            self._answer(200, headers={"ETag": _tag(body)})
        elif "uploadId" in asked:
            key, parts = store.uploads.pop(asked["uploadId"])
            tag = store.put(key, b"".join(parts[number] for number in sorted(parts)))
            self._answer(
                200,
                f"<CompleteMultipartUploadResult><ETag>{tag}</ETag></CompleteMultipartUploadResult>".encode(),
            )
        elif source := self.headers.get("x-amz-copy-source"):
            tag = store.put(key, store.objects[unquote(source).lstrip("/").partition("/")[2]])
            self._answer(200, f"<CopyObjectResult><ETag>{tag}</ETag></CopyObjectResult>".encode())
        else:
            self._answer(200, headers={"ETag": store.put(key, body)})

    def _body(self) -> bytes:
        """Read what was sent: as long as it says, or in chunks (RFC 9112, 7.1), within which S3 may have its own."""
        if self.headers.get("Transfer-Encoding") != "chunked":
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        else:
            body = _chunks(self.rfile)
        return (
            _chunks(io.BytesIO(body)) if "aws-chunked" in self.headers.get("Content-Encoding", "") else body
        )

    def _signed(self, body: bytes) -> bool:
        """Reckon the signature that this request must bear (Signature Version 4), and compare."""
        found = AUTHORIZATION.fullmatch(self.headers.get("Authorization", ""))
        digest = self.headers.get("x-amz-content-sha256", "")
        if found is None or found[1] != KEY:
            return False
        if re.fullmatch(r"[0-9a-f]{64}", digest) and hashlib.sha256(body).hexdigest() != digest:
            return False
        parts = urlsplit(self.path)
        asked = sorted(parse_qsl(parts.query, keep_blank_values=True))
        query = "&".join(f"{quote(name, safe='-_.~')}={quote(value, safe='-_.~')}" for name, value in asked)
        headers = "".join(
            f"{name}:{' '.join((self.headers.get(name) or '').split())}\n" for name in found[3].split(";")
        )
        canonical = "\n".join([self.command, parts.path, query, headers, found[3], digest])
        said = "\n".join(
            [
                "AWS4-HMAC-SHA256",
                self.headers.get("x-amz-date", ""),
                found[2],
                hashlib.sha256(canonical.encode()).hexdigest(),
            ]
        )
        key = f"AWS4{SECRET}".encode()
        for part in found[2].split("/"):
            key = hmac.digest(key, part.encode(), "sha256")
        return hmac.compare_digest(hmac.new(key, said.encode(), "sha256").hexdigest(), found[4])

    def _error(self, status: int, code: str) -> None:
        self._answer(status, f"<Error><Code>{code}</Code><Message>{code}</Message></Error>".encode())

    def _answer(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _tag(body: bytes) -> str:
    return f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'


def _chunks(file: io.BufferedIOBase) -> bytes:
    """Take chunks together, each after its size; what trails the last is read and left."""
    whole = b""
    while many := int(file.readline().split(b";")[0], 16):
        whole += file.read(many)
        file.readline()
    while file.readline().strip():
        pass
    return whole
