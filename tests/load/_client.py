"""A client that costs little: bare sockets, kept open; reads its task from standard input, answers in JSON."""

import json
import socket
import sys
import threading
import time
from typing import Any

Request = tuple[bytes, bool]


def drive(
    task: dict[str, Any], share: list[Request], until: float, times: list[float], bad: list[str]
) -> None:
    """Send this connection's requests over and over, one after the other; time those that are to be timed."""
    with socket.create_connection(("127.0.0.1", task["port"])) as wire:
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        place = 0
        while time.perf_counter() < until:
            request, timed = share[place % len(share)]
            began = time.perf_counter()
            wire.sendall(request.replace(b"@@KEY@@", b"%020d%012d" % (time.time_ns(), id(wire) % 10**12)))
            status = answered(wire)
            if timed:
                times.append(time.perf_counter() - began)
            place += 1
            if not status.startswith(b"2"):
                bad.append(status.decode())


def answered(wire: socket.socket) -> bytes:
    """Read one answer whole; gives its status and, where it is a failure, the beginning of its body."""
    data = wire.recv(65536)
    while b"\r\n\r\n" not in data:
        data += wire.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    while len(body) < length:
        body += wire.recv(65536)
    status: bytes = head.split(b" ", 2)[1]
    return status if status.startswith(b"2") else status + b" " + body[:200]


def main() -> None:
    """Do the task."""
    task = json.load(sys.stdin)
    requests = [(request_bytes(one), one.get("timed", True)) for one in task["requests"]]
    shares = [requests[place :: task["connections"]] for place in range(task["connections"])]
    times: list[list[float]] = [[] for _ in shares]
    bad: list[str] = []
    warm = time.perf_counter() + 1.0
    for until, kept in ((warm, False), (warm + task["seconds"], True)):
        for one in times:
            one.clear()
        threads = [
            threading.Thread(target=drive, args=(task, share, until, mine, bad))
            for share, mine in zip(shares, times, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if not kept:
            bad.clear()
    every = sorted(one for mine in times for one in mine)
    print(
        json.dumps(
            {
                "rate": len(every) / task["seconds"],
                "p50_ms": every[len(every) // 2] * 1000,
                "p95_ms": every[int(len(every) * 0.95)] * 1000,
                "p99_ms": every[int(len(every) * 0.99)] * 1000,
                "bad": bad[:3],
                "bad_count": len(bad),
            }
        )
    )


def request_bytes(one: dict[str, Any]) -> bytes:
    """Write a request as it goes over the wire."""
    body = str(one.get("body", "")).encode()
    heads = {"Host": "127.0.0.1", "Content-Length": str(len(body)), **one.get("heads", {})}
    lines = [f"{one['method']} {one['path']} HTTP/1.1", *(f"{key}: {value}" for key, value in heads.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


if __name__ == "__main__":
    main()
