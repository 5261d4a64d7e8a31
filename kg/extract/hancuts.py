"""Cuts that a segmenter of Chinese misses: a foreign name and its verb (罗德里格斯 | 指责), 阿 | 方, 项目 | 的."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from kg.extract.lexicon import Lexicon
from kg.gazetteer import Match

SIDE = frozenset("方")
TAILS = frozenset("的都也了将將已曾均并向对與与给在就")
HEADS = frozenset("愿欲拟须将已曾正仍再又还被并均未")
FEWEST = 2  # letters of a foreign name
BEFORE = 2  # letters of a word that only describes the act behind it


def cuts(
    text: str, edges: Sequence[int], matches: Sequence[Match], lexicon: Lexicon, known: frozenset[str]
) -> Iterator[int]:
    """Places within the words of a text where another word begins; `known` are the words of the lexicon."""
    named = {naming.entity for match in matches if match.end - match.start > 1 for naming in match.namings}
    for match in matches:
        if match.end - match.start == 1 and {naming.entity for naming in match.namings} & named:
            yield from _beside_letter(text, match.end, lexicon)
    whole = {0, len(text), *edges}
    taken = [(match.start, match.end) for match in matches if {match.start, match.end} <= whole]
    for start, end in pairwise([0, *edges, len(text)]):
        word = text[start:end]
        inside = any(first < end and start < last for first, last in taken)
        if end - start > FEWEST and word not in known and not inside:
            yield from (start + at for at in _within(word, lexicon, known))


def _beside_letter(text: str, at: int, lexicon: Lexicon) -> Iterator[int]:
    """A letter that stands for a state named in full parts from 方 or from the title or organ behind it."""
    if text[at : at + 1] in SIDE:
        yield from (at - 1, at, at + 1)
        return
    for length in (4, 3, 2):
        behind = text[at : at + length]
        titled = (behind,) in lexicon.titles or lexicon.nouns.get(behind) in {"organ", "official"}
        if len(behind) == length and titled:
            yield from (at - 1, at, at + length)
            return


def _within(word: str, lexicon: Lexicon, known: frozenset[str]) -> Iterator[int]:
    roles = lexicon.grammar.roles
    sounds = next((at for at, letter in enumerate(word) if "sounds" not in roles.get(letter, ())), len(word))
    for at in range(FEWEST, min(sounds, len(word) - 1) + 1):
        if word[at:] in known:
            yield at
            return
    titled = next((at for at in range(len(word) - FEWEST, 1, -1) if _is_title(word[:at], lexicon)), 0)
    if titled and all("sounds" in roles.get(letter, ()) for letter in word[titled:]):
        yield titled
    elif word[-1] in TAILS and word[:-1] in known:
        yield len(word) - 1
    elif word[0] in HEADS and word[1:] in known:
        yield 1
    elif len(word) > BEFORE + 1 and (word[BEFORE:], "VERB") in lexicon.frames and _describes(word[:BEFORE], lexicon):
        yield BEFORE


def _is_title(word: str, lexicon: Lexicon) -> bool:
    return (word,) in lexicon.titles or lexicon.nouns.get(word) == "official"


def _describes(word: str, lexicon: Lexicon) -> bool:
    return "manner" in lexicon.grammar.roles.get(word, ()) or (word, "ADV") in lexicon.operators


def ends_in_title(word: str, titles: AbstractSet[str]) -> bool:
    """Whether a compound ends in a title: 能源部长."""
    return any(word[at:] in titles for at in range(len(word) - 1))
