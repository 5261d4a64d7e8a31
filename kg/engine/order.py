"""Items in batches of one kind and like weight, and the results of batches done in any order in that of the items."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Generic, Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Function = Callable[[Sequence[Item]], Sequence[Result]]

MOST_ITEMS = 16
"""Items of a batch."""
MOST_WEIGHT = 60_000
"""Weight of a batch; with characters of text as weight a worker is busy for seconds."""
WINDOW = 4
"""Batches' worth of items that are looked at together, so that a batch is of one kind and of like weights."""
AHEAD = 4
"""Batches a worker on their way, and a window more: what waits for an earlier one is held in memory."""


def one_kind(item: object) -> str:  # noqa: ARG001 - as every kind is told
    """The kind of items that are all of one."""
    return ""


@dataclass(frozen=True, slots=True)
class Lost:
    """An item without a result; `reason` says what became of its worker."""

    reason: str


def batches(
    items: Iterable[Item], weight: Callable[[Item], int], *, most: int = MOST_ITEMS, heaviest: int = MOST_WEIGHT
) -> Iterator[list[Item]]:
    """The items in runs of up to `most` and `heaviest`; a full run does not wait for what comes behind it."""
    batch: list[Item] = []
    heavy = 0
    for item in items:
        if batch and heavy + weight(item) > heaviest:
            yield batch
            batch, heavy = [], 0
        batch.append(item)
        heavy += weight(item)
        if len(batch) == most:
            yield batch
            batch, heavy = [], 0
    if batch:
        yield batch


def windows(
    items: Iterable[Item], weight: Callable[[Item], int], kind: Callable[[Item], str]
) -> Iterator["Window[Item, Result]"]:
    """The items in windows; within one, items of a kind and of like weight are together."""
    for found in batches(items, weight, most=WINDOW * MOST_ITEMS, heaviest=WINDOW * MOST_WEIGHT):
        yield Window(list(_tasks(found, weight, kind)))


def _tasks(
    found: Sequence[Item], weight: Callable[[Item], int], kind: Callable[[Item], str]
) -> Iterator["Task[Item, Result]"]:
    places = sorted(range(len(found)), key=lambda place: (kind(found[place]), weight(found[place]), place))
    for name, alike in groupby(places, key=lambda place: kind(found[place])):
        for together in batches(alike, lambda place: weight(found[place])):
            yield Task([found[place] for place in together], together, name)


@dataclass(slots=True)
class Task(Generic[Item, Result]):
    """A batch on its way: its items of one kind, their places in the window, and the result of each that is there."""

    items: list[Item]
    places: list[int]
    kind: str
    results: dict[int, Result | Lost] = field(default_factory=dict)

    def is_done(self) -> bool:
        """Whether every item has its result."""
        return len(self.results) == len(self.items)

    def keep(self, at: Sequence[int], results: Sequence[Result | Lost]) -> None:
        """Note the results of the items at these places."""
        self.results.update(zip(at, results, strict=True))


@dataclass(slots=True)
class Window(Generic[Item, Result]):
    """Batches of items that follow each other."""

    tasks: list[Task[Item, Result]]

    def is_done(self) -> bool:
        """Whether every item has its result."""
        return all(task.is_done() for task in self.tasks)

    def results(self) -> list[Result | Lost]:
        """The results in the order of the items."""
        found = {place: task.results[at] for task in self.tasks for at, place in enumerate(task.places)}
        return [found[place] for place in sorted(found)]


@dataclass(slots=True, eq=False)
class Job(Generic[Item, Result]):
    """Some items of a task, by their places in it."""

    task: Task[Item, Result]
    at: Sequence[int]
    is_second: bool = False  # tried alone, after its worker died

    @property
    def kind(self) -> str:
        """That of its items."""
        return self.task.kind

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


def ordered(crowd: Crowd[Item, Result], found: Iterator[Window[Item, Result]], *, most: int) -> Iterator[Result | Lost]:
    """The results in the order of the items; windows are added while fewer than `most` batches are on their way."""
    waiting: deque[Window[Item, Result]] = deque()
    while True:
        while _on_their_way(waiting) < most and (window := next(found, None)) is not None:
            waiting.append(window)
            for task in window.tasks:
                crowd.add(task)
        if not waiting:
            return
        if not waiting[0].is_done():
            crowd.turn()
            continue
        yield from waiting.popleft().results()


def _on_their_way(waiting: Iterable[Window[Item, Result]]) -> int:
    return sum(not task.is_done() for window in waiting for task in window.tasks)
