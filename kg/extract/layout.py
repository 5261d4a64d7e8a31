"""A document laid out for the parser: its lines without furniture, headlines told as sentences."""

from dataclasses import dataclass

from kg.extract.headlines import Told, in_small_letters, plainly, told
from kg.extract.lexicon import Lexicon
from kg.extract.lines import lines_of, parts
from kg.gazetteer import Gazetteer

LONGEST = 100_000  # code points that the parser reads at once


@dataclass(frozen=True, slots=True)
class Layout:
    """`stretches` are what is parsed; `text` has the length of the document's, but small letters in shouted lines."""

    text: str
    stretches: tuple[Told, ...]
    furniture: int


def laid_out(text: str, lexicon: Lexicon, gazetteer: Gazetteer, small: frozenset[str] = frozenset()) -> Layout:
    """The layout of a text; `small` are function words, which no name is made of. `furniture` counts dropped lines."""
    lines, furniture = lines_of(text, lexicon.lang)
    for line in (line for line in lines if line.headline):
        written = text[line.start : line.end]
        lowered = in_small_letters(written, list(gazetteer.matches(written)), lexicon, small)
        if lowered != written:
            text = text[: line.start] + lowered + text[line.end :]
    stretches: list[Told] = []
    for line in lines:
        if line.headline:
            matches = list(gazetteer.matches(text[line.start : line.end], start=line.start))
            stretches.extend(told(text, line.start, line.end, matches, lexicon))
        else:
            stretches.extend(plainly(text, start, end) for start, end in parts(text, line, LONGEST))
    return Layout(text, tuple(stretches), furniture)
