"""Programs speaking HTTP to programs: a caller that keeps its connection, and a small server for a few plain doors.

Where both show certificates (mutual TLS), each side is known by the identification code in the certificate's subject
(`serialNumber`), not by the name of a host: agencies move, their codes do not.
"""

import contextlib
import http.client
import select
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, Any
from urllib.parse import parse_qs, urlsplit

PATIENCE = 20.0  # seconds for an answer
LARGEST = 64 * 1024 * 1024  # bytes of what is read whole
LONGEST_LINGERING = 60.0  # seconds for which a connection may say nothing
MOST_AT_ONCE = 400  # connections; the files a process may hold open are for the others too


class UnreachableError(Exception):
    """The other side did not answer, or is not who it should be."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Papers:
    """What a program shows of itself, as PEM files: its certificate with those above it, its key, and whom it trusts.

    `revoked` are the lists of revoked certificates (CRL, RFC 5280) of those who issue: with them, a certificate that is
    listed is not believed, nor any whose issuer's list is missing or out of date. None: no list is asked.
    """

    certificate: Path
    key: Path
    roots: Path
    revoked: Path | None = None

    def edition(self) -> tuple[int, ...]:
        """Give what changes when one of the files is written anew."""
        files = filter(None, (self.certificate, self.key, self.roots, self.revoked))
        return tuple(each.stat().st_mtime_ns for each in files)

    def context(self, *, server: bool) -> ssl.SSLContext:
        """Make the TLS settings: both sides show certificates, nothing older than TLS 1.2."""
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER if server else ssl.PROTOCOL_TLS_CLIENT)
        made.minimum_version = ssl.TLSVersion.TLSv1_2
        made.check_hostname = False  # known by the code in the certificate instead
        made.verify_mode = ssl.CERT_REQUIRED
        made.load_verify_locations(self.roots)
        made.load_cert_chain(self.certificate, self.key)
        if self.revoked:
            made.load_verify_locations(self.revoked)
            made.verify_flags |= ssl.VERIFY_CRL_CHECK_LEAF
        return made


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What was answered: the status of HTTP, and the bytes."""

    status: int
    body: bytes = b""
    media_type: str = "application/json"


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """What was asked, and by whom: `holder` is the code in the certificate shown, empty where none was asked for."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    holder: str
    length: int
    stream: IO[bytes]

    def body(self) -> bytes:
        """Read what was sent, whole."""
        return self.stream.read(min(self.length, LARGEST + 1))


Door = Callable[[Request], Answer]


@dataclass(kw_only=True)
class Caller:
    """Calls one server, over one connection that is opened anew when it broke; for one thread at a time."""

    url: str
    papers: Papers | None = None
    expects: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    timeout: float = PATIENCE
    _open: http.client.HTTPConnection | None = field(default=None, repr=False)

    def call(self, method: str, path: str, body: bytes | IO[bytes] = b"", **headers: str) -> Answer:
        """Ask once; a connection kept from before that turns out closed is opened anew, once.

        Raises UnreachableError when there is no answer, or the other side is not `expects`.
        """
        kept = self._open is not None
        try:
            return self._once(method, path, body, headers)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            if not kept or not isinstance(body, bytes) or isinstance(error, TimeoutError):
                raise UnreachableError(f"{type(error).__name__}: {error}") from error
        try:
            return self._once(method, path, body, headers)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise UnreachableError(f"{type(error).__name__}: {error}") from error

    def close(self) -> None:
        """Close the connection; the next call opens one."""
        if self._open:
            self._open.close()
        self._open = None

    def _once(self, method: str, path: str, body: bytes | IO[bytes], headers: Mapping[str, str]) -> Answer:
        connection = self._open or self._opened()
        base = urlsplit(self.url).path.rstrip("/")
        said = {"Content-Type": "application/json", **self.headers, **headers}
        connection.request(method, f"{base}{path}", body=body, headers=said)
        answer = connection.getresponse()
        found = answer.read(LARGEST + 1)
        if len(found) > LARGEST:
            raise http.client.HTTPException("the answer is too long")
        kind = answer.headers.get_content_type()
        return Answer(status=answer.status, body=found, media_type=kind)

    def _opened(self) -> http.client.HTTPConnection:
        place = urlsplit(self.url)
        host, port = place.hostname or "", place.port
        if place.scheme == "https":
            context = self.papers.context(server=False) if self.papers else ssl.create_default_context()
            made: http.client.HTTPConnection = http.client.HTTPSConnection(
                host, port, timeout=self.timeout, context=context
            )
        else:
            made = http.client.HTTPConnection(host, port, timeout=self.timeout)
        made.connect()
        if self.expects and (found := _holder(made.sock)) != self.expects:
            made.close()
            message = f"the other side is {found or 'nobody'}, not {self.expects}"
            raise ConnectionError(message)
        self._open = made
        return made


@contextlib.contextmanager
def serving(
    door: Door, *, port: int = 0, host: str = "127.0.0.1", papers: Papers | None = None
) -> Iterator[int]:
    """Serve one door on an address within the block, a thread a connection; gives the port.

    Papers that are renewed while it serves hold from the next connection on.
    """
    shown = _Shown(papers) if papers else None

    class Handler(_Handler):
        opens = staticmethod(door)
        secure = shown

    server = _Server((host, port), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


class _Shown:
    """The TLS settings of a server's papers, made anew when a file of theirs was."""

    def __init__(self, papers: Papers) -> None:
        self._papers, self._turn = papers, threading.Lock()
        self._edition, self._context = papers.edition(), papers.context(server=True)

    def context(self) -> ssl.SSLContext:
        """Give the settings as the files are now; while they cannot be read, as they were."""
        with self._turn, contextlib.suppress(OSError):  # ssl's own errors are of this kind
            if (edition := self._papers.edition()) != self._edition:
                self._context, self._edition = self._papers.context(server=True), edition
        return self._context


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def server_activate(self) -> None:
        """Begin to listen, with so many places and no more."""
        self._places = threading.BoundedSemaphore(MOST_AT_ONCE)
        super().server_activate()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Give a connection a thread, or close it at once where every place is taken: it comes again."""
        if not self._places.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except BaseException:
            self._places.release()
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Serve a connection, and give its place back."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a connection that broke, or that showed no certificate: its other end knows."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "motcua"
    sys_version = ""
    timeout = LONGEST_LINGERING
    disable_nagle_algorithm = True
    wbufsize = -1
    opens: Door
    secure: _Shown | None = None

    def setup(self) -> None:
        """Shake hands in the connection's own thread, so that a slow one keeps nobody waiting."""
        if self.secure:
            self.request = self.secure.context().wrap_socket(
                self.request, server_side=True, do_handshake_on_connect=False
            )
            try:
                _shake(self.request)
            except BaseException:
                self.request.close()
                raise
        super().setup()

    def finish(self) -> None:
        """Close what the handshake made; the server knows only the socket under it."""
        super().finish()
        if self.secure:
            with contextlib.suppress(OSError):
                self.request.close()

    def _answered(self) -> None:
        place = urlsplit(self.path)
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or self.headers.get("Transfer-Encoding"):
            self.close_connection = True
            self._send(Answer(status=411))
            return
        size = int(length)
        stream = _Bounded(self.rfile, size)
        request = Request(
            method=self.command,
            path=place.path,
            query={key: values[-1] for key, values in parse_qs(place.query).items()},
            headers={key.lower(): value for key, value in self.headers.items()},
            holder=_holder(self.connection),
            length=size,
            stream=stream,  # type: ignore[arg-type]  # it reads, and nothing else is asked of it
        )
        answer = self.opens(request)
        if stream.left:
            self.close_connection = True  # what was not read must not be taken for the next request
        self._send(answer)

    do_GET = do_POST = do_PUT = _answered  # noqa: N815 - the library's own names

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.media_type)
        self.send_header("Content-Length", str(len(answer.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(answer.body)
        self.wfile.flush()

    def log_message(self, *_: Any) -> None:
        """Keep no list of callers here: what was done stands in the ledger."""


class _Bounded:
    """Reads what one request brought, and not the next one's bytes."""

    def __init__(self, stream: Any, left: int) -> None:
        self.stream, self.left = stream, left

    def read(self, size: int = -1) -> bytes:
        """Read up to `size` bytes of what is left."""
        wanted = self.left if size < 0 else min(size, self.left)
        data: bytes = self.stream.read(wanted)
        self.left -= len(data)
        return data


def _shake(sock: ssl.SSLSocket) -> None:
    """Shake hands within `PATIENCE` in all: who sends a byte now and then keeps no place. Raises TimeoutError."""
    sock.setblocking(False)
    until = time.monotonic() + PATIENCE
    while True:
        left = until - time.monotonic()
        try:
            sock.do_handshake()
        except ssl.SSLWantReadError:
            ready = left > 0 and select.select([sock], [], [], left)[0]
        except ssl.SSLWantWriteError:
            ready = left > 0 and select.select([], [sock], [], left)[1]
        else:
            return
        if not ready:
            raise TimeoutError


def _holder(sock: Any) -> str:
    """Read the code of who shows a certificate; empty where the connection has none."""
    if not isinstance(sock, ssl.SSLSocket):
        return ""
    shown = sock.getpeercert() or {}
    subject: Any = shown.get("subject", ())
    parts = {key: value for group in subject for key, value in group}
    return str(parts.get("serialNumber", ""))
