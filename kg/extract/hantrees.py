"""Trees of Chinese: the words and parts of speech of the parser, heads by word order.

The treebanks are small and the parser finds 54 of 100 heads; word order, adpositions and the lexicon tell more.
"""

from functools import cache

from kg.extract.hanclauses import Clauses
from kg.extract.hanphrases import retag
from kg.extract.lemmas import lemma_of
from kg.extract.lexicon import load_lexicon
from kg.extract.serial import read_serial
from kg.extract.tree import Tree, Word, link
from kg.extract.unspaced import join_pieces
from kg.gazetteer import load_gazetteer


def han_tree(tree: Tree, lang: str) -> Tree:
    """The tree with its pieces of words joined, and heads that the constructions can read."""
    lexicon = load_lexicon(lang)
    for word in tree.words:
        word.roles = lexicon.grammar.roles.get(word.text, frozenset())
    words = join_pieces(tree.words, lang)
    for word in words:
        word.lemma = lexicon.grammar.forms.get((word.text,)) or lemma_of(word.text, word.upos, lang)
        word.roles = lexicon.grammar.roles.get(word.lemma, frozenset())
        word.deprel = word.deprel if word.deprel in {"nmod:tmod", "obl:tmod"} else word.deprel.split(":")[0]
    retag(words, lexicon, frozenset(word.start for word in words if _is_name(word, lang)))
    for word in words:
        word.lemma = lexicon.grammar.forms.get((word.text,)) or lemma_of(word.text, word.upos, lang)
        word.roles = lexicon.grammar.roles.get(word.lemma, frozenset())
    Clauses(words, lexicon).read()
    link(words)
    read_serial(words, lexicon)
    tree.words = words
    return tree


def _is_name(word: Word, lang: str) -> bool:
    return _names(word.text, lang)


@cache
def _names(text: str, lang: str) -> bool:
    """Whether a word is a known name, or letters of states."""
    matches = list(load_gazetteer(lang).matches(text))
    whole = [match for match in matches if (match.start, match.end) == (0, len(text))]
    letters = len(text) > 1 and len(matches) == len(text)
    return letters or bool(whole and whole[0].namings[0].form != "combining")
