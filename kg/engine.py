"""Maps a function over items, in this process, worker processes or a cluster: the same results in the same order.

Items go to the function in batches; only so many are on their way at once, so that an endless stream needs little
memory. A batch whose worker dies (killed, out of memory, a crash in a library) is tried again one item at a time in a
new worker; an item that kills that one too is given as `Lost`, and the others go on. The module knows nothing of what
it maps; functions must be picklable (of a module, or a `partial` of one).
"""

import multiprocessing
import os
import queue
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from importlib import import_module
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, Protocol, TypeVar

from kg.errors import EngineError, UsageError

Item = TypeVar("Item")
Result = TypeVar("Result")
Function = Callable[[Sequence[Item]], Sequence[Result]]

MOST_ITEMS = 16
"""Items of a batch."""
MOST_WEIGHT = 60_000
"""Weight of a batch; with characters of text as weight a worker is busy for seconds."""
AHEAD = 4
"""Batches a worker on their way: what waits for an earlier one is held in memory."""
_HELD = 2  # batches a worker has at once, so that it never waits for the next
_NO_MEMORY = 71  # exit code
_PATIENCE = 10  # seconds until a scheduler answers
_STARTS = 3  # workers that die one after another before they can do anything


@dataclass(frozen=True, slots=True)
class Lost:
    """An item without a result; `reason` says what became of its worker."""

    reason: str


class Engine(Protocol):
    """What maps functions."""

    def map(
        self, function: Function[Item, Result], items: Iterable[Item], *, weight: Callable[[Item], int]
    ) -> Iterator[Result | Lost]:
        """One result an item, in their order; `function` gives a batch its results. An error of `function` is raised.

        `weight` tells how much work an item is: a batch holds up to `MOST_WEIGHT`, and one item at least.
        """
        ...


def engine_of(workers: int, name: str | None = None) -> Engine:
    """The engine for so many worker processes; 1 is this process itself.

    `name` is "dask", which starts its workers here, or "dask=" with the address of a scheduler; UsageError for others.
    """
    if name is None:
        return Workers(workers) if workers > 1 else InProcess()
    kind, _, address = name.partition("=")
    if kind != "dask" or (address and "://" not in address):
        raise UsageError(f"--engine {name!r}: is no engine; dask or dask=tcp://HOST:PORT is allowed")
    return Dask(workers, address or None)


def batches(items: Iterable[Item], weight: Callable[[Item], int]) -> Iterator[list[Item]]:
    """The items in runs of up to `MOST_ITEMS` and `MOST_WEIGHT`."""
    batch: list[Item] = []
    heavy = 0
    for item in items:
        if batch and (len(batch) == MOST_ITEMS or heavy + weight(item) > MOST_WEIGHT):
            yield batch
            batch, heavy = [], 0
        batch.append(item)
        heavy += weight(item)
    if batch:
        yield batch


class InProcess:
    """Calls the function here."""

    def map(
        self, function: Function[Item, Result], items: Iterable[Item], *, weight: Callable[[Item], int]
    ) -> Iterator[Result | Lost]:
        """See `Engine`."""
        for batch in batches(items, weight):
            yield from function(batch)


class OneByOne:
    """Calls the function here as soon as an item comes: for items that somebody types or sends."""

    def map(
        self, function: Function[Item, Result], items: Iterable[Item], *, weight: Callable[[Item], int]
    ) -> Iterator[Result | Lost]:
        """See `Engine`; the weight of an item changes nothing."""
        del weight
        for item in items:
            yield from function([item])


class Workers:
    """Calls the function in `count` processes of this machine."""

    def __init__(self, count: int) -> None:
        self._count = count

    def map(
        self, function: Function[Item, Result], items: Iterable[Item], *, weight: Callable[[Item], int]
    ) -> Iterator[Result | Lost]:
        """See `Engine`."""
        crew: _Crew[Item, Result] = _Crew(function, self._count)
        try:
            yield from ordered(crew, batches(items, weight), most=AHEAD * self._count)
        finally:
            crew.dismiss()


# -- order -----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Task(Generic[Item, Result]):
    """A batch on its way: its items, and the result of each that is there. `alone` are those to be tried singly."""

    items: list[Item]
    results: dict[int, Result | Lost] = field(default_factory=dict)

    def is_done(self) -> bool:
        """Whether every item has its result."""
        return len(self.results) == len(self.items)

    def keep(self, at: Sequence[int], results: Sequence[Result | Lost]) -> None:
        """Note the results of the items at these places."""
        self.results.update(zip(at, results, strict=True))


class Crowd(Protocol[Item, Result]):
    """What does tasks in any order."""

    def add(self, task: Task[Item, Result]) -> None:
        """Take a task."""
        ...

    def turn(self) -> None:
        """Wait until a result of some task came."""
        ...


def ordered(crowd: Crowd[Item, Result], found: Iterator[list[Item]], *, most: int) -> Iterator[Result | Lost]:
    """The results in the order of the batches, of which up to `most` are on their way."""
    waiting: deque[Task[Item, Result]] = deque()
    while True:
        for batch in islice(found, most - len(waiting)):
            waiting.append(Task(batch))
            crowd.add(waiting[-1])
        if not waiting:
            return
        while not waiting[0].is_done():
            crowd.turn()
        done = waiting.popleft()
        for at in range(len(done.items)):
            yield done.results[at]


# -- processes -------------------------------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class _Worker(Generic[Item, Result]):
    process: BaseProcess
    pipe: Connection
    jobs: "deque[_Job[Item, Result]]" = field(default_factory=deque)
    is_ready: bool = False

    def can_take(self, held: int) -> bool:
        """Whether it may have one more of `held` jobs; whoever tries something again has nothing else."""
        return self.is_ready and len(self.jobs) < held and not any(job.is_second for job in self.jobs)

    def cause(self) -> str:
        """How the process ended."""
        self.process.join()
        code = self.process.exitcode or 0
        return f"signal {-code}" if code < 0 else f"exit code {code}"


@dataclass(slots=True, eq=False)
class _Job(Generic[Item, Result]):
    """Some items of a task, by their places in it."""

    task: Task[Item, Result]
    at: Sequence[int]
    is_second: bool = False  # tried alone, after its worker died

    def items(self) -> list[Item]:
        return [self.task.items[at] for at in self.at]


class _Crew(Generic[Item, Result]):
    """Processes and the jobs that they have; started when there is work for them, replaced when they die."""

    def __init__(self, function: Function[Item, Result], count: int) -> None:
        self._function = function
        self._count = count
        self._workers: list[_Worker[Item, Result]] = []
        self._fresh: deque[_Job[Item, Result]] = deque()
        self._seconds: deque[_Job[Item, Result]] = deque()
        self._false_starts = 0

    def add(self, task: Task[Item, Result]) -> None:
        """Take a task."""
        self._fresh.append(_Job(task, range(len(task.items))))
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
                self._seconds.extend(_Job(job.task, [at], is_second=True) for at in job.at)

    def _send(self) -> None:
        """Hand out jobs: second tries first, each to a worker that has nothing else."""
        while jobs := self._seconds or self._fresh:
            self._start(len(jobs))
            held = 1 if jobs is self._seconds else _HELD
            free = [worker for worker in self._workers if worker.can_take(held)]
            if not free:
                return
            worker = min(free, key=lambda each: len(each.jobs))
            worker.jobs.append(jobs.popleft())
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


# -- a cluster -------------------------------------------------------------------------------------------------------


class Dask:
    """Calls the function in the workers of a dask.distributed scheduler; without an address in `workers` started here.

    Workers elsewhere need the same packages, and files of options under the same paths.
    """

    def __init__(self, workers: int, address: str | None = None) -> None:
        self._workers = workers
        self._address = address

    def map(
        self, function: Function[Item, Result], items: Iterable[Item], *, weight: Callable[[Item], int]
    ) -> Iterator[Result | Lost]:
        """See `Engine`."""
        with ExitStack() as opened:
            client = self._client(opened)
            threads = sum(client.nthreads().values()) or self._workers
            cluster: _Cluster[Item, Result] = _Cluster(client, function)
            yield from ordered(cluster, batches(items, weight), most=AHEAD * threads)

    def _client(self, opened: ExitStack) -> Any:  # noqa: ANN401 - of a package that may be missing
        try:
            distributed = import_module("distributed")
        except ImportError as error:
            raise EngineError('--engine dask needs distributed; pip install "geokg[dask]" is allowed') from error
        scheduler: Any = self._address
        if scheduler is None:
            several = self._workers > 1
            place = {"host": "127.0.0.1"} if several else {}  # one worker is in this process and has no address
            scheduler = distributed.LocalCluster(
                n_workers=self._workers, processes=several, threads_per_worker=1, dashboard_address=None, **place
            )
            opened.enter_context(scheduler)
        try:
            return opened.enter_context(distributed.Client(scheduler, timeout=_PATIENCE))
        except (OSError, ValueError) as error:
            raise EngineError(
                f"{self._address}: no scheduler answers; the address of a running one is allowed"
            ) from error


class _Cluster(Generic[Item, Result]):  # jobs that are with a scheduler
    def __init__(self, client: Any, function: Function[Item, Result]) -> None:  # noqa: ANN401 - as above
        self._client = client
        self._function = function
        self._jobs: dict[Any, _Job[Item, Result]] = {}

    def add(self, task: Task[Item, Result]) -> None:
        """Take a task."""
        self._submit(_Job(task, range(len(task.items))))

    def turn(self) -> None:
        """Wait for a job."""
        distributed = import_module("distributed")
        done, _ = distributed.wait(list(self._jobs), return_when="FIRST_COMPLETED")
        for future in sorted(done, key=lambda each: str(each.key)):
            job = self._jobs.pop(future)
            error = future.exception()
            if error is None:
                job.task.keep(job.at, future.result())
            elif not isinstance(error, (distributed.KilledWorker, MemoryError)):
                raise EngineError(f"{type(error).__name__}: {error}")
            elif job.is_second:
                job.task.keep(job.at, [Lost(f"its worker died twice ({type(error).__name__})")])
            else:
                for at in job.at:
                    self._submit(_Job(job.task, [at], is_second=True))

    def _submit(self, job: _Job[Item, Result]) -> None:
        self._jobs[self._client.submit(self._function, job.items(), pure=False)] = job
