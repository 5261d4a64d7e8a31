"""The bar of a build: how many documents were read, how fast, and how long the rest of the input takes."""

from collections import deque
from collections.abc import Iterator
from time import monotonic

from tqdm import tqdm

from kg.journal import Entry
from kg.model import Document
from kg.sources import Failure, Outcome

_LONG, _SHORT = "{desc} {percentage:3.0f}%|{bar:20}| {remaining} left", "{desc}, {elapsed}"


class Progress:
    """A bar on stderr, nothing where stderr is no terminal; `total` bytes are to be read, None where nobody knows.

    The bar moves with the documents that are done, however far ahead others were read.
    """

    def __init__(self, total: int | None) -> None:
        form = _SHORT if total is None else _LONG
        self._bar = tqdm(total=total, disable=None, leave=False, bar_format=form, desc="0 documents")
        self._began = monotonic()
        self._passed = 0  # bytes
        self._places: deque[int] = deque()  # where the documents end that are on their way
        self._done = 0

    def advance(self, size: int) -> None:
        """Note that so many bytes were passed."""
        self._passed += size

    def over(self, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        """The outcomes; where they stand in the input is noted."""
        for outcome in outcomes:
            if isinstance(outcome, Document | Failure) and not self._bar.disable:
                self._places.append(self._passed)
            yield outcome

    def hear(self, entry: Entry) -> None:
        """Count an input that is done."""
        if entry.what not in {"read", "unchanged", "failed"} or self._bar.disable:
            return
        self._done += 1
        rate = self._done / max(monotonic() - self._began, 0.001)
        place = self._places.popleft() if self._places else self._bar.n
        self._bar.set_description_str(f"{self._done:,} documents, {rate:.1f} a second", refresh=False)
        self._bar.update(max(0, place - self._bar.n))

    def close(self) -> None:
        """Take the bar away."""
        self._bar.close()
