"""What a process and its children take: processor time, wall time, and the most memory of each kind of process."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PAUSE = 0.2  # seconds between two looks


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of the processors (with children) and of the clock; MB of the process and of its largest child."""

    processor: float
    wall: float
    memory: int
    child_memory: int


def spent(*command: str) -> Spent:
    """Run Python with these words to its end; its stderr is dropped, an error is raised."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    most: dict[int, int] = {}
    words = [sys.executable, *command]
    with subprocess.Popen(words, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - our own words
        while process.poll() is None:
            for pid in (process.pid, *_children(process.pid)):
                most[pid] = max(most.get(pid, 0), _memory(pid))
            time.sleep(PAUSE)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    own = most.pop(process.pid, 0)
    return Spent(used, time.perf_counter() - began, own // 1024, max(most.values(), default=0) // 1024)


def _children(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            yield from map(int, task.read_text().split())
        except OSError:
            continue


def _memory(pid: int) -> int:
    """The most kB that a process held so far, 0 where it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def load() -> str:
    """How busy the machine is, for the record."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
