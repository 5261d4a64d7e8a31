"""Two hosts, made of network namespaces: a dask cluster over both builds the same, also when one of them goes."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import KG, OUTPUTS, ROOT

pytestmark = pytest.mark.slow
HERE, THERE = ("gk-here", "10.231.7.1"), ("gk-there", "10.231.7.2")
SCHEDULER = f"tcp://{HERE[1]}:8786"
LOADED = 150_000  # kB; a worker that has loaded the English models takes more
MINUTES = 10


def ip(*words):
    return subprocess.run(["ip", *words], capture_output=True, text=True, check=True).stdout


def inside(name, *command):
    return ["ip", "netns", "exec", name, *map(str, command)]


@pytest.fixture
def hosts():
    """Two namespaces with a cable between them; taken away with all that runs in them."""
    if shutil.which("ip") is None:
        pytest.skip("two hosts: ip of iproute2 is missing")
    try:
        for name, _ in (HERE, THERE):
            ip("netns", "add", name)
        ip("link", "add", "gkv-here", "type", "veth", "peer", "name", "gkv-there")
        for (name, address), cable in ((HERE, "gkv-here"), (THERE, "gkv-there")):
            ip("link", "set", cable, "netns", name)
            ip("-n", name, "addr", "add", f"{address}/30", "dev", cable)
            ip("-n", name, "link", "set", "lo", "up")
            ip("-n", name, "link", "set", cable, "up")
    except subprocess.CalledProcessError as error:
        remove()
        pytest.skip(f"two hosts: this machine makes no network namespaces ({error.stderr.strip()})")
    yield
    remove()


def processes(name) -> list[int]:
    return [int(pid) for pid in ip("netns", "pids", name).split()]


def remove():
    for name, _ in (HERE, THERE):
        if Path(f"/run/netns/{name}").exists():
            for pid in processes(name):
                os.kill(pid, signal.SIGKILL)
            ip("netns", "del", name)


def started(opened, name, module, *words):
    """A program of dask on a host; its process."""
    command = inside(name, sys.executable, "-m", f"distributed.cli.{module}", *words, "--no-dashboard")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    opened.callback(process.wait)
    opened.callback(process.kill)
    return process


def most_memory(name) -> int:
    """kB of the largest process of a host."""
    found = [0]
    for pid in processes(name):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        found.extend(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    return max(found)


def waited(what):
    until = time.monotonic() + 60 * MINUTES
    while not what():
        assert time.monotonic() < until
        time.sleep(0.1)


def has_read(log):
    return log.exists() and '"read"' in log.read_text()


def news(place):
    (place / "news").mkdir()
    for number in range(160):
        text = f"Japan met France on {number % 27 + 1} May. Chinese officials warned the United States. " * 8
        (place / "news" / f"{number:03}.txt").write_text(text)


def test_a_cluster_of_two_hosts_builds_the_same_also_when_one_goes(hosts, tmp_path):
    news(tmp_path)
    alone = subprocess.run([KG, "build", "news", "--out", "one"], cwd=tmp_path, capture_output=True, check=True)
    with ExitStack() as opened:
        started(opened, HERE[0], "dask_scheduler", "--host", HERE[1], "--port", "8786")
        for name, address in (HERE, THERE):
            words = ("--host", address, "--nworkers", "1", "--nthreads", "1")
            started(opened, name, "dask_worker", SCHEDULER, *words)
        waited(lambda: len(processes(HERE[0])) >= 3 and len(processes(THERE[0])) >= 2)
        for out, is_cut in (("both", False), ("cut", True)):
            log = tmp_path / f"{out}.log"
            words = ("--out", out, "--engine", f"dask={SCHEDULER}", "--log-json", log)
            command = inside(HERE[0], KG, "build", "news", *words)
            with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE) as build:
                if is_cut:
                    waited(partial(has_read, log))
                    for pid in processes(THERE[0]):
                        os.kill(pid, signal.SIGKILL)
                _, told = build.communicate(timeout=60 * MINUTES)
            assert build.returncode == 0, told
            assert told.decode() == alone.stderr.decode().replace("one/", f"{out}/")
            for output in (*OUTPUTS, "manifest.jsonl"):
                assert (tmp_path / out / output).read_bytes() == (tmp_path / "one" / output).read_bytes()
            if not is_cut:
                assert most_memory(THERE[0]) > LOADED  # it has read documents
        assert processes(THERE[0]) == []
