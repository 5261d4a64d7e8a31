"""Which documents of a corpus are read: the first, a sample, those since a day."""

import heapq
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from kg.errors import UsageError
from kg.model import Document
from kg.sources.outcomes import Outcome, Skipped

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Choice:
    """At most `limit` documents in the order of the input; `sample` of all by the hash of their text; those published
    on the day `since` or later. None chooses all."""

    limit: int | None = None
    sample: int | None = None
    since: str | None = None

    def __post_init__(self) -> None:
        if self.since is not None and not _DATE.fullmatch(self.since):
            raise UsageError(f"--since {self.since!r}: is no day; YYYY-MM-DD, YYYY-MM or YYYY is allowed")

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self.limit is None and self.sample is None and self.since is None


def chosen(outcomes: Iterator[Outcome], choice: Choice) -> Iterator[Outcome]:
    """The outcomes without the documents that are not chosen; those that are too old, or undated, are `Skipped`.

    A sample is the same whatever the order of the documents, and of the same documents a larger one holds a smaller
    one; it is held in memory.
    """
    found = outcomes if choice.since is None else _since(outcomes, choice.since)
    found = found if choice.sample is None else _sample(found, choice.sample)
    return found if choice.limit is None else _first(found, choice.limit)


def _since(outcomes: Iterator[Outcome], day: str) -> Iterator[Outcome]:
    for outcome in outcomes:
        if not isinstance(outcome, Document):
            yield outcome
        elif outcome.published is None:
            yield Skipped(outcome.key, "no date")
        elif outcome.published < day[: len(outcome.published)]:
            yield Skipped(outcome.key, f"before {day}")
        else:
            yield outcome


def _sample(outcomes: Iterator[Outcome], size: int) -> Iterator[Outcome]:
    kept: list[tuple[int, str, int, Document]] = []  # the smallest hash last, so that the largest goes first
    for number, outcome in zip(count(), outcomes, strict=False):
        if not isinstance(outcome, Document):
            yield outcome
            continue
        heapq.heappush(kept, (-int(outcome.text_sha256, 16), outcome.key, number, outcome))
        if len(kept) > size:
            heapq.heappop(kept)
    for _, _, _, document in sorted(kept, key=lambda each: each[2]):
        yield document


def _first(outcomes: Iterator[Outcome], limit: int) -> Iterator[Outcome]:
    left = limit
    for outcome in outcomes:
        if left == 0:
            return
        left -= isinstance(outcome, Document)
        yield outcome
