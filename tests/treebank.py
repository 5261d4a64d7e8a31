"""Handmade sentences as a parser of a treebank gives them: form, part of speech, head, relation, features a line."""

from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.lexicon import load_lexicon
from kg.extract.tree import Tree
from kg.extract.treebanks import treebank_tree


@cache
def _blank(lang: str) -> Language:
    return spacy.blank(lang)


def read(rows: str, lang: str, *, times: frozenset[str] = frozenset()) -> Tree:
    """The tree of a sentence of a language; heads are counted from 1, 0 is the root. `times` are names of days."""
    cells = [line.split() for line in rows.strip().splitlines()]
    heads = [int(cell[2]) - 1 if cell[2] != "0" else at for at, cell in enumerate(cells)]
    doc = Doc(
        _blank(lang).vocab, [cell[0] for cell in cells], pos=[cell[1] for cell in cells], heads=heads,
        deps=[cell[3] for cell in cells], morphs=[cell[4] if len(cell) > 4 else "" for cell in cells],
    )  # fmt: skip
    return treebank_tree(next(doc.sents), lang, load_lexicon(lang).grammar, times)
