"""Expressions of time in a sentence: "on 3 May 2019", "since 2014", "dal 1990 al 1995", "two years ago", "last month".

Every word is a letter for its class (`times.tsv` of the language), and patterns over the letters find the expressions,
whatever the language. What an expression means on the calendar is for `calendar` to say.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kg.errors import OntologyError
from kg.extract.hantimes import said_in
from kg.extract.lexicon import LANGUAGES, optional_rows
from kg.extract.tree import Word
from kg.extract.unspaced import UNSPACED

LETTERS = {
    "month": "M", "weekday": "W", "unit": "U", "near": "S", "that": "H", "day": "D", "ago": "A", "later": "L",
    "number": "N", "decade": "Z", "since": "F", "until": "T", "before": "X", "at": "P", "between": "b", "to": "R",
    "and": "&", "of": "O", "the": "E", "part": "p",
}  # fmt: skip
NUMBER = "[Nd]"
FULL = r"(?P<full>(?:WC?E?)?dO*MC?O*Y|(?:WC?)?MdC?Y|I)"
POINT = (
    rf"(?:{FULL}|(?P<daymonth>(?:WC?E?)?(?:dO*M|Md))|(?P<monthyear>MC?O*Y)|(?P<that>H[MU])"
    rf"|(?P<nearmonth>SM|MS)|(?P<ago>{NUMBER}UA|A{NUMBER}U)|(?P<later>{NUMBER}UL)|(?P<decade>K|U[Zd])|(?P<year>(?:E?U)?Y)"
    r"|(?P<nearunit>(?<![EN])SU|US)|(?P<weekday>[SH]?W[SH]?)|(?P<month>M)|(?P<day>D))"
)
BEFORE = r"(?:(?P<prep>[FTXb])R?)?(?P<filler>[PEOp]*)"
EXPRESSION = re.compile(BEFORE + POINT)
SECOND = re.compile(r"(?P<link>[RT\-]|&)[PEOp]*" + POINT)
YEAR = re.compile(r"(?:[a-z]+-)?((?:1[5-9]|20)\d\d)")
DECADE = re.compile(r"(?:mid-)?((?:1[5-9]|20)\d0)'?s")
ISO = re.compile(r"(?:1[5-9]|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?")
DAY = re.compile(r"(0?[1-9]|[1-9]\d)(?:st|nd|rd|th|º|°|\.)?")

Mode = Literal["at", "since", "until", "between"]


@dataclass(frozen=True, slots=True)
class Point:
    """One moment or period as said: `kind` is the name of its pattern, `values` what its words are worth, in order.

    `full` (year, month, day), `monthyear` (year, month), `daymonth` (month, day), `year` (year,), `month` (month,),
    `decade` (first year,), `that` (years on, month or 0), `nearmonth` and `weekday` (-1, 0 or 1, month or weekday),
    `nearunit` (-1, 0 or 1, unit), `ago` and `later` (number, unit), `day` (days on,). Units are 1 year, 2 month, 3 day.
    """

    kind: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Expression:
    """Words `first` to `last`, and what they tell: at, since or until one point, or between two."""

    first: int
    last: int
    mode: Mode
    points: tuple[Point, ...]


UNITS = {"year": 1, "month": 2, "day": 3}


@cache
def time_words(lang: str) -> dict[str, tuple[str, str]]:
    """(letter, value) by written form; names of months and days are written as the language writes them."""
    known: dict[str, tuple[str, str]] = {}
    if lang not in LANGUAGES:
        return known
    for where, row in optional_rows(lang, "times.tsv", 2):
        if row[1] not in LETTERS:
            raise OntologyError(f"{where}: unknown class {row[1]!r}; allowed: {', '.join(sorted(LETTERS))}")
        known.setdefault(row[0], (LETTERS[row[1]], row[2] if len(row) > 2 else ""))
    return known


@cache
def month_names(lang: str) -> frozenset[str]:
    """The names of months in small letters."""
    return frozenset(word.lower() for word, (letter, _) in time_words(lang).items() if letter == LETTERS["month"])


def expressions(words: Sequence[Word], lang: str) -> Iterator[Expression]:
    """Every expression of time of a sentence, in order, without overlaps."""
    if lang in UNSPACED:
        yield from _unspaced(words)
        return
    known = time_words(lang)
    read = [_letter(word, known) for word in words]
    letters = "".join(letter for letter, _ in read)
    if not any(letter in "MWUSHDYKI" for letter in letters):
        return
    at = 0
    while found := EXPRESSION.search(letters, at):
        at = found.end()
        point = _point(found, read)
        prep = found["prep"] or ""
        if point is None or prep == "X" or (point.kind == "year" and not _is_year(words, found)):
            continue
        second = SECOND.match(letters, at)
        if second is not None and (prep == "b") == (second["link"] == "&") and (last := _point(second, read)):
            at = second.end()
            yield Expression(found.start(), at - 1, "between", (_completed(point, last), last))
        elif prep != "b":
            mode: Mode = "since" if prep == "F" else "until" if prep == "T" else "at"
            yield Expression(found.start(), at - 1, mode, (point,))


def _unspaced(words: Sequence[Word]) -> Iterator[Expression]:
    """Expressions of a text without spaces, by the words that they touch."""
    if not words:
        return
    start = words[0].start
    text = "".join(" " * (word.start - before) + word.text for before, word in _placed(words))
    for first, last, mode, kind, values in said_in(text):
        inside = [at for at, word in enumerate(words) if word.start < start + last and start + first < word.end]
        if inside:
            yield Expression(inside[0], inside[-1], mode, (Point(kind, values),))


def _placed(words: Sequence[Word]) -> Iterator[tuple[int, Word]]:
    """Each word, and where the word before it ends."""
    before = words[0].start
    for word in words:
        yield min(before, word.start), word
        before = max(before, word.start + len(word.text))


def _letter(word: Word, known: dict[str, tuple[str, str]]) -> tuple[str, str]:
    text = word.text
    if text[-1].isdigit() or text[0].isdigit():
        return _of_digits(text.lower())
    if found := DECADE.fullmatch(text.lower()):
        return "K", found[1]
    shouted = text.capitalize() if text.isupper() and len(text) > 1 else text
    letter, value = known.get(text) or known.get(shouted) or known.get(text.lower()) or (".", "")
    if letter == "M" and word.upos in {"VERB", "AUX"}:
        return ".", ""  # "May" and "March" are verbs too
    if text == ",":
        return "C", ""
    return ("-", "") if text in {"-", "–", "—"} else (letter, value)


def _of_digits(text: str) -> tuple[str, str]:
    if year := YEAR.fullmatch(text):
        return "Y", year[1]  # also "mid-1991"
    if ISO.fullmatch(text):
        return "I", text
    if decade := DECADE.fullmatch(text):
        return "K", decade[1]
    day = DAY.fullmatch(text)
    return ("d", day[1]) if day else (".", "")


def _point(found: re.Match[str], read: Sequence[tuple[str, str]]) -> Point | None:
    """What a match of `POINT` says; None where its words make no sense together ("last decade")."""
    kind = next(name for name, part in found.groupdict().items() if part and name not in {"prep", "filler", "link"})
    valued: dict[str, str] = dict(read[found.start(kind) : found.end(kind)])
    try:
        return Point(kind, VALUES[kind](valued))
    except KeyError:
        return None


def _full(of: dict[str, str]) -> tuple[int, ...]:
    if "I" in of:
        year, month, *day = of["I"].split("-")
        return (int(year), int(month), *map(int, day))
    return int(of["Y"]), int(of["M"]), int(of["d"])


def _near(of: dict[str, str]) -> int:
    return int(of.get("S") or 0)


VALUES: dict[str, Callable[[dict[str, str]], tuple[int, ...]]] = {
    "full": _full,
    "monthyear": lambda of: (int(of["Y"]), int(of["M"])),
    "daymonth": lambda of: (int(of["M"]), int(of["d"])),
    "year": lambda of: (int(of["Y"]),),
    "month": lambda of: (int(of["M"]),),
    "decade": lambda of: (int(of["K"]) if "K" in of else _decade(of),),
    "that": lambda of: (int(of["H"]), int(of["M"]) if "M" in of else _only_year(of)),
    "nearmonth": lambda of: (_near(of), int(of["M"])),
    "nearunit": lambda of: (_near(of), UNITS[of["U"]]),
    "weekday": lambda of: (_near(of), int(of["W"])),
    "ago": lambda of: (int(of.get("N") or of["d"]), UNITS[of["U"]]),
    "later": lambda of: (int(of.get("N") or of["d"]), UNITS[of["U"]]),
    "day": lambda of: (int(of["D"]),),
}


def _decade(of: dict[str, str]) -> int:
    """1970 for "anni Settanta" and "anni 70"."""
    written = int(of.get("Z") or of["d"])
    if of["U"] != "year" or written % 10 or written in {0, 10}:
        raise KeyError("no decade")
    return written if written > 100 else 1900 + written


def _only_year(of: dict[str, str]) -> int:
    if of["U"] != "year":
        raise KeyError("only years are counted from another date")
    return 0


def _completed(first: Point, last: Point) -> Point:
    """The first point of a range with what the second tells: "from May to July 2019"."""
    if first.kind == "month" and last.kind == "monthyear":
        return Point("monthyear", (last.values[0], *first.values))
    if first.kind == "daymonth" and last.kind == "full" and len(last.values) == 3:
        return Point("full", (last.values[0], *first.values))
    return first


def _is_year(words: Sequence[Word], found: re.Match[str]) -> bool:
    """Whether four digits are a year: behind a preposition, or before the one thing they date; not "2000 troops"."""
    word = words[found.end() - 1]
    head = word.head
    before_noun = head is not None and head.index > word.index and head.upos in {"NOUN", "PROPN"}
    if before_noun and head is not None and "Number=Plur" in head.feats and word.deprel == "nummod":
        return False
    return bool(found["prep"] or found["filler"]) or before_noun or found.end("year") - found.start("year") > 1
