"""Worker processes of this machine, each with a pipe of its own; one that dies is replaced, its items tried again."""

import multiprocessing
import os
import queue
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic

from kg.engine.order import AHEAD, Function, Item, Job, Lost, Result, Task, one_kind, ordered, windows
from kg.errors import EngineError

_HELD = 2  # batches a worker has at once, so that it never waits for the next
_NO_MEMORY = 71  # exit code
_STARTS = 3  # workers that die one after another before they can do anything


class Workers:
    """Calls the function in `count` processes of this machine."""

    def __init__(self, count: int) -> None:
        self._count = count

    def map(
        self,
        function: Function[Item, Result],
        items: Iterable[Item],
        *,
        weight: Callable[[Item], int],
        kind: Callable[[Item], str] = one_kind,
    ) -> Iterator[Result | Lost]:
        """See `Engine`."""
        crew: _Crew[Item, Result] = _Crew(function, self._count)
        try:
            yield from ordered(crew, windows(items, weight, kind), most=AHEAD * self._count)
        finally:
            crew.dismiss()


@dataclass(slots=True, eq=False)
class _Worker(Generic[Item, Result]):
    process: BaseProcess
    pipe: Connection
    jobs: "deque[Job[Item, Result]]" = field(default_factory=deque)
    is_ready: bool = False
    kinds: set[str] = field(default_factory=set)

    def can_take(self, held: int) -> bool:
        """Whether it may have one more of `held` jobs; whoever tries something again has nothing else."""
        return self.is_ready and len(self.jobs) < held and not any(job.is_second for job in self.jobs)

    def cause(self) -> str:
        """How the process ended."""
        self.process.join()
        code = self.process.exitcode or 0
        return f"signal {-code}" if code < 0 else f"exit code {code}"


class _Crew(Generic[Item, Result]):
    """Processes and the jobs that they have; started when there is work for them, replaced when they die."""

    def __init__(self, function: Function[Item, Result], count: int) -> None:
        self._function = function
        self._count = count
        self._workers: list[_Worker[Item, Result]] = []
        self._fresh: deque[Job[Item, Result]] = deque()
        self._seconds: deque[Job[Item, Result]] = deque()
        self._false_starts = 0

    def add(self, task: Task[Item, Result]) -> None:
        """Take a task."""
        self._fresh.append(Job(task, range(len(task.items))))
        self._send()

    def turn(self) -> None:
        """Wait for a message or the death of a worker."""
        by_pipe: dict[Any, _Worker[Item, Result]] = {worker.pipe: worker for worker in self._workers}
        for pipe in wait(list(by_pipe)):
            worker = by_pipe[pipe]
            try:
                kind, said = worker.pipe.recv()
            except (EOFError, OSError):
                self._bury(worker)
                continue
            self._hear(worker, kind, said)
        self._send()

    def dismiss(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()
        self._workers = []

    def _hear(self, worker: _Worker[Item, Result], kind: str, said: Any) -> None:  # noqa: ANN401 - what functions give
        if kind == "ready":
            worker.is_ready, self._false_starts = True, 0
            return
        job = worker.jobs.popleft()
        if kind == "error":
            raise said
        job.task.keep(job.at, said)

    def _bury(self, worker: _Worker[Item, Result]) -> None:
        """Puts the jobs of a dead worker back, an item each; what was tried alone before is lost."""
        self._workers.remove(worker)
        worker.pipe.close()
        cause = worker.cause()
        self._false_starts += not worker.is_ready
        if self._false_starts == _STARTS:
            raise EngineError(f"worker processes end before they can work ({cause}); --workers 1 is allowed")
        for job in worker.jobs:
            if job.is_second:
                job.task.keep(job.at, [Lost(f"its worker process died twice ({cause})")])
            else:
                self._seconds.extend(Job(job.task, [at], is_second=True) for at in job.at)

    def _send(self) -> None:
        """Hand out jobs: second tries first, each to a worker that has nothing else."""
        while jobs := self._seconds or self._fresh:
            self._start(len(jobs))
            held = 1 if jobs is self._seconds else _HELD
            free = [worker for worker in self._workers if worker.can_take(held)]
            if not free:
                return
            worker = min(free, key=lambda each: len(each.jobs))
            job = next(
                (job for job in jobs if job.kind in worker.kinds), jobs[0]
            )  # what it has loaded is for that kind
            jobs.remove(job)
            worker.kinds.add(job.kind)
            worker.jobs.append(job)
            with suppress(OSError):  # it died meanwhile; `turn` finds out
                worker.pipe.send(worker.jobs[-1].items())

    def _start(self, jobs: int) -> None:
        """Start a worker for each of so many jobs, unless there are enough."""
        starting = sum(not worker.is_ready for worker in self._workers)
        for _ in range(min(self._count - len(self._workers), jobs - starting)):
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe()
            process = context.Process(target=_work, args=(theirs, self._function), daemon=True)
            with _uninterrupted():
                process.start()
            theirs.close()
            self._workers.append(_Worker(process, ours))


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let a child that starts meanwhile never hear Ctrl-C, which is for this process: it ends its workers."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # which lets signals through again when the first child starts it
    former = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, former)


def _work(pipe: Connection, function: Callable[[Any], Any]) -> None:
    """What a worker does until its pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    jobs: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(pipe, jobs), daemon=True).start()
    with suppress(OSError):  # nobody listens any more
        pipe.send(("ready", None))
        while True:
            pipe.send(_said(function, jobs.get()))


def _said(function: Callable[[Any], Any], items: Any) -> tuple[str, Any]:  # noqa: ANN401 - what functions take and give
    try:
        return "done", function(items)
    except MemoryError:  # another process, with less to do, may have enough
        os._exit(_NO_MEMORY)
    except Exception as error:  # noqa: BLE001 - it is raised where the results are read
        return "error", EngineError(f"{type(error).__name__}: {error}")


def _receive(pipe: Connection, jobs: "queue.SimpleQueue[Any]") -> None:
    """Takes jobs from the pipe at once, so that who sends them never waits; leaves when the other end is gone."""
    try:
        while True:
            jobs.put(pipe.recv())
    except MemoryError:
        os._exit(_NO_MEMORY)
    except (EOFError, OSError):
        os._exit(0)
