"""Speeches inside speeches: a quotation in an answer, an answer in a signed text."""

from collections.abc import Sequence

from kg.model import Speech


def enclosing(speeches: Sequence[Speech]) -> list[int | None]:
    """For each speech the index of the one in which it stands, None for the outermost."""
    around: list[int | None] = []
    open_: list[int] = []
    for at, speech in enumerate(speeches):
        while open_ and speeches[open_[-1]].end <= speech.start:
            open_.pop()
        around.append(open_[-1] if open_ else None)
        open_.append(at)
    return around
