"""Names that no model finds and no list knows: runs of proper nouns, told apart by the words in and before them."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from kg.extract.lexicon import Lexicon
from kg.extract.russian import is_place
from kg.extract.tree import Tree, Word

Named = tuple[int, int, str]  # start, end, label
BODIES = frozenset({"body", "company", "organ"})
FEWEST = 2  # words of a person's name without a title


def names_in(tree: Tree, lexicon: Lexicon) -> Iterator[Named]:
    """(start, end, label) of each run of proper nouns: ORG with a word for a body in it, PER with a title before it."""
    titles = {title[-1] for title in lexicon.titles}
    for run in _names(tree.words) if lexicon.grammar.inflected else _runs(tree.words):
        classes = {lexicon.nouns.get(word.lemma.lower(), "") for word in run}
        before = tree.words[run[0].index - 1] if run[0].index else None
        if classes & BODIES or (len(run) == 1 and run[0].text.isupper() and len(run[0].text) > 1):
            yield run[0].start, run[-1].end, "ORG"
        elif len(run) >= FEWEST or (before is not None and {before.lemma.lower(), before.text.lower()} & titles):
            yield run[0].start, run[-1].end, "PER"
        elif lexicon.lang == "ru" and is_place(run[0].text):
            yield run[0].start, run[0].end, "LOC"


def _runs(words: Sequence[Word]) -> Iterator[list[Word]]:
    for proper, run in groupby(words, key=lambda word: word.upos == "PROPN" and word.text[:1].isalnum()):
        if proper:
            yield list(run)


def _names(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The runs cut where the tree or the case parts two names: "президент России / Владимир Путин"."""
    for run in _runs(words):
        name = run[:1]
        for before, word in pairwise(run):
            if not _is_one(before, word):
                yield name
                name = []
            name.append(word)
        yield name


def _is_one(before: Word, word: Word) -> bool:
    cases = [[pair for pair in each.feats.split("|") if pair.startswith("Case=")] for each in (before, word)]
    if all(cases) and cases[0] != cases[1]:
        return False
    beside = before.head is word.head and before.deprel == word.deprel
    return before.head is word or word.head is before or beside or word.deprel == "flat"
