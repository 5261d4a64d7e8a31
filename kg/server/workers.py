"""Processes that answer requests, one each: one is always waiting, so that a request need not wait for Python."""

import json
import subprocess
import sys
import threading
from dataclasses import dataclass

from kg.server import Served

_MOST_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Answered:
    """What a worker said: an HTTP status, and a body with its media type or an error of one line."""

    status: int
    media: str = ""
    body: bytes = b""
    error: str = ""


class Workers:
    """Answers requests from any thread; every worker is started here, answers once, and is ended here if it must be."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(_MOST_AT_ONCE)
        self._writing = threading.Lock()
        self._waiting: subprocess.Popen[bytes] | None = None
        self._closed = False

    def answer(
        self, *, text: str, update: bool, accepted: list[str], default_graphs: list[str], named_graphs: list[str]
    ) -> Answered:
        """The answer to a query or update; 503 where it takes too long or too many are asked at once."""
        request = {
            "store": self._served.store,
            "text": text,
            "update": update,
            "accepted": accepted,
            "default_graphs": default_graphs,
            "named_graphs": named_graphs,
            "most_bytes": int(self._served.limit * 1_000_000),
        }
        if not self._places.acquire(timeout=self._served.timeout):
            return Answered(503, error="too many requests at once; try again")
        try:
            if not update:
                return self._ask(request)
            with self._writing:  # updates one after another, instead of all but one refused
                return self._ask(request)
        finally:
            self._places.release()

    def close(self) -> None:
        """End the process that waits."""
        with self._lock:
            self._closed = True
            waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting.communicate()

    def _ask(self, request: dict[str, object]) -> Answered:
        with self._process() as process:
            try:
                out, _ = process.communicate(json.dumps(request).encode("ascii") + b"\n", timeout=self._served.timeout)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
                return Answered(503, error=f"more than {self._served.timeout:g} seconds; a simpler query is allowed")
        line, _, body = out.partition(b"\n")
        if not line:
            return Answered(500, error="the query ended its process; a simpler one is allowed")
        head = json.loads(line)
        return Answered(head["status"], head["media"], body, head["error"])

    def _process(self) -> "subprocess.Popen[bytes]":
        """The process that waits, while the next one starts."""
        with self._lock:
            ready, self._waiting = self._waiting, None if self._closed else _started()
        return ready if ready is not None else _started()


def _started() -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "kg.server.worker"]
    return subprocess.Popen(  # noqa: S603 - our own module, nothing of a request is in the command
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
