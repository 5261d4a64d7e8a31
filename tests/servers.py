"""Real servers on loopback for tests: started on a free port, stopped by their own process."""

import contextlib
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

OXIGRAPH = Path(sys.executable).parent / "oxigraph"


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextlib.contextmanager
def running(command: Sequence[object], url: str, *, within: float = 60, cwd: Path | None = None) -> Iterator[str]:
    """A process that answers at `url` before the test goes on."""
    with subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=cwd) as it:
        try:
            until = time.monotonic() + within
            while not answers(url):
                assert it.poll() is None, f"{command[0]} ended"
                assert time.monotonic() < until, f"{command[0]} does not answer"
                time.sleep(0.05)
            yield url
        finally:
            it.terminate()
            it.wait(30)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - loopback
            return True
    except OSError:
        return False


@contextlib.contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """`oxigraph serve` over a new store in a folder; gives its URL."""
    url = f"http://127.0.0.1:{(port := free_port())}"
    command = [OXIGRAPH, "serve", "--location", folder, "--bind", f"127.0.0.1:{port}"]
    with running(command, url):
        yield url


ARCADEDB = """
import signal, sys
from pathlib import Path
from arcadedb_embedded.server import ArcadeDBServer

folder, http, bolt, password = sys.argv[1:]
plugin = "Bolt:com.arcadedb.bolt.BoltProtocolPlugin"
settings = {"host": "127.0.0.1", "http_port": int(http), "server_plugins": plugin, "bolt_port": int(bolt)}
server = ArcadeDBServer(folder, password, config=settings, jvm_kwargs={"heap_size": "600m"})
server.start()
server.create_database("kg")
Path(folder, "ready").touch()
signal.sigwait([signal.SIGTERM, signal.SIGINT])
server.stop()
"""
BOLT_PASSWORD = "only-for-tests"  # noqa: S105 - of a server on loopback that ends with the test


@contextlib.contextmanager
def arcadedb(folder: Path, *, within: float = 120) -> Iterator[str]:
    """ArcadeDB over a new database `kg` in a folder; gives the URL of its Bolt port."""
    http, bolt = free_port(), free_port()
    command = [sys.executable, "-c", ARCADEDB, str(folder), str(http), str(bolt), BOLT_PASSWORD]
    with (folder / "said.txt").open("wb") as log, subprocess.Popen(command, cwd=folder, stdout=log, stderr=log) as it:
        try:
            until = time.monotonic() + within
            while not (folder / "ready").exists():
                assert it.poll() is None, (folder / "said.txt").read_text("utf-8")
                assert time.monotonic() < until, "ArcadeDB does not answer"
                time.sleep(0.05)
            yield f"bolt://127.0.0.1:{bolt}"
        finally:
            it.terminate()
            it.wait(60)
