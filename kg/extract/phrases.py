"""Noun phrases that small parsers of Romance languages take apart, put together before clauses are read.

"Il ministro degli Esteri francese X Y" is one phrase; in "tre pescherecci spagnoli" the boats are the noun.
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from kg.extract.amounts import amount_words
from kg.extract.lemmas import lemma_of
from kg.extract.lexicon import Lexicon
from kg.extract.tree import Word, link

LONGEST_TITLE = 6  # words
LOOSE = frozenset({"flat", "appos", "nmod", "dep", "obj", "nsubj", "nsubj:pass", "conj", "punct", "amod", "compound"})
HUNDREDS = ("cento", "mila")  # of numerals written as one word: "seicento", "duemila"
SHORTEST = 3  # letters of a numeral that is never another word


def join_titles(words: list[Word], lexicon: Lexicon) -> None:
    """Puts titles and the names of their holders together, before clauses are mended."""
    for repair in (_read_hyphens, _read_holders, _read_nationals):
        if repair(words, lexicon):
            link(words)


def join_phrases(words: list[Word], lexicon: Lexicon) -> None:
    """Mends the noun phrases of one sentence in place."""
    for repair in (_read_adjectives, _read_counted):
        if repair(words, lexicon):
            link(words)


def _read_hyphens(words: list[Word], lexicon: Lexicon) -> bool:  # noqa: ARG001 - as the other repairs
    """ "Port-au-Prince" taken apart is one name."""
    changed = False
    for first, hyphen, second in zip(words, words[1:], words[2:], strict=False):
        glued = hyphen.text == "-" and first.end == hyphen.start and hyphen.end == second.start
        if not glued or first.upos != "PROPN" or second.text.islower() or second.upos == "NUM":
            continue
        if first in second.ancestors() and second.deprel == "flat":
            continue
        while second in first.ancestors():
            first.head, first.deprel = second.head, second.deprel
        for child in second.children:
            if child is not first:
                child.head = first
        second.head, second.deprel, second.upos, changed = first, "flat", "PROPN", True
        hyphen.head, hyphen.deprel = first, "punct"
    return changed


def _read_holders(words: list[Word], lexicon: Lexicon) -> bool:
    """A name right behind a title, and perhaps an adjective, is that of its holder, all of it."""
    changed = False
    for title in words:
        end = _title_end(words, title, lexicon)
        if end and end < len(words) and _is_attribute(words, end):
            end += 1
        name = words[end] if 0 < end < len(words) else None
        if name is None or name.upos != "PROPN" or name.of("case") or name.deprel not in LOOSE or title is name:
            continue
        if name is title.head and title.deprel in {"nsubj", "compound", "amod", "nmod"} and not name.of("cop"):
            _lead(title, name)
            changed = True
        if name in title.ancestors() or not name.text[:1].isupper():
            continue
        if name.head is not title or name.deprel != "appos":
            name.head, name.deprel, changed = title, "appos", True
        for part in words[end + 1 :]:
            if part.upos != "PROPN" or not part.text[:1].isupper() or part.of("case", "det"):
                break
            if part.deprel in LOOSE and part.head is not name and part not in title.ancestors():
                part.head, part.deprel, changed = name, "flat", True
    return changed


def _lead(noun: Word, name: Word) -> None:
    """Puts a noun before the name that governs it: "la premier X" is no premier of X's."""
    noun.head, noun.deprel = name.head, name.deprel
    for child in name.children:
        if child is not noun and child.deprel != "flat":
            child.head = noun
    name.head, name.deprel = noun, "appos"


def _read_nationals(words: list[Word], lexicon: Lexicon) -> bool:
    """ "Il colombiano Gustavo Petro": behind an article and an adjective stands the full name of a person."""
    changed = False
    for nation, first, last in zip(words, words[1:], words[2:], strict=False):
        named = first.upos == last.upos == "PROPN" and first.text.istitle() and last.text.istitle()
        if not named or nation.upos not in {"ADJ", "NOUN"} or not nation.text.islower() or not nation.of("det"):
            continue
        if nation.index == 0 or words[nation.index - 1].upos != "DET" or first.head is not nation or first.of("case"):
            continue
        if nation.lemma.lower() in lexicon.nouns or first.deprel not in LOOSE or nation.of("amod", "cc"):
            continue
        first.head, first.deprel = nation.head, nation.deprel
        for child in nation.children:
            if child is not first:
                child.head = first
        nation.head, nation.deprel, last.head, last.deprel, changed = first, "amod", first, "flat", True
    return changed


def _title_end(words: Sequence[Word], title: Word, lexicon: Lexicon) -> int:
    """The place behind the longest title that begins with a word; 0 where none does."""
    if title.upos not in {"NOUN", "ADJ", "PROPN"}:
        return 0
    for length in range(LONGEST_TITLE, 0, -1):
        parts = words[title.index : title.index + length]
        written = tuple(part.text.lower() for part in parts)
        known = written in lexicon.titles or (title.lemma.lower(), *written[1:]) in lexicon.titles
        if known and len(parts) == length:
            return title.index + length
    return 0


def _is_attribute(words: Sequence[Word], at: int) -> bool:
    """Whether a word without capital describes the title before it: "francese" in "il ministro francese X"."""
    word = words[at]
    return word.upos in {"ADJ", "NOUN"} and word.text.islower() and not word.of("case", "det", "cc")


def _read_adjectives(words: list[Word], lexicon: Lexicon) -> bool:
    """In "tre pescherecci spagnoli" the noun is the one that the lexicon knows."""
    changed = False
    for word in words:
        noun = word.head
        if word.upos != "ADJ" or word.deprel != "amod" or noun is None or noun.index != word.index + 1:
            continue
        lemma = lemma_of(word.text, "NOUN", lexicon.lang)
        if noun.upos != "NOUN" or lemma not in lexicon.nouns or noun.lemma.lower() in lexicon.nouns:
            continue
        if (word.lemma.lower(),) in lexicon.titles or word.text.lower() == "ex":
            continue
        word.upos, word.lemma, word.head, word.deprel = "NOUN", lemma, noun.head, noun.deprel
        for child in noun.children:
            if child is not word:
                child.head = word
        noun.head, noun.deprel, noun.upos, changed = word, "amod", "ADJ", True
    return changed


@cache
def _numbers(lang: str) -> frozenset[str]:
    """Numerals in letters."""
    known = amount_words(lang)
    return frozenset(word for word in (known.numbers if known else ()) if word.isalpha() and len(word) > SHORTEST)


def _read_counted(words: list[Word], lexicon: Lexicon) -> bool:
    """In "seicento soldati" the soldiers are counted, not the number described."""
    changed = False
    numbers = _numbers(lexicon.lang)
    for number, noun in pairwise(words):
        if number.text.lower() not in numbers and not number.text.lower().endswith(HUNDREDS):
            continue
        if number.upos not in {"NOUN", "ADJ"} or noun.head is not number or noun.upos not in {"NOUN", "ADJ", "PROPN"}:
            continue
        number.upos, noun.upos = "NUM", "NOUN"
        noun.head, noun.deprel = number.head, number.deprel
        for child in number.children:
            if child is not noun:
                child.head = noun
        number.head, number.deprel, changed = noun, "nummod", True
    return changed
