"""Items in batches, and the results of batches that are done in any order in the order of the items."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Generic, Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Function = Callable[[Sequence[Item]], Sequence[Result]]

MOST_ITEMS = 16
"""Items of a batch."""
MOST_WEIGHT = 60_000
"""Weight of a batch; with characters of text as weight a worker is busy for seconds."""
AHEAD = 4
"""Batches a worker on their way: what waits for an earlier one is held in memory."""


@dataclass(frozen=True, slots=True)
class Lost:
    """An item without a result; `reason` says what became of its worker."""

    reason: str


def batches(items: Iterable[Item], weight: Callable[[Item], int], *, most: int = MOST_ITEMS) -> Iterator[list[Item]]:
    """The items in runs of up to `most` and `MOST_WEIGHT`; a full run does not wait for what comes behind it."""
    batch: list[Item] = []
    heavy = 0
    for item in items:
        if batch and heavy + weight(item) > MOST_WEIGHT:
            yield batch
            batch, heavy = [], 0
        batch.append(item)
        heavy += weight(item)
        if len(batch) == most:
            yield batch
            batch, heavy = [], 0
    if batch:
        yield batch


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


@dataclass(slots=True, eq=False)
class Job(Generic[Item, Result]):
    """Some items of a task, by their places in it."""

    task: Task[Item, Result]
    at: Sequence[int]
    is_second: bool = False  # tried alone, after its worker died

    def items(self) -> list[Item]:
        """What is to be done."""
        return [self.task.items[at] for at in self.at]


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
