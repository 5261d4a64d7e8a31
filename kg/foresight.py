"""What a build would do, told without doing it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from kg.model import Document
from kg.options import USUAL, Options
from kg.pipeline import Summary, gone, is_kept
from kg.sources import Failure, Outcome, Skipped
from kg.store import Kept


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a build would do with an input; `reason` says why it would be skipped or cannot be read."""

    step: Literal["new", "replaced", "unchanged", "failed", "skipped", "removed"]
    key: str
    reason: str = ""


def foreseen(
    outcomes: Iterable[Outcome],
    *,
    there: Mapping[str, Kept],
    places: Iterable[str] | None = None,
    with_text: bool = True,
    again: bool = False,
    options: Options = USUAL,
) -> Iterator[Foreseen]:
    """What a build into a store that keeps `there` would do, in the order of the inputs; the files are read for it.

    Documents that would be removed come last, where `places` are given as for `prune`. A document that breaks the
    parser is not foreseen.
    """
    summary = Summary()
    for outcome in outcomes:
        if isinstance(outcome, Skipped):
            yield Foreseen("skipped", outcome.key, outcome.reason)
        elif isinstance(outcome, Failure):
            summary.failures.add(outcome.key)
            yield Foreseen("failed", outcome.key, outcome.reason)
        elif isinstance(outcome, Document):
            summary.keys.add(outcome.key)
            kept = there.get(outcome.key)
            same = not again and is_kept(outcome, kept, with_text=with_text, options=options)
            yield Foreseen("unchanged" if same else "new" if kept is None else "replaced", outcome.key)
    if places is not None:
        documents = (kept.document for _, kept in sorted(there.items()))
        yield from (Foreseen("removed", key) for key in gone(documents, summary, places=places))
