"""Maps a function over items, in this process, worker processes or a cluster: the same results in the same order.

Items go to the function in batches; only so many are on their way at once, so that an endless stream needs little
memory. A batch whose worker dies (killed, out of memory, a crash in a library) is tried again one item at a time in a
new worker; an item that kills that one too is given as `Lost`, and the others go on. The module knows nothing of what
it maps; functions must be picklable (of a module, or a `partial` of one).
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from kg.engine.cluster import Dask
from kg.engine.order import MOST_ITEMS, Function, Item, Lost, Result, batches, one_kind
from kg.engine.processes import Workers
from kg.errors import UsageError

__all__ = ["MOST_ITEMS", "Engine", "InProcess", "Lost", "Workers", "batches", "engine_of"]


class Engine(Protocol):
    """What maps functions."""

    def map(
        self,
        function: Function[Item, Result],
        items: Iterable[Item],
        *,
        weight: Callable[[Item], int],
        kind: Callable[[Item], str] = one_kind,
    ) -> Iterator[Result | Lost]:
        """One result an item, in their order; `function` gives a batch its results. An error of `function` is raised.

        `weight` tells how much work an item is: a batch holds up to `MOST_WEIGHT`, and one item at least. Workers get
        items of one `kind` and of like weight together, and rather of a kind that they had before.
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


class InProcess:
    """Calls the function here, for `most` items at once: for one, where items are waited for."""

    def __init__(self, most: int = MOST_ITEMS) -> None:
        self._most = most

    def map(
        self,
        function: Function[Item, Result],
        items: Iterable[Item],
        *,
        weight: Callable[[Item], int],
        kind: Callable[[Item], str] = one_kind,  # noqa: ARG002 - one process has them all
    ) -> Iterator[Result | Lost]:
        """See `Engine`; batches are of items that follow each other."""
        for batch in batches(items, weight, most=self._most):
            yield from function(batch)
