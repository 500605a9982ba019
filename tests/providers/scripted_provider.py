"""A provider on loopback that answers as a test scripts it: over real sockets, in a thread of its own."""

from __future__ import annotations

import contextlib
import itertools
import json
import socket
import struct
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Literal, Self


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An answer: JSON where its body is a mapping, and what its headers say where it is bytes."""

    body: Mapping[str, Any] | bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Reset:
    """The connection is reset: before anything is answered, or in the middle of a body."""

    when: Literal["at once", "mid-body"] = "at once"


@dataclass(frozen=True, kw_only=True)
class Hang:
    """Nothing is answered until the provider is closed."""


@dataclass(frozen=True, kw_only=True)
class Drip:
    """A byte of a body every `every_s`, until the provider is closed: no read ever times out."""

    every_s: float = 0.05


Step = Reply | Reset | Hang | Drip


@dataclass(frozen=True, kw_only=True)
class Received:
    """A request as it came in."""

    path: str
    headers: Mapping[str, str]
    """With names in lower case."""
    body: Mapping[str, Any]
    at: float
    """On the monotonic clock, in seconds."""


OVER = Reply(status=418, body={"error": {"message": "the script is over", "type": "test"}})
"""What a request beyond the script is answered with; nobody sends a request again for that."""


class ScriptedProvider:
    """Listens while entered. The n-th request gets the n-th step, whatever it asks for, and those after
    the last one `then`. A request is in `requests` before it is answered."""

    def __init__(self, *steps: Step, then: Step = OVER) -> None:
        self.requests: list[Received] = []
        self._steps = list(steps)
        self._then = then
        self._taking = threading.Lock()
        self._closed = threading.Event()

    @property
    def url(self) -> str:
        """Without a path, and without a slash at the end."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def waits(self) -> list[float]:
        """Seconds between one request and the next."""
        return [after.at - before.at for before, after in itertools.pairwise(self.requests)]

    def __enter__(self) -> Self:
        provider = self

        class Handler(_Handler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                self.answer(provider._take(self, body), closed=provider._closed)

        self._server = _Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _take(self, handler: BaseHTTPRequestHandler, body: bytes) -> Step:
        with self._taking:
            self.requests.append(
                Received(
                    path=handler.path,
                    headers={name.lower(): value for name, value in handler.headers.items()},
                    body=json.loads(body or b"{}"),
                    at=time.monotonic(),
                )
            )
            return self._steps.pop(0) if self._steps else self._then


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # so that closing waits for the last answer


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10  # a client that leaves a connection open doesn't keep the test waiting for ever

    def answer(self, step: Step, *, closed: threading.Event) -> None:
        match step:
            case Reply():
                content = step.body if isinstance(step.body, bytes) else json.dumps(step.body).encode()
                self.send_response(step.status)
                for name, value in {"content-type": "application/json", **step.headers}.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            case Reset():
                if step.when == "mid-body":
                    self._start_body(length=99)
                    time.sleep(0.05)  # a reset that came with it would take what was sent back
                self._reset()
            case Hang():
                closed.wait()
                self.close_connection = True
            case Drip():
                self._start_body(length=1_000_000)
                with contextlib.suppress(ConnectionError):
                    while not closed.wait(step.every_s):
                        self.wfile.write(b" ")
                self.close_connection = True

    def _start_body(self, *, length: int) -> None:
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(length))
        self.end_headers()
        self.wfile.write(b"{")

    def _reset(self) -> None:
        # A socket that lingers for no time is closed with RST.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
