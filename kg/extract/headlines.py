"""Headlines told so that a parser of sentences reads them, every word still at its place in the document.

Headlines leave out words: "Kenya, EU sign pact; Trump to meet Putin". The comma between two names is read as "and",
"to" before an infinitive as "will", the colon behind a speaker as "says", and what a semicolon parts is read apart.
The words of a language stand in `headlines.tsv`. Lines in capitals or Title Case get their small letters back.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from kg.extract.lexicon import Lexicon, load_lexicon, rows
from kg.extract.tree import Tree
from kg.gazetteer import Match

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
BESIDE = re.compile(r"\s([a-z]+)(?![\w'’-])")
PEOPLE = frozenset({"organ", "official", "national", "group"})
SEVERAL = 4  # words, before the letters of a line tell anything
MOSTLY = 0.7  # share of long words with a capital from which a line is in Title Case
LONG = 4  # letters

TOLD = frozenset({"en"})  # languages whose headlines leave out words
Readings = dict[str, tuple[tuple[str, str], ...]]
Edit = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Told:
    """A stretch as the parser reads it; its code point `i` stands for `starts[i]` to `ends[i]` of the document.

    `instead` is to be read where the parser finds no clause: "shuts" told as "did shut".
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    instead: "Told | None" = None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where in the document the code points `start` to `end` stand."""
        return self.starts[start], self.ends[end - 1]

    def placed(self, tree: Tree) -> Tree:
        """The tree with the offsets of the document."""
        for word in tree.words:
            word.start, word.end = self.place(word.start, word.end)
        written = [word for word in tree.words if word.text.strip()] or tree.words
        tree.start, tree.end = written[0].start, max(word.end for word in written)
        return tree


def plainly(text: str, start: int, end: int) -> Told:
    """A stretch as it is written."""
    return Told(text[start:end], tuple(range(start, end)), tuple(range(start + 1, end + 1)))


@cache
def readings(lang: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """Class -> (written, read) of what headlines write otherwise; empty for a language without such data."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for _, row in rows(lang, "headlines.tsv", 2) if lang in TOLD else ():
        found[row[0]] = (*found.get(row[0], ()), (row[1], row[2] if len(row) > 2 else ""))
    return found


def told(text: str, start: int, end: int, matches: Sequence[Match], lexicon: Lexicon) -> Iterator[Told]:
    """The parts of a headline, each as the parser reads it; `matches` are the known names in it."""
    known = readings(lexicon.lang)
    if not known:
        yield plainly(text, start, end)
        return
    edits = sorted({*_commas(text, matches, known), *_futures(text, matches, known, lexicon),
                    *_speakers(text, start, matches, known), *_visits(text, matches, known)})  # fmt: skip
    speech = {a for a, _, _ in edits}
    cuts = [at for at in range(start, end) if text[at] == ";" or (text[at : at + 2] == ": " and at not in speech)]
    for first, last in zip([start, *(at + 1 for at in cuts)], [*cuts, end], strict=True):
        if text[first:last].strip():
            inside = [edit for edit in edits if first <= edit[0] < last]
            names = [match for match in matches if first <= match.start and match.end <= last]
            verb = _verb(text, last, names, known, lexicon)
            other = _edited(text, first, last, sorted([*inside, verb])) if verb is not None else None
            yield replace(_edited(text, first, last, inside), instead=other)


def _edited(text: str, start: int, end: int, edits: Sequence[Edit]) -> Told:
    written: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = start + len(text[start:end]) - len(text[start:end].lstrip())
    for first, last, read in [*edits, (end, end, "")]:
        written.append(text[at:first])
        starts.extend(range(at, first))
        ends.extend(range(at + 1, first + 1))
        written.append(read)
        starts.extend([first] * len(read))
        ends.extend([last] * len(read))
        at = last
    return Told("".join(written), tuple(starts), tuple(ends))


def _verb(text: str, end: int, names: Sequence[Match], known: Readings, lexicon: Lexicon) -> Edit | None:
    """The verb in "Burundi shuts border", "US judge orders arrest": behind a name, or the noun of its people."""
    ((_, did),) = known["did"]
    for name in names:
        at = name.end
        for _ in range(2):
            found = BESIDE.match(text, at, end)
            if found is None:
                break
            base = _base(found[1], known, lexicon)
            noun = lexicon.nouns.get(found[1]) or lexicon.nouns.get(found[1].removesuffix("s"))
            if base is not None and noun not in PEOPLE:
                return found.start(1), found.end(1), f"{did} {base}"
            if noun not in PEOPLE:
                break
            at = found.end()
    return None


def _base(word: str, known: Readings, lexicon: Lexicon) -> str | None:
    """The infinitive of a present tense that is a cue; None for other words."""
    forms = [word, *(word.removesuffix(end) + other for end, other in known["present"] if word.endswith(end))]
    return next((form for form in forms if _is_verb(form, lexicon)), None)


def _commas(text: str, matches: Sequence[Match], known: Readings) -> Iterator[Edit]:
    """The comma in "Kenya, EU sign a pact": between names of two, before more words that no comma parts from them."""
    ((written, read),) = known["and"]
    for left, right in pairwise(matches):
        between = text[left.end : right.start]
        same = {naming.entity for naming in left.namings} & {naming.entity for naming in right.namings}
        after = text[right.end : right.end + 2]
        if between == f"{written} " and not same and after[:1] == " " and after[1:].islower():
            yield left.end, left.end + 1, f" {read}"


def _futures(text: str, matches: Sequence[Match], known: Readings, lexicon: Lexicon) -> Iterator[Edit]:
    """The "to" in "Trump to meet Putin": right behind a name, before a verb."""
    ((written, read),) = known["to"]
    for match in matches:
        found = re.compile(rf"\s{written} ([a-z]+)").match(text, match.end)
        if found and _is_verb(found[1], lexicon):
            yield match.end + 1, match.end + 1 + len(written), read


def _is_verb(word: str, lexicon: Lexicon) -> bool:
    return (
        word == "be" or (word, "VERB") in lexicon.frames or (word, "VERB") in lexicon.operators or word in lexicon.light
    )


def _speakers(text: str, start: int, matches: Sequence[Match], known: Readings) -> Iterator[Edit]:
    """The colon in "Lukashenko: warheads already here": behind a name that opens the headline."""
    ((written, read),) = known["says"]
    for match in matches[:1]:
        if match.start == start and text[match.end : match.end + 2] == f"{written} ":
            yield match.end, match.end + 1, f" {read}"


def _visits(text: str, matches: Sequence[Match], known: Readings) -> Iterator[Edit]:
    """The "in" of "Blair in Chicago, ...": between a known person and a place, where nothing else follows."""
    words = dict(known["visits"])
    for left, right in pairwise(matches):
        between = text[left.end : right.start].strip()
        person = left.namings[0].entity.startswith("person/")
        place = right.namings[0].entity.startswith(("state/", "place/")) and right.namings[0].form in {
            "name",
            "metonym",
        }
        if between in words and person and place and text[right.end : right.end + 1] in {"", ",", ";", ":"}:
            at = text.index(between, left.end)
            yield at, at + len(between), words[between]


# -- letters ----------------------------------------------------------------------------------------------------


def in_small_letters(line: str, matches: Sequence[Match], lexicon: Lexicon, small: frozenset[str]) -> str:
    """A line in capitals or Title Case with small letters where its words are no names; others as they are.

    Every letter keeps its place. Words that neither the lexicon nor `small` (function words) knows stay capital.
    """
    words = [
        found
        for found in WORD.finditer(line)
        if not any(m.start < found.end() and found.start() < m.end for m in matches)
    ]
    long = [found for found in words if len(found.group()) >= LONG]
    if len(words) < SEVERAL or not long or not readings(lexicon.lang):
        return line
    shouted = all(found.group().isupper() for found in long)
    titled = sum(found.group()[0].isupper() for found in long) >= MOSTLY * len(long)
    if not shouted and not titled:
        return line
    letters = list(line)
    for found in words:
        word = found.group()
        lowered = word.lower()
        common = lowered in small or _is_common(lowered, lexicon)
        first = found.start() == words[0].start() and found.start() < 2
        plain = (
            lowered if common and not first else (word[0] + lowered[1:] if word.isupper() and len(word) > 3 else word)
        )
        if len(plain) == len(word):
            letters[found.start() : found.end()] = plain
    return "".join(letters)


def _is_common(word: str, lexicon: Lexicon) -> bool:
    """Whether the lexicon knows a word, or one that it may be a form of."""
    known = _vocabulary(lexicon.lang)
    endings = [pair for pair in readings(lexicon.lang)["ending"] if word[3:].endswith(pair[0])]
    return word in known or any(word.removesuffix(ending) + instead in known for ending, instead in endings)


@cache
def _vocabulary(lang: str) -> frozenset[str]:
    lexicon = load_lexicon(lang)
    frames = {lemma for lemma, _ in lexicon.frames}
    required = {
        lemma for found in lexicon.frames.values() for frame in found for r in frame.requirements for lemma in r.lemmas
    }
    titles = {word for title in lexicon.titles for word in title}
    return frozenset(
        {*frames, *required, *titles, *lexicon.nouns, *lexicon.light, *(lemma for lemma, _ in lexicon.operators)}
    )
