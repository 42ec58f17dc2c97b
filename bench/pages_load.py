"""Asks one address after the other over open connections and notes how long each answer took.

    python bench/pages_load.py < JOB.json > RESULT.json

A process of its own, one thread, no parsing beyond the length of an answer: it must not be what is
measured. Each connection sends its next request when it has its answer. Refuses to leave loopback.
"""

import json
import resource
import selectors
import socket
import sys
import time

HEADERS = (
    "Host: {host}:{port}\r\n"
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\n"
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
    "Accept-Language: en-GB,en;q=0.8,de;q=0.5\r\n"
    "Accept-Encoding: gzip, deflate, br\r\n"
    "Connection: keep-alive\r\n"
)


class Connection:
    """One keep-alive connection that always has one request under way."""

    def __init__(self, address: tuple[str, int]):
        self.address = address
        self.socket = socket.create_connection(address, timeout=20)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sent_at = 0.0
        self.received = bytearray()
        self.length = None

    def send(self, request: bytes) -> None:
        """Begin the next request."""
        self.received.clear()
        self.length = None
        self.sent_at = time.perf_counter()
        self.socket.sendall(request)

    def has_answer(self) -> bool:
        """Take what arrived; whether the answer is complete. ConnectionError when it is cut off."""
        piece = self.socket.recv(262_144)
        if not piece:
            raise ConnectionError("the server closed the connection")
        self.received += piece
        if self.length is None:
            end = self.received.find(b"\r\n\r\n")
            if end < 0:
                return False
            self.length = end + 4 + _body_length(bytes(self.received[:end]))
        return len(self.received) >= self.length

    @property
    def status(self) -> str:
        """The status of the answer, as `200`."""
        return self.received[9:12].decode()


def main() -> None:
    """Do the job that standard input describes and print what happened."""
    job = json.load(sys.stdin)
    host, port = job["host"], job["port"]
    if host != "127.0.0.1":
        raise SystemExit("this program only asks its own machine")
    head = HEADERS.format(host=host, port=port) + "".join(f"{one}\r\n" for one in job["headers"])
    requests = [f"GET {path} HTTP/1.1\r\n{head}\r\n".encode() for path in job["paths"]]
    print(json.dumps(ask((host, port), requests, job["connections"], job["seconds"])))


def ask(address: tuple[str, int], requests: list[bytes], connections: int, seconds: float) -> dict:
    """Ask `requests` in turn for `seconds`: times in seconds, statuses, bytes of one answer."""
    chosen = selectors.DefaultSelector()
    place, times, statuses, size = 0, [], {}, 0
    for _count in range(connections):
        one = Connection(address)
        chosen.register(one.socket, selectors.EVENT_READ, one)
        one.send(requests[place % len(requests)])
        place += 1
    began = time.perf_counter()
    until = began + seconds
    while time.perf_counter() < until or len(times) < connections:
        for key, _events in chosen.select(timeout=1):
            one = key.data
            if not one.has_answer():
                continue
            times.append(time.perf_counter() - one.sent_at)
            statuses[one.status] = statuses.get(one.status, 0) + 1
            size = len(one.received)
            one.send(requests[place % len(requests)])
            place += 1
    took = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_SELF)
    busy = used.ru_utime + used.ru_stime
    return {"times": times, "took": took, "statuses": statuses, "size": size, "busy": busy}


def _body_length(head: bytes) -> int:
    if head[9:12] == b"304":
        return 0
    for line in head.split(b"\r\n")[1:]:
        name, _colon, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise ValueError(f"an answer without a length: {head[:200]!r}")


if __name__ == "__main__":
    main()
