"""Stretches of a text between quotation marks, found by the marks alone.

A straight mark opens where none is open. A quotation that a paragraph leaves open ends with the paragraph, and goes on
in the next one if that begins with a mark, as newspapers print long quotations.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

PARAGRAPH = re.compile(r"[^\r\n]+")
OPENING = {"“": "”", "«": "»", "„": "“", "‘": "’", "'": "'", '"': '"'}
AMBIGUOUS = frozenset({"‘", "'"})  # apostrophes as well: they quote only between white space and punctuation
LEAST_WORDS = 4  # fewer are a term in quotation marks


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two marks: code points without the marks; `paragraph` is the span of its paragraph."""

    start: int
    end: int
    paragraph: tuple[int, int]
    closed: bool = True


def quotations(text: str) -> Iterator[Quotation]:
    """Every quotation of at least some words, in text order."""
    for found in PARAGRAPH.finditer(text):
        yield from _of_paragraph(text, found.span())


def _of_paragraph(text: str, paragraph: tuple[int, int]) -> Iterator[Quotation]:
    at, last = paragraph
    while at < last:
        if text[at] not in OPENING or (text[at] in AMBIGUOUS and not _opens(text, at)):
            at += 1
            continue
        end = _closing(text, at, last)
        if end is None and text[at] in AMBIGUOUS:
            at += 1
            continue
        stop = last if end is None else end
        if len(text[at + 1 : stop].split()) >= LEAST_WORDS:
            yield Quotation(at + 1, stop, paragraph, closed=end is not None)
        at = stop + 1


def _closing(text: str, at: int, last: int) -> int | None:
    mark = OPENING[text[at]]
    for place in range(at + 1, last):
        if text[place] == mark and (text[at] not in AMBIGUOUS or _closes(text, place)):
            return place
    return None


def _opens(text: str, at: int) -> bool:
    return (at == 0 or text[at - 1].isspace() or text[at - 1] in "([—–-") and text[at + 1 : at + 2].isalnum()


def _closes(text: str, at: int) -> bool:
    return text[at - 1] in ".,?!…" and not text[at + 1 : at + 2].isalnum()
