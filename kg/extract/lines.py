"""What of a document is read: its lines, without what surrounds a story, each from where its words begin.

Furniture (related links, captions, agency lines, buttons) is dropped and counted. Numbers and bullets of a digest,
time stamps of a live blog, datelines and the Q: and A: of an interview stand before the words and are skipped. A line
without an end is a headline.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from kg.extract.datelines import CYRILLIC, HAN
from kg.extract.lexicon import optional_rows

BREAKS = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"
BULLET = re.compile(r"\s*(?:[-*•▪‣◦·>–—]|\(?\d{1,2}[.)/])\s+(?=\S)")
STAMP = re.compile(r"\s*\d{1,2}[.:h]\d{2}(?:\s?(?:[ap]\.?m\.?|GMT|UTC|BST|CET|CEST|EST|EDT))?\s*(?:[-–—:|]\s*)?(?=\D)")
SPEAKER_MARK = re.compile(r"\s*(?:Q|A|D|R)\s?:\s+(?=\S)")
DATELINE = re.compile(
    r"\s*(?:[A-ZÀ-Ý][\w.'’-]*[ ,/]+){1,6}?(?:\d{1,2}(?:st|nd|rd|th)?[ ,]+)?(?:\d{4}\s)?(?:\([^()]{2,40}\)\s*)?"
    r"[-–—]+\s+(?=[\"“‘'«A-ZÀ-Ý])"
)
DATED = re.compile(  # the day before the month: "Quito, 6 abr (EFE).- ", "MADRID, 3 (EUROPA PRESS) ", "ROMA, 3 APR - "
    r"\s*[A-ZÀ-Ý][\w.'’-]*(?:[ /](?:d[aeo]s?|del|l[ao]s?|[A-ZÀ-Ý][\w.'’-]*)){0,4}, \d{1,2}[ºo°]?"
    r"(?:\s(?:d[ei]\s)?(?i:jan|ene|gen|f[eé][bv]|m[aä]r|a[bpv]r|ma[gijy]|jui?n|giu|juil|jul|lug|a[ug]|aoû|set|sep|o[ckut]t"
    r"|out|nov|d[eé][cz]|dic)[a-zà-ÿ]*\.?)?(?:\s(?:de\s)?\d{4})?\s*"
    r"(?:\([^()]{2,40}\)\s*\.?\s*(?:[-–—]+\s*)?|[-–—]+\s+)(?=[\"“‘'«¿A-ZÀ-Ý])"
)
PLACE = re.compile(r"[A-ZÀ-Ý][A-ZÀ-Ý .'’]{2,}")
END = re.compile(r"[.!?…:;,][\"”’»')\]]*$")
LONGEST_HEADLINE = 200  # code points


@dataclass(frozen=True, slots=True)
class Line:
    """`text[start:end]` are the words to be read; `headline` where the line has no end."""

    start: int
    end: int
    headline: bool = False


@cache
def furniture(lang: str) -> dict[str, tuple[str, ...]]:
    """Class -> beginnings or endings of lines that tell nothing, in lower case."""
    found: dict[str, list[str]] = {"line": [], "rest": [], "end": []}
    for _, row in optional_rows(lang, "furniture.tsv", 2):
        found[row[1]].append(row[0])
    return {name: tuple(texts) for name, texts in found.items()}


def lines_of(text: str, lang: str) -> tuple[list[Line], int]:
    """The lines that tell something, and how many were dropped as furniture."""
    kept: list[Line] = []
    dropped, skipping = 0, False
    known = furniture(lang)
    start = 0
    for whole in text.splitlines(keepends=True):
        line = whole.rstrip(BREAKS)
        bare = line.strip().casefold()
        skipping = skipping and bool(bare)
        if bare:
            skipping = skipping or bare.startswith(known["rest"])
            if skipping or bare.startswith(known["line"]) or bare.endswith(known["end"] or ("\0",)):
                dropped += 1
            else:
                kept.append(_line(line, start))
        start += len(whole)
    return kept, dropped


def _line(line: str, start: int) -> Line:
    at = _begin(line)
    words = line[at:].rstrip()
    headline = len(words) <= LONGEST_HEADLINE and END.search(words) is None
    return Line(start + at, start + len(line), headline)


def _begin(line: str) -> int:
    """Where the words of a line begin."""
    at = 0
    for mark in (BULLET, STAMP, SPEAKER_MARK, DATELINE, DATED, CYRILLIC, HAN):
        found = mark.match(line, at)
        if found and (mark is not DATELINE or _is_dateline(found.group())):
            at = found.end()
    return at


def _is_dateline(written: str) -> bool:
    """Whether the words before a dash are a place in capitals: "TIRANA, Sept 7 (Agency) -"."""
    place = PLACE.match(written.strip())
    return place is not None and len("".join(takewhile(lambda c: c != ",", place.group())).strip()) > 2


def parts(text: str, line: Line, most: int) -> Iterator[tuple[int, int]]:
    """The line cut at spaces into pieces of at most `most` code points."""
    at = line.start
    while at < line.end:
        end = line.end if line.end - at <= most else _space_before(text, at + 1, at + most)
        if text[at:end].strip():
            yield at, end
        at = end


def _space_before(text: str, least: int, limit: int) -> int:
    found = text.rfind(" ", max(least, limit - 1000), limit)
    return limit if found < 0 else found + 1
