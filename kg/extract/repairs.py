"""Damaged text read as it was meant: what machine translation, scraping and wrong encodings did to it.

Each repair replaces a stretch of the document by what is read in its place, and stands in the ledger of the
extraction with its kind. Offsets always point into the document as it is: `moved` brings back an extraction that was
made from the repaired text.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise

import ftfy
from simplemma import is_known

from kg.extract.lines import END
from kg.gazetteer import Gazetteer
from kg.model import Repair, Span

HYPHEN = re.compile(r"(?<=[^\W\d_]) -(?=[^\W\d_])|(?<=[A-Z]\.) -(?=[A-Z])|(?<=[A-ZÀ-Ý])- (?=[A-ZÀ-Ý][^\W\d_]{2,}\b)")
DASHED = re.compile(r"[^\W\d_]- |[ ]-[ ]|[–—]")
STOP = re.compile(r"(?<=[^\W\d_]{2})[.!?][\"”’»)]?(?=[A-ZÀ-ÝА-ЯЁ][^\W\d_]*(?:\s|['’]|$))")
COMMA = re.compile(r"(?<=[^\W\d_]{2})[,;:](?=[^\W\d_]{2})")
GLUED = re.compile(r"(?<![^\W_])([^\W\d_]+?[^\W\d_A-ZÀ-ÝА-ЯЁ])([A-ZÀ-ÝА-ЯЁ][^\W\d_]{2,})(?![^\W_])")
ADDRESS = re.compile(r"\S*(?:://|www\.|@|\.(?:com|org|net|gov|edu|info|html?|pdf)\b)\S*", re.IGNORECASE)
BROKEN_WORD = re.compile(r"(?<=[^\W\d_])-[ \t]*\r?\n[ \t]*(?=[^\W\d_])")
MOJIBAKE = re.compile("[ÃÂâÐÑ€™œ¢\u0080-\u009f\u00ad\ufffd]")
SHORTEST_GLUED = 3  # letters of each part
WRAP = (45, 110)  # code points between which the longest line of a hard-wrapped paragraph is
FULL = 0.75  # share of the longest line that most lines of a wrapped paragraph fill
FEWEST_LINES = 3


@dataclass(frozen=True, slots=True)
class Repaired:
    """`text` is what is read; `repairs`, by place and without overlap, lead from the document to it."""

    text: str
    repairs: tuple[Repair, ...] = ()

    def place(self) -> Callable[[int, int], Span]:
        """The function from a span of `text` to the span of the document that it stands for."""
        return _Places(self.repairs).span


class _Places:
    """Where the code points of a repaired text stand in the document."""

    def __init__(self, repairs: Iterable[Repair]) -> None:
        self._marks: list[int] = []  # starts of repaired stretches in the repaired text
        self._ends: list[int] = []  # and their ends
        self._spans: list[Span] = []  # what they replace
        shift = 0
        for repair in repairs:
            self._marks.append(repair.start + shift)
            self._ends.append(repair.start + shift + len(repair.reading))
            self._spans.append((repair.start, repair.end))
            shift += len(repair.reading) - (repair.end - repair.start)

    def span(self, start: int, end: int) -> Span:
        first, last = self._start(start), self._end(end)
        return first, max(first, last)

    def _start(self, at: int) -> int:
        k = bisect_right(self._marks, at) - 1
        if k < 0:
            return at
        begin, end = self._spans[k]
        if at < self._ends[k]:
            return begin + min(at - self._marks[k], max(0, end - begin - 1))
        return end + at - self._ends[k]

    def _end(self, at: int) -> int:
        k = bisect_right(self._marks, at - 1) - 1
        if k < 0:
            return at
        _, end = self._spans[k]
        return end if at <= self._ends[k] else end + at - self._ends[k]


def repaired(text: str, lang: str, gazetteer: Gazetteer) -> Repaired:
    """The text as it was meant, and what was done for that: encodings first, then line breaks, hyphens and spaces."""
    steps: tuple[Callable[[str], Iterable[Repair]], ...] = (
        _encodings,
        lambda written: _lines(written, lang),
        lambda written: _spaces(written, lang, gazetteer),
    )
    done = Repaired(text)
    for step in steps:
        found = _apart(step(done.text))
        if found:
            done = _after(done, found, text)
    return done


def _apart(repairs: Iterable[Repair]) -> list[Repair]:
    """In the order of the text, those left out that touch one before."""
    kept: list[Repair] = []
    for repair in sorted(repairs, key=lambda each: (each.start, each.end)):
        if not kept or repair.start >= kept[-1].end + (repair.start == repair.end == kept[-1].end):
            kept.append(repair)
    return kept


def _after(done: Repaired, found: list[Repair], original: str) -> Repaired:
    """Repairs of a repaired text, brought together with those made before."""
    text = _applied(done.text, found)
    if not done.repairs:
        return Repaired(text, tuple(found))
    place = done.place()
    moved = [Repair(each.kind, *place(each.start, each.end), each.reading) for each in found]
    clear = [each for each in moved if not any(each.start < old.end and old.start < each.end for old in done.repairs)]
    merged = tuple(_apart([*done.repairs, *clear]))
    return Repaired(_applied(original, merged), merged)


def _applied(text: str, repairs: Iterable[Repair]) -> str:
    parts: list[str] = []
    at = 0
    for repair in repairs:
        parts += [text[at : repair.start], repair.reading]
        at = repair.end
    return "".join([*parts, text[at:]])


# -- encodings --------------------------------------------------------------------------------------------------------


def _encodings(text: str) -> Iterator[Repair]:
    """ "UcrÃ¢nia": UTF-8 that was read as another encoding, line by line, with ftfy."""
    start = 0
    for line in text.splitlines(keepends=True):
        if MOJIBAKE.search(line):
            meant = ftfy.fix_encoding(line)
            if meant != line:
                for tag, a, b, c, d in SequenceMatcher(None, line, meant, autojunk=False).get_opcodes():
                    if tag != "equal":
                        yield Repair("encoding", start + a, start + b, meant[c:d])
        start += len(line)


# -- lines ------------------------------------------------------------------------------------------------------------


def _lines(text: str, lang: str) -> Iterator[Repair]:
    """Line breaks inside sentences, and words parted at a line's end."""
    for paragraph in _paragraphs(text):
        wrapped = _is_wrapped([text[start:end] for start, end in paragraph])
        for (start, end), (after, last) in pairwise(paragraph):
            broken = BROKEN_WORD.search(text, max(start, end - 1), after + 1)
            if broken and (word := _joined(text, broken.start(), broken.end(), lang)) is not None:
                yield Repair("broken word", broken.start(), broken.end(), word)
            elif wrapped or _goes_on(text[start:end], text[after:last]):
                yield Repair("line break", end, after, " ")


def _paragraphs(text: str) -> Iterator[list[Span]]:
    """Lines that stand together, each from its first to its last letter."""
    lines: list[Span] = []
    start = 0
    for whole in text.splitlines(keepends=True):
        words = whole.strip()
        first = start + len(whole) - len(whole.lstrip())
        lines.append((first, first + len(words)))
        start += len(whole)
    for filled, group in groupby(lines, key=lambda span: span[0] < span[1]):
        if filled:
            yield list(group)


def _is_wrapped(lines: list[str]) -> bool:
    """Whether a paragraph is broken at a width: all lines but the last nearly as long as the longest."""
    longest = max(map(len, lines))
    if len(lines) < FEWEST_LINES or not WRAP[0] <= longest <= WRAP[1]:
        return False
    inner = lines[:-1]
    full = sum(len(line) >= FULL * longest for line in inner)
    open_ended = sum(END.search(line) is None for line in inner)
    return full >= 0.8 * len(inner) and open_ended >= 0.5 * len(inner)


def _goes_on(line: str, after: str) -> bool:
    """Whether a sentence runs over the end of a line: no stop, and small letters behind."""
    return END.search(line.rstrip(",;")) is None and after[:1].islower() and len(line) >= WRAP[0] // 2


def _joined(text: str, start: int, end: int, lang: str) -> str | None:
    """What parts two pieces of one word: nothing where the whole is a word, else the hyphen."""
    left, right = re.search(r"[^\W\d_]+$", text[:start]), re.match(r"[^\W\d_]+", text[end:])
    if left is None or right is None or not right.group().islower():
        return None
    whole = (left.group() + right.group()).lower()
    return "" if _knows(whole, lang) else "-"


def _knows(word: str, lang: str) -> bool:
    try:
        return bool(is_known(word, lang=lang))
    except ValueError:  # a language that simplemma lacks
        return False


# -- hyphens and spaces -----------------------------------------------------------------------------------------------


def _spaces(text: str, lang: str, gazetteer: Gazetteer) -> Iterator[Repair]:
    addresses = [found.span() for found in ADDRESS.finditer(text)]
    for repair in (*_hyphens(text), *_stops(text), *_glued(text, lang, gazetteer)):
        if not any(start <= repair.start < end for start, end in addresses):
            yield repair


def _hyphens(text: str) -> Iterator[Repair]:
    """ "US -Japan", "closed -door": but not a dash that opens an aside and closes it again."""
    for found in HYPHEN.finditer(text):
        line = text[found.end() : text.find("\n", found.end()) if "\n" in text[found.end() :] else len(text)]
        if not DASHED.search(line[:200].split(".")[0]):
            yield Repair("hyphen", found.start(), found.end(), "-")


def _stops(text: str) -> Iterator[Repair]:
    """ "cooperation.Establish": a stop or a comma without the space behind it."""
    for found in STOP.finditer(text):
        yield Repair("missing space", found.end(), found.end(), " ")
    for found in COMMA.finditer(text):
        if found.group() != ":" or text[found.end()].isupper():
            yield Repair("missing space", found.end(), found.end(), " ")


def _glued(text: str, lang: str, gazetteer: Gazetteer) -> Iterator[Repair]:
    """ "ChinaEssence": two words without a space, each known; a second one that is no name begins a sentence."""
    for found in GLUED.finditer(text):
        left, right = found.group(1), found.group(2)
        if min(len(left), len(right)) < SHORTEST_GLUED or any(gazetteer.matches(found.group())):
            continue
        named, second = any(gazetteer.matches(left)), any(gazetteer.matches(right))
        if (named or _knows(left.lower(), lang)) and (second or _knows(right.lower(), lang)) and _is_split(left, named):
            yield Repair("glued words", found.start(2), found.start(2), " " if second else ". ")


def _is_split(left: str, named: bool) -> bool:  # noqa: FBT001 - reads as a sentence
    """Whether the first part is a word of its own: a known name or a word in small letters, no "YouTube"."""
    return named or left.islower()
