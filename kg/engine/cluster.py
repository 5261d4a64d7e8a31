"""A cluster of dask.distributed: one that runs already, or one started here."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from importlib import import_module
from typing import Any, Generic

from kg.engine.order import AHEAD, Function, Item, Job, Lost, Result, Task, one_kind, ordered, windows
from kg.errors import EngineError

_PATIENCE = 10  # seconds until a scheduler answers


class Dask:
    """Calls the function in the workers of a dask.distributed scheduler; without an address in `workers` started here.

    Workers elsewhere need the same packages, and files of options under the same paths.
    """

    def __init__(self, workers: int, address: str | None = None) -> None:
        self._workers = workers
        self._address = address

    def map(
        self,
        function: Function[Item, Result],
        items: Iterable[Item],
        *,
        weight: Callable[[Item], int],
        kind: Callable[[Item], str] = one_kind,
    ) -> Iterator[Result | Lost]:
        """See `Engine`."""
        with ExitStack() as opened:
            client = self._client(opened)
            threads = sum(client.nthreads().values()) or self._workers
            cluster: _Cluster[Item, Result] = _Cluster(client, function)
            yield from ordered(cluster, windows(items, weight, kind), most=AHEAD * threads)

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
        self._jobs: dict[Any, Job[Item, Result]] = {}

    def add(self, task: Task[Item, Result]) -> None:
        """Take a task."""
        self._submit(Job(task, range(len(task.items))))

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
                    self._submit(Job(job.task, [at], is_second=True))

    def _submit(self, job: Job[Item, Result]) -> None:
        self._jobs[self._client.submit(self._function, job.items(), pure=False)] = job
